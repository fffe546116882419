"""What is asked of who wishes to follow by mail, and of who does."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.abuse import Stamped
from applications.forms import language_choices, once
from network.models import Rhythm
from territories.country_names import by_name
from territories.models import Territory
from together_site.text import AddressInput

WHOLE = "all"
_CODE = re.compile(r"T([1-9][0-9]{0,17})", re.ASCII)


def territory_of(question):
    """Return the listed territory that an address or a form names, by slug or code, or ``None``."""
    listed = Territory.objects.listed().only("name", "country")
    if code := _CODE.fullmatch(question.get("place", "")):
        return listed.filter(pk=int(code[1])).first()
    slug = question.get("territory", "")
    return listed.filter(slug=slug).first() if slug and "\x00" not in slug else None


def _rhythm():
    return forms.ChoiceField(
        label=_("How often"),
        choices=Rhythm.choices,
        widget=forms.RadioSelect,
        help_text=_("Where nothing has happened no letter comes."),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose how often")),
    )


def _language():
    return forms.ChoiceField(
        label=_("Language for letters"),
        choices=language_choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose the language in which we write to you")
        ),
    )


class FollowForm(Stamped, forms.Form):
    """Follow something by mail. ``territory`` is one that may be chosen too."""

    place = forms.ChoiceField(
        label=_("What do you wish to follow?"),
        help_text=_("To follow one territory, begin on its page."),
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose what you wish to follow")
        ),
    )
    rhythm = _rhythm()
    language = _language()
    email = AddressInput(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("The letters go there. We first send a link to confirm it."),
        error_messages={
            "required": _("Enter your e-mail address"),
            "invalid": _("Enter an e-mail address in the form name@example.org"),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )

    def __init__(self, data=None, *, territory=None, initial=None):
        super().__init__(data, initial=initial)
        self.territory = territory
        listed = Territory.objects.listed().values_list("country", flat=True).distinct()
        countries = by_name(listed)
        self.fields["place"].choices = [
            *([(f"T{territory.pk}", territory.name)] if territory else []),
            (WHOLE, _("The whole network")),
            *([(_("A country"), countries)] if countries else []),
        ]

    def said(self):
        """Return what the service keeps of it."""
        kept = {name: self.cleaned_data[name] for name in ("email", "rhythm", "language")}
        place = self.cleaned_data["place"]
        if self.territory and place == f"T{self.territory.pk}":
            kept["territory"] = self.territory
        elif place != WHOLE:
            kept["country"] = place
        return {**kept, "suspicion": self.suspicion()}

    def once(self):
        """Return what names this sending."""
        return once(
            self.cleaned_data[name] for name in ("token", "place", "email", "rhythm", "language")
        )


class WishesForm(forms.Form):
    """How often and in which language one who follows is written to."""

    rhythm = _rhythm()
    language = _language()
