from urllib.parse import urlsplit

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathImage

from accounts.addresses import client_address
from accounts.second_factor import half_signed_in, has_given, note_given


class StaffOnlyAdapter(DefaultAccountAdapter):
    """Nobody registers here: staff are given an account, applicants need none."""

    def is_open_for_signup(self, request):
        return False

    def format_email_subject(self, subject):
        """Put nothing before the subject: allauth would put the host that was asked for."""
        return subject

    def get_reset_password_from_key_url(self, key):
        """Return the link of a letter; it begins with our address, not with the request's host."""
        return settings.SITE_URL + urlsplit(super().get_reset_password_from_key_url(key)).path

    def get_client_ip(self, request):
        """Return the address by which tries are counted: the visitor's, not the proxy's."""
        return client_address(request)

    def login(self, request, user):
        """Sign in; Django empties the session of who was in it before, with what we noted there."""
        with_both = has_given(request, user)
        super().login(request, user)
        if with_both:
            note_given(request, user)

    def is_reauthentication_required(self, *, app, **kwargs):
        """Ask nobody for the password again who has given just that, to set up a second factor."""
        if app == "allauth.mfa" and half_signed_in(self.request):
            return False
        return super().is_reauthentication_required(app=app, **kwargs)


class SecondFactorAdapter(DefaultMFAAdapter):
    """A second factor by an app, in the words of this site; none is removed where it is needed."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right. Each code of the app counts once, and soon."),
        "cannot_delete_authenticator": _("Here everybody needs a second factor: it stays on."),
    }

    def build_totp_svg(self, url):
        """Return the picture as an element of the page: our policy loads no ``data:`` address."""
        picture = qrcode.make(url, image_factory=SvgPathImage)
        return mark_safe(picture.to_string(encoding="unicode"))  # noqa: S308 - drawn, not typed

    def can_delete_authenticator(self, authenticator):
        return not settings.STAFF_NEEDS_SECOND_FACTOR
