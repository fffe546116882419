"""What is asked of whoever asks to join a network, and of whoever keeps one."""

from functools import partial

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.abuse import Stamped
from applications.forms import language_choices, once
from membership.networks import entries
from moves.forms import MoveForm
from together_site.text import AddressInput, LineInput, ProseInput

NO_ENTRY = _("No entry of the registry or of the directory of members has this code")


class EntryInput(LineInput):
    """The code of an entry; its clean value is an ``Entry``."""

    def __init__(self, **options):
        super().__init__(
            label=_("Code of the entry"),
            max_length=20,
            error_messages={"required": _("Enter the code of the entry")},
            widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
            **options,
        )
        # Whoever asks learns nothing of what is not public.
        self.records = partial(entries.public, on=timezone.localdate())

    def clean(self, value):
        code = super().clean(value)
        entry = entries.find(code, self.records)
        if entry is None:
            raise forms.ValidationError(NO_ENTRY)
        return entry


class AskForm(Stamped, forms.Form):
    """Ask for an entry to belong to a network."""

    entry = EntryInput(
        help_text=_(
            "T and a number for a territory, M and a number for a member, P and a number for a "
            "platform. Its page leads here with the code filled in."
        )
    )
    name = LineInput(
        label=_("Your name"),
        max_length=120,
        error_messages={"required": _("Enter your name")},
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    email = AddressInput(
        label=_("E-mail address"),
        max_length=254,
        help_text=_(
            "We send a link there to confirm your request. Only who answers it sees the address."
        ),
        error_messages={
            "required": _("Enter your e-mail address"),
            "invalid": _("Enter an e-mail address in the form name@example.org"),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    words = ProseInput(
        label=_("Why do you wish to join?"),
        required=False,
        max_length=2000,
        help_text=_("For whom you speak, and what you bring or look for."),
        widget=forms.Textarea(attrs={"rows": 5}),
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

    def __init__(self, *args, network, **kwargs):
        super().__init__(*args, **kwargs)
        self.network = network
        self.fields["entry"].records = partial(entries.public, on=timezone.localdate())

    def clean_entry(self):
        entry = self.cleaned_data["entry"]
        if self.network.memberships.filter(**entry.fields).exists():
            raise forms.ValidationError(_("This entry belongs to the network already"))
        return entry

    def said(self):
        """Return what the service keeps of it."""
        kept = {name: self.cleaned_data[name] for name in ("name", "email", "words", "language")}
        return {**kept, "suspicion": self.suspicion()}

    def once(self):
        """Return what names this sending."""
        said = [self.cleaned_data[name] for name in ("token", "email", "words", "language")]
        return once([*said, self.cleaned_data["entry"].code, self.network.slug])


class AddForm(forms.Form):
    """Which entry comes into a network; the secretariat may name one that is not public."""

    entry = EntryInput(help_text=_("Such as T12, P3 or M7."))
    note = ProseInput(
        label=_("Note for colleagues"),
        required=False,
        max_length=2500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data=None, *, sees_all=False):
        super().__init__(data)
        public = partial(entries.public, on=timezone.localdate())
        self.fields["entry"].records = entries.known if sees_all else public


class AnswerForm(MoveForm):
    """What an answer to a request asks; where it is declined the reason goes into the letter."""

    def __init__(self, data=None, *, move, thing):
        super().__init__(data, move=move, thing=thing)
        if move.needs_note:
            self.fields["note"].help_text = _(
                "It goes into the letter, in the language of who asked."
            )
