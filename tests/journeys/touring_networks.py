"""The part of the tour through every page that is about networks."""

from membership import sample
from membership.models import Network
from tests.factories import make_platform, make_territory
from tests.membership.networks.factories import (
    link_of,
    make_coordinator,
    make_network,
    make_network_request,
    make_shown_member,
    put_in,
)


def networks(tour, settings):
    tour.see("/networks/")
    sample.load()
    france = Network.objects.get(slug="together-france")
    network = make_network(
        name="TOGETHER Portugal",
        slug="together-portugal",
        description="Uma rede de lugares.",
        description_language="pt",
        contact_email="office@example.org",
        website="https://example.org/portugal",
        parent=Network.objects.get(kind="whole"),
    )
    place = make_territory("Vila do Açor")
    put_in(network, territory=place)
    put_in(network, platform=make_platform("Mesa do Açor", territory=place))
    put_in(network, member=make_shown_member(name="جمعية الوادي"))
    for number in range(30):
        put_in(network, territory=make_territory(f"Bourg {number}"))
    tour.see("/networks/?kind=national&country=PT", again=True)
    tour.see("/networks/?q=nowhere", again=True)
    for one in ("together", "together-france", "together-portugal"):
        tour.see(f"/networks/{one}/")
    tour.see("/networks/together-portugal/?page=2", again=True)
    tour.see(f"/territories/{place.slug}/")
    tour.see(f"/members/?network={network.slug}")
    tour.see(f"/networks/together-france/join/?entry=T{place.pk}")
    tour.see("/networks/together-france/join/", sent={})
    said = {"entry": f"T{place.pk}", "name": "Rui", "email": "rui@example.org"}
    tour.see("/networks/together-france/join/", sent={**said, "words": "Bom dia."})
    waiting = make_network_request(france, platform=make_platform("Roda"))
    unconfirmed = make_network_request(france, state="unconfirmed")
    for asked in (waiting, unconfirmed):
        tour.see(link_of(asked).removeprefix("/en"), again=True)
    keep(tour, network, france, waiting)


def keep(tour, network, france, waiting):
    """Look at what a coordinator sees in the admin."""
    tour.sign_in(make_coordinator(network, france))
    tour.see("/admin/", again=True)
    tour.see("/admin/membership/network/")
    base = f"/admin/membership/network/{france.pk}"
    tour.see(f"{base}/change/")
    tour.see(f"{base}/history/")
    tour.see(f"{base}/requests/")
    tour.see(f"{base}/requests/{waiting.pk}/")
    tour.see(f"{base}/requests/{waiting.pk}/decline/")
    tour.see(f"{base}/requests/{waiting.pk}/decline/", sent={"note": ""})
    tour.see(f"{base}/requests/{waiting.pk}/accept/")
    tour.see(f"{base}/requests/{waiting.pk}/accept/", sent={"note": ""})
    tour.see(f"{base}/entries/")
    base = f"/admin/membership/network/{network.pk}"
    tour.see(f"{base}/entries/")
    tour.see(f"{base}/entries/", sent={"entry": "x"})
    tour.see(f"{base}/entries/{network.memberships.earliest('pk').pk}/remove/")
    tour.see(f"{base}/suggestions/?sort=territory")
