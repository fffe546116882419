from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from network.projects import links

register = template.Library()


@register.simple_tag(takes_context=True)
def proposal_link(context):
    """Write the private link of a proposal, made anew at each sending; staff see words instead."""
    if context.get("hide_links"):
        return _("[private link of the proposal]")
    return links.address(context["proposal_pk"], language=get_language())
