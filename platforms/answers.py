"""The answers of an application as rows that people read, and the order of its pages."""

from django.urls import reverse
from django.utils.translation import gettext as _

from applications import workflow
from applications.workflow import State
from platforms import recorded
from platforms.forms import ConsentForm
from platforms.forms.territory import candidates
from platforms.workflow import DESCRIPTION, PLACE, Mandate, Section, section_of


def page_url(application, page):
    return reverse("platforms:application-section", args=[application.reference, page])


def check_url(application):
    return reverse("platforms:application-check", args=[application.reference])


def task_rows(application):
    """Return one row a section: title, address, and whether it is completed."""
    return [
        {
            "title": section.label,
            "url": page_url(application, section),
            "status_label": _("Completed") if application.is_done(section) else _("Incomplete"),
            "status_class": "pill-good" if application.is_done(section) else "pill-info",
        }
        for section in application.open_sections()
    ]


def what_is_asked(application):
    """Return the staff's question, where one is open."""
    if application.state != State.INFORMATION_ASKED:
        return None
    record = application.history.filter(move=workflow.ASK.name).order_by("-pk").first()
    return getattr(record, "note", None)


def next_page(application, page, data):
    """Return where the sender goes on: the next page, or the check of all answers.

    From a place that was chosen there is nothing to describe; where none bears the name there is
    nothing to choose from.
    """
    if page == Section.TERRITORY:
        return page_url(application, PLACE if candidates(application) else DESCRIPTION)
    if page == PLACE and not application.listed_territory_id:
        return page_url(application, DESCRIPTION)
    if "back_to_check" in data:
        return check_url(application)
    following = application.open_sections()
    following = following[following.index(section_of(page)) + 1 :]
    return page_url(application, following[0]) if following else check_url(application)


def page_before(application, page):
    """Return where the link “Back” leads: a page of the same section, or the list of sections."""
    if page == PLACE or (page == DESCRIPTION and not candidates(application)):
        return page_url(application, Section.TERRITORY)
    return page_url(application, PLACE) if page == DESCRIPTION else application.get_edit_url()


def groups(application):
    """Return every answer by section: label, value and where it can be changed."""
    answers = recorded.answers_of(application)
    return [
        {
            "title": section.label,
            "section": section,
            "is_open": section in application.open_sections(),
            "is_done": application.is_done(section),
            "answers": list(_answers(application, section, answers)),
        }
        for section in Section
    ]


def _answers(application, section, answers):
    is_open = section in application.open_sections()
    if section == Section.CONSENT:
        agreed = _("Yes") if application.is_done(section) else ""
        for name, field in ConsentForm.base_fields.items():
            yield _row(application, section, name, field.label, agreed, is_open)
        return
    for page in recorded.pages_of(section):
        for name in recorded.ASKED[page]:
            if is_told(application, name):
                words = recorded.in_words(name, answers[name])
                yield _row(application, page, name, recorded.label_of(name), words, is_open)


def _row(application, page, name, label, value, is_open):
    row = {"label": label, "value": value, "name": name}
    if is_open:
        row["url"] = f"{page_url(application, page)}?back=check#id_{_FIRST.get(name, name)}"
    if name == "document":
        row["file"] = application.files.filter(purpose=Section.MANDATE).first()
    return row


# Where several fields are one answer, the first; of radio buttons the first.
_FIRST = {
    "participants": "name_0",
    **{
        name: f"{name}_0"
        for name in (
            "holder",
            "listed_territory",
            "territory_kind",
            "is_formal",
            "has_begun",
            "mandate",
            "public_contacts",
            "cycle",
            "trained",
        )
    },
}


def is_told(application, name):
    """Return whether an answer belongs to this application: a listed place is not described."""
    if name in ("actor_name", "actor_kind"):
        return application.is_of_actor
    if name in recorded.ASKED[DESCRIPTION]:
        return not application.listed_territory_id
    if name == "listed_territory":
        return bool(application.listed_territory_id)
    if name in _OF_MANDATE:
        return application.mandate in _OF_MANDATE[name]
    if name == "why_few_kinds":
        return bool(application.why_few_kinds) or not application.has_kinds_enough
    return True


# The choices of the mandate with which each of its other answers goes; before there is a choice
# none is told.
_OF_MANDATE = {
    "decided_by": (Mandate.DECISION,),
    "decided_on": (Mandate.DECISION,),
    "document": (Mandate.DECISION, Mandate.PARTICIPANTS),
    "why_no_mandate": (Mandate.NOT_YET,),
}


def changes(application):
    """Return what the last answer changed, in words; nothing where nothing was asked."""
    if application.state == State.INFORMATION_ASKED:
        return []
    return recorded.changes(application.asked_from, recorded.answers_of(application))
