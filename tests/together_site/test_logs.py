import logging

import pytest
from django.test import Client

from applications import links
from applications.links import Purpose
from tests.applications.factories import make_application
from together_site.logs import WithoutLinks


@pytest.mark.parametrize("purpose", Purpose.values)
def test_a_private_link_that_fails_leaves_no_secret_in_the_log(db, caplog, purpose):
    application = make_application()
    address = links.address(purpose, application_id=application.pk, version=1, language="en")
    caplog.handler.filters = [
        found for handler in logging.root.handlers for found in handler.filters
    ]

    Client(enforce_csrf_checks=True).post("/" + address.split("/", 3)[3])

    assert caplog.messages == [
        f"Forbidden (CSRF cookie not set.): /en/applications/link/{purpose}/…/"
    ]


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/en/account/password/reset/key/1-abc/", "/en/account/password/reset/key/…/"),
        ("/en/applications/K7QM-3XWD/link/", "/en/applications/K7QM-3XWD/link/"),
    ],
)
def test_only_the_secret_is_left_out(path, kept):
    record = logging.LogRecord("django.request", 30, "", 0, "Not Found: %s (%d)", (path, 1), None)

    WithoutLinks().filter(record)

    assert record.getMessage() == f"Not Found: {kept} (1)"
