"""What a voting roll says of each member, as of its day."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from membership.models import Member, MemberChange, Representative, RollEntry
from membership.roll_rules import RollPart, part_of
from membership.rolls import locked_draft
from membership.workflow import RepresentativeRole

AT_ONCE = 500
COPIED = ("number", "name", "folded_name", "country", "category", "standing", "part")
DELEGATE = ("delegate_name", "delegate_function")


def to_draw(roll):
    """Return the members to look at: who belonged by the day, and who is on the roll."""
    on_it = Q(pk__in=RollEntry.objects.filter(roll=roll).values("member"))
    return Member.objects.filter(Q(joined_on__lte=roll.as_of) | on_it)


@transaction.atomic
def draw_some(roll, *, after):
    """Write the next members after a key on a draft. Returns their keys, none after the last.

    What was drawn up before is brought up to date: delegates whom staff named stay, and proxies
    among members that keep their vote. Done again it comes to the same.
    """
    roll = locked_draft(roll)
    following = to_draw(roll).filter(pk__gt=after).order_by("pk")
    keys = list(following.values_list("pk", flat=True)[:AT_ONCE])
    if keys:
        _draw(roll, keys)
    else:
        roll.voters = roll.entries.voting().count()
        roll.drawn_at = timezone.now()
        roll.save(update_fields=["voters", "drawn_at"])
    return keys


def _draw(roll, keys):
    entries = list(_entries(roll, keys))
    voting = {entry.member_id for entry in entries if entry.part == RollPart.VOTING}
    staying = {entry.member_id for entry in entries}
    without = [key for key in keys if key not in voting]
    mine = roll.entries.filter(proxy_to__isnull=False)
    mine.filter(Q(member__in=without) | Q(proxy_to__member__in=without)).update(proxy_to=None)
    roll.entries.filter(member__in=[key for key in keys if key not in staying]).delete()
    named = set(
        roll.entries.filter(member__in=keys, is_named_by_staff=True).values_list(
            "member", flat=True
        )
    )
    _write([entry for entry in entries if entry.member_id not in named], (*COPIED, *DELEGATE))
    _write([entry for entry in entries if entry.member_id in named], COPIED)


def _write(entries, columns):
    RollEntry.objects.bulk_create(
        entries, update_conflicts=True, unique_fields=["roll", "member"], update_fields=columns
    )


def _entries(roll, keys):
    """Yield what the roll says of members, of those that stand on it."""
    delegates = _delegates(keys, roll.as_of)
    columns = ("pk", "name", "country", "category_then", "standing", "joined_on")
    members = Member.objects.filter(pk__in=keys).with_standing(roll.as_of).order_by("pk")
    found = members.annotate(category_then=category_on(roll.as_of)).values_list(*columns)
    for pk, name, country, category, standing, joined_on in found:
        part = part_of(category, standing)
        if part and joined_on <= roll.as_of:
            delegate_name, delegate_function = delegates.get(pk, ("", ""))
            yield RollEntry(
                roll=roll,
                member_id=pk,
                number=Member(pk=pk).number,
                name=name,
                country=country,
                category=category,
                standing=standing,
                part=part,
                delegate_name=delegate_name,
                delegate_function=delegate_function,
            )


def category_on(day):
    """Return the category at the end of a day: what the first change after it found, or today's."""
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    later = MemberChange.objects.filter(pgh_obj=OuterRef("pk"), pgh_created_at__gte=end)
    return Coalesce(Subquery(later.order_by("pgh_id").values("category")[:1]), "category")


def _delegates(keys, day):
    """Return name and function of the political representative of each member on a day."""
    speaking = Representative.objects.in_term(day).filter(
        member__in=keys, role=RepresentativeRole.POLITICAL
    )
    rows = speaking.order_by("starts_on", "pk").values_list("member", "name", "function")
    return {member: (name, function) for member, name, function in rows}  # the latest named
