"""The start page of joining: a few questions that lead to the right form, and what it says."""

from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from membership.models import FeeRule
from membership.models.dues import FeeWay
from membership.workflow import VOTING, Category

SELF, GROUP = "self", "group"
OF_GROUP = {
    "platform": Category.TERRITORY,
    "public": Category.PUBLIC_ENTITY,
    "body": Category.BODY,
}


class ChoosingForm(forms.Form):
    """Who asks, and for whom; the second question only where it is for others."""

    me = forms.ChoiceField(
        label=gettext_lazy("For whom do you ask?"),
        choices=[
            (SELF, gettext_lazy("For myself alone: a person who speaks for nobody else")),
            (
                GROUP,
                gettext_lazy("For an organisation, a public body, a coordination group or others"),
            ),
        ],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), gettext_lazy("Choose for whom you ask")
        ),
    )
    what = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        choices=[
            (
                "platform",
                gettext_lazy(
                    "A platform: the coordination group of a territory or of a collective actor"
                ),
            ),
            (
                "public",
                gettext_lazy(
                    "A public body: a municipality, a region, a state, an international one"
                ),
            ),
            (
                "body",
                gettext_lazy("Another organisation: an association, a company, a school…"),
            ),
        ],
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose what it is")},
    )

    def __init__(self, data=None):
        super().__init__(data)
        # Asked behind the first question, it may be unanswered yet, and is not optional for that.
        self.fields["what"].says_none = True
        if data is None or data.get("me") != GROUP:
            del self.fields["what"]
        elif "what" in data:
            self.fields["what"].required = True
            self.fields["what"].error_messages["required"] = _("Choose what it is")

    def category(self):
        """Return the category that the answers lead to, or ``None`` while one is missing."""
        if not self.is_bound or not self.is_valid():
            return None
        if self.cleaned_data["me"] == SELF:
            return Category.PERSON
        return OF_GROUP.get(self.cleaned_data["what"])


@dataclass(frozen=True)
class Way:
    """What the start page says of a category."""

    category: Category
    who: str
    ready: tuple[str, ...]
    dues: tuple[str, ...]
    address: str

    @property
    def has_vote(self):
        return self.category in VOTING


def ways(day):
    """Return what there is to say of each category on a day; one query."""
    rules = list(FeeRule.objects.on(day).order_by("currency", "population_from", "pk"))
    told = _told()
    return [
        Way(category, who, ready, _dues(rules, category), address)
        for category, (who, ready, address) in told.items()
    ]


def _told():
    contact = _("an e-mail address at which we can reach you")
    speakers = _("who represents it, and until when")
    decision = _("who has decided to join, and on which day; the decision as a PDF or a picture")
    return {
        Category.TERRITORY: (
            _("A platform in the registry, or one whose application is still open."),
            (_("the name under which the registry has it"), speakers, decision, contact),
            "?me=group&what=platform",
        ),
        Category.PUBLIC_ENTITY: (
            _("A local, regional, national or international authority, with or without platform."),
            (_("its legal name"), decision, speakers, _("the address for dues"), contact),
            "?me=group&what=public",
        ),
        Category.BODY: (
            _("An association, a company, a school or another organisation."),
            (
                _("its legal name"),
                _("why it wants to join"),
                _("who represents it"),
                _("the amount it gives a year"),
                contact,
            ),
            "?me=group&what=body",
        ),
        Category.PERSON: (
            _("You yourself, for nobody else. Organisations do not join as persons."),
            (_("why you want to join"), _("the amount you give a year"), contact),
            "?me=self",
        ),
    }


def _dues(rules, category):
    return tuple(_rule(rule) for rule in rules if rule.category == category)


def _rule(rule):
    """Return one line of the scale in words."""
    if rule.way == FeeWay.WAIVED:
        words = _("No dues")
    elif rule.way == FeeWay.FREE:
        words = _("You choose the amount, in %(currency)s") % {"currency": rule.currency}
    else:
        words = _("%(amount)s %(currency)s a year") % {
            "amount": number_format(rule.amount or Decimal(0), decimal_pos=2, force_grouping=True),
            "currency": rule.currency,
        }
    if rule.way == FeeWay.BY_POPULATION:
        words = f"{_people(rule)}: {words}"
    if rule.is_sample:
        return _("%(dues)s (sample, nobody has decided it)") % {"dues": words}
    return words


def _people(rule):
    first = number_format(rule.population_from, force_grouping=True)
    if rule.population_until is None:
        return _("From %(first)s inhabitants on") % {"first": first}
    return _("From %(first)s to %(last)s inhabitants") % {
        "first": first,
        "last": number_format(rule.population_until - 1, force_grouping=True),
    }
