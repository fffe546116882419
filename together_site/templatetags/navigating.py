"""The navigation of the site, for the frame of every page."""

from django import template

from together_site import navigation

register = template.Library()


@register.simple_tag(takes_context=True)
def main_links(context):
    """Return the links of the main navigation; an error page may have no request."""
    request = context.get("request")
    return navigation.main_navigation(request.path if request else "")


@register.simple_tag
def foot_columns():
    return [(title, navigation.links(rows)) for title, rows in navigation.FOOT]


@register.simple_tag
def legal_links():
    return navigation.links(navigation.LEGAL)
