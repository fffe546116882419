"""The small parts of which a list has hundreds, drawn without a template each: it costs a third.

Whatever was written by a person goes through ``escape`` here, once: ``format_html`` would look at
every number too, which took a tenth of a page.
"""

from html import escape

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from together_site.text import comma

register = template.Library()

OPTION = (
    '<div class="form-check"><input type="checkbox" name="{0}" value="{1}" id="{0}-{1}"{2}>'
    '<label for="{0}-{1}">{3}</label> <span class="count">{4}</span></div>'
)
DOT = (
    '<a href="{0}" aria-label="{1}"><title>{1}</title>'
    '<circle class="reach" cx="{2}" cy="{3}" r="{4}" />'
    '<circle class="dot {5}" cx="{2}" cy="{3}" r="{6}" />{7}</a>'
)
FIGURE = '<text x="{}" y="{}" font-size="{}">{}</text>'
ENTRY = '<li class="entry"><div><h{0}><a href="{1}">{2}</a></h{0}><p>{3}</p></div>{4}</li>'
PILLS = '<div class="pills">{}</div>'
PILL = '<span class="pill state-{}">{}</span>'
# From so many places on a dot has its number written in it.
LEAST_FIGURE = 3


def _drawn(parts):
    return mark_safe("\n".join(parts))  # noqa: S308 -- what people wrote is escaped where it is put in


@register.simple_tag
def draw_options(name, options):
    """Draw the boxes of a filter: options with value, label, number and is_chosen."""
    return _drawn(
        OPTION.format(
            escape(name),
            escape(option["value"]),
            " checked" if option["is_chosen"] else "",
            escape(str(option["label"])),
            option["number"],
        )
        for option in options
    )


@register.simple_tag
def draw_dots(drawing):
    """Draw the dots of a map (of territories.map), each a link."""
    return _drawn(
        DOT.format(
            escape(dot.url),
            escape(dot.title),
            dot.x,
            dot.y,
            dot.reach,
            dot.look,
            dot.radius,
            _figure(dot, drawing.size),
        )
        for dot in drawing.dots
    )


def _figure(dot, size):
    return (
        FIGURE.format(dot.x, dot.baseline, size, dot.number) if dot.number >= LEAST_FIGURE else ""
    )


@register.simple_tag
def draw_territories(territories, level):
    """Draw rows of a list: each its name, what it is, the states of its platforms.

    ``territories`` are those of ``as_entries``, ``level`` is that of the headings.
    """
    sample, between = _("Sample content."), comma()
    return draw_entries(
        (
            level,
            territory.get_absolute_url(),
            territory.name,
            facts(
                f"{territory.kind_in_words}{between}{territory.country_in_words}.",
                territory.first_sign_found
                and _("First sign found: %(year)s.") % {"year": territory.first_sign_found},
                territory.is_sample and sample,
            ),
            [(state.value, state.label) for state in territory.platforms_by_state],
        )
        for territory in territories
    )


def facts(*sentences):
    """Return in one line the sentences that hold."""
    return " ".join(filter(None, sentences))


def draw_entries(rows):
    """Draw rows of level, address, name, facts in a sentence, and states with their words."""
    return _drawn(
        ENTRY.format(level, escape(url), escape(name), escape(words), _pills(states))
        for level, url, name, words, states in rows
    )


def _pills(states):
    pills = "".join(PILL.format(state, escape(str(label))) for state, label in states)
    return PILLS.format(pills) if pills else ""
