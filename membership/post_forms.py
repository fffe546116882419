"""What staff are asked about who holds a post."""

from django import forms
from django.utils.translation import gettext_lazy as _

from membership.models import Member, Post, PostHolder, Representative
from together_site.text import LineInput

DAY = {"required": _("Choose a day"), "invalid": _("Enter a day like 2026-03-31")}


def day_input():
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class HolderForm(forms.ModelForm):
    """Which member takes a post; the person is a representative of it, or named."""

    post = forms.ModelChoiceField(
        Post.objects.select_related("body").order_by("body__position", "position", "pk"),
        label=_("Post"),
        error_messages={"required": _("Choose a post")},
    )
    number = LineInput(
        label=_("Number of the member"),
        help_text=_("Such as M12."),
        max_length=20,
        error_messages={"required": _("Enter the number of a member")},
    )
    person_name = LineInput(
        label=_("Represented by"),
        help_text=_("If a representative of the member has this name, it is that person."),
        max_length=120,
        error_messages={"required": _("Enter who represents the member")},
    )

    class Meta:
        model = PostHolder
        fields = ("post", "person_name", "person_function", "starts_on", "ends_on", "elected_by")
        widgets = {"starts_on": day_input(), "ends_on": day_input()}
        error_messages = {
            "starts_on": DAY,
            "ends_on": DAY,
            "elected_by": {"required": _("Enter the meeting that elected the member")},
        }

    field_order = ("post", "number")

    def clean_number(self):
        """Return the member of this number."""
        digits = self.cleaned_data["number"].upper().removeprefix("M")
        is_key = digits.isascii() and digits.isdecimal() and len(digits) < 18
        member = Member.objects.filter(pk=digits).first() if is_key else None
        if member is None:
            raise forms.ValidationError(_("No member has this number."))
        return member

    def given(self):
        """Return what the service of posts asks for."""
        given = dict(self.cleaned_data)
        member = given.pop("number")
        named = Representative.objects.in_term(given["starts_on"]).filter(
            member=member, name=given["person_name"]
        )
        found = named.order_by("pk").first()
        return {**given, "member": member, "representative": found}

    def _post_clean(self):
        """Leave the rules to the service: the member is no field of this form."""


class EndForm(forms.Form):
    ends_on = forms.DateField(
        label=_("Last day"),
        help_text=_("Empty: no end is known."),
        required=False,
        widget=day_input(),
        error_messages=DAY,
    )
