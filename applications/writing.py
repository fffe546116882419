"""What an applicant wrote on a page, stored: once, in its open section, over nothing unseen."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from applications import emails, files
from applications.models import Consent


class SectionClosed(Exception):  # noqa: N818 -- an answer to a person, not a fault
    """The section cannot be written now."""


class Overtaken(Exception):  # noqa: N818 -- an answer to a person, not a fault
    """Other answers were stored after the sender's were checked."""


class Writer:
    """Stores the answers of one form, page by page.

    A form gives ``recorded``, how its answers are read; in ``savers``, for the pages whose answers
    are not all columns, a function that takes the application and the answers and returns the
    columns it has set; and says in ``sought`` what staff find an application by.
    """

    recorded = None
    savers = {}

    def section_of(self, application, page):
        """Return the section to which a page belongs; most have one page, of the same name."""
        return page

    def sought(self, application):
        """Return what staff find an application by, as ``finding.kept`` makes it."""
        raise NotImplementedError

    @transaction.atomic
    def save(self, application, page, answers, *, seen=None, invites=False):
        """Store the answers of one page, if its section is open now, and mark what is done.

        ``answers`` maps the names of the page's form to cleaned values, ``seen`` to what was
        stored when they were checked. ``invites``: a new second contact is written to. Raises
        ``SectionClosed`` when the application went on meanwhile, ``Overtaken`` when another window
        was faster, ``ValidationError`` when a file cannot be stored.
        """
        section = self.section_of(application, page)
        # Both rows: of one that is not locked, what was read before the wait would be seen.
        locked = type(application).objects.select_for_update()
        application.refresh_from_db(from_queryset=locked)
        if section not in application.open_sections():
            raise SectionClosed
        if seen is not None and not self._is_still(application, seen, answers):
            raise Overtaken
        columns = self.savers.get(page, save_columns)(application, answers)
        application.title = application.about()
        application.sought = self.sought(application)
        application.saved_at = timezone.now()
        _mark(application, section)
        application.save(update_fields=[*columns, "title", "sought", "saved_at", "sections_done"])
        application.kept.filter(section=page).delete()
        if invites:
            emails.second_invited(application)

    def _is_still(self, application, seen, answers):
        """Return whether what is stored is what was seen, or what is being stored again."""
        now = self.recorded.stored(application)
        now = {name: value for name, value in now.items() if name in seen}
        sent = {
            name: getattr(value, "pk", value) for name, value in answers.items() if name in seen
        }
        return now in (seen, sent)


def _mark(application, section):
    if application.is_filled_in(section):
        application.sections_done[section] = application.saved_at.isoformat()
    else:
        application.sections_done.pop(section, None)


def save_columns(application, answers):
    """Set each answer as the column of its name."""
    for name, value in answers.items():
        setattr(application, name, value)
    return list(answers)


def document_saver(purpose):
    """Return what keeps the document sent in place of an older one, or takes the older away."""

    def save(application, answers):
        document, remove = answers["document"], answers["remove"]
        if document or remove:
            for old in application.files.filter(purpose=purpose):
                files.remove(old)
        if document:
            files.store(application, document, purpose=purpose)
        others = {name: answers[name] for name in answers if name not in ("document", "remove")}
        return save_columns(application, others)

    return save


def save_contacts(application, answers):
    """A second contact with another address gets links of its own, and the former's end."""
    is_other = application.second_email.lower() != answers["second_email"].lower()
    application.second_link_version += int(is_other)
    return [*save_columns(application, answers), "second_link_version"]


def consent_saver(version):
    """Return what records an agreement, in its version and in the language in which it was read."""

    def save(application, answers):
        for text in answers:
            Consent.objects.get_or_create(
                application=application,
                text=text,
                version=version,
                defaults={"language": get_language()},
            )
        return []

    return save
