"""A page on which a document goes with the answers: a decision, an acknowledgement."""

from django import forms
from django.utils.translation import gettext_lazy as _

from applications import files
from applications.section_forms import SectionForm


def document_field(label, *, help_text):
    """Return the field of one document."""
    return forms.FileField(
        label=label,
        required=False,
        help_text=help_text,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={"empty": _("The file is empty. Choose another one.")},
    )


class DocumentForm(SectionForm):
    """One document, kept for the purpose of its section. A form declares its field ``document``."""

    remove = forms.BooleanField(label=_("Remove the document sent before"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.sent_before = self.instance.files.filter(purpose=self.section).first()
        if not self.sent_before:
            del self.fields["remove"]

    def clean_document(self):
        upload = self.cleaned_data["document"]
        return files.check_upload(upload) if upload else None

    def check_document(self, cleaned, message):
        """Say the message at the field unless there is a document after this page."""
        is_there = self.sent_before and not cleaned.get("remove")
        if not is_there and not cleaned.get("document") and not self.errors.get("document"):
            self.add_error("document", message)

    @property
    def answers(self):
        return {
            **super().answers,
            "document": self.cleaned_data["document"],
            "remove": self.cleaned_data.get("remove", False),
        }
