"""What is asked of whoever writes to the network, and of who answers."""

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from applications.abuse import Stamped
from applications.emails import Letter
from applications.forms import language_choices, once
from applications.staff_forms import LetterForm
from moves.forms import MoveForm
from network.contact import emails
from network.models import Subject
from together_site.text import AddressInput, LineInput, ProseInput


class SubjectInput(forms.ModelChoiceField):
    """One of the subjects that are offered, by its name in addresses."""

    def __init__(self, **options):
        super().__init__(
            queryset=Subject.objects.offered(),
            to_field_name="slug",
            label=_("What is it about?"),
            error_messages=dict.fromkeys(
                ("required", "invalid_choice"), _("Choose what it is about")
            ),
            **options,
        )

    def label_from_instance(self, subject):
        name = format_html('<span lang="{}" dir="auto">{}</span>', subject.name_language, subject)
        if not subject.help:
            return name
        return format_html(
            '{}<span class="form-text" lang="{}" dir="auto">{}</span>',
            name,
            subject.help_language,
            subject.help,
        )


class SubjectQuestion(forms.Form):
    """What an address says that it is about."""

    subject = SubjectInput(required=False)

    def chosen(self):
        """Return the name in addresses of the subject, or ``""`` where it is none of ours."""
        subject = self.cleaned_data.get("subject") if self.is_valid() else None
        return subject.slug if subject else ""


class MessageForm(Stamped, forms.Form):
    """Write to the network."""

    subject = SubjectInput(empty_label=None, widget=forms.RadioSelect)
    name = LineInput(
        label=_("Your name"),
        max_length=120,
        error_messages={"required": _("Enter your name")},
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    email = AddressInput(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("The answer goes there, and nothing else does."),
        error_messages={
            "required": _("Enter your e-mail address"),
            "invalid": _("Enter an e-mail address in the form name@example.org"),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    text = ProseInput(
        label=_("Your message"),
        max_length=5000,
        help_text=_("In any of the four languages of this site."),
        error_messages={"required": _("Write your message")},
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    language = forms.ChoiceField(
        label=_("Language for letters"),
        choices=language_choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the language in which we write to you"),
            "invalid_choice": _("Choose the language in which we write to you"),
        },
    )

    def said(self):
        """Return what the service keeps of it."""
        names = ("subject", "name", "email", "language", "text")
        kept = {name: self.cleaned_data[name] for name in names}
        return {**kept, "suspicion": self.suspicion()}

    def once(self):
        """Return what names this sending."""
        names = ("token", "name", "email", "language", "text")
        said = [self.cleaned_data[name] for name in names]
        return once([*said, self.cleaned_data["subject"].slug])


class HandOverForm(MoveForm):
    """Under which subject a message goes on."""

    subject = forms.ModelChoiceField(
        label=_("Subject"),
        queryset=Subject.objects.none(),
        empty_label=_("Choose a subject"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose a subject")),
    )
    field_order = ("subject", "note")

    def __init__(self, data=None, *, move, thing):
        super().__init__(data, move=move, thing=thing)
        others = Subject.objects.offered().exclude(pk=thing.subject_id)
        self.fields["subject"].queryset = others

    def details(self):
        return {**super().details(), "subject": self.cleaned_data["subject"]}


class AnswerForm(LetterForm):
    """The answer to a message, in the words of who answers."""

    def __init__(self, data=None, *, message):
        self.begins = emails.suggestion(message)
        initial = {"subject": self.begins.subject, "body": f"{self.begins.body}\n\n"}
        super().__init__(data, language=message.language, initial=initial)

    def clean_body(self):
        body = self.cleaned_data["body"]
        if body.strip() == self.begins.body:
            raise forms.ValidationError(_("Write the answer"))
        return body

    def letter(self):
        return Letter(**self.cleaned_data)
