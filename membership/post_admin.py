"""Bodies, their posts and who holds them, in the admin: kept by the secretariat, read by all."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.rights import ViewOnly, may_review
from membership import posts
from membership.models import Body, BodyRule, Post, PostHolder
from membership.post_forms import EndForm, HolderForm
from membership.workflow import Category
from moves.services import MoveRefused
from territories.admin import may_edit


class AddedOnly(admin.StackedInline):
    """Rows that are added and stay as they are."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return may_edit(request)

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_view_permission(self, request, obj=None):
        return may_review(request.user)


class RuleForm(forms.ModelForm):
    categories = forms.MultipleChoiceField(
        label=gettext_lazy("Who may sit in it"),
        choices=Category.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = BodyRule
        fields = ("categories", "valid_from", "source", "is_sample")


class RuleInline(AddedOnly):
    model = BodyRule
    form = RuleForm
    fields = ["categories", "valid_from", "source", "is_sample"]
    ordering = ["-valid_from"]


class PostInline(AddedOnly):
    model = Post
    fields = ["title", "position"]
    ordering = ["position", "pk"]


@admin.register(Body)
class BodyAdmin(ViewOnly, admin.ModelAdmin):
    """The bodies; who may sit in one holds from a day on, and none of it is changed."""

    fields = ["name", "position"]
    inlines = [RuleInline, PostInline]
    list_display = ["__str__", "position"]
    ordering = ["position", "pk"]
    show_full_result_count = False

    def has_add_permission(self, request):
        return may_edit(request)

    def has_change_permission(self, request, obj=None):
        return may_edit(request)


@admin.register(PostHolder)
class PostHolderAdmin(ViewOnly, admin.ModelAdmin):
    """Who holds and has held which post: a row is ended, never changed or deleted."""

    fields = [
        "post",
        "member",
        "person_name",
        "person_function",
        "starts_on",
        "ends_on",
        "elected_by",
        "recorded_by",
        "recorded_at",
    ]
    list_display = ["post", "member", "person_name", "starts_on", "ends_on"]
    list_display_links = ["post"]
    list_select_related = ["post__body", "member"]
    list_filter = ["post__body"]
    search_fields = ["member__folded_name", "member__name", "person_name"]
    ordering = ["post__body__position", "post__position", "-starts_on", "pk"]
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    change_form_template = "admin/posts/holder.html"

    def get_queryset(self, request):
        related = ("post__body", "member", "recorded_by")
        return super().get_queryset(request).select_related(*related)

    def get_urls(self):
        end = path(
            "<int:pk>/end/",
            self.admin_site.admin_view(self.end_view),
            name="membership_postholder_end",
        )
        return [end, *super().get_urls()]

    def has_add_permission(self, request):
        return may_edit(request)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return super().change_view(request, object_id, form_url, {"may_write": may_edit(request)})

    def add_view(self, request, form_url="", extra_context=None):
        """Ask which member takes a post."""
        if not may_edit(request):
            raise PermissionDenied
        form = HolderForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                holder = posts.give(by=request.user, **form.given())
                messages.success(request, _("The holder of the post is recorded."))
                return redirect("admin:membership_postholder_change", holder.pk)
            except MoveRefused as refusal:
                form.add_error(None, str(refusal))
        back = reverse("admin:membership_postholder_changelist")
        return self._form_page(request, form, _("Record who holds a post"), back)

    def end_view(self, request, pk):
        """Ask for the last day on which a member holds a post."""
        if not may_edit(request):
            raise PermissionDenied
        holder = get_object_or_404(self.get_queryset(request), pk=pk)
        sent = request.POST if request.method == "POST" else None
        form = EndForm(sent, initial={"ends_on": holder.ends_on})
        back = reverse("admin:membership_postholder_change", args=[pk])
        if form.is_valid():
            try:
                posts.end(holder, ends_on=form.cleaned_data["ends_on"])
                messages.success(request, _("The last day is recorded."))
                return redirect(back)
            except MoveRefused as refusal:
                form.add_error(None, str(refusal))
        return self._form_page(request, form, _("Enter the last day"), back, holder=holder)

    def _form_page(self, request, form, title, back, **context):
        context |= {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "form": form,
            "back": back,
        }
        return TemplateResponse(request, "admin/posts/act.html", context)
