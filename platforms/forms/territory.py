"""Where the platform is: whose it is, a search among the listed places, else a description."""

from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.section_forms import answered
from platforms.forms.sections import SectionForm
from platforms.models import PlatformApplication
from platforms.workflow import DESCRIPTION, PLACE, Holder, Section
from territories.models import Territory
from territories.places import suggest
from territories.search import TERRITORIES, TerritoryQuestion
from territories.workflow import ActorKind, Kind
from together_site.text import WebInput, folded, listed

# Places offered as the one that is meant.
OFFERED = 8


def candidates(application):
    """Return the listed places of the country that bear the name, else those with one like it."""
    asked = TerritoryQuestion(
        words=application.territory_name, country=(application.territory_country.code,)
    )
    named = TERRITORIES.found(asked, alike=())[:OFFERED]
    return named or TERRITORIES.narrowed(TERRITORIES.like(asked), asked)[:OFFERED]


def names_something(name, message):
    """Return a name; raises ``ValidationError`` where there is no letter in it."""
    if not folded(name):
        raise forms.ValidationError(message)
    return name


class HolderForm(SectionForm):
    """Whose platform it is, and the name by which the place is sought."""

    page = section = Section.TERRITORY
    required = ("holder", "territory_name", "territory_country")

    class Meta:
        model = PlatformApplication
        fields = ["holder", "actor_name", "actor_kind", "territory_name", "territory_country"]
        help_texts = {
            "actor_name": _("Only for the platform of a collective actor."),
            "territory_name": _(
                "As people there write it. Of a collective actor: the place it is in."
            ),
        }
        widgets = {"holder": forms.RadioSelect}
        error_messages = {
            "holder": {"required": _("Choose whose platform it is")},
            "territory_name": {"required": _("Enter the name of the territory")},
            "territory_country": {"required": _("Choose the country")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["holder"].choices = answered(Holder.choices)
        self.fields["actor_kind"].choices = [
            ("", _("Choose a kind")),
            *ActorKind.choices,
        ]

    def clean_territory_name(self):
        name = self.cleaned_data["territory_name"]
        return names_something(name, _("Enter a name with at least one letter"))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("holder") == Holder.ACTOR:
            if not folded(cleaned.get("actor_name", "")):
                self.add_error("actor_name", _("Enter the name of the collective actor"))
            if not cleaned.get("actor_kind"):
                self.add_error("actor_kind", _("Choose the kind of collective actor"))
        elif cleaned.get("holder") == Holder.TERRITORY:
            # What was typed for an actor says nothing of a territory.
            cleaned |= {"actor_name": "", "actor_kind": ""}
        return cleaned


class PlaceForm(SectionForm):
    """Whether the place is one of those listed."""

    page, section = PLACE, Section.TERRITORY

    class Meta:
        model = PlatformApplication
        fields = ["listed_territory"]
        widgets = {"listed_territory": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offered = [place.pk for place in candidates(self.instance)]
        self.fields["listed_territory"] = PlaceChoice(
            label=_("Listed places"),
            queryset=Territory.objects.listed().filter(pk__in=offered).by_name(),
            widget=forms.RadioSelect,
            error_messages=dict.fromkeys(
                ("required", "invalid_choice"), _("Choose one of these places, or none of them")
            ),
        )
        places = self.fields["listed_territory"].choices
        self.fields["listed_territory"].choices = [*places, PlaceChoice.NONE]
        if self.instance.territory_kind and not self.instance.listed_territory_id:
            self.initial["listed_territory"] = PlaceChoice.NONE[0]


class PlaceChoice(forms.ModelChoiceField):
    """Listed places, each with what tells it from its namesakes; or that it is none of them.

    Nothing is chosen beforehand: who goes on without looking would describe a listed place again.
    """

    NONE = ("none", _("None of these: I describe it on the next page"))

    def clean(self, value):
        return None if value == self.NONE[0] else super().clean(value)

    def label_from_instance(self, place):
        about = [place.kind_in_words, place.admin_area, place.country.name, place.code]
        return f"{place.name} ({listed(filter(None, about))})"


class DegreesInput(forms.DecimalField):
    """Degrees as maps and people give them: with a point or a comma, and as many places as may be.

    The clean value is rounded to the five decimals that the registry keeps: about a metre.
    """

    KEPT = Decimal("0.00001")

    def __init__(self, **kwargs):
        widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "w-short"})
        super().__init__(required=False, widget=widget, **kwargs)

    def to_python(self, value):
        degrees = super().to_python(str(value or "").strip().replace(",", ".") or None)
        is_of_a_point = degrees is not None and degrees.is_finite() and abs(degrees) < 1000
        return degrees.quantize(self.KEPT) if is_of_a_point else degrees


class DescriptionForm(SectionForm):
    """A place that is not listed yet. A point is offered where the place data know the name."""

    page, section = DESCRIPTION, Section.TERRITORY
    required = ("territory_kind",)

    latitude = DegreesInput(
        label=_("Latitude"),
        help_text=_("In degrees, such as 37.5966. South is negative."),
        error_messages={"invalid": _("Enter degrees, such as 37.5966")},
    )
    longitude = DegreesInput(
        label=_("Longitude"),
        help_text=_("In degrees, such as -8.6413. West is negative."),
        error_messages={"invalid": _("Enter degrees, such as -8.6413")},
    )
    use_point = forms.BooleanField(
        required=False,
        help_text=_(
            "Only if that is your place: several may bear one name. Or type its point below."
        ),
    )

    class Meta:
        model = PlatformApplication
        fields = [
            "territory_kind",
            "territory_area",
            "territory_parent",
            "population",
            "population_year",
            "latitude",
            "longitude",
            "website",
        ]
        field_classes = {"website": WebInput}
        help_texts = {
            "territory_area": _("The next larger area, where it helps to tell places apart."),
            "territory_parent": _("Another territory of the registry, if it lies in one."),
        }
        widgets = {
            "territory_kind": forms.RadioSelect,
            "population": forms.NumberInput(attrs={"class": "w-short"}),
            "population_year": forms.NumberInput(attrs={"class": "w-short"}),
        }
        error_messages = {
            "territory_kind": {"required": _("Choose the kind of territory")},
            "population": {"invalid": _("Enter a whole number, such as 24717")},
            "population_year": {"invalid": _("Enter a year, such as 2021")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["territory_kind"].choices = Kind.choices
        self.order_fields([*self._meta.fields[:5], "use_point", "latitude", "longitude"])
        self.suggestion = self._suggestion()
        if self.suggestion:
            self.fields["use_point"].label = self._words_for_point()
            self.fields["use_point"].says_none = True
        else:
            del self.fields["use_point"]

    def _suggestion(self):
        if self.instance.latitude is not None:
            return None
        name, country = self.instance.territory_name, self.instance.territory_country.code
        return suggest(name, country=country)

    def _words_for_point(self):
        place = self.suggestion
        return _("Use the point that GeoNames has for %(place)s: %(latitude)s, %(longitude)s") % {
            "place": place.name,
            "latitude": place.latitude,
            "longitude": place.longitude,
        }

    def clean_population_year(self):
        year = self.cleaned_data["population_year"]
        if year and not 1800 <= year <= timezone.localdate().year:
            raise forms.ValidationError(_("Enter a year up to now, such as 2021"))
        return year

    def clean_latitude(self):
        return within(self.cleaned_data["latitude"], 90, _("Latitudes go from -90 to 90"))

    def clean_longitude(self):
        return within(self.cleaned_data["longitude"], 180, _("Longitudes go from -180 to 180"))

    def clean(self):
        cleaned = super().clean()
        for name, other, message in (
            ("latitude", "longitude", _("Enter the latitude too, or leave both empty")),
            ("longitude", "latitude", _("Enter the longitude too, or leave both empty")),
            ("population", "population_year", _("Enter the number, or leave the year empty too")),
            ("population_year", "population", _("Enter the year in which they were counted")),
        ):
            if name in cleaned and cleaned[name] is None and cleaned.get(other) is not None:
                self.add_error(name, message)
        if cleaned.get("use_point") and cleaned.get("latitude") is None and not self.errors:
            cleaned |= {
                "latitude": self.suggestion.latitude,
                "longitude": self.suggestion.longitude,
            }
        return cleaned


def within(degrees, most, message):
    """Return degrees of a point; raises ``ValidationError`` where there are none such."""
    if degrees is not None and not -Decimal(most) <= degrees <= Decimal(most):
        raise forms.ValidationError(message)
    return degrees
