"""Rows of lists of platforms, drawn without a template each."""

from django import template
from django.utils.translation import gettext as _

from territories.templatetags.drawing import draw_entries, facts
from territories.workflow import PlatformState
from together_site.text import listed

register = template.Library()


@register.simple_tag
def draw_platforms(platforms, level):
    """Draw rows of a list: each its name, where it is, its state.

    ``platforms`` are those of ``as_entries``, ``level`` is that of the headings.
    """
    sample = _("Sample content.")
    return draw_entries(
        (
            level,
            platform.get_absolute_url(),
            platform.name,
            facts(f"{_where(platform)}.", platform.is_sample and sample),
            [(platform.state, PlatformState(platform.state).label)],
        )
        for platform in platforms
    )


def _where(platform):
    place, actor = platform.territory, platform.collective_actor
    names = [actor.name, place.name] if actor else [place.name]
    return listed([*names, place.country_in_words])
