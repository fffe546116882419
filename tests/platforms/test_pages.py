"""The way through the pages of the application: where each leads, back, to the check and on."""

import pytest
from django.test import Client
from django.urls import reverse

from applications.links import Purpose
from applications.models import KeptAnswers
from applications.workflow import State
from platforms.models import PlatformApplication
from platforms.workflow import DESCRIPTION, PLACE, Section
from tests.applications.browsing import events, open_link
from tests.applications.factories import make_application
from tests.factories import make_territory
from tests.pages import texts, values
from tests.platforms.sent import VALID

pytestmark = pytest.mark.django_db

TYPED = VALID | {DESCRIPTION: {"territory_kind": "neighbourhood"}}


@pytest.fixture
def application(client):
    draft = make_application()
    open_link(client, draft)
    return draft


def url_of(application, page):
    return reverse("platforms:application-section", args=[application.reference, page])


def check_url(application):
    return reverse("platforms:application-check", args=[application.reference])


def seal(client, application, page):
    """Return the seal of a page as it is shown now; the page of consents has none."""
    return values(client.get(url_of(application, page)), '//*[@name="seen"]/@value')


def send(client, application, page, *, seen=None, **changes):
    shown = seen or seal(client, application, page)
    sealed = {"seen": shown[0]} if shown else {}
    return client.post(url_of(application, page), {**TYPED[page], **sealed, **changes})


def shown(response, name):
    """Return what a field of a page holds."""
    return values(response, f'//input[@name="{name}"]/@value')[0]


@pytest.mark.parametrize(
    ("page", "following"),
    [
        (Section.TERRITORY, DESCRIPTION),
        (DESCRIPTION, Section.PLATFORM),
        (Section.PLATFORM, Section.PARTICIPANTS),
        (Section.PARTICIPANTS, Section.MANDATE),
        (Section.MANDATE, Section.CONTACTS),
        (Section.CONTACTS, Section.PROCESS),
        (Section.PROCESS, Section.CONSENT),
    ],
)
def test_each_page_leads_to_the_next(client, application, page, following):
    assert send(client, application, page).url == url_of(application, following)


def test_the_last_page_leads_to_the_check_of_all_answers(client, application):
    assert send(client, application, Section.CONSENT).url == check_url(application)


def test_where_a_place_bears_the_name_it_is_offered_before_anything_is_described(
    client, application
):
    place = make_territory("Vila Exemplo")

    after_the_name = send(client, application, Section.TERRITORY)
    chosen = send(client, application, PLACE, listed_territory=str(place.pk))
    none = send(client, application, PLACE)

    assert [answer.url for answer in (after_the_name, chosen, none)] == [
        url_of(application, page) for page in (PLACE, Section.PLATFORM, DESCRIPTION)
    ]


def test_what_is_typed_wrongly_leads_nowhere(client, application):
    response = send(client, application, Section.PLATFORM, aims="")

    assert (response.status_code, values(response, '//*[@name="aims"]/@aria-invalid')) == (
        200,
        ["true"],
    )


@pytest.mark.parametrize(
    ("is_known", "page", "before"),
    [
        (True, PLACE, Section.TERRITORY),
        (True, DESCRIPTION, PLACE),
        (False, DESCRIPTION, Section.TERRITORY),
    ],
)
def test_within_the_section_of_the_territory_one_goes_back_page_by_page(
    client, application, is_known, page, before
):
    if is_known:
        make_territory("Vila Exemplo")

    link = values(client.get(url_of(application, page)), "//main//a/@href")[0]

    assert link == url_of(application, before)


@pytest.mark.parametrize("section", Section)
def test_from_the_first_page_of_a_section_one_goes_back_to_the_list(client, application, section):
    link = '//main//a[.="Back to the sections"]/@href'

    assert values(client.get(url_of(application, section)), link) == [application.get_edit_url()]


def test_every_answer_has_a_link_that_leads_to_its_field(client, application):
    rows = values(client.get(check_url(application)), '//dd[@class="change"]/a/@href')

    missing = []
    for link in rows:
        address, _sharp, name = link.partition("#")
        found = values(client.get(address), f'//*[@id="{name}"]/@id')
        missing += [] if found else [link]
    assert (len(rows) > 30, missing) == (True, [])


def test_who_comes_from_the_check_goes_back_there(client, application):
    page = client.get(f"{url_of(application, Section.PLATFORM)}?back=check")

    back = values(page, '//input[@name="back_to_check"]/@value')
    response = send(client, application, Section.PLATFORM, back_to_check=back[0])

    assert response.url == check_url(application)


def test_who_corrects_a_mistake_still_goes_back_to_the_check(client, application):
    page = send(client, application, Section.PLATFORM, aims="", back_to_check="1")

    assert shown(page, "back_to_check") == "1"


