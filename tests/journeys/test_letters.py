"""Every letter as a mail program shows it: open to everybody, in every language."""

from datetime import date

import pytest
from django.conf import settings

from outbox.markup import as_html
from outbox.models import OutgoingEmail
from outbox.rendering import render
from tests.journeys.tour import Tour

pytestmark = pytest.mark.browser

TEMPLATES = settings.BASE_DIR / "templates"
SAID = {
    "application_id": 1,
    "contact": "first",
    "link_pk": 1,
    "link_version": 1,
    "number": "M12",
    "member": "L’Haÿ-les-Roses & “Bourg-d’Exemple”",
    "reference": "ABCD-EFGH",
    "title": "L’Haÿ-les-Roses & “Bourg-d’Exemple”",
    "note": "The decision of the council is missing.\n\n- its date\n- its number",
    "until": date(2026, 12, 24),
    "day": date(2026, 12, 31),
    "sections": ["The territory", "Mandate"],
    "role": "billing",
    "roles": ["political", "technical"],
    "name": "A. Sample",
    "ends_on": "2026-12-31",
    "first": "2027-01-01",
    "last": "2027-12-31",
    "due_on": "2027-01-31",
    "received_on": "2027-01-15",
    "amount": "1200.50",
    "paid": "600.25",
    "currency": "EUR",
    "holder": "A sample",
    "iban": "GB82WEST12345698765432",
    "is_chosen": True,
    "request_pk": 1,
    "message_pk": 1,
    "topic": "Training of facilitators",
    "proposal_pk": 1,
    "project": "Let’s learn to make the “right choices”",
    "network": "TOGETHER “d’Exemple”",
    "entry": "L’Haÿ-les-Roses",
    "category": "body",
    "path": "/en/admin/",
    "registration_pk": 1,
    "event": "Encontro de “L’Haÿ-les-Roses” & Mulhouse",
    "when": "2 May 2027, 14:00 to 17:00 (France Time, UTC+02:00)",
    "where": "Mulhouse, France",
    "follower_pk": 1,
    "follow_pk": 1,
    "what": ["L’Haÿ-les-Roses", "Portugal"],
    "others": 2,
    "since": "1 November 2026",
    "news_path": "/en/news/",
    "parts": [
        {
            "title": "New territories",
            "rows": [{"words": "L’Haÿ-les-Roses, France", "path": "/en/territories/lhay/"}],
            "more": 3,
        }
    ],
    "subject": "A letter that staff have read",
    "body": "Good day,\n\nHere is https://example.org/a-very-long-address/" + "x" * 80,
}


def letters():
    """Return the names of the templates of all letters."""
    found = TEMPLATES.glob("*/email/*.subject.txt")
    return sorted(str(path.relative_to(TEMPLATES))[: -len(".subject.txt")] for path in found)


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_every_letter_is_open_to_everybody(visitor, site, client, language):
    tour = Tour(visitor(), language, site=site, client=client)

    for name in letters():
        subject, body = render(OutgoingEmail(template=name, language=language, context=SAID))
        tour.see_text(name, as_html(subject, body, language=language))

    assert len(letters()) >= 60
    assert tour.faults == {}
