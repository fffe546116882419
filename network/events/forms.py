"""What is asked of who wishes to come to a meeting or a training."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from applications.abuse import Stamped
from applications.forms import language_choices, once
from network.editing.forms import ContentForm
from network.events.services import SCHEDULE, awaiting
from platforms.forms.languages import LanguagesInput
from platforms.languages import name_of
from territories.country_names import by_name
from territories.workflow import ActorKind
from together_site.text import AddressInput, LineInput, ProseInput

LANGUAGE = _("Choose the language in which we write to you")
KEPT = ("name", "email", "organisation", "kind", "country", "language", "spoken", "access_needs")


def kind_choices():
    return [("", _("Not said")), *ActorKind.choices]


def country_choices():
    return [("", _("Not said")), *by_name(countries.countries)]


class RegisterForm(Stamped, forms.Form):
    """Register for an event."""

    name = LineInput(
        label=_("Your name"),
        max_length=120,
        error_messages={"required": _("Enter your name")},
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    email = AddressInput(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("We send a link there to confirm your registration. It is not published."),
        error_messages={
            "required": _("Enter your e-mail address"),
            "invalid": _("Enter an e-mail address in the form name@example.org"),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    organisation = LineInput(
        label=_("Organisation or territory"),
        required=False,
        max_length=160,
        help_text=_("For whom you come."),
        widget=forms.TextInput({"autocomplete": "organization"}),
    )
    kind = forms.ChoiceField(
        label=_("Kind of actor"),
        required=False,
        choices=kind_choices,
        help_text=_("Afterwards we tell how many of each kind came, without names."),
    )
    country = forms.ChoiceField(label=_("Country"), required=False, choices=country_choices)
    spoken = forms.MultipleChoiceField(
        label=_("Which of its languages do you follow?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    access_needs = ProseInput(
        label=_("What do you need to take part?"),
        required=False,
        max_length=1000,
        help_text=_(
            "Such as a step-free way, an interpreter, captions. Only who organises it reads this. "
            "It is erased when the event is closed, at the latest 30 days after its end."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    language = forms.ChoiceField(
        label=_("Language for letters"),
        choices=language_choices,
        widget=forms.RadioSelect,
        error_messages={"required": LANGUAGE, "invalid_choice": LANGUAGE},
    )
    consent = forms.BooleanField(
        label=_("The network may keep these answers to organise this event"),
        error_messages={"required": _("Agree that we keep your answers, or write to us instead")},
    )

    def __init__(self, *args, event, **kwargs):
        super().__init__(*args, **kwargs)
        self.event = event
        for name in ("kind", "country"):
            self.fields[name].says_none = True
        if event.languages:
            told = [(code, name_of(code)) for code in event.languages]
            self.fields["spoken"].choices = told
        else:
            del self.fields["spoken"]

    def said(self):
        """Return what the service keeps of it."""
        kept = {name: self.cleaned_data[name] for name in KEPT if name in self.cleaned_data}
        return {**kept, "suspicion": self.suspicion()}

    def once(self):
        """Return what names this sending."""
        said = [str(self.cleaned_data[name]) for name in KEPT if name in self.cleaned_data]
        return once([self.cleaned_data["token"], str(self.event.pk), *said])


class EventForm(ContentForm):
    """A meeting or a training, as the secretariat enters it."""

    languages = LanguagesInput(
        label=_("Languages spoken"),
        required=False,
        help_text=_("Names or codes with commas between, such as French, pt."),
    )
    time_zone = LineInput(
        label=_("Time zone"),
        max_length=50,
        help_text=_(
            "Such as Europe/Lisbon, Europe/Paris, Africa/Casablanca. Hours are told by it."
        ),
    )
    tells_change = forms.BooleanField(
        label=_("Write to those who are registered if days, hours or place change"),
        required=False,
        initial=True,
        help_text=_("Leave it out for what is only a slip of the pen."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None or not awaiting(self.instance).exists():
            del self.fields["tells_change"]

    def clean(self):
        cleaned = super().clean()
        for name in ("starts_on", "ends_on"):
            # Calendars count on from the last day, and in other time zones.
            if cleaned.get(name) and not 1900 <= cleaned[name].year < 2200:
                self.add_error(name, _("Give a day between the years 1900 and 2199."))
        return cleaned

    def changes_schedule(self):
        """Whether those who are registered are to be told of another time or place."""
        is_wished = self.cleaned_data.get("tells_change", False)
        return is_wished and not SCHEDULE.isdisjoint(self.changed_data)
