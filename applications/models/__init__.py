"""The tables of applications: the application, what is kept beside it, and tallies of sending."""

from applications.models.application import (
    Application,
    ApplicationQuerySet,
    Channel,
    Contact,
    Form,
)
from applications.models.records import (
    Consent,
    File,
    History,
    KeptAnswers,
    Note,
    random_file_name,
)
from applications.models.review import Export, ExportNote, Opinion
from applications.models.sections import Contacts, Sectioned
from applications.models.session import BoardSession, SessionItem
from applications.models.tally import Tally

__all__ = [
    "Application",
    "ApplicationQuerySet",
    "BoardSession",
    "Channel",
    "Consent",
    "Contact",
    "Contacts",
    "Export",
    "ExportNote",
    "File",
    "Form",
    "History",
    "KeptAnswers",
    "Note",
    "Opinion",
    "Sectioned",
    "SessionItem",
    "Tally",
    "random_file_name",
]
