"""Sample networks: loaded once, marked, and taken away with all that was tried on them."""

import pytest
from django.core.management import call_command

from membership import sample
from membership.models import Network, NetworkHistory, Topic
from membership.networks import services
from membership.networks.entries import Entry
from tests.applications.factories import make_secretary
from tests.factories import make_territory
from tests.membership.networks.factories import make_network

pytestmark = pytest.mark.django_db


def test_sample_networks_are_loaded_once_and_marked():
    added = [sample.load(), sample.load()]

    assert added == [6, 0]
    assert list(
        Network.objects.order_by("pk").values_list("slug", "kind", "state", "is_sample")
    ) == [
        ("together", "whole", "public", True),
        ("together-france", "national", "public", True),
        ("together-morocco", "national", "public", True),
    ]
    assert list(Topic.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3]


def test_a_real_whole_network_is_left_as_it_is():
    whole = make_network("whole")

    sample.load()

    assert Network.objects.get(kind="whole") == whole


def test_samples_go_with_what_was_tried_on_them_and_real_ones_stay():
    call_command("load_sample_networks", verbosity=0)
    france = Network.objects.get(slug="together-france")
    services.add(france, Entry("territory", make_territory()), by=make_secretary(), note="Tried.")
    part = make_network(parent=france)
    make_network("thematic", topic=Topic.objects.get(number=2))

    call_command("remove_sample_networks", verbosity=0)

    part.refresh_from_db()
    assert (part.parent, NetworkHistory.objects.count(), Network.objects.count()) == (None, 0, 2)
    assert list(Topic.objects.values_list("number", flat=True)) == [2]
