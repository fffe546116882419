import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from outbox.models import OutgoingEmail
from tests.applications.factories import make_secretary, make_user

pytestmark = pytest.mark.django_db


def test_an_address_taken_from_an_account_opens_it_no_more(client, settings):
    settings.EMAIL_BACKEND = "outbox.backend.RowBackend"
    user = make_secretary(email="old@example.org")
    # As allauth keeps it once a new password was set by a letter to it.
    EmailAddress.objects.create(user=user, email=user.email, primary=True)
    client.force_login(make_user(is_superuser=True))
    page = reverse("admin:accounts_user_change", args=[user.pk])

    saved = client.post(
        page, {"email": "new@example.org", "roles": ["secretariat"], "is_active": "on"}
    )
    for email in ("old@example.org", "new@example.org"):
        client.post(reverse("account_reset_password"), {"email": email})

    letters = OutgoingEmail.objects.values_list("recipient", flat=True)
    assert (saved.status_code, list(letters)) == (302, ["new@example.org"])
