from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from accounts.rights import OfferedFilters


class RolesField(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(choices=Role.choices, required=False, label=_("roles"), **kwargs)


class UserAddForm(AdminUserCreationForm):
    roles = RolesField()

    class Meta:
        model = User
        fields = ("email", "name", "roles")


class UserEditForm(UserChangeForm):
    roles = RolesField()

    class Meta:
        model = User
        fields = "__all__"


@admin.register(User)
class UserAdmin(OfferedFilters, DjangoUserAdmin):
    """Accounts of staff, kept by who has all rights."""

    add_form = UserAddForm
    form = UserEditForm
    list_display = ["email", "name", "roles", "is_active", "last_login"]
    list_filter = ["is_active"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    filter_horizontal = []
    readonly_fields = ["last_login", "joined_at"]
    fieldsets = [
        (None, {"fields": ["email", "name", "password"]}),
        (_("Rights"), {"fields": ["roles", "is_active", "is_superuser"]}),
        (_("Dates"), {"fields": ["last_login", "joined_at"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["email", "name", "roles", "usable_password", "password1", "password2"]})
    ]
