"""What staff are asked about a request to join."""

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.entering_form import EnterForm
from applications.staff_forms import DecisionForm
from membership.workflow import VOTING, Category


class EnterRequestForm(EnterForm):
    """Begin a request on behalf of somebody, in a category that is known by then."""

    category = forms.ChoiceField(
        label=_("Category"),
        choices=Category.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the category")},
    )
    field_order = ["category", "email", "language", "came_by", "token"]


class TellsCategory:
    """Put before a form whose letter says in which category somebody joins."""

    def __init__(self, data=None, *, move, thing):
        super().__init__(data, move=move, thing=thing)
        self.category = Category(thing.category)

    def words(self):
        told = {"category": self.category.label, "has_vote": self.category in VOTING}
        return {**super().words(), **told}


class AcceptRequestForm(TellsCategory, DecisionForm):
    """Accept, now or to be released later."""
