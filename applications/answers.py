"""The answers of an application as rows that people read, and the order of its pages."""

from django.urls import reverse
from django.utils.translation import gettext as _

from applications import workflow
from applications.workflow import State


class Answers:
    """The answers of one form, by its sections.

    A form gives ``recorded``, how its answers are read; ``namespace``, where its pages stand;
    ``consent_form``; in ``documents`` the purpose of each answer that is a document; and in
    ``first`` the field to which a link leads where an answer has several.
    """

    recorded = None
    namespace = ""
    consent_form = None
    documents = {}
    first = {}

    def section_of(self, application, page):
        """Return the section to which a page belongs; most have one page, of the same name."""
        return next((one for one in application.sections() if one == page), None)

    def url(self, name, application, *more):
        return reverse(f"{self.namespace}:application-{name}", args=[application.reference, *more])

    def page_url(self, application, page):
        return self.url("section", application, page)

    def check_url(self, application):
        return self.url("check", application)

    def task_rows(self, application):
        """Return one row a section: title, address, and whether it is completed."""
        return [
            {
                "title": section.label,
                "url": self.page_url(application, section),
                "status_label": _("Completed") if is_done else _("Incomplete"),
                "status_class": "pill-good" if is_done else "pill-info",
            }
            for section in application.open_sections()
            for is_done in [application.is_done(section)]
        ]

    def next_page(self, application, page, data):
        """Return where the sender goes on: the next section, or the check of all answers."""
        if "back_to_check" in data:
            return self.check_url(application)
        following = application.open_sections()
        following = following[following.index(self.section_of(application, page)) + 1 :]
        if not following:
            return self.check_url(application)
        return self.page_url(application, following[0])

    def page_before(self, application, page):
        """Return where the link “Back” leads."""
        return application.get_edit_url()

    def groups(self, application):
        """Return every answer by section: label, value and where it can be changed."""
        answers = self.recorded.answers_of(application)
        open_sections = application.open_sections()
        return [
            {
                "title": section.label,
                "section": section,
                "is_open": section in open_sections,
                "is_done": application.is_done(section),
                "answers": list(
                    self._answers(application, section, answers, section in open_sections)
                ),
            }
            for section in application.sections()
        ]

    def _answers(self, application, section, answers, is_open):
        if section == self.consent_form.section:
            yield from self._consents(application, section, is_open)
            return
        for page in self.recorded.pages_of(section):
            for name in self.recorded.asked[page]:
                if self.is_told(application, name):
                    words = self.recorded.in_words(name, answers[name])
                    label = self.recorded.label_of(name)
                    yield self._row(application, page, name, label, words, is_open)

    def _consents(self, application, section, is_open):
        agreed = _("Yes") if application.is_done(section) else ""
        for name, field in self.consent_form.base_fields.items():
            yield self._row(application, section, name, field.label, agreed, is_open)

    def _row(self, application, page, name, label, value, is_open):
        row = {"label": label, "value": value, "name": name}
        if is_open:
            field = f"#id_{self.first.get(name, name)}"
            row["url"] = f"{self.page_url(application, page)}?back=check{field}"
        if name in self.documents:
            row["file"] = application.files.filter(purpose=self.documents[name]).first()
        return row

    def is_told(self, application, name):
        """Return whether an answer belongs to this application."""
        return True

    def changes(self, application):
        """Return what the last answer changed, in words; nothing where nothing was asked."""
        if application.state == State.INFORMATION_ASKED:
            return []
        return self.recorded.changes(application.asked_from, self.recorded.answers_of(application))


def what_is_asked(application):
    """Return the staff's question, where one is open."""
    if application.state != State.INFORMATION_ASKED:
        return None
    record = application.history.filter(move=workflow.ASK.name).order_by("-pk").first()
    return getattr(record, "note", None)
