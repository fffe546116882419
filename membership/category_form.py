"""What staff are asked when a member comes into another category."""

from django import forms
from django.utils.translation import gettext_lazy as _

from membership.models.request import ORGANISATIONS
from membership.requests.who_forms import is_member_already, member_by
from membership.workflow import Category, Level
from moves.forms import MoveForm
from platforms.models import Platform
from together_site.text import LineInput


class CategoryForm(MoveForm):
    """The new category, with what it needs; what belongs to another one is left out."""

    category = forms.ChoiceField(
        label=_("New category"),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose a category")),
    )
    level = forms.ChoiceField(
        label=_("Level"),
        choices=[("", _("Only of a public entity")), *Level.choices],
        required=False,
    )
    kind = forms.ChoiceField(
        label=_("Kind of organisation"),
        choices=[("", _("Only of an associate body")), *ORGANISATIONS],
        required=False,
    )
    platform = LineInput(
        label=_("Platform"),
        required=False,
        max_length=300,
        help_text=_("Only of a territory: the last part of the address of its page."),
    )
    field_order = ["category", "level", "kind", "platform", "note"]

    def __init__(self, data=None, *, move, thing):
        super().__init__(data, move=move, thing=thing)
        self.fields["category"].choices = [
            choice for choice in Category.choices if choice[0] != thing.category
        ]

    def clean_platform(self):
        slug = self.cleaned_data["platform"].rstrip("/").rpartition("/")[2]
        if not slug:
            return None
        known = Platform.objects.select_related("territory", "collective_actor")
        platform = known.filter(slug=slug).first()
        if platform is None:
            raise forms.ValidationError(_("No platform has this address"))
        if member := member_by(platform):
            raise forms.ValidationError(is_member_already(member))
        return platform

    def clean(self):
        cleaned = super().clean()
        needed = {
            Category.PUBLIC_ENTITY: ("level", _("Choose the level")),
            Category.BODY: ("kind", _("Choose the kind of organisation")),
            Category.TERRITORY: ("platform", _("Name the platform that is the member")),
        }
        name, message = needed.get(cleaned.get("category"), (None, ""))
        if name and not cleaned.get(name) and not self.errors.get(name):
            self.add_error(name, message)
        for other in {"level", "kind", "platform"} - {name}:
            cleaned[other] = None if other == "platform" else ""
        return cleaned

    def details(self):
        names = ("category", "level", "kind", "platform")
        return {**super().details(), **{name: self.cleaned_data[name] for name in names}}
