from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings

from accounts.addresses import client_address


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
