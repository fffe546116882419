"""Who walks through the site, and what stands there for them to try: people and things."""

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse

from applications import links
from applications.emails import Letter
from applications.exports import note
from applications.files import CheckedUpload, store
from applications.links import Purpose
from applications.models import Contact
from applications.references import ReferenceConverter
from applications.workflow import ACCEPT, State
from membership import bank_files, payments, posts, representing
from membership.links import Purpose as MemberPurpose
from membership.models import BankDetails, DatedSetting, FeeRule, Job, Post, Topic
from membership.requests import services as join_services
from membership.workflow import Category
from membership.workflow import Section as JoiningSection
from network.models import MissedAddress, OldAddress
from outbox.delivery import deliver_due
from outbox.models import OutgoingEmail
from outbox.models import State as LetterState
from platforms.models import PlatformApplication
from platforms.workflow import Section
from tests.accounts.signing_in import with_app
from tests.applications.board import make_session
from tests.applications.browsing import open_link
from tests.applications.factories import (
    make_application,
    make_board_member,
    make_secretary,
    make_user,
)
from tests.factories import make_collective_actor, make_platform, make_territory
from tests.membership.factories import (
    follow_address,
    make_certificate,
    make_member,
    make_representative,
    member_token,
    open_member,
)
from tests.membership.networks.factories import (
    link_of,
    make_coordinator,
    make_network,
    make_network_request,
    put_in,
)
from tests.membership.requesting import make_request
from tests.membership.rolls import entry_of, make_frozen_roll, make_roll, make_voter
from tests.network.documents_world import things_of_documents
from tests.network.editing import things_of_editing
from tests.network.events_world import things_of_events
from tests.network.following import things_of_following
from tests.network.page_factories import make_page, make_video
from tests.network.writing import link_of as link_of_message
from tests.network.writing import make_message

MISSING = "K7QM-3XWD"
PASSWORD = "round-tables-42"
# Staff who are a contact of the applications: nobody decides on their own.
CONTACT = {"second_email": "contact@example.org"}


@dataclass(frozen=True)
class World:
    """``people`` has the cookies of each, ``things`` the words that name them in an address."""

    people: dict
    things: dict

    def missing(self):
        """Return for each thing a name like its own that nothing has."""
        return {name: _missing(value) for name, value in self.things.items()}

    def filled(self, sent):
        """Return what a row sends, with the names of things in the place of their braces."""
        return {key: str(value).format(**self.things) for key, value in sent.items()}


def _missing(value):
    if isinstance(value, int):
        return 999_999_999
    if isinstance(value, UUID):
        return UUID(int=0)
    return MISSING if re.fullmatch(ReferenceConverter.regex, value) else "no-such-thing"


