"""Sample networks from public sources, for a demonstration: only what the sources say."""

import pgtrigger
from django.db import transaction

from membership.models import Network, NetworkHistory, NetworkNote, Topic
from membership.networks.workflow import NetworkKind, NetworkState

WIKI = "https://wikispiral.org/tiki-index.php?page="
# The network has five topics; the names of the others were not found.
TOPICS = {
    1: "Coordination of processes",
    2: "Resources and common goods",
    3: "Sustainable production",
}
NETWORKS = (
    {
        "slug": "together",
        "name": "TOGETHER",
        "kind": NetworkKind.WHOLE,
        "description": (
            "The international network of Territories of Co-responsibility. Its members met as an "
            "informal network on 25 September 2009 in Mulhouse and founded the association on "
            "4 November 2013."
        ),
        "source_url": f"{WIKI}4th+International+Meeting+of+Territories+of+Co-responsibility",
    },
    {
        "slug": "together-france",
        "name": "TOGETHER France",
        "kind": NetworkKind.NATIONAL,
        "country": "FR",
        "description": (
            "The network in France: an association under the law of 1901, founded on "
            "30 October 2014, with a blog and a community of facilitators of its own."
        ),
        "source_url": f"{WIKI}together-fr&structure=together-fr",
    },
    {
        "slug": "together-morocco",
        "name": "TOGETHER Morocco",
        "kind": NetworkKind.NATIONAL,
        "country": "MA",
        "description": (
            "Named on the home page of the network in 2022. Nothing more was found in public "
            "sources."
        ),
    },
)


@transaction.atomic
def load():
    """Load the sample topics and networks that are not there yet; return how many were added."""
    before = Topic.objects.count() + Network.objects.count()
    for number, name in TOPICS.items():
        words = {"name": name, "language": "en", "is_sample": True}
        Topic.objects.get_or_create(number=number, defaults=words)
    has_whole = Network.objects.filter(kind=NetworkKind.WHOLE).exists()
    for told in NETWORKS:
        if told["kind"] == NetworkKind.WHOLE and has_whole:
            continue
        fields = {"description_language": "en", "is_sample": True, "state": NetworkState.PUBLIC}
        Network.objects.get_or_create(slug=told["slug"], defaults={**fields, **told})
    return Topic.objects.count() + Network.objects.count() - before


@transaction.atomic
def remove():
    """Remove the sample networks with all that was tried on them, and sample topics without use.

    Returns how many were removed. A network that is a part of a sample one is kept, out of it.
    """
    samples = Network.objects.filter(is_sample=True)
    Network.objects.filter(parent__in=samples).update(parent=None)
    NetworkNote.objects.filter(network__in=samples).delete()
    with pgtrigger.ignore("membership.NetworkHistory:append_only"):
        NetworkHistory.objects.filter(network__in=samples).delete()
    number = samples.count()
    samples.delete()
    topics = Topic.objects.filter(is_sample=True, networks=None)
    number += topics.count()
    topics.delete()
    return number
