"""What hands out or erases asks for password or code again."""

import pytest
from django.http import JsonResponse
from django.urls import path, reverse

from accounts.rights import recently_authenticated
from tests.accounts.signing_in import PASSWORD, code, make_person, with_app
from tests.pages import texts, values
from together_site import urls

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("tests.accounts.test_reauthentication"),
]


@recently_authenticated
def hand_out(request):
    return JsonResponse({"asked": request.GET.dict(), "sent": request.POST.dict()})


urlpatterns = [path("hand-out/", hand_out), *urls.urlpatterns]
handler400, handler500 = urls.handler400, urls.handler500


@pytest.fixture
def person(client_of, clock):
    user = make_person()
    with_app(user)
    return client_of(user)


def test_what_hands_out_asks_again_and_goes_on(person):
    asked = person.get("/hand-out/?state=held")
    answer = person.post(asked.url, {"password": PASSWORD})
    page = person.get(answer.url)

    assert asked.url == "/en/account/reauthenticate/?next=%2Fhand-out%2F%3Fstate%3Dheld"
    assert page.json() == {"asked": {"state": "held"}, "sent": {}}


def test_a_code_will_do_in_place_of_the_password(person, clock):
    asked = person.get("/hand-out/")
    other = values(person.get(asked.url), "//main//a[.='Use a code of the app']/@href")[0]
    page = person.get(other)
    answer = person.post(other, {"code": code(clock.time())})

    assert texts(page, "//h1") == ["Confirm that it is you"]
    assert (other, answer.url) == (
        "/en/account/second-factor/confirm/?next=%2Fhand-out%2F",
        "/hand-out/",
    )
    assert person.get("/hand-out/").status_code == 200


@pytest.mark.parametrize("given", ["password", "code"])
def test_what_a_form_sent_goes_on_afterwards(person, clock, given):
    asked = person.post("/hand-out/?state=held", {"reason": "The board asked."})
    way = {"password": asked.url, "code": f"{reverse('mfa_reauthenticate')}?next=/hand-out/"}[given]
    proof = {"password": {"password": PASSWORD}, "code": {"code": code(clock.time())}}[given]

    page = person.post(way, proof)

    assert page.json() == {"asked": {"state": "held"}, "sent": {"reason": "The board asked."}}


@pytest.mark.parametrize("wrong", [{"password": "wrong"}, {}, {"password": "\x00"}])
def test_a_wrong_password_goes_nowhere(person, wrong):
    asked = person.post("/hand-out/", {"reason": "The board asked."})

    page = person.post(asked.url, wrong)

    assert texts(page, "//*[@id='error-summary']//h2") == ["There is a problem"]
    assert person.get("/hand-out/").status_code == 302


def test_it_holds_for_five_minutes(person, clock):
    person.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    clock.pass_by(minutes=5, seconds=-1)
    within = person.get("/hand-out/").status_code
    clock.pass_by(seconds=1)

    assert (within, person.get("/hand-out/").status_code) == (200, 302)


def test_tries_are_counted(person):
    statuses = [
        person.post(reverse("account_reauthenticate"), {"password": "wrong"}).status_code
        for _try in range(11)
    ]

    assert statuses == [200] * 10 + [429]


@pytest.mark.usefixtures("_needed")
def test_a_visitor_is_led_to_the_sign_in(client, client_of):
    half = client_of(make_person(), with_both=False)

    answers = [one.post("/hand-out/", {"reason": "x"}).url for one in (client, half)]

    assert answers == ["/en/account/login/?next=%2Fhand-out%2F"] * 2
