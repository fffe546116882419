from django.contrib import admin

from applications import workflow
from applications.review import ReviewAdmin
from platforms import answers, services
from platforms.forms import AcceptForm, ConsentForm
from platforms.models import Composition, Platform, PlatformApplication
from platforms.workflow import CONFIRM
from territories.admin import PartInline, RegistryAdmin
from territories.staff_forms import ConfirmForm


@admin.register(PlatformApplication)
class PlatformApplicationAdmin(ReviewAdmin):
    """The queue of applications to open a platform."""

    consent_labels = {name: field.label for name, field in ConsentForm.base_fields.items()}
    move_forms = {**ReviewAdmin.move_forms, workflow.ACCEPT: AcceptForm}

    def answer_groups(self, application):
        return answers.groups(application)

    def act(self, move, application, *, by, **details):
        decides = move in (workflow.ACCEPT, workflow.DECLINE)
        service = services.decide if decides else services.perform
        service(move, application, by=by, **details)


class CompositionInline(PartInline):
    model = Composition


@admin.register(Platform)
class PlatformAdmin(RegistryAdmin):
    fields = [
        "territory",
        "collective_actor",
        "local_name",
        "aims",
        "aims_language",
        "process",
        "process_language",
        "parent",
        "contact_office",
        "contact_email",
        "contact_phone",
        "website",
        "source_url",
        "first_sign_found",
        "is_sample",
        "slug",
        "state",
        "state_since",
        "opened_at",
        "confirmed_at",
        "changed_at",
    ]
    readonly_fields = [
        "is_sample",
        "slug",
        "state",
        "state_since",
        "opened_at",
        "confirmed_at",
        "changed_at",
    ]
    inlines = [CompositionInline]
    history_parts = ["composition"]
    move_forms = {CONFIRM: ConfirmForm}
    raw_id_fields = ["territory", "collective_actor", "parent"]
    list_display = ["name", "territory", "state", "is_sample", "opened_at", "changed_at"]
    list_select_related = ["territory", "collective_actor"]
    list_filter = ["state", "is_sample"]
    search_fields = ["local_name", "territory__name", "territory__folded_name"]
    ordering = ["-opened_at", "-pk"]
    show_full_result_count = False
