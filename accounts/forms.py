"""allauth's forms as this site draws them: labels say what a field is, not words inside it."""

from allauth.account import forms
from django.utils.translation import gettext_lazy as _


class WithoutPlaceholders:
    """Put before a form: leaves its fields empty."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        for name in {"login", "email"} & set(self.fields):
            self.fields[name].label = _("E-mail address")


class SignInForm(WithoutPlaceholders, forms.LoginForm):
    pass


class AskForPasswordForm(WithoutPlaceholders, forms.ResetPasswordForm):
    pass


class NewPasswordForm(WithoutPlaceholders, forms.ResetPasswordKeyForm):
    pass


class FirstPasswordForm(WithoutPlaceholders, forms.SetPasswordForm):
    pass


class ChangePasswordForm(WithoutPlaceholders, forms.ChangePasswordForm):
    pass


class ReauthenticateForm(WithoutPlaceholders, forms.ReauthenticateForm):
    pass
