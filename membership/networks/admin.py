"""Networks in the admin: the secretariat keeps all of them, a coordinator their own."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext as _

from accounts.models import Role, User
from accounts.rights import ViewOnly, may_review
from membership.models import Network, Topic
from membership.networks import workflow
from membership.networks.pages_of_staff import NetworkPages
from moves import services as moves
from territories.admin import RegistryAdmin, may_edit
from together_site.text import listed

# Whose notes name the coordinators.
OF_WHO_COORDINATES = (workflow.ENTER.name, workflow.EDIT.name)


def coordinates(user):
    """Return whether this person keeps networks of theirs, and sees nothing else."""
    return user.is_active and user.has_role(Role.COORDINATOR) and not may_review(user)


@admin.register(Topic)
class TopicAdmin(ViewOnly, admin.ModelAdmin):
    """The topics of thematic networks, as the secretariat words them."""

    fields = ["number", "name", "language"]
    list_display = ["number", "name", "language", "is_sample"]
    ordering = ["number"]

    def has_add_permission(self, request):
        return may_edit(request)

    def has_change_permission(self, request, obj=None):
        return may_edit(request)


@admin.register(Network)
class NetworkAdmin(NetworkPages, RegistryAdmin):
    """The networks; a coordinator sees their own alone."""

    fields = [
        "name",
        "slug",
        "kind",
        "country",
        "topic",
        "actor_kind",
        "parent",
        "coordinators",
        "description",
        "description_language",
        "contact_email",
        "website",
        "source_url",
        "is_sample",
        "state",
        "state_since",
        "changed_at",
    ]
    readonly_fields = ["is_sample", "state", "state_since", "changed_at"]
    of_coordinators = ("description", "description_language", "contact_email", "website")
    change_form_template = "admin/networks/change_form.html"
    list_display = ["name", "kind", "country", "topic", "actor_kind", "state", "changed_at"]
    list_select_related = ["topic"]
    list_filter = ["state", "kind"]
    search_fields = ["name"]
    ordering = ["name", "pk"]
    show_full_result_count = False

    def view_on_site(self, network):
        return network.get_absolute_url() if network.is_public else None

    def get_queryset(self, request):
        networks = super().get_queryset(request)
        if may_review(request.user):
            return networks
        return networks.of_coordinator(request.user)

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) or coordinates(request.user)

    def has_add_permission(self, request):
        return may_edit(request)

    def has_change_permission(self, request, obj=None):
        if obj is None and coordinates(request.user):
            return True
        return super().has_change_permission(request, obj)

    def get_readonly_fields(self, request, obj=None):
        """Leave to a coordinator what their network says of itself."""
        if not coordinates(request.user):
            return self.readonly_fields
        return [name for name in self.get_fields(request) if name not in self.of_coordinators]

    def get_fields(self, request, obj=None):
        """Who coordinates is not told to coordinators."""
        hidden = ("coordinators", "is_sample") if coordinates(request.user) else ()
        return [name for name in self.fields if name not in hidden]

    def get_fieldsets(self, request, obj=None):
        """Ask for a reason where something can be changed."""
        asked = [(None, {"fields": ["why"]})] if self.has_change_permission(request, obj) else []
        return [(None, {"fields": self.get_fields(request, obj)}), *asked]

    def get_list_filter(self, request):
        return () if coordinates(request.user) else self.list_filter

    def events_of(self, request, network):
        """Leave out for a coordinator where the secretariat has noted who coordinates."""
        events = super().events_of(request, network)
        if coordinates(request.user):
            for event in events:
                if event.move in OF_WHO_COORDINATES and event.role == workflow.Role.SECRETARIAT:
                    event.why = ""
        return events

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """Offer as coordinators who has that role."""
        kwargs["queryset"] = User.objects.filter(
            is_active=True, roles__contains=[Role.COORDINATOR]
        ).order_by("name", "email")
        kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "parent":
            kwargs["queryset"] = Network.objects.by_name()
        if db_field.name == "topic":
            kwargs["queryset"] = Topic.objects.order_by("number")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["ways"] = self.ways_to(request, obj) if obj else []
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_model(self, request, obj, form, change):
        """Enter a network, or store what was changed; who coordinates it stands in the note."""
        why = form.cleaned_data["why"]
        if "coordinators" in form.changed_data:
            names = listed(form.cleaned_data["coordinators"]) or _("nobody")
            why = f"{why}\n{_('Coordinators: %(names)s') % {'names': names}}"
            form.cleaned_data["why"] = why
        if change:
            super().save_model(request, obj, form, change)
        else:
            obj.save()
            form.record = moves.make(workflow.ENTER, obj, by=request.user, note=why)
