"""The pages of joining the network, for the tour of every page."""

from applications.links import Purpose
from applications.workflow import State
from membership.workflow import Category
from tests.applications.factories import make_application, make_secretary
from tests.factories import make_platform, make_territory
from tests.membership.factories import make_member
from tests.membership.requesting import make_request

# What comes back of pages filled in as they cannot be saved.
WRONG = {
    Category.TERRITORY: (
        ("platform", {"looked_for": ""}),
        ("representatives", {"technical_function": "Officer"}),
        ("decision", {"decided_on": "2099-01-01"}),
        ("services", {"services_expected": ""}),
        ("contacts", {"contact_name": "", "second_role": "Chair"}),
        ("consent", {"privacy": False, "may_join": False}),
    ),
    Category.PUBLIC_ENTITY: (
        ("entity", {"legal_name": "", "country": ""}),
        ("decision", {"decided_by": ""}),
        ("billing", {"billing_address": ""}),
    ),
    Category.PERSON: (
        ("person", {"legal_name": "Muster GmbH", "motivation": ""}),
        ("amount", {"amount": "five"}),
    ),
    Category.BODY: (("body", {"legal_name": "", "kind": ""}),),
}


def joining(tour, settings):
    tour.see("/join/")
    for query in ("me=group", "me=group&what=", "me=x", "me=self", "me=group&what=platform"):
        tour.see(f"/join/?{query}", again=True)
    for category in Category:
        tour.see(f"/join/begin/{category}/", again=True)
    place = make_territory("Vila Nova")
    known = make_platform("Mesa", territory=place)
    member = make_member(Category.TERRITORY, platform=make_platform("Roda"), name="Roda")
    tour.see(f"/join/begin/territory/?platform={known.slug}", again=True)
    tour.see(f"/join/begin/territory/?platform={member.platform.slug}", again=True)
    for category in Category:
        a_request(tour, category)
    from_a_platform(tour)
    reviewed(tour)


def a_request(tour, category):
    """See every page of a request, with and without errors, and where it stands."""
    request = make_request(category)
    sent = make_request(category, State.SUBMITTED)
    tour.open_to(Purpose.EDIT, request)
    base = f"/join/{request.reference}/"
    tour.see(base, again=True)
    for section in request.sections():
        tour.see(f"{base}{section}/", again=True)
    for page in ("check", "copy"):
        tour.see(f"{base}{page}/", again=True)
    for page, answers in WRONG[category]:
        tour.see(f"{base}{page}/", sent=answers)
    if category == Category.TERRITORY:
        tour.see(f"{base}which/", again=True)
        request.platform, request.looked_for = None, "Nowhere"
        request.sections_done = {}
        request.save()
        tour.see(f"{base}which/", again=True)
    if category == Category.PUBLIC_ENTITY:
        request.looked_for = "Vila Nova"
        request.save()
        tour.see(f"{base}place/", again=True)
    tour.open_to(Purpose.STATUS, sent)
    tour.see(f"/applications/{sent.reference}/", again=True)


def from_a_platform(tour):
    """See what a platform's own applicants see."""
    applied, other = (make_application(State.IN_REVIEW) for _one in range(2))
    request = make_request(Category.TERRITORY, State.SUBMITTED, platform_application=other)
    draft = make_request(Category.TERRITORY, platform_application=other)
    tour.open_to(Purpose.EDIT, applied, other, request, draft)
    tour.see(f"/join/begin/territory/?application={applied.reference}", again=True)
    tour.see(f"/join/begin/territory/?application={other.reference}", again=True)
    tour.see(f"/join/{draft.reference}/platform/", again=True)
    for application in (applied, other, request):
        tour.see(f"/applications/{application.reference}/", again=True)


def reviewed(tour):
    """See requests as staff do."""
    secretary = make_secretary(name="Sol Sample")
    tour.sign_in(secretary)
    queue = "/admin/membership/membershipapplication/"
    request = make_request(Category.PERSON, State.IN_REVIEW, lead=secretary)
    make_request(Category.PERSON, State.IN_REVIEW)
    member = make_member()
    tour.see(queue)
    tour.see(f"{queue}{request.pk}/change/")
    tour.see(f"{queue}{request.pk}/move/accept/")
    tour.see(f"{queue}enter/")
    tour.see(f"{queue}enter/", sent={}, button="#content form button")
    move = f"/admin/membership/member/{member.pk}/move/change-category/"
    tour.see(move)
    tour.see(move, sent={})
