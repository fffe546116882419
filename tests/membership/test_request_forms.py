"""What a request to join asks, and what it does not take for an answer."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from applications.workflow import State
from membership.models import FeeRule, MembershipApplication
from membership.requests.organisations import word_of_organisation
from membership.workflow import Category
from tests.applications.browsing import open_link
from tests.factories import make_platform, make_territory
from tests.membership.requesting import SENT, begin, make_request, page_of, send
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

PERSON = SENT[Category.PERSON]["person"]
ODD = ["\x00", "\x0b", "x" * 5000, "9" * 400, "\u202e", "' OR 1=1 --", "={1+1}", "٣", "-1", "NaN"]


def errors(client, application, page, sent):
    answer = send(client, application, page, sent)
    assert answer.status_code == 200, answer
    return {name: list(told) for name, told in answer.context["form"].errors.items()}


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("Associação de Moradores", "associacao"),
        ("Muster GmbH", "gmbh"),
        ("Exemplo, Lda.", "lda"),
        ("Nachbarn e.V.", "e v"),
        ("Câmara Municipal de Odemira", "camara"),
        ("Mairie de Mulhouse", "mairie"),
        ("Amis asbl", "asbl"),
        ("MY COMPANY LTD", "company"),
        ("جمعية الحي", "جمعية"),
        ("Maria de Sá", "sa"),
        ("Ana Exemplo", ""),
        ("Jean-Pierre Dupont", ""),
        ("Associado Silva", ""),
        ("Łukasz O’Brien-Núñez", ""),
        ("محمد علي", ""),
        ("", ""),
    ],
)
def test_a_name_is_known_as_that_of_an_organisation_by_whole_words(name, word):
    assert word_of_organisation(name) == word


def test_an_organisation_does_not_slip_in_as_a_person(client):
    application = begin(client, Category.PERSON)

    wrong = errors(client, application, "person", {**PERSON, "legal_name": "Muster GmbH"})
    page = client.get(page_of(application, "person"))

    assert wrong == {
        "legal_name": [
            "This looks like the name of an organisation (“gmbh”), which joins by another form. If "
            "it is your own name, tick the box below."
        ]
    }
    assert values(page, '//main//p/a[contains(., "another form")]/@href') == ["/en/join/?me=group"]


def test_who_bears_such_a_name_says_so_with_a_tick(client):
    application = begin(client, Category.PERSON)
    sent = {**PERSON, "legal_name": "Maria de Sá"}

    wrong = errors(client, application, "person", sent)
    answer = send(client, application, "person", {**sent, "is_own_name": "on"})

    application.refresh_from_db()
    assert list(wrong) == ["legal_name"]
    assert answer.status_code == 302
    assert (application.legal_name, application.is_own_name) == ("Maria de Sá", True)


def test_the_tick_is_asked_for_no_other_name(client):
    application = begin(client, Category.PERSON)

    answer = send(client, application, "person", {**PERSON, "is_own_name": "on"})
    page = client.get(page_of(application, "person"))

    application.refresh_from_db()
    assert answer.status_code == 302
    assert "is_own_name" not in page.context["form"].fields
    assert application.is_own_name is False


def test_a_person_says_that_they_join_as_themselves(client):
    application = begin(client, Category.PERSON)
    sent = {name: value for name, value in PERSON.items() if name != "joins_as_self"}

    assert errors(client, application, "person", sent) == {
        "joins_as_self": [
            "Tick the box if you join as yourself. An organisation joins by another form."
        ]
    }


def test_a_person_is_asked_their_name_once(client):
    application = begin(client, Category.PERSON)

    send(client, application, "person", PERSON)
    page = client.get(page_of(application, "contacts"))

    application.refresh_from_db()
    form = page.context["form"]
    assert [field.name for field in form if not field.is_hidden] == ["contact_phone"]
    assert application.contact_name == "Ana Exemplo"


@pytest.mark.parametrize(("tick", "is_public"), [({}, False), ({"is_public": "on"}, True)])
def test_a_person_is_shown_in_public_only_where_they_tick_so(client, tick, is_public):
    application = begin(client, Category.PERSON)
    blank = client.get(page_of(application, "consent")).context["form"]

    client.post(page_of(application, "consent"), {"privacy": "on", **tick})

    application.refresh_from_db()
    assert (blank["is_public"].value(), blank["is_public"].field.required) == (False, False)
    assert application.is_public is is_public
    texts_agreed = set(application.consents.values_list("text", flat=True))
    assert texts_agreed == {"privacy", *tick}


def test_a_tick_that_is_taken_away_is_an_agreement_no_more(client):
    application = begin(client, Category.PERSON)
    client.post(page_of(application, "consent"), {"privacy": "on", "is_public": "on"})

    client.post(page_of(application, "consent"), {"privacy": "on"})

    application.refresh_from_db()
    assert application.is_public is False
    assert list(application.consents.values_list("text", flat=True)) == ["privacy"]


def test_inhabitants_are_no_organisation(client):
    application = begin(client, Category.BODY)
    sent = {**SENT[Category.BODY]["body"], "kind": "inhabitants"}

    wrong = errors(client, application, "body", sent)

    assert list(wrong) == ["kind"]


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("", "Enter the amount"),
        ("0", "Ensure this value is greater than or equal to 0.01."),
        ("-5", "Ensure this value is greater than or equal to 0.01."),
        ("five", "Enter an amount, such as 25"),
        ("NaN", "Enter an amount, such as 25"),
        ("1.234", "Ensure that there are no more than 2 decimal places."),
        ("1e400", "Ensure that there are no more than 12 digits in total."),
    ],
)
def test_an_amount_is_money(client, amount, words):
    application = begin(client, Category.PERSON)

    wrong = errors(client, application, "amount", {"amount": amount, "currency": "EUR"})

    assert wrong == {"amount": [words]}


def test_an_amount_is_typed_as_people_write_it(client):
    application = make_request(Category.PERSON)
    open_link(client, application)
    url = page_of(application, "amount").replace("/en/", "/pt/")

    seen = client.get(url).context["form"]["seen"].value()
    client.post(url, {"seen": seen, "amount": "12,50", "currency": "EUR"})

    application.refresh_from_db()
    assert (str(application.amount), application.currency) == ("12.50", "EUR")


def test_the_scale_names_the_currencies(client):
    FeeRule.objects.all().delete()
    for code in ("EUR", "MAD"):
        FeeRule.objects.create(
            category="person", way="free", currency=code, valid_from="2020-01-01", is_sample=True
        )
    application = begin(client, Category.PERSON)

    offered = client.get(page_of(application, "amount")).context["form"].fields["currency"].choices
    wrong = errors(client, application, "amount", {"amount": "5", "currency": "XXX"})

    assert offered == [("EUR", "EUR"), ("MAD", "MAD")]
    assert wrong == {"currency": ["Choose one of these currencies"]}


def test_a_public_entity_brings_the_document_of_its_decision(client):
    application = begin(client, Category.PUBLIC_ENTITY)
    sent = {"decided_by": "The council", "decided_on": "2026-01-15"}

    wrong = errors(client, application, "decision", sent)

    assert wrong == {"document": ["Choose the document of the decision"]}


def test_a_platform_may_be_informal_and_have_no_paper(client):
    application = begin(client, Category.TERRITORY)

    answer = send(
        client, application, "decision", {"decided_by": "The group", "decided_on": "2026-01-15"}
    )

    assert answer.status_code == 302


def test_a_decision_is_past(client):
    application = begin(client, Category.TERRITORY)
    tomorrow = timezone.localdate() + timedelta(days=1)

    wrong = errors(
        client, application, "decision", {"decided_by": "A", "decided_on": str(tomorrow)}
    )

    assert wrong == {"decided_on": ["Enter a day that is past"]}


def test_a_program_is_no_document(client):
    application = begin(client, Category.PUBLIC_ENTITY)
    sent = {"decided_by": "The council", "decided_on": "2026-01-15"}

    wrong = errors(
        client,
        application,
        "decision",
        {**sent, "document": SimpleUploadedFile("a.pdf", b"MZ", "application/pdf")},
    )

    assert list(wrong) == ["document"]


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        (
            {},
            {"political_name": ["Enter the name"], "political_email": ["Enter the e-mail address"]},
        ),
        (
            {"technical_function": "Officer"},
            {
                "political_name": ["Enter the name"],
                "political_email": ["Enter the e-mail address"],
                "technical_name": ["Enter the name"],
                "technical_email": ["Enter the e-mail address"],
            },
        ),
        (
            {
                "political_name": "R",
                "political_email": "r@example.org",
                "political_starts_on": "2026-02-01",
                "political_ends_on": "2026-01-01",
            },
            {"political_ends_on": ["A term ends after it has begun"]},
        ),
        (
            {"political_name": "R", "political_email": "r", "political_starts_on": "soon"},
            {
                "political_email": ["Enter an e-mail address in the form name@example.org"],
                "political_starts_on": ["Enter a day like 2026-03-31"],
            },
        ),
    ],
)
def test_who_represents_it_is_told_as_a_whole(client, sent, wrong):
    application = begin(client, Category.PUBLIC_ENTITY)

    assert errors(client, application, "representatives", sent) == wrong


def test_a_body_names_one_representative(client):
    application = begin(client, Category.BODY)

    rows = client.get(page_of(application, "representatives")).context["form"].rows()

    assert [row["title"] for row in rows] == ["Representative"]


def test_a_public_entity_finds_its_territory(client):
    place = make_territory("Odemira")
    application = begin(client, Category.PUBLIC_ENTITY)
    sent = {**SENT[Category.PUBLIC_ENTITY]["entity"], "looked_for": "Odemira"}

    way = send(client, application, "entity", sent).url
    send(client, application, "place", {"territory": place.pk})
    found = MembershipApplication.objects.get().territory
    # Another name: what was chosen by the former one is not meant any more.
    send(client, application, "entity", {**sent, "looked_for": "Sines"})

    application.refresh_from_db()
    assert way == page_of(application, "place")
    assert (found, application.territory) == (place, None)


def test_a_platform_is_sought_by_its_name(client):
    place = make_territory("Vila Nova")
    make_platform("Mesa Nova", territory=place)
    make_platform("Mesa", territory=make_territory("Hidden", state="draft"))
    application = begin(client, Category.TERRITORY)

    send(client, application, "platform", {"looked_for": "Vila Nova"})
    form = client.get(page_of(application, "which")).context["form"]
    send(client, application, "platform", {"looked_for": "Nowhere at all"})
    none = client.get(page_of(application, "which"))

    assert [label for _key, label in form["platform"].field.choices] == [
        f"Mesa Nova (Vila Nova, Portugal, {place.code})"
    ]
    assert "The registry has no platform with a name like" in none.text


def test_the_page_of_platforms_asks_the_same_for_one_and_for_three(client):
    place = make_territory("Vila Nova")
    make_platform("Mesa", territory=place)
    application = make_request(Category.TERRITORY, looked_for="Vila Nova")
    open_link(client, application)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            client.get(page_of(application, "which"))
        return len(asked)

    queries()
    one = queries()
    for name in ("Roda", "Fórum"):
        make_platform(name, territory=place)

    assert queries() == one


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("category", Category, ids=str)
def test_no_input_breaks_a_page(client, category, odd):
    application = make_request(category)
    open_link(client, application)
    pages = [*application.sections(), "which", "place"]

    codes = set()
    for page in pages:
        form = client.get(page_of(application, page)).context
        names = [field.name for field in form["form"]] if form and "form" in form else []
        sent = dict.fromkeys(names, odd)
        codes.add(client.post(page_of(application, page), sent).status_code)

    assert codes <= {200, 302, 404, 400}


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 200),
        ("?me=self", 200),
        ("?me=group", 200),
        ("?me=group&what=platform", 200),
        ("?me=group&what=", 200),
        ("?me=%00", 200),
        ("?me=group&what=%00", 200),
        ("?me=x&me=y&what=z", 200),
        ("?what=body", 200),
    ],
)
def test_the_start_page_answers_whatever_is_asked(client, query, status):
    assert client.get(reverse("membership:join-start") + query).status_code == status


@pytest.mark.parametrize(
    ("query", "heading", "vote"),
    [
        ("?me=self", "Associate member: person", "Without a vote in the general assembly."),
        (
            "?me=group&what=body",
            "Associate member: body",
            "Without a vote in the general assembly.",
        ),
        (
            "?me=group&what=public",
            "Full member: public entity",
            "With a vote in the general assembly.",
        ),
        (
            "?me=group&what=platform",
            "Full member: territory",
            "With a vote in the general assembly.",
        ),
    ],
)
def test_the_answers_lead_to_a_category_and_say_whether_it_votes(client, query, heading, vote):
    page = client.get(reverse("membership:join-start") + query)

    assert texts(page, '//h2[@id="way"]') == [heading]
    assert texts(page, "//section//strong") == [vote]


def test_who_asks_for_others_is_asked_one_question_more(client):
    page = client.get(reverse("membership:join-start") + "?me=group")

    assert texts(page, "//main//form//legend") == ["For whom do you ask?", "What is it?"]
    assert texts(page, '//*[@id="error-summary"]') == []


def test_the_start_page_tells_the_scale_in_force(client):
    FeeRule.objects.all().delete()
    rule = {"currency": "EUR", "valid_from": "2020-01-01", "source": "Assembly of 2020"}
    people = {"category": "public_entity", "way": "by_population"}
    FeeRule.objects.create(**people, population_from=0, population_until=1000, amount=50, **rule)
    FeeRule.objects.create(**people, population_from=1000, amount=100, **rule)
    FeeRule.objects.create(category="person", way="free", **{**rule, "is_sample": True})
    FeeRule.objects.create(
        category="body", way="fixed", amount=9, **{**rule, "valid_until": "2020-12-31"}
    )

    def told(query):
        page = client.get(reverse("membership:join-start") + query)
        return texts(page, '//section[@aria-labelledby="way"]//h3[2]/following-sibling::*[1]/li')

    assert told("?me=group&what=public") == [
        "From 0 to 999 inhabitants: 50.00 EUR a year",
        "From 1,000 inhabitants on: 100.00 EUR a year",
    ]
    assert told("?me=self") == ["You choose the amount, in EUR (sample, nobody has decided it)"]
    assert told("?me=group&what=body") == []


def test_associates_are_told_everywhere_that_they_have_no_vote(client):
    words = "As an associate member you will have no vote in the general assembly."
    application = make_request(Category.PERSON)
    open_link(client, application)

    pages = [
        client.get(page_of(application, "person")),
        client.get(page_of(application, "amount")),
        client.get(reverse("membership:application-check", args=[application.reference])),
    ]

    assert [words in page.text for page in pages] == [True, True, True]


def test_a_request_that_was_sent_is_not_written_any_more(client):
    application = make_request(Category.BODY, State.SUBMITTED)
    open_link(client, application)

    answer = client.get(page_of(application, "body"))

    assert answer.url == application.get_absolute_url()
