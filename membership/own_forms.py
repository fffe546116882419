"""What representatives are asked on the pages of their member."""

import hashlib

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.forms import language_choices
from membership.models import Member
from membership.workflow import RepresentativeRole
from together_site.text import AddressInput, LineInput, ProseInput

DAY_FORM = {"invalid": _("Enter a day like 2026-03-31")}


def day_field(label, **options):
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose a day"), **DAY_FORM},
        **options,
    )


class MemberLinkForm(forms.Form):
    """Ask for a fresh private link: the number alone gives no rights."""

    number = LineInput(
        label=_("Member number"),
        max_length=20,
        help_text=_("It begins with M and stands in every letter, for example M12."),
        error_messages={"required": _("Enter the number of the member")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    email = AddressInput(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("The address at which we write to you about this member."),
        error_messages={
            "required": _("Enter your e-mail address"),
            "invalid": _("Enter an e-mail address in the form name@example.org"),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )

    def representative(self):
        """Return who asks, if the number and the address belong together, else ``None``."""
        digits = self.cleaned_data["number"].upper().removeprefix("M")
        # No key is longer than nineteen digits.
        if not (digits.isascii() and digits.isdecimal() and len(digits) < 19):
            return None
        member = Member.objects.filter(pk=int(digits)).first()
        return member and (
            member.representatives.not_ended(timezone.localdate())
            .filter(email__iexact=self.cleaned_data["email"])
            .order_by("pk")
            .first()
        )


class FollowerForm(forms.Form):
    """Who follows as a representative, for which term."""

    role = forms.ChoiceField(
        label=_("Role"),
        choices=RepresentativeRole.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a role"), "invalid_choice": _("Choose a role")},
    )
    name = LineInput(
        label=_("Name"), max_length=120, error_messages={"required": _("Enter the name")}
    )
    function = LineInput(
        label=_("Function"),
        max_length=120,
        required=False,
        help_text=_("For example: mayor, head of the department."),
    )
    email = AddressInput(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("We ask there whether it is right. It is not published."),
        error_messages={
            "required": _("Enter the e-mail address"),
            "invalid": _("Enter an e-mail address in the form name@example.org"),
        },
        widget=forms.EmailInput(attrs={"spellcheck": "false"}),
    )
    language = forms.ChoiceField(
        label=_("Language for letters"),
        choices=language_choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the language in which we write there"),
            "invalid_choice": _("Choose the language in which we write there"),
        },
    )
    starts_on = day_field(_("First day of the term"))
    ends_on = day_field(
        _("Last day of the term"),
        required=False,
        help_text=_("Leave it empty where it is not known."),
    )

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if last and last < timezone.localdate():
            self.add_error("ends_on", _("This day is over: choose a later one"))
        elif first and last and last < first:
            self.add_error("ends_on", _("A term ends after it has begun"))
        return cleaned

    def once(self, representative):
        """Return what names this sending: the same words from the same person on the same day."""
        words = [str(representative.pk), str(timezone.localdate())]
        words += [str(self.cleaned_data[name]) for name in self.fields]
        return hashlib.sha256("\n".join(words).encode()).hexdigest()


class ResignForm(forms.Form):
    """Ask whether it is meant, and why, if they wish to say."""

    why = ProseInput(
        label=_("Why do you leave?"),
        required=False,
        max_length=2000,
        help_text=_("It helps us to do better. Only the secretariat and the board read it."),
    )
    agreed = forms.BooleanField(
        label=_("I resign from the network for this member"),
        error_messages={"required": _("Tick the box if you mean to resign")},
    )