def make_world():
    """Make everybody and everything that a row of the table names."""
    staff = {
        "secretariat": make_secretary(email="secretary@example.org", password=PASSWORD),
        "board": make_board_member(password=PASSWORD),
        "contact": make_secretary(email=CONTACT["second_email"], password=PASSWORD),
        "root": make_user(is_superuser=True, password=PASSWORD),
        "former": make_user(password=PASSWORD),
        "inactive": make_secretary(password=PASSWORD),
        "coordinator": make_coordinator(password=PASSWORD),
        "other_coordinator": make_coordinator(password=PASSWORD),
    }
    represents = {name: _represents(staff) for name in ("member", "other_member")}
    applications = _applications(staff["secretariat"])
    requests = _requests(staff["secretariat"])
    things = {
        "join_asked": requests["join_asked"].reference,
        "join_begun": requests["join_begun"].reference,
        **{f"{name}_pk": request.pk for name, request in requests.items()},
        "file_of_join": _document(requests["join_asked"], JoiningSection.DECISION),
        "file_of_other_join": _document(requests["join_other"], JoiningSection.DECISION),
        "asked": applications["asked"].reference,
        "other": applications["other"].reference,
        "begun": applications["begun"].reference,
        "missing": MISSING,
        **{f"{name}_pk": application.pk for name, application in applications.items()},
        **_documents(applications),
        **_tokens(applications),
        **_records(),
        **_dues(staff["secretariat"]),
        **_members(staff["secretariat"]),
        **_links_of_members(represents["member"]),
        **_dues_of(represents["member"].member, staff["secretariat"]),
        "own_pk": represents["member"].member_id,
        **_networks(staff),
        **_contact(),
        **_pages(),
        **things_of_editing(),
        **things_of_events(),
        **things_of_documents(),
        **things_of_following(),
        **_assembly(staff["secretariat"]),
        **_letters(),
        **_opinion(applications["reviewed"], staff),
        "join_opinion": _opinion(requests["join_reviewed"], staff)["opinion"],
        **_sessions(applications["before_board"]),
        "member": staff["board"].pk,
        "export": _export(staff["secretariat"]),
        "kind_of_application": ContentType.objects.get_for_model(PlatformApplication).pk,
    }
    browsers = {name: Client() for name in ("visitor", "applicant", "other", *represents)}
    for name, person in represents.items():
        open_member(browsers[name], person, MemberPurpose.ACT)
    open_link(browsers["applicant"], applications["asked"], Purpose.EDIT)
    open_link(browsers["applicant"], requests["join_asked"], Purpose.EDIT)
    open_link(browsers["other"], applications["other"], Purpose.EDIT)
    browsers |= {name: _signed_in(user) for name, user in staff.items()}
    for name in staff.keys() - {"contact"}:
        _give_password_again(browsers[name])
    # As from the page in the admin where an application is begun on behalf.
    again = {"again": applications["begun"].reference}
    browsers["secretariat"].post(reverse("admin:platforms_platformapplication_enter"), again)
    again = {"again": requests["join_begun"].reference}
    enter = reverse("admin:membership_membershipapplication_enter")
    browsers["secretariat"].post(enter, again)
    with_app(staff["board"])
    staff["inactive"].is_active = False
    staff["inactive"].save()
    return World({name: browser.cookies for name, browser in browsers.items()}, things)


def _export(user):
    return note(
        what="platforms.platformapplication",
        how="csv",
        rows=1,
        by=user,
        reason="For the board.",
        question="",
    ).pk


def _signed_in(user):
    """Return the browser of who has just signed in."""
    browser = Client()
    browser.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return browser


def _give_password_again(browser):
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def _applications(secretary):
    entered = {"entered_by": secretary, "came_by": "paper"}
    return {
        "asked": make_application(State.INFORMATION_ASKED, language="en", **CONTACT),
        "sent": make_application(State.SUBMITTED, **CONTACT),
        "reviewed": make_application(State.IN_REVIEW, **CONTACT),
        "before_board": make_application(State.FOR_THE_BOARD, **CONTACT),
        "held": make_application(State.HELD, decider=secretary, **CONTACT),
        "declined": make_application(State.DECLINED, **CONTACT),
        "unconfirmed": make_application(State.UNCONFIRMED, **CONTACT),
        "other": make_application(State.DRAFT),
        "begun": make_application(State.DRAFT, **entered),
    }


def _requests(secretary):
    """Make requests to join in the same states."""
    held = make_request(state=State.IN_REVIEW, **CONTACT)
    letter = Letter("Accepted", "Welcome.")
    join_services.decide(ACCEPT, held, by=secretary, note="", letter=letter, keep_held=True)
    return {
        "join_asked": make_request(state=State.INFORMATION_ASKED, language="en", **CONTACT),
        "join_sent": make_request(Category.PERSON, State.SUBMITTED, **CONTACT),
        "join_reviewed": make_request(state=State.IN_REVIEW, **CONTACT),
        "join_before_board": make_request(Category.TERRITORY, State.FOR_THE_BOARD, **CONTACT),
        "join_held": held,
        "join_declined": make_request(state=State.DECLINED, **CONTACT),
        "join_other": make_request(),
        "join_begun": make_request(entered_by=secretary, came_by="paper"),
    }


def _document(application, purpose):
    upload = CheckedUpload("plan.pdf", "application/pdf", b"%PDF-1.7")
    return store(application, upload, purpose=purpose).pk


