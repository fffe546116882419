from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from membership import links
from membership.workflow import RepresentativeRole
from together_site.text import listed

register = template.Library()


@register.simple_tag(takes_context=True)
def member_link(context, purpose):
    """Write the private link of a letter to who speaks for a member, made anew at each sending.

    Takes ``link_pk`` and ``link_version`` from the letter's context; where ``hide_links`` is set,
    staff read the letter and words stand in the link's place.
    """
    if context.get("hide_links"):
        return _("[private link of the member]")
    return links.address(
        links.Purpose(purpose),
        pk=context["link_pk"],
        version=context["link_version"],
        language=get_language(),
    )


@register.filter
def as_role(code):
    """Write a role that a letter keeps as ``billing`` as its reader names it."""
    return RepresentativeRole(code).label


@register.filter
def as_roles(codes):
    """Write several roles in one line."""
    return listed(map(as_role, codes))