def test_who_changes_the_place_goes_back_to_the_check_once_it_is_whole(client, application):
    make_territory("Vila Exemplo")

    ways = [
        send(client, application, page, back_to_check="1").url
        for page in (Section.TERRITORY, PLACE, DESCRIPTION)
    ]

    assert ways == [
        f"{url_of(application, PLACE)}?back=check",
        f"{url_of(application, DESCRIPTION)}?back=check",
        check_url(application),
    ]


@pytest.mark.parametrize(
    ("change", "stays"),
    [
        ({}, True),
        ({"holder": "actor", "actor_name": "Escola", "actor_kind": "school"}, True),
        ({"territory_name": "Vila Nova"}, False),
        ({"territory_country": "BR"}, False),
    ],
    ids=str,
)
def test_a_place_that_was_chosen_is_left_when_its_name_changes(client, change, stays):
    place = make_territory("Vila Exemplo")
    application = make_application(listed_territory=place, territory_kind="")
    open_link(client, application)

    send(client, application, Section.TERRITORY, **change)

    application.refresh_from_db()
    assert application.listed_territory == (place if stays else None)
    assert application.is_done(Section.TERRITORY) is stays


def statuses(client, application):
    page = client.get(application.get_edit_url())
    rows = '//ol[contains(@class, "entries")]/li'
    return dict(zip(texts(page, f"{rows}//h2"), texts(page, f"{rows}/*[last()]"), strict=True))


def test_a_section_is_completed_when_its_last_page_is(client):
    application = make_application(sections_done={}, territory_kind="")
    open_link(client, application)
    before = statuses(client, application)

    send(client, application, Section.TERRITORY)
    named = statuses(client, application)
    send(client, application, DESCRIPTION)
    send(client, application, Section.PROCESS)

    titles = [str(section.label) for section in Section]
    assert before == named == dict.fromkeys(titles, "Incomplete")
    assert statuses(client, application) == {
        **before,
        "The territory": "Completed",
        "The process": "Completed",
    }


def test_only_what_is_asked_about_is_in_the_list(client):
    application = make_application(
        State.INFORMATION_ASKED, asked_sections=[Section.CONTACTS, Section.MANDATE]
    )
    open_link(client, application)

    assert statuses(client, application) == {"Mandate": "Completed", "Contacts": "Completed"}


def test_more_rows_are_added_without_saving_or_checking(client, application):
    response = send(client, application, Section.PARTICIPANTS, more="1", name_2="Half a row")

    assert texts(response, "//legend") == [f"Participant {number}" for number in range(1, 7)]
    assert shown(response, "name_2") == "Half a row"
    assert texts(response, '//*[@id="error-summary"]') == []
    assert application.participants.filter(name="Half a row").count() == 0


