"""Applicants: visitors that apply to open a platform, and what must be kept of each."""

import hashlib
import io
from collections import Counter
from datetime import date
from pathlib import Path

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from applications import files, links
from applications.models import Form
from applications.services import begin
from outbox.models import OutgoingEmail
from outbox.models import State as LetterState
from platforms import services
from platforms.forms import PAGE_FORMS
from platforms.models import PlatformApplication
from platforms.recorded import RECORDED
from platforms.workflow import DESCRIPTION, Section
from tests.drills.surroundings import until
from tests.drills.visitors import GaveUpError, Visitor

SECONDS_FOR_MAIL = 300


def a_pdf():
    content = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(content)
    return content.getvalue()


PDF = a_pdf()
DOCUMENT = "décision.pdf"
DECIDED_ON = date(2026, 3, 31)
NAMES = [name for names in RECORDED.asked.values() for name in names]


class Applicant(Visitor):
    """Somebody who applies, with answers that nobody else gives."""

    @property
    def answers(self):
        """What is typed into each page, in the order of the pages."""
        return {
            Section.TERRITORY: {
                "holder": "territory",
                "territory_name": f"Łódź-sur-Mer {self.number}",
                "territory_country": "PT",
            },
            DESCRIPTION: {
                "territory_kind": "municipality",
                "territory_area": f"Beja {self.number}",
            },
            Section.PLATFORM: {
                "local_name": f"Table {self.number}",
                "is_formal": "False",
                "aims": f"Vivre ensemble, {self.number} fois.",
                "has_begun": "True",
                "languages": "fr, pt",
            },
            Section.PARTICIPANTS: {
                f"{name}_{number}": value
                for number, row in enumerate(self.participants)
                for name, value in zip(("name", "kind", "role"), row, strict=True)
            },
            Section.MANDATE: {
                "mandate": "decision",
                "decided_by": f"Conseil {self.number}",
                "decided_on": DECIDED_ON.isoformat(),
                "why_no_mandate": "",
            },
            Section.CONTACTS: {
                "contact_name": f"O’Brien-Núñez {self.number}",
                "contact_role": "Maire",
                "contact_phone": "",
            },
            Section.PROCESS: {"cycle": "0", "phase": "1", "trained": "in_training"},
            Section.CONSENT: {"privacy": "on", "may_apply": "on"},
        }

    @property
    def participants(self):
        return [
            [f"Mairie {self.number}", "public_authority", "invite"],
            [f"École {self.number}", "school", ""],
        ]

    @property
    def kept(self):
        """The same by the names of the answers, as it must be stored."""
        typed = {name: value for data in self.answers.values() for name, value in data.items()}
        return {name: typed[name] for name in NAMES if name in typed} | {
            "is_formal": False,
            "has_begun": True,
            "languages": ["fr", "pt"],
            "cycle": 0,
            "phase": 1,
            "participants": self.participants,
        }

    @property
    def base(self):
        return f"/{self.language}/apply/{self.reference}/"

    @property
    def check(self):
        return f"{self.base}check/"

    def begin(self):
        where = self.fill_in(
            f"/{self.language}/apply/begin/", {"email": self.email, "language": self.language}
        )
        self.reference = reference_in(where)

    def apply(self):
        """Walk the whole way, from the first page to the button that sends the application."""
        self.begin()
        for page, data in self.answers.items():
            file = None
            if page == Section.MANDATE:
                file = {"document": SimpleUploadedFile(DOCUMENT, PDF, "application/pdf")}
            self.fill_in(f"{self.base}{page}/", data, file=file)
        self.send(self.insist(self.check).hidden())

    def send(self, fields):
        """Press the last button; the answer must be the receipt."""
        answer = self.insist(self.check, fields)
        if (
            reference_in(answer.location) != self.reference
            or "/applications/" not in answer.location
        ):
            raise GaveUpError(f"no receipt: {answer.status} {answer.location}")
        return answer

    def prepare(self, checked):
        """Have a complete draft without walking the way, and its session, by its private link."""
        application = begin(
            PlatformApplication,
            token=f"drill-{self.number}",
            is_allowed=lambda: True,
            form=Form.PLATFORM,
            email=self.email,
            language=self.language,
        )
        self.reference = application.reference
        with translation.override(self.language):
            for page in self.answers:
                services.save(application, page, self._cleaned(application, page, checked))
        link = links.address(
            links.Purpose.EDIT,
            application_id=application.pk,
            version=application.link_version,
            language=self.language,
        )
        path = link[link.index("/", len("https://")) :]
        self.fill_in(path, {})

    def _cleaned(self, application, page, checked):
        """Return the answers of a page as its form gives them to be stored."""
        if page == Section.MANDATE:  # two hundred inspections of the same file show nothing more
            own = {"decided_on": DECIDED_ON, "document": checked, "remove": False}
            return self.answers[page] | own
        form = PAGE_FORMS[page](self.answers[page], instance=application)
        assert form.is_valid(), form.errors
        return form.answers


