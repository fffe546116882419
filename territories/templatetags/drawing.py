"""The small parts of which a list has hundreds, drawn without a template each: it costs a third."""

from django import template
from django.utils.html import format_html, format_html_join

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
# From so many places on a dot has its number written in it.
LEAST_FIGURE = 3


@register.simple_tag
def draw_options(name, options):
    """Draw the boxes of a filter: options with value, label, number and is_chosen."""
    rows = (
        (
            name,
            option["value"],
            " checked" if option["is_chosen"] else "",
            option["label"],
            option["number"],
        )
        for option in options
    )
    return format_html_join("\n", OPTION, rows)


@register.simple_tag
def draw_dots(drawing):
    """Draw the dots of a map (of territories.map), each a link."""
    rows = (
        (
            dot.url,
            dot.title,
            dot.x,
            dot.y,
            dot.reach,
            dot.look,
            dot.radius,
            _figure(dot, drawing.size),
        )
        for dot in drawing.dots
    )
    return format_html_join("\n", DOT, rows)


def _figure(dot, size):
    return (
        ""
        if dot.number < LEAST_FIGURE
        else format_html(FIGURE, dot.x, dot.baseline, size, str(dot.number))
    )
