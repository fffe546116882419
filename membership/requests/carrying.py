"""What a request of a platform carries over from what is known of it: nothing is asked twice.

Its public facts go with everybody who names it. What its application holds that is private goes
only with who has opened that application by its own private link, for writing.
"""

from django.db import transaction
from django.utils import timezone

from applications import access, services
from applications.links import Purpose
from applications.models import Form
from applications.workflow import BEFORE_RELEASE, State
from membership.models import MembershipApplication
from membership.requests.writing import kept, save_representatives
from membership.workflow import Category, RepresentativeRole, Section
from platforms.models import PlatformApplication

# An application that has arrived and can lead to a member, or has led to a platform. A draft may be
# deleted when nobody touches it.
GOES_ON = (
    *(state for state in BEFORE_RELEASE if state not in (State.DRAFT, State.UNCONFIRMED)),
    State.ACCEPTED,
)
PRIVATE = (
    "contact_name",
    "contact_role",
    "contact_phone",
    "second_name",
    "second_role",
    "second_email",
    "second_phone",
)


def opened(request, reference):
    """Return the application to open a platform which this session has opened, or ``None``."""
    return access.opened(request, PlatformApplication.objects, reference, purpose=Purpose.STATUS)


def may_carry(request, applied):
    """Return whether this session may have the private answers of an application carried over."""
    return access.may(request, applied, purpose=Purpose.EDIT)


def tied_to(applied):
    """Return the columns by which a request names the platform of an application, as it stands."""
    if applied.state == State.ACCEPTED:
        return by_platform(applied.platform)
    return {"platform_application": applied, **_done(applied.local_name or applied.about())}


def by_platform(platform):
    """Return the columns by which a request names a platform of the registry."""
    return {"platform": platform, "looked_for": platform.name[:160], **_done(platform.name)}


def _done(title):
    now = timezone.now().isoformat()
    return {"title": title[:160], "sections_done": {Section.PLATFORM.value: now}}


@transaction.atomic
def begin(applied, *, token, is_allowed):
    """Open the draft of a request with everything known of an application to open a platform.

    Its contacts, their addresses and the language for letters are those of the application. The
    contact who is at work there is offered as who works with the network, and what the group said
    it needs as what it expects: both are asked, and only to be confirmed. Raises ``TooMany``.
    """
    fields = {"category": Category.TERRITORY, **tied_to(applied)}
    if applied.contact_name and applied.contact_role:
        fields["sections_done"][Section.CONTACTS.value] = timezone.now().isoformat()
    application = services.begin(
        MembershipApplication,
        token=token,
        is_allowed=is_allowed,
        form=Form.MEMBERSHIP,
        email=applied.email,
        language=applied.language,
        services_expected=applied.help_needed,
        **fields,
        **{name: getattr(applied, name) for name in PRIVATE},
    )
    if applied.contact_name and not application.representatives.exists():
        # As a row of the page that asks for them: role, name, function, e-mail, telephone, term.
        of_first = (applied.contact_name, applied.contact_role, applied.email)
        row = [RepresentativeRole.TECHNICAL.value, *of_first, applied.contact_phone, "", ""]
        save_representatives(application, {"representatives": [row]})
        application.sought = kept(application)
        application.save(update_fields=["sought"])
    return application
