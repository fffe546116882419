"""What staff are asked about an application to open a platform."""

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.staff_forms import DecisionForm
from applications.workflow import Decision
from moves.forms import MoveForm
from platforms import duplicates
from platforms.opening import listed_already
from territories.models import Territory
from territories.staff_forms import PlaceField as CodeField
from together_site.text import listed


class PlaceField(forms.ModelChoiceField):
    """Listed places, each with the platforms that are there already."""

    def __init__(self, places, *, create, **kwargs):
        self.there = duplicates.platforms_at(places)
        super().__init__(
            label=_("Territory in the registry"),
            queryset=Territory.objects.listed().filter(pk__in=list(self.there)).by_name(),
            required=False,
            blank=True,  # or radio buttons do without the empty label
            empty_label=create,
            widget=forms.RadioSelect,
            help_text=_("The place that the applicant chose, and listed ones that may be it."),
            **kwargs,
        )

        self.says_none = create is not None

    def label_from_instance(self, place):
        return " – ".join([duplicates.in_words(place), *self.there[place.pk]])


class ChoosesPlace(forms.Form):
    """For which place the platform is opened: a listed one, or a new one."""

    code = CodeField(
        label=_("Another listed place, by its code"),
        queryset=Territory.objects.listed(),
        required=False,
        widget=forms.TextInput(attrs={"class": "w-short"}),
        help_text=_(
            "Only where the place is not named above: the code that stands on its page, such as "
            "T12. It goes before what is chosen above."
        ),
        error_messages={"invalid_choice": _("No listed place has this code")},
    )

    def offer(self, chosen):
        """Offer the places that may be meant; ``chosen`` is the one that is chosen now, if any."""
        self.notices = []
        self.chosen = self._in_force(chosen)
        self.same = listed_already(self.thing)
        offered = [place for place, _reasons in duplicates.places(self.thing)]
        offered += [place for place in (self.chosen, self.same) if place]
        if offered:
            self.fields["territory"] = PlaceField(offered, create=self._new())
            # A full namesake is linked whatever is chosen: the registry takes no second one.
            self.initial["territory"] = getattr(self.chosen or self.same, "pk", None)
        elif self._new():
            self.notices.append(_("No listed place is like it. %(new)s") % {"new": self._new()})
        self.order_fields(["territory", "code", "note", "keep_held"])

    def prefer(self, place):
        """Choose a listed place beforehand."""
        offered = self.fields.get("territory")
        if offered and offered.queryset.filter(pk=place.pk).exists():
            self.initial["territory"] = place.pk
        else:
            self.initial["code"] = place.code

    def _in_force(self, chosen):
        """Return the listed place to which a choice leads now, and tell where that is another."""
        if chosen is None:
            return None
        place = chosen.in_force()
        if not place.is_listed:
            words = _("“%(place)s” (%(code)s) was chosen, and is not listed any more.")
        elif place != chosen:
            words = _("“%(place)s” (%(code)s) was chosen, and is merged into “%(into)s” since.")
        else:
            return place
        self.notices.append(words % {"place": chosen, "code": chosen.code, "into": place})
        return place if place.is_listed else None

    def _new(self):
        """Say which place would be new; nothing where none can be."""
        thing = self.thing
        if self.same or not thing.territory_kind:
            return None
        where = [thing.get_territory_kind_display(), thing.territory_area]
        where = listed(filter(None, [*where, thing.territory_country.name]))
        return _("A new place is listed: %(place)s") % {
            "place": f"{thing.territory_name} ({where})"
        }

    def clean_code(self):
        place, field = self.cleaned_data["code"], self.fields["code"]
        # A bare T names no place; taken for nothing, another choice than was meant would hold.
        if place is None and self.data.get(self.add_prefix("code"), "").strip():
            raise forms.ValidationError(field.error_messages["invalid_choice"])
        return place

    def clean(self):
        cleaned = super().clean()
        place = cleaned.get("code") or cleaned.get("territory")
        if place:
            told = duplicates.platforms_at([place], but=self.thing.platform_id)[place.pk]
            self.notices += [f"{place.name}: {words}" for words in told]
        return cleaned

    def place(self):
        return self.cleaned_data.get("code") or self.cleaned_data.get("territory")


class AcceptForm(ChoosesPlace, DecisionForm):
    """Accept: for a place listed already, or for a new one."""

    def __init__(self, data=None, *, move, thing):
        super().__init__(data, move=move, thing=thing)
        self.thing = thing
        self.offer(thing.listed_territory)

    def details(self):
        return {**super().details(), "territory": self.place()}


class ReleaseForm(ChoosesPlace, MoveForm):
    """Release what is accepted: for the place that was chosen then, or for another one."""

    def __init__(self, data=None, *, move, thing):
        super().__init__(data, move=move, thing=thing)
        self.thing = thing
        if thing.decision == Decision.ACCEPTED:
            self.offer(thing.territory)
        else:
            self.notices = []
            del self.fields["code"]

    def details(self):
        # What was not asked stays as it was decided.
        asked = {"code", "territory"} & set(self.data)
        return {**super().details(), **({"territory": self.place()} if asked else {})}