def checked_pdf():
    """Return a document as the site keeps it after its inspection."""
    return files.check_upload(SimpleUploadedFile(DOCUMENT, PDF, "application/pdf"))


def reference_in(location):
    """Return the reference in ``/fr/apply/REFERENCE/`` or ``/fr/applications/REFERENCE/``."""
    parts = location.split("/")
    return parts[3] if len(parts) > 3 else ""


def wait_for_mail():
    """Wait until no letter is queued; return whether that came about."""
    waiting = OutgoingEmail.objects.filter(state=LetterState.QUEUED)
    return until(lambda: not waiting.exists(), seconds=SECONDS_FOR_MAIL, pause=0.2)


def expect_kept_once(report, applicants, mail, *, repeats=0):
    """Compare what these applicants were told with what is stored, and with their letters."""
    report.expect("letters are still queued", wait_for_mail())
    rows = {row.reference: row for row in stored(applicants)}
    report.expect_same(
        "applications stored", sorted(rows), sorted(someone.reference for someone in applicants)
    )
    report.figures["applications acknowledged"] = len(applicants)
    report.figures["applications stored"] = len(stored(applicants))
    for someone in applicants:
        if someone.reference in rows:
            _expect_whole(report, someone, rows[someone.reference])
    expect_letters_once(report, applicants, mail, repeats=repeats)


def stored(applicants):
    return PlatformApplication.objects.filter(
        email__in=[someone.email for someone in applicants]
    ).prefetch_related("history", "files", "consents")


def _expect_whole(report, someone, row):
    found = RECORDED.answers_of(row)
    found = {name: found[name] for name in someone.kept}
    report.expect_same(f"answers of {row.reference}", found, someone.kept)
    report.expect_same(f"state of {row.reference}", row.state, "unconfirmed")
    moves = [record.move for record in row.history.all()]
    report.expect_same(f"history of {row.reference}", moves, ["send"])
    report.expect_same(f"consents of {row.reference}", len(row.consents.all()), 2)
    sums = [
        (file.sha256, hashlib.sha256(Path(file.stored.path).read_bytes()).hexdigest())
        for file in row.files.all()
    ]
    report.expect(
        f"one document of {row.reference}, whole: {sums}",
        len(sums) == 1 and sums[0][0] == sums[0][1],
    )


def expect_letters_once(report, applicants, mail, *, events=("begun", "confirm"), repeats=0):
    """Each of these applicants has one letter for each event, stored and arrived.

    So many may be repeated as letters may have been between arrival and note of it.
    """
    letters = OutgoingEmail.objects.filter(recipient__in=[someone.email for someone in applicants])
    events_of = {someone.reference: [] for someone in applicants}
    for letter in letters.order_by("pk"):
        events_of.setdefault(letter.about, []).append(letter.occasion.split(":")[1])
    for reference, found in events_of.items():
        report.expect_same(f"letters of {reference}", sorted(found), list(events))
    stored_ids = Counter((letter.recipient, str(letter.message_id)) for letter in letters)
    arrived = Counter(
        (to, message_id.strip("<>").split("@")[0])
        for to, message_id in mail.messages_to({someone.email for someone in applicants})
    )
    report.figures["letters stored"] = stored_ids.total()
    report.figures["letters arrived"] = arrived.total()
    report.expect_same("letters missing", dict(stored_ids - arrived), {})
    twice = arrived - stored_ids
    report.expect(f"letters that came twice: {dict(twice)}", twice.total() <= repeats)
    known = set(arrived) <= set(stored_ids)
    report.expect("letters arrived with a Message-ID that nobody stored", known)
