"""Partners in the admin, with what was agreed."""

from django.contrib import admin

from network.editing.admin import ContentAdmin, PartInline
from network.models import Agreement, Partner
from network.partners import pages
from network.translated import columns_of


class AgreementInline(PartInline, admin.StackedInline):
    model = Agreement
    fields = ["signed_on", "ended_on", *columns_of("title"), "document"]
    raw_id_fields = ["document"]


@admin.register(Partner)
class PartnerAdmin(ContentAdmin):
    facts = ("country", "website")
    inlines = [AgreementInline]
    list_display = ["told", "country", "standing", "languages", "changed_at"]

    def preview_response(self, request, record):
        return pages.shown(request, record)
