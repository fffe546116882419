"""Join us: the way, how far one is on it, and what holds for whom."""

import pytest

from applications.links import Purpose
from applications.workflow import State
from membership.workflow import Category
from tests.applications.browsing import open_link
from tests.applications.factories import make_application
from tests.membership.factories import make_member, make_representative, open_member
from tests.membership.requesting import make_request
from tests.network.page_factories import make_page
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

PATH = "/en/join-us/"
STEPS = '//ol[@class="way plain"]/li'


def standing(client):
    """Return of each step its title, its state and what is told of the visitor's own."""
    response = client.get(PATH)
    return [
        (
            texts(response, f"{STEPS}[{at}]//h3"),
            texts(response, f'{STEPS}[{at}]//*[contains(@class, "pill")]'),
            texts(response, f'{STEPS}[{at}]//div[@class="yours"]/p[not(.//a)]'),
        )
        for at in (1, 2, 3, 4)
    ]


def test_the_way_has_four_steps_each_with_what_it_needs_and_where_it_leads(client):
    response = client.get(PATH)

    assert texts(response, f"{STEPS}//h3") == [
        "Open a platform",
        "Join the network",
        "Begin the method",
        "Train facilitators",
    ]
    assert texts(response, f"{STEPS}//dt") == ["What you need", "How long it takes"] * 4
    assert values(response, f"{STEPS}//a/@href")[:3] == ["/en/apply/", "/en/join/", "/en/method/"]


def test_a_visitor_is_told_nothing_of_anybody(client):
    make_application(State.IN_REVIEW)
    make_member(Category.BODY)

    assert [step[1:] for step in standing(client)] == [([], [])] * 4


@pytest.mark.parametrize(
    ("state", "pill", "words"),
    [
        (State.UNCONFIRMED, "In hand", "You confirm your e-mail address"),
        (State.SUBMITTED, "In hand", "The secretariat reads it"),
        (State.IN_REVIEW, "In hand", "You get the decision"),
        # What staff weigh among themselves is one thing to the outside.
        (State.FOR_THE_BOARD, "In hand", "You get the decision"),
        (State.HELD, "In hand", "You get the decision"),
        (State.INFORMATION_ASKED, "In hand", "The secretariat reads it"),
        (State.ACCEPTED, "Done", "Accepted"),
        (State.DECLINED, "Has ended", "Not accepted this time"),
        (State.WITHDRAWN, "Has ended", "Withdrawn"),
    ],
)
def test_who_came_by_a_private_link_sees_where_their_application_stands(client, state, pill, words):
    application = make_application(state, title="Vila do Açor")
    open_link(client, application, Purpose.STATUS)

    platform, *_others = standing(client)

    assert platform[:2] == (["Open a platform"], [pill])
    assert platform[2][0] == "Vila do Açor"
    if state != State.INFORMATION_ASKED:
        assert platform[2][1].startswith(words)
    status = f"/en/applications/{application.reference}/"
    assert status in values(client.get(PATH), f'{STEPS}[1]//div[@class="yours"]//a/@href')


def test_an_open_platform_is_led_on_to_joining(client):
    application = make_application(State.ACCEPTED)
    open_link(client, application, Purpose.STATUS)

    _platform, join, method, training = standing(client)

    assert join[1] == ["To come"]
    assert join[2][0].startswith("A platform may join the network as a full member")
    assert [step[1] for step in (method, training)] == [[], ["To come"]]


@pytest.mark.parametrize(
    ("answers", "method", "training"),
    [
        ({"trained": ""}, ([], []), ([], [])),
        (
            {"trained": "yes"},
            ([], []),
            (["Done"], ["Vila do Açor", "Are facilitators trained? Yes"]),
        ),
        (
            {"trained": "in_training", "cycle": 1},
            (
                ["In hand"],
                [
                    "Vila do Açor",
                    "In which cycle is the group? Cycle 1: the group itself prepares",
                ],
            ),
            (["In hand"], ["Vila do Açor", "Are facilitators trained? They are being trained"]),
        ),
        (
            {"trained": "no", "cycle": 1, "phase": 3},
            (["In hand"], ["Vila do Açor", "In which phase? 3: see how things stand"]),
            (["To come"], ["Vila do Açor", "Are facilitators trained? Not yet"]),
        ),
    ],
)
def test_what_the_application_answers_of_method_and_training_is_told(
    client, answers, method, training
):
    application = make_application(
        State.ACCEPTED, title="Vila do Açor", **{"cycle": None, "phase": None, **answers}
    )
    open_link(client, application, Purpose.STATUS)

    assert [step[1:] for step in standing(client)[2:]] == [method, training]


