"""Rows of lists of networks and of their entries, and the networks beside an entry."""

from django import template
from django.utils.translation import gettext as _

from membership.networks.beside import fitting, inside_and_fitting
from membership.networks.entries import Entry, entry_of
from territories.country_names import country_name
from territories.templatetags.drawing import draw_entries, facts
from together_site.text import comma

register = template.Library()


@register.simple_tag
def draw_networks(networks, level):
    """Draw rows of a list of networks: each its name, its kind, and what its members share."""
    return draw_entries(
        (level, network.get_absolute_url(), network.name, network_facts(network), [])
        for network in networks
    )


@register.simple_tag
def network_facts(network):
    """Say of which kind a network is, and where or among whom, in a sentence each."""
    country = country_name(network.country.code) if network.country else ""
    return facts(
        f"{network.get_kind_display()}.",
        country and f"{country}.",
        network.topic_id and f"{network.topic.name}.",
        network.actor_kind and f"{network.get_actor_kind_display()}.",
    )


@register.simple_tag
def draw_network_entries(memberships, level):
    """Draw those who belong to a network: each its name, what it is, where, and since when."""
    return draw_entries(
        (level, entry.url, entry.name, _facts_of(entry, row.since), [])
        for row in memberships
        for entry in [entry_of(row)]
    )


def _facts_of(entry, since):
    sorts = {"territory": _("Territory"), "platform": _("Platform"), "member": _("Member")}
    return facts(
        f"{sorts[entry.sort]}{comma()}{entry.where}.",
        _("In this network since %(year)s.") % {"year": since.year},
    )


@register.simple_tag(takes_context=True)
def networks_beside(context, record, sort, is_in_any=True):
    """Return the networks of an entry, those into which it fits, and its code.

    ``is_in_any`` is false where the page knows already that it is in none.
    """
    entry = Entry(sort, record)
    if is_in_any:
        inside, fits = inside_and_fitting(entry)
    else:
        inside, fits = [], fitting(entry, context["request"].registry_version)
    return {"code": entry.code, "inside": inside, "fitting": fits}
