"""What else is asked of who joins: the decision, what is expected, the money, contacts, consent."""

from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications import people_forms
from applications.document_form import DocumentForm, document_field
from membership.models import BankDetails, FeeRule, MembershipApplication
from membership.models.dues import FeeWay
from membership.models.request import A_CENT
from membership.requests.who_forms import RequestForm
from membership.requests.writing import PUBLIC
from membership.workflow import Category, Section

# In which dues are chosen where neither the scale nor an account names a currency.
CURRENCY = "EUR"


class DecisionForm(DocumentForm, RequestForm):
    """Who has decided to join and when, with the document: a public entity has one."""

    page = section = Section.DECISION
    required = ("decided_by", "decided_on")

    document = document_field(
        _("The decision"), help_text=_("A PDF, JPEG or PNG of 10 MB at most.")
    )

    class Meta:
        model = MembershipApplication
        fields = ["decided_by", "decided_on"]
        help_texts = {
            "decided_by": _("The council, the board, the assembly, or the group itself."),
        }
        widgets = {"decided_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        error_messages = {
            "decided_by": {"required": _("Say who has decided to join")},
            "decided_on": {
                "required": _("Enter the day of the decision"),
                "invalid": _("Enter a day like 2026-03-31"),
            },
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields(["decided_by", "decided_on", "document", "remove"])
        self.fields["document"].says_none = self._needs_document()

    def _needs_document(self):
        return self.instance.category == Category.PUBLIC_ENTITY

    def clean_decided_on(self):
        day = self.cleaned_data["decided_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("Enter a day that is past"))
        return day

    def clean(self):
        cleaned = super().clean()
        if self._needs_document():
            self.check_document(cleaned, _("Choose the document of the decision"))
        return cleaned


class ServicesForm(RequestForm):
    page = section = Section.SERVICES
    required = ("services_expected",)

    class Meta:
        model = MembershipApplication
        fields = ["services_expected"]
        help_texts = {
            "services_expected": _(
                "For example: trainings, exchange with other places, help with the method."
            )
        }
        widgets = {"services_expected": forms.Textarea(attrs={"rows": 6})}
        error_messages = {"services_expected": {"required": _("Say what you expect")}}


class BillingForm(RequestForm):
    page = section = Section.BILLING
    required = ("billing_address",)

    class Meta:
        model = MembershipApplication
        fields = ["billing_address"]
        help_texts = {
            "billing_address": _("Office, street, place; and what your accounts ask for.")
        }
        widgets = {"billing_address": forms.Textarea(attrs={"rows": 5})}
        error_messages = {"billing_address": {"required": _("Enter the address")}}


def currencies(category, day):
    """Return the currencies in which a member of a category may choose its amount."""
    free = FeeRule.objects.on(day).filter(category=category, way=FeeWay.FREE)
    of_scale = set(free.values_list("currency", flat=True))
    of_accounts = set(BankDetails.objects.values_list("currency", flat=True))
    return sorted(of_scale or of_accounts or {CURRENCY})


class AmountForm(RequestForm):
    """The amount that an associate member gives a year: its own choice."""

    page = section = Section.AMOUNT
    required = ("amount", "currency")

    amount = forms.DecimalField(
        label=_("Yearly amount"),
        max_digits=12,
        decimal_places=2,
        min_value=A_CENT,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "w-short"}),
        help_text=_("You choose it yourself, and may change it every year."),
        error_messages={
            "required": _("Enter the amount"),
            "invalid": _("Enter an amount, such as 25"),
        },
    )

    class Meta:
        model = MembershipApplication
        fields = ["amount", "currency"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offered = currencies(self.instance.category, timezone.localdate())
        kept = self.instance.currency
        offered += [kept] if kept and kept not in offered else []
        self.fields["currency"] = forms.ChoiceField(
            label=_("Currency"),
            choices=[(code, code) for code in offered],
            initial=kept or offered[0],
            error_messages=dict.fromkeys(
                ("required", "invalid_choice"), _("Choose one of these currencies")
            ),
        )

    def clean_amount(self):
        return self.cleaned_data["amount"].quantize(Decimal("0.01"))


class ContactsForm(people_forms.ContactsForm, RequestForm):
    """Whom to write to; of a person who joins, only the telephone is not known yet."""

    page = section = Section.CONTACTS

    class Meta(people_forms.ContactsForm.Meta):
        model = MembershipApplication

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.is_of_person:
            for name in {*self.fields} - {"contact_phone", "seen"}:
                del self.fields[name]

    def of_second(self):
        return [] if self.instance.is_of_person else super().of_second()

    @property
    def answers(self):
        if not self.instance.is_of_person:
            return super().answers
        return {"second_email": "", "contact_phone": self.cleaned_data["contact_phone"]}


class ConsentForm(people_forms.ConsentForm):
    """What is agreed to: for a body that it has agreed, of a person whether it may be shown."""

    page = section = Section.CONSENT

    may_join = forms.BooleanField(
        label=_("Those for whom I ask know of this request and agree to it"),
        error_messages={"required": _("Tick the box if they agree to the request")},
    )
    is_public = forms.BooleanField(
        label=_("My name may be shown in the public directory of members"),
        required=False,
        help_text=_("You are a member all the same without it, and may change it at any time."),
    )

    def __init__(self, data=None, uploads=None, *, instance):
        super().__init__(data, uploads, instance=instance)
        del self.fields["may_join" if instance.is_of_person else PUBLIC]
        if instance.is_of_person:
            self.initial[PUBLIC] = instance.is_public