@pytest.mark.parametrize("state", [State.DECLINED, State.WITHDRAWN])
@pytest.mark.parametrize(
    ("trained", "training"), [("yes", ["Done"]), ("in_training", []), ("no", []), ("", [])]
)
def test_where_an_application_has_ended_nothing_is_to_come(client, state, trained, training):
    application = make_application(state, trained=trained, cycle=1, phase=3)
    open_link(client, application, Purpose.STATUS)

    pills = [step[1] for step in standing(client)]

    assert pills == [["Has ended"], [], [], training]


def test_one_application_in_hand_counts_more_than_one_that_has_ended(client):
    for state in (State.DECLINED, State.IN_REVIEW):
        open_link(client, make_application(state), Purpose.STATUS)

    assert standing(client)[0][1] == ["In hand"]


def test_a_request_to_join_stands_beside(client):
    request = make_request(Category.BODY, state=State.IN_REVIEW)
    open_link(client, request, Purpose.STATUS)

    platform, join, *_others = standing(client)

    assert (platform[1], join[1]) == ([], ["In hand"])


def test_a_member_has_joined(client):
    member = make_member(Category.BODY, name="Escola", periods=[("2014-01-01", "2099-12-31")])
    open_member(client, make_representative(member))

    _platform, join, *_others = standing(client)

    assert join[1:] == (["Done"], ["Escola", f"Member number {member.number}"])


def test_what_another_session_opened_is_not_told(client):
    application = make_application(State.IN_REVIEW)
    open_link(client, application, Purpose.STATUS)
    application.link_version += 1
    application.save()

    assert [step[2] for step in standing(client)] == [[]] * 4


def test_the_page_of_who_came_by_a_link_is_kept_nowhere(client):
    open_link(client, make_application(State.IN_REVIEW), Purpose.STATUS)

    response = client.get(PATH)

    assert response.headers["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers


@pytest.mark.parametrize(
    ("kind", "vote", "leads"),
    [
        ("territory", [True], ["/en/apply/", "/en/join/?me=group&what=platform"]),
        ("public-entity", [True], ["/en/join/?me=group&what=public"]),
        (
            "collective-actor",
            [True, False],
            ["/en/apply/", "/en/join/?me=group&what=platform", "/en/join/?me=group&what=body"],
        ),
        ("individual", [False], ["/en/join/?me=self"]),
    ],
)
def test_each_is_told_their_vote_and_led_to_their_form(client, kind, vote, leads):
    response = client.get(f"{PATH}{kind}/")

    votes = texts(response, "//dl/div[dt='Vote']/dd")
    assert [words.startswith("With a vote") for words in votes] == vote
    assert values(response, '//main//a[contains(@class, "btn")]/@href') == leads


@pytest.mark.parametrize("kind", ["territory", "public-entity", "collective-actor", "individual"])
def test_each_has_one_filled_button(client, kind):
    response = client.get(f"{PATH}{kind}/")

    assert len(values(response, '//main//a[contains(@class, "btn-primary")]/@href')) == 1


OWN_PLATFORM = (
    "An organisation that uses the method within its own walls opens a platform of its own, linked "
    "to the territory where it is. One that wants to take part with others finds the platform of "
    "its territory."
)


@pytest.mark.parametrize(
    ("body", "told"),
    [("", [OWN_PLATFORM]), ("<p>Words.</p>", [OWN_PLATFORM, "What to have ready:"])],
)
def test_an_organisation_is_told_whose_platform_it_opens_whatever_staff_wrote(client, body, told):
    make_page("join-collective-actor", body_en=body)

    response = client.get(f"{PATH}collective-actor/")

    before = '//section[@aria-labelledby="platform"]/ul/preceding-sibling::p'
    assert texts(response, before) == told
