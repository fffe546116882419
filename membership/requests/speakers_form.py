"""Who speaks for the member: a row for each role, with its term."""

from django import forms
from django.utils.translation import gettext_lazy as _

from membership.models import MembershipApplication
from membership.requests.recorded import OF_REPRESENTATIVE, rows_of
from membership.requests.who_forms import RequestForm
from membership.workflow import Category, RepresentativeRole, Section
from together_site.text import AddressInput, LineInput

FIRST = RepresentativeRole.POLITICAL
ROLES_OF = {Category.BODY: (FIRST,)}
HINTS = {
    RepresentativeRole.POLITICAL: _("Speaks and votes for the member: an elected person, a chair."),
    RepresentativeRole.TECHNICAL: _("Only if it is somebody else: who works with the network."),
    RepresentativeRole.BILLING: _("Only if it is somebody else: who pays the dues."),
}


def _day(label):
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Enter a day like 2026-03-31")},
    )


def _row_fields():
    """Return the fields of one representative, in their order."""
    return {
        "name": LineInput(label=_("Name"), max_length=120, required=False),
        "function": LineInput(label=_("Function"), max_length=120, required=False),
        "email": AddressInput(
            label=_("E-mail address"),
            max_length=254,
            required=False,
            widget=forms.EmailInput(attrs={"spellcheck": "false"}),
            error_messages={"invalid": _("Enter an e-mail address in the form name@example.org")},
        ),
        "phone": LineInput(
            label=_("Telephone"),
            max_length=40,
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "tel"}),
        ),
        "starts_on": _day(_("First day of the term")),
        "ends_on": _day(_("Last day of the term")),
    }


class RepresentativesForm(RequestForm):
    """Rows of those who speak for the member: the first must be there, others may be."""

    page = section = Section.REPRESENTATIVES

    class Meta:
        model = MembershipApplication
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.roles = ROLES_OF.get(self.instance.category, tuple(RepresentativeRole))
        known = {row[0]: row[1:] for row in self.stored["representatives"]}
        for role in self.roles:
            self._add_row(role, known.get(role, [""] * len(OF_REPRESENTATIVE)))

    def _add_row(self, role, values):
        for (name, field), value in zip(_row_fields().items(), values, strict=True):
            field.initial = value
            # Which of them go together the page says.
            field.says_none = name in ("name", "email")
            if role == FIRST and name in ("name", "email"):
                field.required = True
                field.error_messages["required"] = (
                    _("Enter the name") if name == "name" else _("Enter the e-mail address")
                )
            self.fields[f"{role}_{name}"] = field

    @classmethod
    def asks_for(cls, name):
        role, _line, rest = name.partition("_")
        return role in RepresentativeRole.values and rest in OF_REPRESENTATIVE

    def rows(self):
        """Return the title, the hint and the fields of each row, for the page."""
        is_one = len(self.roles) == 1
        return [
            {
                "title": _("Representative") if is_one else role.label,
                "hint": "" if is_one else HINTS[role],
                "fields": [self[f"{role}_{name}"] for name in OF_REPRESENTATIVE],
            }
            for role in self.roles
        ]

    def stored_answers(self):
        return {"representatives": rows_of(self.instance)}

    def clean(self):
        rows = [[role.value, *self._row(role)] for role in self.roles]
        for role, name, *others in rows:
            self._check(role, name, others)
        self.cleaned_data["representatives"] = [row for row in rows if any(row[1:])]
        return super().clean()

    def _row(self, role):
        values = (self.cleaned_data.get(f"{role}_{name}") for name in OF_REPRESENTATIVE)
        return ["" if value is None else str(value) for value in values]

    def _check(self, role, name, others):
        """A row is whole or empty, and its term ends after it has begun."""
        _function, email, _phone, starts_on, ends_on = others
        if any(others) and not name and not self.errors.get(f"{role}_name"):
            self.add_error(f"{role}_name", _("Enter the name"))
        if any([name, *others]) and not email and not self.errors.get(f"{role}_email"):
            self.add_error(f"{role}_email", _("Enter the e-mail address"))
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error(f"{role}_ends_on", _("A term ends after it has begun"))

    @property
    def answers(self):
        return {"representatives": self.cleaned_data["representatives"]}
