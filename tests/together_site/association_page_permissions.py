"""Who is answered what at the pages on the network: the rows of ``permissions``, gone on."""

from tests.together_site.rows import Row

OPEN = ("all 200", "all 200")  # nothing is read of what is sent there
HIDDEN = ("all 404", "all 404")

ROWS = [
    Row("/en/join-us/", *OPEN),
    Row("/en/join-us/territory/", *OPEN),
    Row("/en/join-us/nobody/", *HIDDEN),
    Row("/en/about/", *OPEN),
    Row("/en/about/history/", *OPEN),
    Row("/en/about/organisation/", *OPEN),
    Row("/en/about/video/", *OPEN),
    Row("/en/about/aims/", *OPEN),
    Row("/en/about/nowhere/", *HIDDEN),
    Row("/en/method/", *OPEN),
    Row("/en/method/sheet/", *OPEN),
    Row("/en/method/sheet/sheet.pdf", *OPEN),
    Row("/en/pages/{page_slug}/", *OPEN),
    Row("/en/pages/{hidden_page_slug}/", *HIDDEN),
    Row("/en/pages/aims/", "all 301", "all 301"),
]