@pytest.mark.parametrize(
    ("page", "older", "newer", "saved_elsewhere"),
    [
        (DESCRIPTION, {}, {"territory_area": "Beja"}, {"Region, district or province": "–"}),
        (
            Section.PLATFORM,
            {},
            {"languages": "French"},
            {"In which languages does it work?": "Portuguese"},
        ),
        (
            Section.PARTICIPANTS,
            {},
            {"name_0": "Council of elders"},
            {"Participants": "Council (Public authority) Neighbours (Association)"},
        ),
        (Section.MANDATE, {}, {"decided_by": "The council"}, {"Who has decided?": "–"}),
        (
            Section.CONTACTS,
            {"public_contacts": ["role", "email"]},
            {"public_contacts": ["role"]},
            {
                "What of this may the registry show?": "the role of the first contact, "
                "the e-mail address of the first contact"
            },
        ),
        (
            Section.PROCESS,
            {"cycle": "1"},
            {"cycle": "2"},
            {"In which cycle is the group?": "Cycle 1: the group itself prepares"},
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_older_tab_overwrites_nothing_unseen(
    client, application, page, older, newer, saved_elsewhere
):
    tab = seal(client, application, page)
    send(client, application, page, seen=tab, **older)
    before = texts(client.get(check_url(application)), "//main//dd")

    response = send(client, application, page, seen=tab, **{**older, **newer})

    told = dict(zip(texts(response, "//div/dl/dt"), texts(response, "//div/dl/dd"), strict=True))
    assert response.status_code == 200
    assert texts(client.get(check_url(application)), "//main//dd") == before
    assert told == saved_elsewhere
    again = send(client, application, page, seen=[shown(response, "seen")], **{**older, **newer})
    assert again.status_code == 302


def test_an_older_tab_does_not_unchoose_a_place(client, application):
    first, second = (make_territory("Vila Exemplo", admin_area=area) for area in "AB")
    tab = seal(client, application, PLACE)
    send(client, application, PLACE, seen=tab, listed_territory=str(first.pk))

    response = send(client, application, PLACE, seen=tab, listed_territory=str(second.pk))

    application.refresh_from_db()
    assert (response.status_code, application.listed_territory) == (200, first)
    assert texts(response, "//div/dl/dd") == [f"Vila Exemplo ({first.code})"]


def test_the_same_answers_sent_by_an_older_tab_are_simply_saved(client, application):
    for page in TYPED:
        tab = seal(client, application, page)
        answers = [send(client, application, page, seen=tab).status_code for _time in range(2)]
        assert (page, answers) == (page, [302, 302])


def without_session(application, page, seen, **changes):
    """Send a page from a browser whose session has gone."""
    return send(Client(), application, page, seen=seen, **changes)


def test_rows_sent_too_late_are_kept_and_shown_again(client, application):
    seen = seal(client, application, Section.PARTICIPANTS)
    typed = {f"{name}_{row}": f"{name} {row}" for row in range(5) for name in ("name", "role")}

    late = without_session(
        application, Section.PARTICIPANTS, seen, **typed, row_count="5", why_few_kinds="We begin."
    )

    page = client.get(url_of(application, Section.PARTICIPANTS))
    assert (late.status_code, events(application)) == (404, ["fresh_link"])
    assert [shown(page, f"name_{row}") for row in range(5)] == [f"name {row}" for row in range(5)]
    assert [shown(page, f"role_{row}") for row in range(5)] == [f"role {row}" for row in range(5)]
    assert values(page, "//select/option[@selected]/@value")[:2] == [
        "public_authority",
        "association",
    ]
    assert texts(page, '//textarea[@name="why_few_kinds"]') == ["We begin."]
    assert texts(page, '//*[contains(@class, "notice")]/p') == [
        "You find here what you had typed before the page could be saved. Press Continue to "
        "save it."
    ]


def test_several_ticks_sent_too_late_are_kept_and_shown_again(client, application):
    seen = seal(client, application, Section.CONTACTS)
    ticked = ["role", "email"]

    without_session(application, Section.CONTACTS, seen, public_contacts=ticked, contact_role="X")

    page = client.get(url_of(application, Section.CONTACTS))
    assert KeptAnswers.objects.get().answers["public_contacts"] == ticked
    assert values(page, "//input[@checked]/@value") == ticked
    assert shown(page, "contact_role") == "X"


def test_what_was_kept_is_gone_once_it_is_saved(client, application):
    seen = seal(client, application, Section.CONTACTS)
    without_session(application, Section.CONTACTS, seen, public_contacts=["role"])

    send(client, application, Section.CONTACTS, public_contacts=["role"])

    application.refresh_from_db()
    assert (KeptAnswers.objects.count(), application.public_contacts) == (0, ["role"])


def test_agreement_is_not_kept_for_somebody_who_did_not_give_it(application):
    late = without_session(application, Section.CONSENT, ["x"])

    assert (late.status_code, KeptAnswers.objects.count()) == (404, 0)


def test_a_listed_place_tells_the_applicant_nothing_but_the_choice(client):
    place = make_territory("Vila Exemplo")
    make_application(State.ACCEPTED, email="other@example.org", territory=place)
    application = make_application(listed_territory=place)
    open_link(client, application)

    check = texts(client.get(check_url(application)), '//section[@aria-labelledby="territory"]//dd')
    client.post(check_url(application))
    open_link(client, application, Purpose.CONFIRM)
    status = client.get(application.get_absolute_url())

    assert [row for row in check if not row.startswith("Change")] == [
        "Of a territory",
        "Vila Exemplo",
        "Portugal",
        f"Vila Exemplo ({place.code})",
    ]
    assert texts(status, "//main//h2") == [
        "Your application has reached us",
        "Where it stands",
        "Joining the network",
        "To keep",
    ]
    assert "other@example.org" not in status.text


def test_a_place_of_many_namesakes_never_shows_who_else_applies(client):
    other = make_application(State.SUBMITTED, email="other@example.org")
    application = make_application()
    open_link(client, application)

    pages = [url_of(application, page) for page in TYPED] + [check_url(application)]
    found = [url for url in pages if other.reference in client.get(url).text]

    assert found == []
    assert PlatformApplication.objects.count() == 2


def test_what_is_asked_can_be_answered_whatever_else_the_form_has_come_to_ask(client):
    """An application of an earlier form has not done the sections that came later."""
    done = dict.fromkeys(("territory", "contacts", "consent"), "2026-11-01")
    application = make_application(
        State.INFORMATION_ASKED, asked_sections=[Section.CONTACTS], sections_done=done
    )

    assert application.is_complete
