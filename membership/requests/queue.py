"""What the queue of requests to join has of its own."""

from django.contrib import admin
from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Cast, Coalesce, NullIf
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from applications.models import Form
from applications.queue import QueueAdmin
from applications.queue_filters import QueueFilter
from membership.models import MembershipApplication
from membership.workflow import Category

# Where the country of a request stands: with its platform, with its application, or on its own.
PLACES = ("platform__territory__country", "platform_application__territory_country", "country")


class CategoryFilter(QueueFilter):
    title = _("category")
    parameter_name = "category"

    def lookups(self, request, model_admin):
        return Category.choices

    def narrowed(self, request, queryset, value):
        return queryset.filter(membershipapplication__category=value)


class CountryFilter(QueueFilter):
    """The countries from which there is a request."""

    title = _("country")
    parameter_name = "country"

    def lookups(self, request, model_admin):
        requests = MembershipApplication.objects.order_by()
        known = {code for row in requests.values_list(*PLACES).distinct() for code in row if code}
        return sorted(((code, countries.name(code)) for code in known), key=lambda row: row[1])

    def narrowed(self, request, queryset, value):
        there = Q(**{f"membershipapplication__{PLACES[0]}": value})
        for place in PLACES[1:]:
            there |= Q(**{f"membershipapplication__{place}": value})
        return queryset.filter(there)


class RequestQueue:
    """Put before ``ReviewAdmin``: columns, filters and the file of this form."""

    queue_of = Form.MEMBERSHIP
    list_display = [
        "reference",
        "about",
        "category",
        "pill",
        "waiting",
        "lead",
        "email",
        "from_country",
        "letter_language",
        "mark",
    ]
    list_filter = [
        QueueAdmin.list_filter[0],
        CategoryFilter,
        CountryFilter,
        *QueueAdmin.list_filter[1:],
    ]
    export_columns = {
        **QueueAdmin.exported_first,
        "category": F("category"),
        "country_code": Coalesce(
            PLACES[0], NullIf(PLACES[1], Value("")), "country", output_field=CharField()
        ),
        "level": F("level"),
        "kind": F("kind"),
        # As text: a spreadsheet would make a float of it, and add up two currencies.
        "amount": Cast("amount", CharField()),
        "currency": F("currency"),
        "member": F("member"),
        **QueueAdmin.exported_last,
    }

    @admin.display(description=_("country"))
    def from_country(self, application):
        country = application.in_country()
        return country.name if country else ""
