from urllib.parse import quote

import pytest
from django.http import QueryDict

from territories.forms import TerritoryFilter
from territories.map import Area


@pytest.mark.parametrize(
    ("address", "cleaned"),
    [
        ("", {"q": "", "kind": (), "country": ()}),
        ("q=+S%C3%A3o++Tom%C3%A9+", {"q": "São Tomé", "kind": (), "country": ()}),
        ("kind=island&kind=region", {"q": "", "kind": ("island", "region"), "country": ()}),
        ("kind=island&kind=island", {"q": "", "kind": ("island",), "country": ()}),
        ("country=PT&country=pt&country=XX", {"q": "", "kind": (), "country": ("PT",)}),
        ("kind=%00&country=%00&q=a%00b", {"q": "ab", "kind": (), "country": ()}),
        ("kind[]=island&q[]=x&kind[$ne]=1", {"q": "", "kind": (), "country": ()}),
        ("kind=planet&country=" + "A" * 5000, {"q": "", "kind": (), "country": ()}),
        (f"q={quote(chr(0x202E))}x%0B%0Ay", {"q": "x y", "kind": (), "country": ()}),
        ("q=a" + quote("\u0301") * 500, {"q": "", "kind": (), "country": ()}),
        ("q=%ff%fe", {"q": "", "kind": (), "country": ()}),
        (
            "state=active&state=asleep&platform=with&order=newest",
            {
                "q": "",
                "kind": (),
                "country": (),
                "state": ("active",),
                "platform": ("with",),
                "order": "newest",
            },
        ),
        ("order=%00&platform=&area=nan,1,2,3", {"q": "", "kind": (), "country": ()}),
        (
            "area=-10,35.5,5,45",
            {"q": "", "kind": (), "country": (), "area": Area(-10, 35.5, 5, 45)},
        ),
        ("q=" + "a" * 500, {"q": "a" * 120, "kind": (), "country": ()}),
    ],
)
def test_whatever_the_address_says_it_can_be_read(address, cleaned):
    form = TerritoryFilter(QueryDict(address))

    everything = {"platform": (), "state": (), "area": None, "order": ""}
    assert (form.errors, form.cleaned_data) == ({}, everything | cleaned)


def test_query_writes_the_filters_back_in_one_order():
    form = TerritoryFilter(
        QueryDict(
            "order=newest&area=1,2,3,4&state=active&country=FR&page=3&q=s%26t&kind=island&x=y"
        )
    )

    assert form.query == (
        "q=s%26t&kind=island&country=FR&state=active&area=1%2C2%2C3%2C4&order=newest"
    )
