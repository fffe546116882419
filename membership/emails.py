"""The letters to who speaks for a member; each writes a row."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import Role, User
from membership.workflow import RepresentativeRole
from outbox import post

# Whom to write to where nobody holds the role that a letter is for.
INSTEAD = (
    RepresentativeRole.BILLING,
    RepresentativeRole.POLITICAL,
    RepresentativeRole.TECHNICAL,
)


def to_whom(member, role, on):
    """Return whom to write to about what belongs to a role, on a day, or ``None``.

    Where nobody in term holds the role, it is the contact for dues, else the political
    representative, else the technical contact; of several the one whose term began last.
    """
    order = (role, *INSTEAD)
    in_term = member.representatives.in_term(on).order_by("-starts_on", "-pk")
    return min(in_term, key=lambda representative: order.index(representative.role), default=None)


def write(representative, event, template, **words):
    """Write to a representative, once for each event of theirs, in their language.

    ``template`` is the name of a letter in ``membership/email``, which ends with ``frame_end.txt``:
    there stand the private link to the member's own page and “I am no longer the contact”.
    ``words`` are plain JSON. Returns whether it was written now.
    """
    member = representative.member
    occasion = f"{member.number}:{event}:r{representative.pk}"
    if post.is_written(occasion):
        return False
    post.put(
        occasion,
        to=representative.email,
        language=representative.language,
        template=f"membership/email/{template}",
        context={
            "link_pk": representative.pk,
            "link_version": representative.link_version,
            "number": member.number,
            "member": member.name,
            **words,
        },
        about=member.number,
    )
    return True


def write_to_all(member, event, template, *, but=None, **words):
    """Write to everybody who speaks for a member today, but to one; returns to how many people.

    Who has two roles gets one letter.
    """
    passed_over = {but.email.lower()} if but else set()
    in_term = member.representatives.in_term(timezone.localdate()).select_related("member")
    people = {person.email.lower(): person for person in in_term.order_by("-pk")}
    others = [person for email, person in people.items() if email not in passed_over][::-1]
    for person in others:
        write(person, event, template, **words)
    return len(others)


def fresh_link(representative):
    """Send a link with which one may act, good for an hour; asked twice within a minute, once."""
    asked = f"link:{representative.link_version}:{timezone.now():%Y%m%d%H%M}"
    write(representative, asked, "fresh_link")


def ask_to_follow(proposal):
    """Ask at the address named whether it is right, and say for what."""
    member = proposal.member
    post.put(
        f"{member.number}:follow:{proposal.pk}",
        to=proposal.email,
        language=proposal.language,
        template="membership/email/follow",
        context={
            "link_pk": proposal.pk,
            "link_version": 1,
            "number": member.number,
            "member": member.name,
            "role": str(proposal.role),
        },
        about=member.number,
    )


def tell_secretariat(member, event, template, **words):
    """Tell each active member of the secretariat, in the language of the house."""
    with translation.override(settings.LANGUAGE_CODE):
        path = reverse("admin:membership_member_change", args=[member.pk])
    for user in User.objects.filter(is_active=True, roles__contains=[Role.SECRETARIAT]):
        post.put(
            f"{member.number}:{event}:s{user.pk}",
            to=user.email,
            language=settings.LANGUAGE_CODE,
            template=f"membership/email/{template}",
            context={"number": member.number, "member": member.name, "path": path, **words},
            about=member.number,
        )
