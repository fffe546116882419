"""What the answers of every form have in common: sections, and whom to write and speak to."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from together_site.text import LineField


class Sectioned(models.Model):
    """Answers in sections, each of which is done or not.

    A form gives ``section_choices``, its sections in their order; where not every application has
    all of them, it says in ``sections`` which it has.
    """

    section_choices = ()

    sections_done = models.JSONField(default=dict, editable=False)

    class Meta:
        abstract = True

    def sections(self):
        """Return the sections that this application has, in their order."""
        return list(self.section_choices)

    def open_sections(self):
        """Return the sections that can be filled in now."""
        if self.is_draft:
            return self.sections()
        return [section for section in self.sections() if section in self.asked_sections]

    def is_filled_in(self, section):
        """Return whether a section is done with what is saved now; most are with one page."""
        return True

    def is_done(self, section):
        return section in self.sections_done

    @property
    def is_complete(self):
        return all(self.is_done(section) for section in self.open_sections())


class Contacts(models.Model):
    """Who applies, and who can answer in their place; their addresses are those of the links."""

    CONTACT_FIELDS: ClassVar = {
        "contact_name": _("whom to write and speak to"),
        "contact_role": _("for whom this person speaks"),
        "contact_phone": _("to ask back by telephone"),
        "second_name": _("whom to write and speak to where the first cannot be reached"),
        "second_role": _("for whom this person speaks"),
        "second_phone": _("to ask back by telephone"),
    }

    contact_name = LineField(_("Your name"), max_length=120, blank=True)
    contact_role = LineField(_("Your role"), max_length=120, blank=True)
    contact_phone = LineField(_("Telephone"), max_length=40, blank=True)
    second_name = LineField(
        _("Name of a second contact"), max_length=120, blank=True, db_default=""
    )
    second_role = LineField(
        _("Role of the second contact"), max_length=120, blank=True, db_default=""
    )
    second_phone = LineField(
        _("Telephone of the second contact"), max_length=40, blank=True, db_default=""
    )

    class Meta:
        abstract = True
