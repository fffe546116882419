"""What staff do to sign in, step by step."""

import time

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.urls import reverse

from accounts.second_factor import KEY
from outbox.models import OutgoingEmail
from tests.applications.factories import make_secretary

SET_UP = "/en/account/second-factor/set-up/"
PASSWORD = "round-tables-for-all"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def make_person(**fields):
    return make_secretary(email="sol@example.org", password=PASSWORD, **fields)


def with_app(user):
    """Give a person an authenticator app; returns their recovery codes."""
    TOTP.activate(user, SECRET)
    return RecoveryCodes.activate(user).generate_codes()


def code(at=None, *, secret=SECRET):
    """Return what the app shows at a moment, now unless told."""
    return format_hotp_value(hotp_value(secret, int(at or time.time()) // 30))


def give_password(client, password=PASSWORD, **more):
    sent = {"login": "sol@example.org", "password": password, **more}
    return client.post(reverse("account_login"), sent)


def give_code(client, given):
    return client.post(reverse("mfa_authenticate"), {"code": given})


def arrive(client, user, *, with_both=True):
    """Sign in at once; without ``with_both``, as who has given a password alone."""
    client.force_login(user)
    if with_both:
        session = client.session
        session[KEY] = user.pk
        session.save()


def is_in(client):
    return client.get(reverse("admin:index")).status_code == 200


def letters():
    """Return to whom letters were written, and their subjects, oldest first."""
    return list(OutgoingEmail.objects.order_by("pk").values_list("recipient", "subject"))
