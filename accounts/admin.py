from allauth.account.admin import EmailAddress
from allauth.mfa.admin import Authenticator
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from accounts.rights import OfferedFilters

# Rights follow from roles, an account has the one address it is known by, and nobody looks at the
# secrets of a second factor. Importing the admin of the packages has registered all by now.
admin.site.unregister([Group, EmailAddress, Authenticator])


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
        (_("Letters"), {"fields": ["gets_digest"]}),
        (_("Dates"), {"fields": ["last_login", "joined_at"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["email", "name", "roles", "usable_password", "password1", "password2"]})
    ]

    def save_model(self, request, obj, form, change):
        """Store the account; an address that it had before can ask for no password any more."""
        super().save_model(request, obj, form, change)
        EmailAddress.objects.filter(user=obj).exclude(email__iexact=obj.email).delete()
