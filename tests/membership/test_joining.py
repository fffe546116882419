"""A released request makes a member: once, whole, and not before its platform is open."""

import threading
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from applications import workflow
from applications.emails import Letter
from applications.models import Application, Form
from applications.workflow import State
from membership.joining import change_category
from membership.models import (
    DatedSetting,
    Member,
    MembershipApplication,
    RequestedRepresentative,
)
from membership.periods import period_from
from membership.requests import services
from membership.workflow import Category
from moves.services import MoveRefused
from outbox.models import OutgoingEmail
from platforms.services import decide as decide_on_platform
from tests.applications.factories import make_application, make_secretary
from tests.factories import make_platform, make_territory
from tests.membership.factories import make_certificate, make_member
from tests.membership.requesting import make_request, released

pytestmark = pytest.mark.django_db
LETTER = Letter("Accepted", "Welcome.")


def refusal(act):
    with pytest.raises(MoveRefused) as refused:
        act()
    return str(refused.value)


def opened(application, *, by):
    """Accept and release an application to open a platform."""
    decide_on_platform(workflow.ACCEPT, application, by=by, note="", letter=LETTER, keep_held=False)
    application.refresh_from_db()
    return application.platform


def test_a_release_makes_the_member_its_people_its_period_and_its_history():
    today, secretary = timezone.localdate(), make_secretary()
    request = make_request(
        Category.PUBLIC_ENTITY, State.IN_REVIEW, territory=make_territory("Vila")
    )

    member = released(request, by=secretary).member

    assert (member.category, member.name, member.country.code, member.level, member.kind) == (
        Category.PUBLIC_ENTITY,
        "Câmara Municipal de Exemplo",
        "PT",
        "local",
        "",
    )
    assert (member.territory.name, member.platform, member.joined_on) == ("Vila", None, today)
    assert list(member.periods.values_list("starts_on", "ends_on", "category")) == [
        (*period_from(today), Category.PUBLIC_ENTITY)
    ]
    assert list(
        member.representatives.values_list(
            "role", "name", "function", "email", "starts_on", "ends_on", "language"
        )
    ) == [
        (
            "political",
            "R. Sample",
            "Mayor",
            "r@example.org",
            date(2025, 10, 1),
            date(2029, 9, 30),
            "pt",
        )
    ]
    assert [(row.move, row.by) for row in member.history.all()] == [("join", secretary)]
    assert list(request.history.order_by("pk").values_list("move", "target")) == [
        ("accept", State.HELD),
        ("release", State.ACCEPTED),
    ]
    written = OutgoingEmail.objects.order_by("pk")
    assert list(written.values_list("recipient", "context__body", "template", "state")) == [
        (request.email, "Welcome.", "applications/email/as_read", "queued"),
        ("r@example.org", None, "membership/email/welcome", "queued"),
    ]


@pytest.mark.parametrize(
    ("category", "consent", "is_shown"),
    [
        (Category.PERSON, False, False),
        (Category.PERSON, True, True),
        (Category.BODY, False, True),
        (Category.PUBLIC_ENTITY, False, True),
        (Category.TERRITORY, False, True),
    ],
    ids=str,
)
def test_a_person_is_shown_with_consent_only_and_a_body_always(category, consent, is_shown):
    member = released(make_request(category, State.IN_REVIEW, is_public=consent)).member

    assert member.is_public == is_shown


def test_a_decision_kept_held_makes_no_member_yet():
    secretary = make_secretary()
    request = make_request(state=State.IN_REVIEW)

    services.decide(workflow.ACCEPT, request, by=secretary, note="", letter=LETTER, keep_held=True)
    before = Member.objects.count()
    services.perform(workflow.RELEASE, request, by=secretary)

    assert (before, Member.objects.count()) == (0, 1)


def test_what_is_declined_makes_no_member():
    request = make_request(state=State.IN_REVIEW)

    services.decide(
        workflow.DECLINE, request, by=make_secretary(), note="No.", letter=LETTER, keep_held=False
    )

    request.refresh_from_db()
    assert (request.state, request.member, Member.objects.count()) == (State.DECLINED, None, 0)


def test_a_representative_without_days_speaks_from_the_day_of_joining():
    request = make_request(state=State.IN_REVIEW, representatives=False)
    request.representatives.create(role="technical", name="T. Sample", email="t@example.org")

    member = released(request).member

    assert list(member.representatives.values_list("starts_on", "ends_on")) == [
        (timezone.localdate(), None)
    ]


