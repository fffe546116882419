from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from applications import links
from applications.models import Contact

register = template.Library()


@register.simple_tag(takes_context=True)
def private_link(context, purpose):
    """Write the private link of a letter, made anew at each sending.

    Takes ``application_id``, ``link_version`` and ``contact`` from the letter's context; where
    ``hide_links`` is set, staff read the letter and words stand in the link's place.
    """
    if context.get("hide_links"):
        return _("[private link of the applicant]")
    return links.address(
        links.Purpose(purpose),
        application_id=context["application_id"],
        version=context["link_version"],
        contact=context.get("contact", Contact.FIRST),
        language=get_language(),
    )
