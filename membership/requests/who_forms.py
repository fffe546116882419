"""Who joins: a platform of the registry, a public entity, a person, an organisation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.section_forms import SectionForm, answered
from membership.models import Member, MembershipApplication
from membership.models.request import ORGANISATIONS
from membership.requests.organisations import word_of_organisation
from membership.requests.recorded import RECORDED, platform_in_words
from membership.workflow import PLACE, WHICH, Level, Section
from platforms.models import Platform
from platforms.search import PLATFORMS, PlatformQuestion
from territories.models import Territory
from territories.search import TERRITORIES, TerritoryQuestion
from together_site.text import folded, listed

# Places or platforms offered as the one that is meant.
OFFERED = 8
NAME = {"required": _("Enter the name")}
COUNTRY = {"required": _("Choose the country")}


class RequestForm(SectionForm):
    """A page of a request to join."""

    recorded = RECORDED


class NamedForm(RequestForm):
    """A page on which who joins is named."""

    def clean_legal_name(self):
        name = self.cleaned_data["legal_name"]
        if not folded(name):
            raise forms.ValidationError(_("Enter a name with at least one letter"))
        return name


def platforms_named(words):
    """Return the listed platforms whose name or place has these words, else those like it."""
    asked = PlatformQuestion(words=words)
    named = PLATFORMS.found(asked, alike=())[:OFFERED]
    return list(named or PLATFORMS.like(asked)[:OFFERED]) if folded(words) else []


def places_named(application):
    """Return the listed places of the country with this name, else those with one like it."""
    words = application.looked_for
    if not folded(words):
        return []
    asked = TerritoryQuestion(words=words, country=(application.country.code,))
    named = TERRITORIES.found(asked, alike=())[:OFFERED]
    return list(named or TERRITORIES.narrowed(TERRITORIES.like(asked), asked)[:OFFERED])


def member_by(platform):
    """Return the member that a platform is already, or ``None``."""
    return Member.objects.filter(platform=platform).exclude(state="resigned").first()


def is_member_already(member):
    """Say that a platform is a member, and which."""
    return _("%(name)s is a member already, with the number %(number)s.") % {
        "name": member.name,
        "number": member.number,
    }


class PlatformForm(RequestForm):
    """The name by which the platform is sought; where an application is tied, nothing is asked."""

    page = section = Section.PLATFORM
    required = ("looked_for",)

    class Meta:
        model = MembershipApplication
        fields = ["looked_for"]
        labels = {"looked_for": _("Name of the territory or of the group")}
        help_texts = {"looked_for": _("We look for it among the platforms of the registry.")}
        error_messages = {"looked_for": {"required": _("Enter the name of the territory")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.platform_application_id:
            del self.fields["looked_for"]

    @property
    def answers(self):
        return {name: self.cleaned_data[name] for name in self._meta.fields if name in self.fields}


class PlatformChoice(forms.ModelChoiceField):
    def label_from_instance(self, platform):
        return platform_in_words(platform)


class WhichForm(RequestForm):
    """Which of the platforms found joins."""

    page, section = WHICH, Section.PLATFORM

    class Meta:
        model = MembershipApplication
        fields = ["platform"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        keys = [platform.pk for platform in platforms_named(self.instance.looked_for)]
        keys += [self.instance.platform_id] if self.instance.platform_id else []
        listed = Platform.objects.listed().filter(pk__in=keys).by_place()
        self.fields["platform"] = PlatformChoice(
            label=_("Platforms of the registry"),
            queryset=listed.select_related("territory", "collective_actor"),
            widget=forms.RadioSelect,
            empty_label=None,
            error_messages=dict.fromkeys(
                ("required", "invalid_choice"),
                _("Choose one of these platforms, or go back and enter another name"),
            ),
        )
        self.has_found = bool(keys)

    def clean_platform(self):
        platform = self.cleaned_data["platform"]
        member = member_by(platform)
        if member:
            raise forms.ValidationError(is_member_already(member))
        return platform


class EntityForm(NamedForm):
    page = section = Section.ENTITY
    required = ("legal_name", "level", "country")

    class Meta:
        model = MembershipApplication
        fields = ["legal_name", "level", "country", "looked_for"]
        labels = {
            "legal_name": _("Legal name"),
            "looked_for": _("Name of its territory"),
        }
        help_texts = {
            "legal_name": _("As it stands in official papers."),
            "looked_for": _("Only if it governs one: we look whether the registry has it."),
        }
        widgets = {"level": forms.RadioSelect}
        error_messages = {
            "legal_name": NAME,
            "level": {"required": _("Choose the level")},
            "country": COUNTRY,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = answered(Level.choices)


class PlaceChoice(forms.ModelChoiceField):
    """Listed places; or that it is none of them."""

    NONE = ("none", _("None of these"))

    def clean(self, value):
        return None if value == self.NONE[0] else super().clean(value)

    def label_from_instance(self, place):
        about = [place.kind_in_words, place.admin_area, place.country.name, place.code]
        return f"{place.name} ({listed(filter(None, about))})"


class PlaceForm(RequestForm):
    """Whether the territory of a public entity is one of those listed."""

    page, section = PLACE, Section.ENTITY

    class Meta:
        model = MembershipApplication
        fields = ["territory"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        keys = [place.pk for place in places_named(self.instance)]
        self.fields["territory"] = PlaceChoice(
            label=_("Listed places"),
            queryset=Territory.objects.listed().filter(pk__in=keys).by_name(),
            widget=forms.RadioSelect,
            error_messages=dict.fromkeys(
                ("required", "invalid_choice"), _("Choose one of these places, or none of them")
            ),
        )
        self.fields["territory"].choices = [*self.fields["territory"].choices, PlaceChoice.NONE]


class PersonForm(NamedForm):
    """A person, for nobody else: a name that looks like an organisation's is asked about."""

    page = section = Section.PERSON
    required = ("legal_name", "country", "motivation", "joins_as_self")

    class Meta:
        model = MembershipApplication
        fields = ["legal_name", "country", "motivation", "joins_as_self", "is_own_name"]
        labels = {"legal_name": _("Your name")}
        help_texts = {"motivation": _("A few sentences, up to 3,000 characters.")}
        widgets = {
            "legal_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "motivation": forms.Textarea(attrs={"rows": 6}),
        }
        error_messages = {
            "legal_name": {"required": _("Enter your name")},
            "country": COUNTRY,
            "motivation": {"required": _("Say why you want to join")},
            "joins_as_self": {
                "required": _(
                    "Tick the box if you join as yourself. An organisation joins by another form."
                )
            },
        }

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        name = (data or {}).get("legal_name", self.instance.legal_name)
        self.looks_like = word_of_organisation(name)
        if self.looks_like:
            self.fields["is_own_name"].says_none = True
        else:
            del self.fields["is_own_name"]

    def clean(self):
        cleaned = super().clean()
        if self.looks_like and not cleaned.get("is_own_name"):
            self.add_error(
                "legal_name",
                _(
                    "This looks like the name of an organisation (“%(word)s”), which joins by "
                    "another form. If it is your own name, tick the box below."
                )
                % {"word": self.looks_like},
            )
        return cleaned

    @property
    def answers(self):
        return {**{name: self.cleaned_data.get(name, False) for name in self._meta.fields}}


class BodyForm(NamedForm):
    page = section = Section.BODY
    required = ("legal_name", "kind", "country", "motivation")

    class Meta:
        model = MembershipApplication
        fields = ["legal_name", "kind", "country", "motivation"]
        labels = {
            "legal_name": _("Legal name"),
            "motivation": _("Why does it want to join?"),
        }
        help_texts = {
            "legal_name": _("As it stands in official papers, or as the group calls itself."),
            "motivation": _("A few sentences, up to 3,000 characters."),
        }
        widgets = {"motivation": forms.Textarea(attrs={"rows": 6})}
        error_messages = {
            "legal_name": NAME,
            "kind": {"required": _("Choose the kind of organisation")},
            "country": COUNTRY,
            "motivation": {"required": _("Say why it wants to join")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Choose a kind")), *ORGANISATIONS]
