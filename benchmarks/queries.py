"""How often a page asks the database, counted in this process."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

LOOKED_AT = 25


def most_queries(page):
    """Return the most queries that one of such pages needs where nothing of it is kept."""
    return max(queries_of(page, address) for address in page.addresses[:LOOKED_AT])


def queries_of(page, address):
    visitor = Client(SERVER_NAME="127.0.0.1", HTTP_X_FORWARDED_PROTO="https")
    headers = {}
    if page.is_known:
        headers["if-none-match"] = visitor.get(address).headers["ETag"]
    with CaptureQueriesContext(connection) as queries:
        answer = visitor.get(address, headers=headers)
    assert answer.status_code == (304 if page.is_known else 200), address
    return len(queries)
