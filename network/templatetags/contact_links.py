from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from network.contact import links

register = template.Library()


@register.simple_tag(takes_context=True)
def message_link(context):
    """Write the private link of a message, made anew at each sending; staff see words instead."""
    if context.get("hide_links"):
        return _("[private link of the message]")
    return links.address(context["message_pk"], language=get_language())


@register.simple_tag
def contact_form():
    """Write the whole address of the form, in the language of the letter."""
    return settings.SITE_URL + reverse("network:contact")
