"""The answers of an application as rows that people read, and the order of its pages."""

from django.urls import reverse
from django.utils.translation import gettext as _

from applications import workflow
from applications.workflow import State
from platforms.forms import SECTION_FORMS
from platforms.workflow import Section


def section_url(application, section):
    return reverse("platforms:application-section", args=[application.reference, section])


def check_url(application):
    return reverse("platforms:application-check", args=[application.reference])


def task_rows(application):
    """Return one row a section: title, address, and whether it is completed."""
    return [
        {
            "title": section.label,
            "url": section_url(application, section),
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


def next_page(application, section, data):
    """Return where the sender goes on: the next open section, or the check of all answers."""
    if "back_to_check" in data:
        return check_url(application)
    following = application.open_sections()
    following = following[following.index(section) + 1 :]
    return section_url(application, following[0]) if following else check_url(application)


def groups(application):
    """Return every answer by section: label, value and where it can be changed."""
    return [
        {
            "title": section.label,
            "section": section,
            "url": section_url(application, section)
            if section in application.open_sections()
            else "",
            "is_done": application.is_done(section),
            "answers": list(_answers(application, section)),
        }
        for section in Section
    ]


def _answers(application, section):
    if section == Section.MANDATE:
        files = application.files.filter(purpose=section)
        yield {"label": _("The decision or mandate"), "file": files.first(), "value": ""}
    elif section == Section.CONSENT:
        for field in SECTION_FORMS[section].base_fields.values():
            agreed = _("Yes") if application.is_done(section) else ""
            yield {"label": field.label, "value": agreed}
    else:
        for name in SECTION_FORMS[section]._meta.fields:
            yield {
                "label": application._meta.get_field(name).verbose_name,
                "value": _in_words(application, name),
            }


def _in_words(application, name):
    """Return an answer as a person reads it; empty where there is none."""
    if name == "has_begun":
        return {True: _("Yes"), False: _("Not yet"), None: ""}[application.has_begun]
    if name == "territory_country":
        return application.territory_country.name
    display = getattr(application, f"get_{name}_display", None)
    return display() if display else getattr(application, name)