def _documents(applications):
    return {
        name: _document(applications[name.removeprefix("file_of_")], Section.MANDATE)
        for name in ("file_of_asked", "file_of_other")
    }


def _tokens(applications):
    def token(application, purpose):
        address = links.address(
            purpose,
            application_id=application.pk,
            version=application.version_of(Contact.FIRST),
            language="en",
        )
        return address.rstrip("/").rpartition("/")[2]

    return {
        "token_to_see": token(applications["sent"], Purpose.STATUS),
        "token_to_go": token(applications["sent"], Purpose.GONE),
        "token_to_confirm": token(applications["unconfirmed"], Purpose.CONFIRM),
    }


def _records():
    listed, draft = make_territory("Sintra"), make_territory("Hidden", state="draft")
    actor, unseen = (make_collective_actor(territory=place) for place in (listed, draft))
    platform, hidden = (make_platform("Mesa", territory=place) for place in (listed, draft))
    return {
        "territory": listed.slug,
        "territory_pk": listed.pk,
        "hidden_territory": draft.slug,
        "hidden_territory_pk": draft.pk,
        "actor_pk": actor.pk,
        "hidden_actor_pk": unseen.pk,
        "platform": platform.slug,
        "platform_pk": platform.pk,
        "hidden_platform": hidden.slug,
        "setting_pk": DatedSetting.objects.earliest("pk").pk,
    }


def _members(secretary):
    """Make a member that is shown, with a certificate, and one that is not."""
    member = make_member(is_public=True, periods=[("2014-01-01", "2099-12-31")])
    certificate = make_certificate(member, issued_by=secretary)
    return {
        "member_pk": member.pk,
        "hidden_member_pk": make_member().pk,
        "serial": certificate.serial,
        "certificate_pk": certificate.pk,
    }


def _networks(staff):
    """Make a network of the coordinator, with an entry and requests, and one of the other one."""
    network, hidden = make_network(), make_network(state="draft")
    staff["coordinator"].networks.set([network])
    staff["other_coordinator"].networks.set([hidden])
    unconfirmed = make_network_request(network, state="unconfirmed")
    return {
        "network": network.slug,
        "network_pk": network.pk,
        "hidden_network": hidden.slug,
        "topic_pk": Topic.objects.create(number=1, name="Processes").pk,
        "network_entry": put_in(network, territory=make_territory()).pk,
        "fitting": f"T{make_territory().pk}",
        "request_pk": make_network_request(network).pk,
        "unconfirmed_pk": unconfirmed.pk,
        "token_of_request": link_of(unconfirmed).rstrip("/").rpartition("/")[2],
    }


def _pages():
    """Make a page that staff have added, one that is a draft, and a film."""
    make_video()
    return {
        "page_slug": make_page("of-staff").slug,
        "hidden_page_slug": make_page("in-draft", published_on=None).slug,
    }


def _contact():
    """Make a message to the secretariat and one to the board, and an old address of either sort."""
    message, to_board = make_message(), make_message("press")
    return {
        "message_pk": message.pk,
        "message_to_board_pk": to_board.pk,
        "token_of_message": link_of_message(message).rstrip("/").rpartition("/")[2],
        "subject_pk": message.subject_id,
        "other_subject_pk": to_board.subject_id,
        "old_address_pk": OldAddress.objects.earliest("pk").pk,
        "missed_pk": MissedAddress.objects.create(kind="page", name="Nowhere").pk,
    }


def _represents(staff):
    """Return who represents a member that has a certificate, with somebody else."""
    member = make_member(periods=[("2014-01-01", "2099-12-31")])
    make_certificate(member, issued_by=staff["secretariat"])
    make_representative(member, role="technical")
    return make_representative(member)


def _links_of_members(person):
    """Return what stands in the links of a representative, and of who is named to follow."""
    named = {"role": "billing", "name": "Rui", "email": "rui@example.org", "language": "en"}
    term = {"starts_on": date(2026, 1, 1), "ends_on": None}
    proposal = representing.propose(person, once="1", **named, **term)
    tokens = {
        f"token_{purpose}": member_token(person, purpose) for purpose in ("own", "act", "gone")
    }
    return {**tokens, "token_follow": follow_address(proposal).rstrip("/").rpartition("/")[2]}


