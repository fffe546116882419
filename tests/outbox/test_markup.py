from lxml import html

from outbox.markup import Block, as_html, blocks_of

TEXT = """\
Good day,

Open the link:
https://example.org/a?b=1&c=2

These sections are open:
- Territory
- Contacts
Please answer soon.
- Not yet.

https://example.org/status
"""


def test_a_text_falls_into_paragraphs_lists_and_addresses():
    assert blocks_of(TEXT) == [
        Block(lines=["Good day,"]),
        Block(lines=["Open the link:"]),
        Block(address="https://example.org/a?b=1&c=2", is_main=True),
        Block(lines=["These sections are open:"]),
        Block(items=["Territory", "Contacts"]),
        Block(lines=["Please answer soon."]),
        Block(items=["Not yet."]),
        Block(address="https://example.org/status"),
    ]


def test_a_paragraph_keeps_its_lines_and_an_address_within_it_stays_words():
    text = "Praça da República\nOdemira\n\nSee https://example.org now.\n"

    assert blocks_of(text) == [
        Block(lines=["Praça da República", "Odemira"]),
        Block(lines=["See https://example.org now."]),
    ]


def test_what_people_wrote_is_never_markup():
    page = html.fromstring(
        as_html("<b>Yours</b>", '<script>x</script>\n\nhttps://e.org/"><i>y', language="en")
    )

    assert [e.text_content() for e in page.xpath("//h1")][:1] == ["<b>Yours</b>"]
    assert page.xpath("//script | //b[text()='Yours'] | //i") == []
    assert page.xpath("//a/@href") == ['https://e.org/"><i>y']


def test_a_text_of_nothing_is_a_page_all_the_same():
    assert blocks_of(" \n\n") == []
