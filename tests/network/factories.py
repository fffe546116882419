"""Builders of what the association keeps: each makes one valid thing."""

from itertools import count

from django.urls import reverse
from django.utils import timezone

from applications.abuse import stamp
from applications.files import CheckedUpload
from network.documents.files import keep
from network.models import Agreement, Document, DocumentFile, Event, Partner, Project, Proposal
from network.projects import links
from tests.membership.factories import make_member

_numbers = count(1)
ALWAYS = [("2014-01-01", "2099-12-31")]
TODAY = {"published_on": "2020-01-01"}


def _named(word, fields):
    """Return the fields of a public record that has a title of its own."""
    number = next(_numbers)
    words = {"title_en": f"{word} {number}", "slug": f"{word.lower()}-{number}", **TODAY}
    return {**words, **fields}


def make_event(**fields):
    """Make a public meeting of 2016 in a place."""
    days = {"starts_on": "2016-11-02", "ends_on": "2016-11-05", "place": "Mulhouse"}
    return Event.objects.create(**_named("Meeting", {"kind": "international", **days, **fields}))


def make_document(**fields):
    """Make public statutes without a file."""
    document = Document(**_named("Document", {"kind": "statutes", **fields}))
    document.save()
    document.refresh_from_db()
    return document


def make_file(document, language="en", *, name="statutes.pdf", content=b"%PDF-1.7 statutes"):
    """Give a document a file in a language, on the disk."""
    file = DocumentFile(document=document, language=language)
    keep(file, CheckedUpload(name, "application/pdf", content))
    file.save()
    return file


def make_partner(**fields):
    return Partner.objects.create(**_named("Partner", fields))


def make_agreement(partner, **fields):
    agreement = Agreement.objects.create(partner=partner, **{"signed_on": "2013-11-04", **fields})
    agreement.refresh_from_db()
    return agreement


def make_project(**fields):
    """Make a public project of 2020 that takes no proposals."""
    project = Project(**_named("Project", {"kind": "project", "first_year": 2020, **fields}))
    project.save()
    project.refresh_from_db()
    return project


def make_open_project(**fields):
    """Make a project that takes proposals today still."""
    return make_project(**{"takes_proposals_until": timezone.localdate(), **fields})


def make_proposer(**fields):
    """Make a member in force, who can propose something."""
    return make_member(**{"periods": ALWAYS, **fields})


def make_proposal(project=None, *, state="open", **fields):
    """Make a proposal, whose address is confirmed unless its state says otherwise."""
    number = next(_numbers)
    words = {"once": f"proposal {number}", "name": "Rui", "email": f"rui{number}@example.org"}
    told = {"title": f"A garden {number}", "text": "Plant a garden.", "language": "en"}
    now = timezone.now()
    days = {"confirmed_at": None if state == "unconfirmed" else now}
    if state in ("taken", "not_taken"):
        days["answered_at"] = now
    whose = {"project": project or make_open_project()}
    if "member" not in fields:
        whose["member"] = make_proposer()
    return Proposal.objects.create(**{**words, **told, **days, **whose, "state": state, **fields})


def link_of_proposal(proposal):
    """Return the path of the private link of a proposal."""
    token = links.address(proposal.pk, language="en").rstrip("/").rpartition("/")[2]
    return reverse("network:proposal", args=[token])


def proposal_words(by, **changes):
    """Return what a sent form to propose something as a member says."""
    said = {
        "title": "A garden for all",
        "text": "Plant a garden.",
        "member": f"M{by.pk}",
        "name": "Rui",
        "email": "rui@example.org",
        "language": "en",
        "token": stamp(),
    }
    return {**said, **changes}
