"""allauth's forms as this site draws them: labels say what a field is, not words inside it."""

from allauth.account import forms
from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.utils.translation import gettext_lazy as _

from accounts.second_factor import note_given


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


class SetUpForm(WithoutPlaceholders, ActivateTOTPForm):
    """Asks for a code of the app, which proves that it has taken in the secret."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code that the app shows")
        self.fields["code"].widget.attrs["inputmode"] = "numeric"

    @property
    def spelled_secret(self):
        """The secret in groups of four letters, as one types it."""
        return " ".join(self.secret[at : at + 4] for at in range(0, len(self.secret), 4))


class CodeForm(WithoutPlaceholders):
    """Put before a form that asks for a code, of the app or one of the recovery codes."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code of the app, or a recovery code")
        self.fields["code"].widget.attrs["inputmode"] = "numeric"

    def save(self):
        super().save()
        note_given(context.request, self.user)


class GiveCodeForm(CodeForm, mfa.AuthenticateForm):
    pass


class GiveCodeAgainForm(CodeForm, mfa.ReauthenticateForm):
    pass
