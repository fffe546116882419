"""What the group acts upon, with its document."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.document_form import DocumentForm, document_field
from applications.section_forms import answered
from platforms.forms.sections import SectionForm
from platforms.models import PlatformApplication
from platforms.workflow import Mandate, Section


class MandateForm(DocumentForm, SectionForm):
    page = section = Section.MANDATE
    required = ("mandate",)

    document = document_field(
        _("The decision or the acknowledgement"),
        help_text=_(
            "Only where there is a decision or an acknowledgement. A PDF, JPEG or PNG of 10 MB at "
            "most."
        ),
    )

    class Meta:
        model = PlatformApplication
        fields = ["mandate", "decided_by", "decided_on", "why_no_mandate"]
        help_texts = {
            "decided_by": _("Only for a decision: the council, board or assembly."),
            "decided_on": _("Only for a decision."),
            "why_no_mandate": _(
                "Only where there is nothing yet: what there is instead, and what comes next."
            ),
        }
        widgets = {
            "mandate": forms.RadioSelect,
            "decided_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "why_no_mandate": forms.Textarea(attrs={"rows": 4}),
        }
        error_messages = {
            "mandate": {"required": _("Choose what the group acts upon")},
            "decided_on": {"invalid": _("Enter a day like 2026-03-31")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mandate"].choices = answered(Mandate.choices)
        self.order_fields(
            ["mandate", "decided_by", "decided_on", "document", "remove", "why_no_mandate"]
        )
        # Which of them goes with the choice their hints say.
        for name in ("decided_by", "decided_on", "document", "why_no_mandate"):
            self.fields[name].says_none = True

    def clean_decided_on(self):
        day = self.cleaned_data["decided_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("Enter a day that is past"))
        return day

    def clean(self):
        cleaned = super().clean()
        check = {
            Mandate.DECISION: self._check_decision,
            Mandate.PARTICIPANTS: self._check_participants,
            Mandate.NOT_YET: self._check_reason,
        }.get(cleaned.get("mandate"))
        if check:
            check(cleaned)
        return cleaned

    def _check_decision(self, cleaned):
        if not self.errors.get("decided_on") and not cleaned.get("decided_on"):
            self.add_error("decided_on", _("Enter the day of the decision"))
        self.check_document(cleaned, _("Send the decision as a PDF or a picture"))

    def _check_participants(self, cleaned):
        if self.instance.is_done(Section.PARTICIPANTS) and not self.instance.has_kinds_enough:
            self.add_error(
                "mandate", _("In the section “Who takes part” all are of one kind so far")
            )
        self.check_document(
            cleaned, _("Send the acknowledgement of the local authority as a PDF or a picture")
        )

    def _check_reason(self, cleaned):
        if not cleaned.get("why_no_mandate") and not self.errors.get("why_no_mandate"):
            self.add_error("why_no_mandate", _("Say what stands in the way"))
