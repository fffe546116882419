"""What staff are asked about members."""

from typing import ClassVar

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.forms import language_choices
from membership.models import Representative
from membership.periods import next_period
from moves.forms import MoveForm
from together_site.text import AddressInput


class PeriodForm(MoveForm):
    """From which day to which a period runs; the next one is proposed."""

    starts_on = forms.DateField(
        label=_("First day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose a day"), "invalid": _("Enter a day like 2026-03-31")},
    )
    ends_on = forms.DateField(
        label=_("Last day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose a day"), "invalid": _("Enter a day like 2026-03-31")},
    )
    field_order = ["starts_on", "ends_on", "note"]

    def __init__(self, data=None, *, move, thing):
        super().__init__(data, move=move, thing=thing)
        first, last = next_period(thing, timezone.localdate())
        self.initial |= {"starts_on": first, "ends_on": last}

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("A period ends after it has begun"))
        return cleaned

    def details(self):
        days = {name: self.cleaned_data[name] for name in ("starts_on", "ends_on")}
        return {**super().details(), **days}


class RepresentativeForm(forms.ModelForm):
    """Who represents a member. Another address revokes the links in letters to the former one."""

    class Meta:
        model = Representative
        exclude = ()  # noqa: DJ006 -- the page of the member says which
        field_classes: ClassVar = {"email": AddressInput}

    language = forms.ChoiceField(
        label=_("Language for letters"),
        choices=language_choices,
        initial=settings.LANGUAGE_CODE,
        error_messages={"invalid_choice": _("Choose the language in which we write there")},
    )

    def save(self, commit=True):
        if self.instance.pk and "email" in self.changed_data:
            self.instance.link_version += 1
        return super().save(commit)
