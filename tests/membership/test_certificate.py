"""Certificates: issued by the secretariat, drawn when opened, checked by anybody."""

import io
from datetime import timedelta

import pytest
from django.conf import settings as project_settings
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone, translation
from pypdf import PdfReader

from membership import services, workflow
from membership.certificate import certificate_pdf
from membership.models import Certificate, DatedSetting, Member
from membership.models.certificate import SHAPE, new_serial, read_serial
from membership.workflow import Category, MemberState
from moves.history import history_of
from moves.services import MoveRefused
from tests.applications.factories import make_board_member, make_secretary
from tests.membership.factories import make_certificate, make_member
from tests.pages import texts

pytestmark = pytest.mark.django_db

LANGUAGES = [code for code, _name in project_settings.LANGUAGES]
BUTTON = "Issue a certificate"


def make_current(category=Category.BODY, *, ends=30, **fields):
    today = timezone.localdate()
    days = (str(today - timedelta(days=300)), str(today + timedelta(days=ends)))
    return make_member(category, periods=[days], **fields)


def issue(member, by=None):
    services.perform(workflow.ISSUE_CERTIFICATE, member, by=by or make_secretary())
    return member.certificates.latest("pk")


def said(client, serial):
    """Return what the page of a serial number says, in one word."""
    page = client.get(reverse("membership:certificate-state", args=[serial]))
    assert page.status_code == 200
    return texts(page, "//h1")[0]


def in_days(monkeypatch, days):
    moment = timezone.now() + timedelta(days=days)
    monkeypatch.setattr(timezone, "now", lambda: moment)


def written(pdf):
    return " ".join(PdfReader(io.BytesIO(pdf)).pages[0].extract_text().split())


def test_the_button_issues_one_certificate_and_the_history_tells(client):
    client.force_login(secretary := make_secretary())
    member, today = make_current(), timezone.localdate()
    button = reverse("admin:membership_member_move", args=[member.pk, "issue-certificate"])

    client.get(button)
    none_yet = member.certificates.count()
    page = client.post(button, follow=True)
    again = client.post(button, follow=True)

    certificate = member.certificates.get()
    assert none_yet == 0
    assert (certificate.category, certificate.issued_on, certificate.valid_until) == (
        Category.BODY,
        today,
        today + timedelta(days=30),
    )
    assert (certificate.issued_by, certificate.revoked_on) == (secretary, None)
    assert [event.what for event in history_of(member)] == [BUTTON]
    assert texts(page, '//div[h2="Certificates"]//td[1]/a') == [f"{certificate.serial} (PDF)"]
    assert texts(again, '//*[@class="messagelist"]/li') == [
        "There is a certificate for these days already. Open that one."
    ]


def test_a_member_in_grace_gets_one_until_its_grace_ends():
    member, today = make_current(ends=-10), timezone.localdate()
    grace = DatedSetting.objects.on("grace_days", today)

    assert issue(member).valid_until == today + timedelta(days=grace - 10)


@pytest.mark.parametrize(
    ("ends", "state", "is_open"),
    [(0, "member", True), (-1, "member", True), (-200, "member", False)],
)
def test_the_button_is_there_while_the_member_is_in_force(client, ends, state, is_open):
    client.force_login(make_secretary())
    member = make_current(ends=ends)

    page = client.get(reverse("admin:membership_member_change", args=[member.pk]))

    assert (BUTTON in texts(page, '//*[@class="review-moves"]/a')) is is_open
    assert "Revoke the certificates" not in texts(page, '//*[@class="review-moves"]/a')


def test_who_has_lapsed_gets_none_and_nothing_is_recorded():
    member = make_current(ends=-200)

    with pytest.raises(MoveRefused):
        issue(member)

    assert (member.certificates.count(), list(history_of(member))) == (0, [])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("category", Category)
def test_the_pdf_names_member_number_category_vote_days_serial_and_address(
    settings, category, language
):
    settings.SITE_URL = "https://example.org"
    certificate = issue(make_current(category, name="Associação do Vale"))

    with translation.override(language):
        pdf = certificate_pdf(certificate)
        words = written(pdf)
        vote = translation.gettext(
            "With a vote in the general assembly"
            if category in workflow.VOTING
            else "Without a vote in the general assembly"
        )

    reader = PdfReader(io.BytesIO(pdf))
    expected = ["Associação do Vale", certificate.member.number, certificate.serial]
    # The words of an Arabic line come out from left to right.
    expected += vote.split() if language == "ar" else [vote]
    expected.append(f"https://example.org/{language}/verify/{certificate.serial}/")
    assert [part for part in expected if part not in words] == []
    assert len(reader.pages) == 1
    assert reader.root_object["/Lang"] == language
    assert reader.root_object["/MarkInfo"]["/Marked"] == True  # noqa: E712 -- a value of pypdf
    assert reader.root_object["/StructTreeRoot"]["/K"]
    assert reader.metadata.title


@pytest.mark.parametrize(
    "name",
    ["Łódź", "Δήμος Αθηναίων", "Община Пловдив", "جمعية الوادي", "A" * 160, "#let x = 1 $ *"],
)
def test_a_name_in_any_script_stays_on_one_page(name):
    pdf = certificate_pdf(make_certificate(make_current(name=name)))

    reader = PdfReader(io.BytesIO(pdf))
    assert len(reader.pages) == 1
    assert "\ufffd" not in reader.pages[0].extract_text()


