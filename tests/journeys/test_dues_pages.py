"""Dues at a browser: a call, its progress, a file of the bank, totals; each page is looked at."""

import os
from decimal import Decimal
from pathlib import Path

import pytest

from membership import jobs, payments
from membership.models import FeeRule, Job
from tests.applications.factories import make_secretary
from tests.browser import fill, overhang, press, violations
from tests.journeys.steps import PASSWORD, sign_in
from tests.membership.factories import make_member, make_representative
from tests.membership.rolls import keep_samples
from tests.membership.test_dues import make_rule

pytestmark = pytest.mark.browser

DUES = "/en/admin/membership/paymentrequest/"
LOOKED_AT = os.environ.get("LOOK_INTO")  # a folder for pictures, to look at them


def picture(page, name):
    if LOOKED_AT:
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=Path(LOOKED_AT) / f"dues-{name}-{width}.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 900})


def test_a_year_of_dues(visitor, site, tmp_path):
    keep_samples()
    secretary = make_secretary(email="sol@example.org", name="Sol Sample", password=PASSWORD)
    make_rule(category="body", amount="100.00")
    make_rule(category="person", way="free", amount=None)
    make_rule(category="public_entity", amount="1500.00", currency="MAD")
    FeeRule.objects.update(valid_until=None)
    for name in ("Associação do Vale", "Collectif des Habitants", "Coopérative du Port"):
        make_representative(make_member(name=name))
    make_member("person", name="A. Sample")
    page, found = visitor(), {}

    def look(name):
        found[name] = (violations(page), overhang(page))
        picture(page, name)

    sign_in(page, secretary.email)
    page.goto(f"{DUES}call/")
    fill(page, currency="EUR")
    press(page, "form[method=get] button")
    look("call")
    press(page, "form[method=post] button:has-text('Call')")
    look("job waiting")
    while jobs.run_next():
        pass
    page.goto(Job.objects.get().get_absolute_url())
    look("job done")

    asked = payments.PaymentRequest.objects.order_by("pk")
    lines = "Date;Amount;Currency;Transaction ID;Description\n" + "".join(
        f"2026-01-0{at + 1};{amount};EUR;T{at};{words}\n"
        for at, (amount, words) in enumerate(
            [
                ("100,00", f"ASSOCIACAO DO VALE {asked[0].reference}"),
                ("60,00", f"Cotisation {asked[1].reference}"),
                ("20,00", "Without a reference, from somebody"),
                ("-3,50", "Charges"),
            ]
        )
    )
    (tmp_path / "bank.csv").write_text(lines)
    page.goto("/en/admin/membership/bankfile/add/")
    look("bank, read in")
    press(page)
    look("bank, nothing chosen")
    fill(page, file=tmp_path / "bank.csv")
    press(page)
    look("bank, lines")
    press(page, "form[action$='/book/'] button")
    look("bank, booked")
    page.goto(f"{DUES}totals/")
    look("totals")
    page.goto(DUES)
    look("dues")
    page.goto(f"{DUES}{asked[0].pk}/change/")
    look("request")

    assert {name: both for name, both in found.items() if both != ([], 0)} == {}
    paid = payments.PaymentRequest.objects.with_state().order_by("pk")
    assert list(paid.values_list("paid", flat=True)) == [Decimal(60 + 40), 60, 0]
