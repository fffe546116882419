"""The registry in the admin: its facts, kept by the secretariat. States change by moves only."""

from django.contrib import admin, messages
from django.db import models
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from accounts.models import Role
from accounts.rights import ViewOnly, may_review
from moves import services as moves
from moves.admin import MovesAdmin
from moves.changes import made_by
from moves.history import history_of
from moves.services import MoveRefused
from territories import services, workflow
from territories.models import CollectiveActor, Territory, TerritoryDescription
from territories.staff_forms import ConfirmForm, EditForm, MergeForm
from together_site.text import AddressInput, FoldedField, WebInput


def may_edit(request, thing=None):
    """Return whether this person may edit a record, or records at all."""
    user = request.user
    if thing is None:
        return user.is_active and (user.is_superuser or user.has_role(Role.SECRETARIAT))
    return moves.is_open_to(thing.edit_move, thing, by=user)


class RegistryAdmin(ViewOnly, MovesAdmin, admin.ModelAdmin):
    """The secretariat edits and moves, the board reads. Nothing is added or deleted by hand.

    ``history_parts`` names the relations to small parts whose changes belong to the history.
    """

    form = EditForm
    # What is refused of applicants does not come in by staff either.
    formfield_overrides = {
        models.URLField: {"form_class": WebInput},
        models.EmailField: {"form_class": AddressInput},
    }
    change_form_template = "admin/registry/change_form.html"
    history_parts = ()

    def view_on_site(self, thing):
        return thing.get_absolute_url()

    def has_change_permission(self, request, obj=None):
        return may_edit(request, obj)

    def get_fieldsets(self, request, obj=None):
        """Ask for a reason where something can be changed."""
        asked = [(None, {"fields": ["why"]})] if self.has_change_permission(request, obj) else []
        return [(None, {"fields": self.fields}), *asked]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["moves"] = self.open_moves(request, obj) if obj else []
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except MoveRefused as refusal:
            messages.error(request, str(refusal))
            return redirect(self.page_url("change", object_id))

    def save_model(self, request, obj, form, change):
        """Store the fields that were changed and no other: a move may have been made meanwhile."""
        form.record = services.record_edit(obj, by=request.user, why=form.cleaned_data["why"])
        with made_by(form.record):
            obj.save(update_fields=changed_columns(form))

    def save_related(self, request, form, formsets, change):
        if any(formset.has_changed() for formset in formsets):
            form.instance.save(update_fields=["changed_at"])
        with made_by(form.record):
            super().save_related(request, form, formsets, change)

    def history_view(self, request, object_id, extra_context=None):
        """Show the moves and the changes of fields, the latest first."""
        if not object_id.isdecimal():
            raise Http404
        thing = self.visible(request, object_id)
        context = self.page_context(
            request,
            thing,
            _("History of %(thing)s") % {"thing": thing},
            back=self.page_url("change", object_id),
            events=self.events_of(request, thing),
        )
        return TemplateResponse(request, "admin/registry/history.html", context)

    def events_of(self, request, thing):
        """Return what the history tells this person."""
        return history_of(thing, parts=self.history_parts)

    def act(self, move, thing, *, by, **details):
        moves.make(move, thing, by=by, **details)


def changed_columns(form):
    """Return the columns that a form changes, and those that follow from them."""
    fields = form.instance._meta.local_fields
    names = {field.name for field in fields} & set(form.changed_data)
    folded = {
        field.name for field in fields if isinstance(field, FoldedField) and field.of in names
    }
    return [*names, *folded, "changed_at"] if names else []


class PartInline(admin.StackedInline):
    """Small parts of a record, edited by whom the record itself may be edited."""

    extra = 0

    def _may_edit(self, request, obj=None):
        return may_edit(request, obj)

    has_add_permission = has_change_permission = has_delete_permission = _may_edit

    def has_view_permission(self, request, obj=None):
        return may_review(request.user)


class DescriptionInline(PartInline):
    model = TerritoryDescription


@admin.register(Territory)
class TerritoryAdmin(RegistryAdmin):
    fields = [
        "name",
        "kind",
        "country",
        "admin_area",
        "parent",
        "latitude",
        "longitude",
        "population",
        "population_year",
        "languages",
        "website",
        "geonames_id",
        "wikidata_id",
        "lau_code",
        "iso_3166_2",
        "legacy_code",
        "source_url",
        "first_sign_found",
        "is_sample",
        "slug",
        "state",
        "state_since",
        "confirmed_at",
        "changed_at",
    ]
    readonly_fields = ["is_sample", "slug", "state", "state_since", "confirmed_at", "changed_at"]
    inlines = [DescriptionInline]
    history_parts = ["descriptions"]
    move_forms = {workflow.MERGE: MergeForm, workflow.CONFIRM_TERRITORY: ConfirmForm}
    raw_id_fields = ["parent"]
    list_display = ["name", "kind", "country", "parent", "state", "is_sample", "changed_at"]
    list_select_related = ["parent"]
    list_filter = ["state", "kind", "is_sample"]
    search_fields = ["name", "folded_name"]
    ordering = ["folded_name", "pk"]
    show_full_result_count = False

    def act(self, move, thing, *, by, **details):
        services.perform(move, thing, by=by, **details)


@admin.register(CollectiveActor)
class CollectiveActorAdmin(RegistryAdmin):
    fields = [
        "name",
        "kind",
        "territory",
        "latitude",
        "longitude",
        "website",
        "source_url",
        "first_sign_found",
        "is_sample",
        "confirmed_at",
        "changed_at",
    ]
    readonly_fields = ["is_sample", "confirmed_at", "changed_at"]
    move_forms = {workflow.CONFIRM_ACTOR: ConfirmForm}
    raw_id_fields = ["territory"]
    list_display = ["name", "kind", "territory", "is_sample", "changed_at"]
    list_select_related = ["territory"]
    list_filter = ["kind", "is_sample"]
    search_fields = ["name", "folded_name"]
    ordering = ["folded_name", "pk"]
    show_full_result_count = False
