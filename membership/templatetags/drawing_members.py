"""Rows of lists of members, drawn without a template each, and what a platform says of its own."""

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from membership.models import Member
from territories.country_names import country_name
from territories.templatetags.drawing import draw_entries, facts
from together_site.text import comma

register = template.Library()


@register.simple_tag
def draw_members(members, level):
    """Draw rows of a list: each its name, its category, where it is and since when.

    ``members`` are those of ``as_entries``, ``level`` is that of the headings.
    """
    return draw_entries(
        (
            level,
            member.get_absolute_url(),
            member.name,
            facts(
                f"{member.get_category_display()}{comma()}{country_name(member.country.code)}.",
                _sort(member),
                _("Member since %(year)s.") % {"year": member.joined_on.year},
            ),
            [],
        )
        for member in members
    )


def _sort(member):
    """Return how far a public entity reaches, or the kind of a body, in a sentence."""
    words = member.get_level_display() or member.get_kind_display()
    return words and f"{words}."


@register.simple_tag
def member_of(platform):
    """Return the member that a platform is today, if the directory shows it."""
    return Member.objects.shown(timezone.localdate()).filter(platform=platform).first()
