from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from membership.networks import links

register = template.Library()


@register.simple_tag(takes_context=True)
def network_link(context):
    """Write the private link of a request, made anew at each sending; staff see words instead."""
    if context.get("hide_links"):
        return _("[private link of the request]")
    return links.address(context["request_pk"], language=get_language())