def test_a_request_waits_for_the_application_of_its_platform():
    secretary = make_secretary()
    applied = make_application(State.IN_REVIEW)
    request = make_request(Category.TERRITORY, State.IN_REVIEW, platform_application=applied)
    services.decide(workflow.ACCEPT, request, by=secretary, note="", letter=LETTER, keep_held=True)

    words = refusal(lambda: services.perform(workflow.RELEASE, request, by=secretary))
    request.refresh_from_db()
    kept = (request.state, Member.objects.count(), OutgoingEmail.objects.get().state)
    platform = opened(applied, by=secretary)
    services.perform(workflow.RELEASE, request, by=secretary)

    request.refresh_from_db()
    assert words == (
        f"Application {applied.reference} to open its platform comes first: it is now “In "
        "review”. Release that one, then this request."
    )
    assert kept == (State.HELD, 0, "held")
    assert (request.state, request.member.platform) == (State.ACCEPTED, platform)
    assert (request.member.name, request.member.country.code) == ("Mesa de Vila Exemplo", "PT")


@pytest.mark.parametrize("state", [State.DECLINED, State.WITHDRAWN, State.SPAM], ids=str)
def test_a_request_whose_application_has_ended_is_not_released(state):
    applied = make_application(state)
    request = make_request(Category.TERRITORY, State.IN_REVIEW, platform_application=applied)

    words = refusal(lambda: released(request))

    assert words == (
        f"Application {applied.reference} to open its platform has ended: it is now "
        f"“{state.label}”. Without a platform there is no member by one: do not accept this "
        "request."
    )
    assert Member.objects.count() == 0


def test_a_platform_is_a_member_once():
    platform = make_platform("Mesa")
    make_member(Category.TERRITORY, platform=platform)
    request = make_request(Category.TERRITORY, State.IN_REVIEW, platform=platform)

    words = refusal(lambda: released(request))

    request.refresh_from_db()
    assert words == "“Mesa” is a member already. Do not accept a second request."
    assert (request.state, Member.objects.count()) == (State.IN_REVIEW, 1)


def test_a_platform_that_was_a_member_may_join_again_under_a_new_number():
    platform = make_platform("Mesa")
    day = timezone.localdate()
    former = make_member(Category.TERRITORY, platform=platform, state="resigned", left_on=day)

    request = released(make_request(Category.TERRITORY, State.IN_REVIEW, platform=platform))

    assert request.member.platform == platform
    assert request.member != former


def held(*args, by, **fields):
    """Make a request that is accepted and not released yet."""
    request = make_request(*args, state=State.IN_REVIEW, **fields)
    services.decide(workflow.ACCEPT, request, by=by, note="", letter=LETTER, keep_held=True)
    return request


def months_of_a_period():
    """Set how long a period is: a test that commits finds nothing of what migrations have set."""
    DatedSetting.objects.get_or_create(
        name="period_months", defaults={"value": 12, "valid_from": date(2014, 1, 1)}
    )


def both(act, *things):
    """Let two act at once, each on a thing as they read it; return what became of each."""
    start, told = threading.Barrier(2), []

    def run(thing):
        start.wait(20)
        try:
            act(thing)
            told.append("done")
        except MoveRefused as refused:
            told.append(str(refused))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[thing]) for thing in things]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(told)


@pytest.mark.django_db(transaction=True)
def test_two_releases_at_once_make_one_member():
    months_of_a_period()
    secretary = make_secretary()
    for _round in range(10):
        request = held(by=secretary)
        mine, other = (MembershipApplication.objects.get(pk=request.pk) for _one in range(2))

        told = both(lambda one: services.perform(workflow.RELEASE, one, by=secretary), mine, other)

        assert told == ["Not possible any more: this is now “Accepted”.", "done"]
    assert Member.objects.count() == 10


@pytest.mark.django_db(transaction=True)
def test_two_requests_of_one_platform_released_at_once_make_one_member():
    months_of_a_period()
    secretary = make_secretary()
    for _round in range(10):
        platform = make_platform("Mesa")
        mine, other = (
            held(Category.TERRITORY, by=secretary, platform=platform) for _one in range(2)
        )

        told = both(lambda one: services.perform(workflow.RELEASE, one, by=secretary), mine, other)

        assert told == ["done", "“Mesa” is a member already. Do not accept a second request."]
    assert Member.objects.count() == 10


@pytest.mark.parametrize(
    ("category", "columns", "constraint"),
    [
        (Category.BODY, {"level": "local"}, "requested_level_is_of_its_category"),
        (Category.PERSON, {"kind": "company"}, "requested_kind_is_of_its_category"),
        (Category.BODY, {"kind": "inhabitants"}, "requested_kind_is_of_organisations"),
        (
            Category.BODY,
            {"category": "friend", "kind": "", "amount": None, "currency": ""},
            "requested_category_is_known",
        ),
        (Category.PUBLIC_ENTITY, {"level": "lunar"}, "requested_level_is_known"),
        (Category.BODY, {"is_public": True}, "request_asks_persons_for_consent_only"),
        (Category.BODY, {"amount": None}, "requested_amount_has_its_currency"),
        (Category.BODY, {"currency": "eur"}, "requested_amount_has_its_currency"),
        (Category.BODY, {"amount": "0.00"}, "requested_amount_has_its_currency"),
        (
            Category.PUBLIC_ENTITY,
            {"amount": "5.00", "currency": "EUR"},
            "requested_amount_has_its_currency",
        ),
        (Category.TERRITORY, {"platform": None}, "request_names_one_platform_or_application"),
    ],
    ids=str,
)
def test_the_database_keeps_a_request_to_its_category(category, columns, constraint):
    request = make_request(category)

    with pytest.raises(IntegrityError) as error, transaction.atomic():
        MembershipApplication.objects.filter(pk=request.pk).update(**columns)

    assert error.value.__cause__.diag.constraint_name == constraint