def _dues_of(member, by):
    """Ask the member that has opened its page for dues, of which a part is paid."""
    period, day = member.periods.get(), date(2031, 3, 31)
    asked = payments.ask(period, amount=9, currency="EUR", due_on=day, by=by)
    paid = {"currency": "EUR", "received_on": date(2026, 2, 1), "bank_id": "T9", "by": by}
    return {"own_due": asked.pk, "own_payment": payments.record(asked, amount=2, **paid).pk}


def _assembly(by):
    """Draw up two rolls of which one is frozen, and give a post to a member."""
    giver, holder = make_voter(Category.TERRITORY), make_voter(Category.TERRITORY)
    frozen, draft = make_frozen_roll(by=by), make_roll(by=by)
    chair, vice_chair = Post.objects.filter(body__name="Management Board").order_by("pk")[:2]
    held = {"person_name": "A. Sample", "ends_on": None, "elected_by": "An assembly"}
    return {
        "roll_pk": draft.pk,
        "roll_entry": entry_of(draft, giver).pk,
        "roll_number": holder.number,
        "frozen_roll_pk": frozen.pk,
        "frozen_entry": entry_of(frozen, giver).pk,
        "body_pk": chair.body_id,
        "vacant_post_pk": vice_chair.pk,
        "holder_pk": posts.give(
            post=chair, member=giver, by=by, starts_on=date(2024, 1, 1), **held
        ).pk,
    }


def _dues(by):
    """Ask a member for dues of which a part is paid, by a scale and to an account."""
    since, sample = date(2026, 1, 1), {"currency": "EUR", "is_sample": True}
    period = make_member(periods=[("2026-01-01", "2026-12-31")]).periods.get()
    paid = {"currency": "EUR", "received_on": date(2026, 2, 1), "bank_id": "T1", "by": by}
    asked = payments.ask(period, amount=9, currency="EUR", due_on=date(2031, 3, 31), by=by)
    fee = FeeRule.objects.create(category="body", way="free", valid_from=since, **sample)
    account = BankDetails.objects.create(
        holder="A sample", iban="GB82WEST12345698765432", valid_from=since, **sample
    )
    return {
        "due_pk": asked.pk,
        "bank_file_pk": bank_files.read_in(
            b"Date,Amount,Description\n2026-02-01,2.00,Unknown\n",
            name="a.csv",
            currency="EUR",
            by=by,
        ).pk,
        "job_pk": Job.objects.create(kind="none", once="1", asked_by=by).pk,
        "payer_pk": make_member(periods=[("2026-01-01", "2026-12-31")]).pk,
        "payment_pk": payments.record(asked, amount=2, **paid).pk,
        "fee_pk": fee.pk,
        "account_pk": account.pk,
    }


def _opinion(application, staff):
    """Ask the board for an opinion; beside it there is a colleague who can be asked too."""
    asked = {"asked_by": staff["secretariat"], "asked_of": staff["board"], "question": "Well?"}
    return {
        "opinion": application.opinions.create(**asked).pk,
        "colleague": make_secretary().pk,
    }


def _sessions(application):
    """Put an application on a session of the board, and plan one with nothing on it."""
    session = make_session(application)
    return {
        "session_pk": session.pk,
        "session_item": session.items.get().pk,
        "empty_session_pk": make_session(days=30).pk,
    }


def _letters():
    """Deliver one letter into the mailbox, and leave one that needs a person."""
    stuck = {"state": LetterState.NEEDS_PERSON, "language": "en", "body": "Good day."}
    delivered, refused = (
        OutgoingEmail.objects.create(
            occasion=name, recipient="sol@example.org", subject=name, **fields
        )
        for name, fields in (
            ("delivered", {**stuck, "state": LetterState.QUEUED}),
            ("stuck", stuck),
        )
    )
    deliver_due()
    return {"letter": delivered.message_id, "letter_pk": refused.pk}
