"""The pages of a member for those who represent it, as every page is looked at."""

from datetime import date

from django.urls import reverse
from django.utils import timezone, translation

from membership import representing
from membership.links import Purpose
from tests.browser import press
from tests.membership.factories import (
    follow_address,
    make_certificate,
    make_member,
    make_representative,
    member_token,
)


def represented(tour, settings):
    """See each page of a member that its representatives see, and what comes back of its forms."""
    member = make_member(
        name="Associação do Açor e das Serras",
        is_public=True,
        periods=[("2019-01-01", "2019-12-31"), ("2021-01-01", "2098-12-31")],
    )
    person = make_representative(member, name="Ana Sá", function="Presidente")
    make_representative(member, role="billing", ends_on=date(2020, 2, 29))
    make_certificate(member)
    base = f"/membership/member/{member.pk}/"
    tour.see(base)
    tour.see("/membership/find/")
    tour.see("/membership/find/", sent={"number": "", "email": ""})
    tour.see("/membership/find/", sent={"number": "M1", "email": "a@example.org"})
    tour.see("/membership/gone/")
    tour.see(_link("gone", person))
    _open(tour, person, "own")
    tour.see(base, again=True)
    tour.see(f"{base}follower/")
    _open(tour, person, "act")
    for page, sent in (("follower", {"name": ""}), ("resign", {"why": "Because."})):
        tour.see(f"{base}{page}/", again=page == "follower")
        tour.see(f"{base}{page}/", sent=sent)
    tour.see(f"{base}gone/", again=True)
    named = {"role": "billing", "name": "Rui", "email": "rui@example.org", "language": "pt"}
    term = {"starts_on": timezone.localdate(), "ends_on": None}
    proposal = representing.propose(person, once="1", **named, **term)
    with translation.override("en"):
        tour.see(follow_address(proposal).removeprefix("/en"))
    representing.resign(member, why="")
    tour.see(base, again=True)


def _link(purpose, person):
    token = member_token(person, purpose)
    with translation.override("en"):
        return reverse("membership:link-open", args=[purpose, token]).removeprefix("/en")


def _open(tour, person, purpose):
    tour.see(_link(Purpose(purpose), person), again=purpose == "act")
    press(tour.page)
