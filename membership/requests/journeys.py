"""Two journeys side by side on a status page: opening a platform, and joining the network."""

from dataclasses import dataclass, field

from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from applications.models import Form
from applications.steps import public_steps
from applications.workflow import BEFORE_RELEASE, State
from membership.models import MembershipApplication
from membership.requests.carrying import GOES_ON
from membership.requests.who_forms import is_member_already, member_by
from membership.workflow import Category


@dataclass(frozen=True)
class Journey:
    """The other journey: its title, its steps where it has begun, and words with a way on."""

    title: str
    text: str
    steps: list = field(default_factory=list)
    url: str = ""
    link: str = ""
    template: str = "membership/journey.html"


def open_request(applied):
    """Return the request to join, not decided yet, for the platform of an application; or none.

    Anybody may name a platform of the registry: until its address is confirmed, such a request
    counts only where it is the address of a contact of the application.
    """
    names = Q(platform_application=applied)
    if applied.platform_id:
        by_anybody = Q(state__in=(State.DRAFT, State.UNCONFIRMED))
        theirs = Q(address__in=applied.contact_addresses())
        names |= Q(platform=applied.platform_id) & (theirs | ~by_anybody)
    known = MembershipApplication.objects.alias(address=Lower("email"))
    going = known.filter(names, state__in=BEFORE_RELEASE)
    return going.exclude(state=State.DRAFT, entered_by__isnull=False).order_by("pk").first()


def beside(request, application):
    """Return the other journey to show on the status page of an application, or ``None``."""
    if application.form == Form.PLATFORM:
        return _of_platform(application)
    if application.form == Form.MEMBERSHIP and application.platform_application_id:
        return _of_request(application.platform_application)
    return None


def _of_platform(applied):
    if applied.state not in GOES_ON:
        return None
    title = _("Joining the network")
    member = applied.platform and member_by(applied.platform)
    if member:
        return Journey(title, is_member_already(member))
    going = open_request(applied)
    if going:
        words = _("A request to join is on its way. It has a private link of its own.")
        return Journey(title, words, public_steps(going))
    begin = reverse("membership:application-begin", args=[Category.TERRITORY])
    return Journey(
        title,
        _(
            "A platform may join the network as a full member: encouraged, never required. What "
            "we know already you need only confirm."
        ),
        url=f"{begin}?application={applied.reference}",
        link=_("Ask to join"),
    )


def _of_request(applied):
    return Journey(
        _("Opening the platform"),
        what_it_needs(applied),
        public_steps(applied),
        url=applied.public_url,
        link=_("See its page"),
    )


def what_it_needs(applied):
    """Say what the platform of a request still needs before that can be released."""
    words = {
        State.DRAFT: _("Its application is a draft still: complete and send it."),
        State.UNCONFIRMED: _("Its application waits for you to confirm the address."),
        State.INFORMATION_ASKED: _("The secretariat has asked about it. Please answer by %(day)s.")
        % {"day": date_format(applied.asked_until) if applied.asked_until else "…"},
        State.ACCEPTED: _("The platform is open. It stands in nobody’s way any more."),
    }
    ended = (State.DECLINED, State.WITHDRAWN, State.SPAM)
    if applied.state in ended:
        return _(
            "Its application has ended, so no platform can join. Please write to the secretariat."
        )
    waits = _("Its application is in review. The decision on joining comes after that on it.")
    return words.get(applied.state, waits)
