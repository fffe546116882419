"""How a member comes from a released request, and how one comes into another category."""

from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.workflow import State
from membership import emails, workflow
from membership.models import Member
from membership.periods import period_from
from membership.workflow import Category, RepresentativeRole
from moves import services as moves
from moves.services import MoveRefused
from platforms.models import PlatformApplication


@transaction.atomic
def join(application, *, by):
    """Make the member that an accepted request asks for, as it is released. Returns the member.

    With it come its first period, its representatives, and the first row of its history. Raises
    ``MoveRefused`` while the application to open its platform is not accepted, and where the
    platform is a member already: nothing of the release stands then.
    """
    today = timezone.localdate()
    platform = platform_to_join(application)
    with _once(platform):
        member = Member.objects.create(joined_on=today, **_told(application, platform))
    moves.make(workflow.JOIN, member, by=by)
    first, last = period_from(today)
    member.periods.create(starts_on=first, ends_on=last, category=member.category)
    _name_representatives(application, member, today)
    application.member = member
    application.save(update_fields=["member"])
    return member


def platform_to_join(application):
    """Return the platform that joins, that of its accepted application among them; else ``None``.

    Raises ``MoveRefused`` where there is none yet. The application is read under a lock: what is
    released of it at the same moment is either seen or comes later.
    """
    if application.platform_application_id is None:
        return application.platform
    # Both of its rows: of one that is not locked, what was read before the wait would be seen.
    locked = PlatformApplication.objects.select_for_update()
    applied = locked.get(pk=application.platform_application_id)
    if applied.state == State.ACCEPTED:
        return applied.platform
    words = {"reference": applied.reference, "state": applied.get_state_display()}
    if applied.state in (State.DECLINED, State.WITHDRAWN, State.SPAM):
        raise MoveRefused(
            _(
                "Application %(reference)s to open its platform has ended: it is now “%(state)s”. "
                "Without a platform there is no member by one: do not accept this request."
            )
            % words
        )
    raise MoveRefused(
        _(
            "Application %(reference)s to open its platform comes first: it is now “%(state)s”. "
            "Release that one, then this request."
        )
        % words
    )


def _told(application, platform):
    """Return the columns of the member that a request tells of."""
    if platform:
        name, country = platform.name, platform.territory.country
    else:
        name, country = application.legal_name, application.country
    return {
        "category": application.category,
        "name": name[:160],
        "country": country,
        "level": application.level,
        "kind": application.kind,
        "platform": platform,
        "territory": application.territory,
        # A body that is a member is in the directory; a person is where they have agreed to it.
        "is_public": application.is_public or not application.is_of_person,
    }


@contextmanager
def _once(platform):
    """Tell a person where the platform is a member by now: the database says so."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if platform is None:
            raise
        words = _("“%(name)s” is a member already. Do not accept a second request.")
        raise MoveRefused(words % {"name": platform.name}) from error


def _name_representatives(application, member, today):
    """Write down who speaks for a new member; a person speaks for themself."""
    if member.is_person:
        member.representatives.create(
            role=RepresentativeRole.BILLING,
            name=application.contact_name,
            email=application.email,
            phone=application.contact_phone,
            language=application.language,
            starts_on=today,
        )
    for row in application.representatives.order_by("pk"):
        # Who said no first day speaks from today on, were it for a last day.
        starts_on = row.starts_on or min(today, row.ends_on or today)
        member.representatives.create(
            role=row.role,
            name=row.name,
            function=row.function,
            email=row.email,
            phone=row.phone,
            language=application.language,
            starts_on=starts_on,
            ends_on=row.ends_on,
        )
    # With the private link to the page of the member, also to those who did not write the request.
    people = member.representatives.not_ended(today).order_by("-pk")
    for person in {person.email.lower(): person for person in people}.values():
        emails.write(person, "welcome", "welcome", role=str(person.role))


@transaction.atomic
def change_category(member, *, by, category, note, **fields):
    """Put a member into another category; its periods so far keep theirs. Returns the history row.

    ``fields`` has ``level``, ``kind`` and ``platform``, as the new category needs them. A
    certificate says the category: those of the former one are revoked. Raises ``MoveRefused``
    where the platform is a member already.
    """
    platform = fields.get("platform")
    also = {"category": category, "level": "", "kind": "", "platform": None, **fields}
    if category == Category.PERSON:
        also["is_public"] = False  # a person is shown with consent only
    with _once(platform):
        record = moves.make(workflow.CHANGE_CATEGORY, member, by=by, note=note, also=also)
    member.certificates.unrevoked(timezone.localdate()).update(revoked_on=timezone.localdate())
    return record
