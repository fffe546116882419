from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from network.events import links

register = template.Library()


@register.simple_tag(takes_context=True)
def registration_link(context):
    """Write the private link of a registration, made anew at each sending; staff see words."""
    if context.get("hide_links"):
        return _("[private link of the registration]")
    return links.address(
        context["registration_pk"], version=context["link_version"], language=get_language()
    )