@pytest.mark.parametrize(
    ("category", "constraint"),
    [
        (Category.TERRITORY, "request_of_territory_names_no_two"),
        (Category.BODY, "request_names_platforms_of_territories_only"),
    ],
    ids=str,
)
def test_a_request_names_a_platform_or_its_application_and_not_both(category, constraint):
    request = make_request(category)

    with pytest.raises(IntegrityError) as error, transaction.atomic():
        MembershipApplication.objects.filter(pk=request.pk).update(
            platform_application=make_application()
        )

    assert error.value.__cause__.diag.constraint_name == constraint


def test_only_a_public_entity_names_a_place():
    request = make_request(Category.BODY)

    with pytest.raises(IntegrityError) as error, transaction.atomic():
        MembershipApplication.objects.filter(pk=request.pk).update(territory=make_territory())

    assert error.value.__cause__.diag.constraint_name == "request_names_places_of_entities_only"


@pytest.mark.parametrize(
    ("columns", "constraint"),
    [
        ({"role": "political"}, "request_names_one_for_each_role"),
        ({"role": "poet"}, "requested_role_is_known"),
        (
            {"role": "billing", "starts_on": date(2026, 2, 1), "ends_on": date(2026, 1, 1)},
            "requested_term_ends_after_it_begins",
        ),
    ],
    ids=str,
)
def test_the_database_keeps_representatives_of_a_request(columns, constraint):
    request = make_request()

    with pytest.raises(IntegrityError) as error, transaction.atomic():
        request.representatives.create(name="A", email="a@example.org", **columns)

    assert error.value.__cause__.diag.constraint_name == constraint


def test_a_member_changes_its_category_and_earlier_periods_keep_theirs():
    member = make_member(Category.BODY, periods=[("2014-01-01", "2014-12-31")])
    platform, secretary = make_platform("Mesa"), make_secretary()
    certificate = make_certificate(member)

    change_category(
        member,
        by=secretary,
        category=Category.TERRITORY,
        platform=platform,
        note="The assembly has opened a platform.",
    )

    member.refresh_from_db()
    certificate.refresh_from_db()
    assert (member.category, member.kind, member.platform) == (Category.TERRITORY, "", platform)
    assert [period.category for period in member.periods.all()] == [Category.BODY]
    assert [row.move for row in member.history.all()] == ["change-category"]
    assert certificate.revoked_on == timezone.localdate()


def test_a_body_that_turns_into_a_person_is_shown_no_more():
    member = make_member(Category.BODY, is_public=True)

    change_category(member, by=make_secretary(), category=Category.PERSON, note="It was one.")

    member.refresh_from_db()
    assert (member.category, member.is_public) == (Category.PERSON, False)


def test_no_member_changes_into_a_platform_that_is_a_member():
    taken = make_member(Category.TERRITORY, platform=make_platform("Mesa"))
    member = make_member(Category.BODY)

    words = refusal(
        lambda: change_category(
            member,
            by=make_secretary(),
            category=Category.TERRITORY,
            platform=taken.platform,
            note="By mistake.",
        )
    )

    member.refresh_from_db()
    assert words == "“Mesa” is a member already. Do not accept a second request."
    assert member.category == Category.BODY


def test_the_promise_counts_requests_by_their_own_form():
    request = make_request(state=State.SUBMITTED)

    assert (request.form, request.with_answers()) == (Form.MEMBERSHIP, request)


def test_a_term_over_before_the_day_of_joining_stays_as_it_was():
    request = make_request(state=State.IN_REVIEW, representatives=False)
    ended = timezone.localdate() - timedelta(days=3)
    request.representatives.create(
        role="political", name="R. Sample", email="r@example.org", ends_on=ended
    )

    member = released(request).member

    assert list(member.representatives.values_list("starts_on", "ends_on")) == [(ended, ended)]


def test_a_person_speaks_for_themself_and_gets_the_letters():
    request = make_request(Category.PERSON, state=State.IN_REVIEW, language="pt")

    member = released(request, by=make_secretary()).member

    assert list(member.representatives.values_list("role", "name", "email", "language")) == [
        ("billing", request.contact_name, request.email, "pt")
    ]
    welcome = OutgoingEmail.objects.get(template="membership/email/welcome")
    assert (welcome.recipient, welcome.about) == (request.email, member.number)


def test_a_draft_goes_with_those_whom_it_names():
    request = make_request()

    request.application_ptr.with_answers().delete()

    assert RequestedRepresentative.objects.count() == 0
    assert Application.objects.count() == 0
