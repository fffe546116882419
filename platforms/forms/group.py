"""What the group is, who takes part, and how far it has come."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.section_forms import answered, yes_or_no
from platforms.forms.languages import LanguagesInput
from platforms.forms.sections import SectionForm
from platforms.models import PlatformApplication
from platforms.models.application import KINDS_OF_ACTOR
from platforms.workflow import Cycle, Mandate, Phase, Section, Trained
from territories.workflow import ActorKind
from together_site.text import LineInput

FIRST_YEAR = 1900


class PlatformForm(SectionForm):
    page = section = Section.PLATFORM
    required = ("aims", "has_begun", "is_formal", "languages")

    has_begun = yes_or_no(
        _("Have groups begun to meet?"),
        yes=_("Yes"),
        no=_("Not yet"),
        help_text=_("A platform whose groups meet is shown as active, any other as forming."),
        error_messages={"required": _("Choose whether groups have begun to meet")},
    )
    is_formal = yes_or_no(
        _("Is the group a legal body?"),
        yes=_("Yes: it has statutes or stands in a register"),
        no=_("No: it is informal"),
        help_text=_("Both are welcome."),
        error_messages={"required": _("Choose whether the group is a legal body")},
    )
    languages = LanguagesInput(
        label=_("In which languages does it work?"),
        help_text=_("With commas between: Portuguese, French."),
        error_messages={"required": _("Enter at least one language")},
    )

    class Meta:
        model = PlatformApplication
        fields = ["local_name", "since_year", "is_formal", "aims", "has_begun", "languages"]
        help_texts = {
            "local_name": _("It may have any name: forum, council, table, support group."),
            "since_year": _("A year, such as 2019."),
            "aims": _(
                "A few sentences, up to 3,000 characters. They are published if the platform "
                "is opened."
            ),
        }
        widgets = {
            "aims": forms.Textarea(attrs={"rows": 8}),
            "since_year": forms.NumberInput(attrs={"class": "w-short"}),
        }
        error_messages = {
            "aims": {"required": _("Say what the group wants to do")},
            "since_year": {"invalid": _("Enter a year, such as 2019")},
        }

    def clean_since_year(self):
        year = self.cleaned_data["since_year"]
        if year and not FIRST_YEAR <= year <= timezone.localdate().year:
            raise forms.ValidationError(_("Enter a year up to now, such as 2019"))
        return year


class ParticipantsForm(SectionForm):
    """Rows of those who take part; more rows are a button away, without a script."""

    page = section = Section.PARTICIPANTS
    FIRST_ROWS, MORE_ROWS, MOST_ROWS = 3, 3, 60

    row_count = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = PlatformApplication
        fields = ["why_few_kinds"]
        help_texts = {
            "why_few_kinds": _(
                "Only where actors of one kind take part so far. A sentence is enough."
            )
        }
        widgets = {"why_few_kinds": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, data=None, *args, typed=None, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.people = typed or self.stored["participants"]
        sent = self.data.get("row_count", "") if data is not None else ""
        count = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 4 else 0
        self.count = min(max(count, len(self.people), self.FIRST_ROWS), self.MOST_ROWS)
        self.initial["row_count"] = self.count
        for number in range(self.count):
            self._add_row(number)

    def _add_row(self, number):
        name, kind, role = [*self.people, *[["", "", ""]] * self.count][number]
        self.fields[f"name_{number}"] = LineInput(
            label=_("Organisation or group"), max_length=160, required=False, initial=name
        )
        self.fields[f"kind_{number}"] = forms.ChoiceField(
            label=_("Kind of actor"),
            choices=[("", _("Choose a kind")), *ActorKind.choices],
            required=False,
            initial=kind,
        )
        # A row may stay empty as a whole; which fields go together the page says.
        self.fields[f"name_{number}"].says_none = self.fields[f"kind_{number}"].says_none = True
        self.fields[f"role_{number}"] = LineInput(
            label=_("Role in the group"), max_length=120, required=False, initial=role
        )

    @classmethod
    def asks_for(cls, name):
        row_name, _line, number = name.partition("_")
        is_in_a_row = row_name in ("name", "kind", "role") and number.isascii() and number.isdigit()
        return is_in_a_row or super().asks_for(name)

    @classmethod
    def refilled(cls, typed, *, instance):
        form = cls(instance=instance, typed=_rows_of(typed))
        form.initial["why_few_kinds"] = typed.get("why_few_kinds", "")
        form.is_refilled = True
        return form

    @classmethod
    def with_more_rows(cls, data, *, instance):
        """Return the form with what was typed so far and some empty rows more, unchecked."""
        form = cls(data, instance=instance)
        typed = [[data.get(name, "") for name in row] for row in form.row_names()]
        typed += [["", "", ""]] * min(cls.MORE_ROWS, cls.MOST_ROWS - len(typed))
        more = cls(instance=instance, typed=typed)
        more.initial["why_few_kinds"] = data.get("why_few_kinds", "")
        more.initial["seen"] = data.get("seen", "")
        return more

    def row_names(self):
        return [(f"name_{n}", f"kind_{n}", f"role_{n}") for n in range(self.count)]

    def rows(self):
        """Return the fields of each row, for the page."""
        return [[self[name] for name in row] for row in self.row_names()]

    def may_have_more(self):
        return self.count < self.MOST_ROWS

    def stored_answers(self):
        rows = self.instance.participants.order_by("pk").values_list("name", "kind", "role")
        return {**super().stored_answers(), "participants": [list(row) for row in rows]}

    def clean(self):
        rows = [[self.cleaned_data.get(name, "") for name in row] for row in self.row_names()]
        for number, (name, kind, role) in enumerate(rows):
            if (kind or role) and not name and not self.errors.get(f"name_{number}"):
                self.add_error(f"name_{number}", _("Enter the organisation or the group"))
            if name and not kind and not self.errors.get(f"kind_{number}"):
                self.add_error(f"kind_{number}", _("Choose the kind of actor"))
        self.cleaned_data["participants"] = [row for row in rows if any(row)]
        self._check_kinds()
        return super().clean()

    def _check_kinds(self):
        kinds = {kind for _name, kind, _role in self.cleaned_data["participants"]}
        if self.errors or len(kinds) >= KINDS_OF_ACTOR:
            return
        if self.instance.mandate == Mandate.PARTICIPANTS:
            self.add_error(
                f"kind_{min(len(self.cleaned_data['participants']), self.count - 1)}",
                _(
                    "Name participants of two kinds: by the section “Mandate” the group acts "
                    "upon them"
                ),
            )
        elif not self.cleaned_data.get("why_few_kinds"):
            self.add_error(
                "why_few_kinds",
                _("Name participants of at least two kinds, or say why there are not yet"),
            )

    @property
    def answers(self):
        return {**super().answers, "participants": self.cleaned_data["participants"]}


def _rows_of(typed):
    """Return what was typed into rows, in their order."""
    count = 0
    while any(f"{name}_{count}" in typed for name in ("name", "kind", "role")):
        count += 1
    return [[typed.get(f"{n}_{row}", "") for n in ("name", "kind", "role")] for row in range(count)]


class ProcessForm(SectionForm):
    page = section = Section.PROCESS
    required = ("trained",)

    cycle = forms.TypedChoiceField(
        label=_("In which cycle is the group?"),
        choices=[("", _("It has not begun, or we do not know")), *Cycle.choices],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    phase = forms.TypedChoiceField(
        label=_("In which phase?"),
        choices=[("", _("We do not know")), *Phase.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )

    class Meta:
        model = PlatformApplication
        fields = ["cycle", "phase", "trained", "help_needed", "help_offered"]
        widgets = {
            "trained": forms.RadioSelect,
            "help_needed": forms.Textarea(attrs={"rows": 3}),
            "help_offered": forms.Textarea(attrs={"rows": 3}),
        }
        error_messages = {"trained": {"required": _("Choose whether facilitators are trained")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["trained"].choices = answered(Trained.choices)
        self.fields["cycle"].says_none = self.fields["phase"].says_none = True
