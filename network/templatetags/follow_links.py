from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from network.follow import links

register = template.Library()


def _link(context, path_of, pk):
    if context.get("hide_links"):
        return _("[private link]")
    return links.address(path_of, pk, language=get_language())


@register.simple_tag(takes_context=True)
def link_to_confirm(context):
    """Write the link that confirms, made anew at each sending; staff see words instead."""
    return _link(context, links.confirm_path, context["follow_pk"])


@register.simple_tag(takes_context=True)
def link_to_change(context):
    """Write the link to what one follows."""
    return _link(context, links.own_path, context["follower_pk"])


@register.simple_tag(takes_context=True)
def link_to_stop(context):
    """Write the link that stops all letters."""
    return _link(context, links.stop_path, context["follower_pk"])
