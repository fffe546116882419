"""What is asked of a member who proposes something for a project or a plan."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.abuse import Stamped
from applications.forms import language_choices, once
from membership.models import Member
from membership.networks import entries
from moves.forms import MoveForm
from together_site.text import AddressInput, LineInput, ProseInput

LANGUAGE = _("Choose the language in which we write to you")


class MemberInput(LineInput):
    """The code of a member in force; its clean value is the ``Member``.

    Members that the directory does not show may propose too: nothing is told of who it is.
    """

    def clean(self, value):
        found = entries.find(super().clean(value), _members)
        if found is None:
            raise forms.ValidationError(_("No member of the network has this code"))
        return found.record


def _members(sort):
    members = Member.objects.in_force(timezone.localdate())
    return members if sort == "member" else Member.objects.none()


class ProposeForm(Stamped, forms.Form):
    """Propose something for a project or a plan, as a member."""

    title = LineInput(
        label=_("What do you propose?"),
        max_length=160,
        help_text=_("In one line. If it is taken up, the page of the project shows this line."),
        error_messages={"required": _("Say in one line what you propose")},
    )
    text = ProseInput(
        label=_("Your proposal"),
        max_length=5000,
        help_text=_("What is to be done, for whom, and what you bring to it."),
        error_messages={"required": _("Describe your proposal")},
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    member = MemberInput(
        label=_("Code of the member"),
        max_length=20,
        help_text=_("M and a number, such as M12. It stands in the letters of the network."),
        error_messages={"required": _("Enter the code of the member")},
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
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
        help_text=_("We send a link there to confirm your proposal. It is not published."),
        error_messages={
            "required": _("Enter your e-mail address"),
            "invalid": _("Enter an e-mail address in the form name@example.org"),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    language = forms.ChoiceField(
        label=_("Language of the proposal and of our letters"),
        choices=language_choices,
        widget=forms.RadioSelect,
        error_messages={"required": LANGUAGE, "invalid_choice": LANGUAGE},
    )

    def said(self):
        """Return what the service keeps of it."""
        kept = ("member", "name", "email", "title", "text", "language")
        return {**{name: self.cleaned_data[name] for name in kept}, "suspicion": self.suspicion()}

    def once(self, project):
        """Return what names this sending."""
        said = [self.cleaned_data[name] for name in ("token", "email", "title", "text", "language")]
        return once([*said, str(self.cleaned_data["member"].pk), str(project.pk)])


class AnswerForm(MoveForm):
    """What an answer asks; where a proposal is not taken up the reason goes into the letter."""

    def __init__(self, data=None, *, answer):
        super().__init__(data, move=answer, thing=None)
        if answer.needs_note:
            self.fields["note"].help_text = _(
                "It goes into the letter, in the language of who proposed it."
            )
