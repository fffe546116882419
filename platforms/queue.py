"""What the queue of applications to open a platform has of its own."""

from django.contrib import admin
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from applications.models import Form
from applications.queue import QueueAdmin
from applications.queue_filters import QueueFilter
from platforms.models import PlatformApplication
from platforms.workflow import Holder
from territories.workflow import Kind

# A choice of the filter of kinds beside those of places.
ACTOR = "actor"


class CountryFilter(QueueFilter):
    """The countries from which there is an application."""

    title = _("country")
    parameter_name = "country"

    def lookups(self, request, model_admin):
        countries_of = PlatformApplication.objects.exclude(territory_country="").order_by()
        known = countries_of.values_list("territory_country", flat=True).distinct()
        return sorted(((code, countries.name(code)) for code in known), key=lambda row: row[1])

    def narrowed(self, request, queryset, value):
        return queryset.filter(platformapplication__territory_country=value)


class KindFilter(QueueFilter):
    """The kind of the place, of the chosen one as the registry has it; or a collective actor."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        return [*Kind.choices, (ACTOR, _("Collective actor"))]

    def narrowed(self, request, queryset, value):
        if value == ACTOR:
            return queryset.filter(platformapplication__holder=Holder.ACTOR)
        described = Q(
            platformapplication__listed_territory=None, platformapplication__territory_kind=value
        )
        return queryset.filter(described | Q(platformapplication__listed_territory__kind=value))


class PlatformQueue:
    """Put before ``ReviewAdmin``: columns, filters and the file of this form."""

    queue_of = Form.PLATFORM
    list_display = [
        "reference",
        "about",
        "pill",
        "waiting",
        "lead",
        "email",
        "country",
        "letter_language",
        "mark",
    ]
    list_filter = [
        QueueAdmin.list_filter[0],
        CountryFilter,
        KindFilter,
        *QueueAdmin.list_filter[1:],
    ]
    export_columns = {
        **QueueAdmin.exported_first,
        "local_name": F("local_name"),
        "holder": F("holder"),
        "kind": Coalesce("listed_territory__kind", "territory_kind"),
        "country_code": F("territory_country"),
        "admin_area": F("territory_area"),
        **QueueAdmin.exported_last,
    }

    @admin.display(description=_("country"))
    def country(self, application):
        return application.territory_country.name