def test_staff_open_the_pdf_in_the_language_of_the_page(client):
    certificate = make_certificate(make_current())
    args = [certificate.member_id, certificate.pk]
    client.force_login(make_board_member())

    answer = client.get(reverse("admin:membership_member_certificate", args=args))
    other = client.get(
        reverse("admin:membership_member_certificate", args=[make_member().pk, certificate.pk])
    )

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert certificate.serial in written(answer.content)
    assert other.status_code == 404


def test_a_certificate_is_valid_while_the_member_is_in_force(client, monkeypatch):
    certificate = issue(make_current(ends=2))
    before = said(client, certificate.serial)

    in_days(monkeypatch, 2)
    last_day = said(client, certificate.serial)
    in_days(monkeypatch, 1)

    assert (before, last_day, said(client, certificate.serial)) == ("Valid", "Valid", "Expired")


@pytest.mark.parametrize(
    "end",
    [
        lambda member: services.perform(
            workflow.REVOKE_CERTIFICATES, member, by=make_secretary(), note="Lost."
        ),
        lambda member: services.perform(workflow.RESIGN, member, by=make_secretary(), note="Left."),
        lambda member: services.perform(
            workflow.PUT_ON_HOLD, member, by=make_secretary(), note="Pause."
        ),
        lambda member: member.periods.update(starts_on="2015-01-01", ends_on="2015-12-31"),
    ],
    ids=["revoked", "resigned", "on hold", "lapsed"],
)
def test_what_has_ended_is_expired(client, end):
    member = make_current()
    certificate = issue(member)

    end(member)

    assert said(client, certificate.serial) == "Expired"


def test_a_certificate_of_before_is_not_revived_by_a_new_one(client):
    member = make_current()
    first = issue(member)
    services.perform(workflow.REVOKE_CERTIFICATES, member, by=make_secretary(), note="Lost.")
    second = issue(member)

    assert (said(client, first.serial), said(client, second.serial)) == ("Expired", "Valid")


@pytest.mark.parametrize("state", ["valid", "expired"])
def test_the_page_says_nothing_of_the_member(client, state):
    member = make_current(name="Nobody Must Know", is_public=True, country="CV")
    certificate = issue(member)
    if state == "expired":
        services.perform(workflow.RESIGN, member, by=make_secretary(), note="Left.")

    page = client.get(certificate.get_absolute_url())

    words = " ".join(texts(page, "//body"))
    told = ["Nobody", "Cabo Verde", "Cape Verde", member.number, str(certificate.valid_until)]
    assert [word for word in told if word in words] == []
    assert page.headers["Cache-Control"].count("no-store") == 1


@pytest.mark.parametrize(
    "serial", ["x", "BCDF-GHJK-LMNP", "BCDF-GHJK-LMNPQ", "%00", "٣", "9" * 3000, "AEIO-AEIO-AEIO"]
)
def test_a_serial_number_that_nobody_has_is_unknown(client, serial):
    assert said(client, serial) == "Unknown"


@pytest.mark.parametrize(
    "change", [str, str.lower, lambda text: text.replace("-", " "), " {} ".format]
)
def test_a_serial_number_is_found_however_it_is_typed(client, change):
    certificate = issue(make_current())

    page = client.get("/en/verify/", {"serial": change(certificate.serial)}, follow=True)

    assert page.redirect_chain == [(f"/en/verify/{certificate.serial}/", 302)]
    assert texts(page, "//h1") == ["Valid"]


@pytest.mark.parametrize("serial", ["", "x" * 41, "\x00"])
def test_what_is_no_serial_number_is_asked_again(client, serial):
    page = client.get("/en/verify/", {"serial": serial})

    assert (page.status_code, texts(page, "//h1")) == (200, ["Check a certificate"])
    assert page.context["form"].errors


def test_tries_are_limited_by_address(client, monkeypatch):
    monkeypatch.setattr("membership.views.TRIES_AN_HOUR", 2)
    serial = issue(make_current()).serial
    address = reverse("membership:certificate-state", args=[serial])

    here = [client.get(address).status_code for _try in range(3)]
    there = client.get(address, REMOTE_ADDR="192.0.2.7").status_code

    assert (here, there) == ([200, 200, 429], 200)


def test_serial_numbers_are_short_to_type_and_never_the_same():
    serials = {new_serial() for _number in range(1000)}

    assert len(serials) == 1000
    assert {len(serial) for serial in serials} == {14}
    assert all(SHAPE.fullmatch(serial.replace("-", "")) for serial in serials)
    assert {read_serial(serial) for serial in serials} == serials


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows.update(serial=new_serial()),
        lambda rows: rows.update(valid_until="2099-12-31"),
        lambda rows: rows.update(category=Category.TERRITORY),
        lambda rows: rows.delete(),
    ],
    ids=["serial", "days", "category", "delete"],
)
def test_a_certificate_stays_as_it_was_issued(change):
    certificate = make_certificate(make_current())

    with pytest.raises(DatabaseError), transaction.atomic():
        change(Certificate.objects.filter(pk=certificate.pk))

    assert Certificate.objects.get() == certificate


def test_what_is_revoked_stays_so():
    rows = Certificate.objects.filter(pk=make_certificate(make_current()).pk)
    rows.update(revoked_on=timezone.localdate())

    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(revoked_on=None)


def test_a_certificate_is_issued_by_the_secretariat_alone(client):
    member = make_current()
    client.force_login(make_board_member())
    button = reverse("admin:membership_member_move", args=[member.pk, "issue-certificate"])

    assert client.post(button).status_code == 403
    assert Certificate.objects.count() == 0
    assert Member.objects.get().state == MemberState.MEMBER
