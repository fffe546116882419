"""A page is written, previewed, published, changed, compared and restored, by keyboard too."""

from contextlib import suppress

import pytest
from django.utils import timezone
from playwright.sync_api import Error

from network.models import Page, Picture
from tests.applications.factories import make_secretary
from tests.applications.uploads import a_picture
from tests.browser import overhang, violations
from tests.network.editing import address, make_page, make_picture

pytestmark = pytest.mark.browser

SOUND = ([], 0)


@pytest.fixture
def page(signed_in):
    return signed_in(make_secretary(email="sol@example.org", name="S. Sample"))


def editor(page, language="en"):
    """Return the frame of the editor of a text, once it has come up."""
    frame = page.locator(f".prose-editor:has(textarea[name=body_{language}])")
    frame.locator("[role=group]").wait_for(state="attached")
    return frame


def press(page, *keys):
    """Press keys as a person does: the editor hears of a selection a moment later."""
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(60)


def choose(frame, name):
    """Press a button of the editor by keyboard."""
    frame.get_by_role("button", name=name, exact=True).press("Enter")


def kept():
    return Page.objects.get(slug="our-water")


def written(page):
    """Return what the form will send as the English text."""
    return page.locator("textarea[name=body_en]").input_value()


def test_a_page_is_written_with_all_that_the_editor_offers(page, transactional_db):
    picture = make_picture()
    make_picture(alternative_en="A well")
    page.goto(address("page", "add"))
    page.get_by_label("Title (English)").fill("Our water")
    frame = editor(page)
    frame.get_by_role("textbox").focus()
    choose(frame, "Heading 2")
    page.keyboard.type("What we do")
    press(page, "Enter")
    page.keyboard.type("We share the ")
    choose(frame, "Bold")
    page.keyboard.type("river")
    choose(frame, "Bold")
    page.keyboard.type(".")
    press(page, "Enter")
    choose(frame, "Bulleted list")
    page.keyboard.type("wells")
    press(page, "Enter")
    page.keyboard.type("springs")
    press(page, "Enter", "Enter")
    page.keyboard.type("see here")
    press(page, *["Shift+ArrowLeft"] * 4)
    choose(frame, "Link on the chosen words")
    page.get_by_label("Address: https://").fill("/en/about/")
    page.keyboard.press("Enter")
    page.wait_for_timeout(100)
    press(page, "End", "Enter")
    choose(frame, "Picture")
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Choose a picture").press("Enter")
    choosing = opened.value
    choosing.get_by_label("Words of the picture").fill("square")
    with choosing.expect_navigation():
        choosing.keyboard.press("Enter")
    found = {"choosing": (violations(choosing), overhang(choosing))}
    with choosing.expect_event("close"), suppress(Error):  # it closes while the key is down
        choosing.get_by_role("button", name="A square").press("Enter")
    page.get_by_label("Caption").fill("Odemira")
    found["dialog"] = (violations(page), overhang(page))
    page.keyboard.press("Enter")
    page.wait_for_timeout(100)
    press(page, "ArrowDown", "ArrowDown", "Enter")
    choose(frame, "Table")
    for words in ("Year", "Place", "Who", "2009", "Sintra", "All"):
        page.keyboard.type(words)
        press(page, "Tab")
    found["written"] = (violations(page), overhang(page))
    page.get_by_role("button", name="Save and continue editing").click()
    page.wait_for_load_state()
    found["saved"] = (violations(page), overhang(page))

    assert kept().body_en == (
        "<h2>What we do</h2><p>We share the <strong>river</strong>.</p>"
        "<ul><li>wells</li><li>springs</li></ul>"
        '<p>see <a href="/en/about/" rel="noopener">here</a></p>'
        f'<figure><img src="/pictures/{picture.pk}/" alt="A square" width="40" height="20"'
        ' loading="lazy"><figcaption>Odemira</figcaption></figure>'
        '<table><tbody><tr><th scope="col">Year</th><th scope="col">Place</th>'
        '<th scope="col">Who</th></tr><tr><td>2009</td><td>Sintra</td><td>All</td></tr>'
        "<tr><td></td><td></td><td></td></tr></tbody></table>"
    )
    assert found == dict.fromkeys(found, SOUND)


def test_a_text_is_previewed_published_changed_compared_and_restored(page, transactional_db):
    make_page(slug="our-water", title_en="Our water", body_en="<h2>Wells</h2><p>One well.</p>")
    found = {}
    see = lambda name: found.__setitem__(name, (violations(page), overhang(page)))  # noqa: E731
    change = address("page", "change", kept().pk)

    page.goto(change)
    see("change")
    frame = editor(page)
    frame.get_by_text("One well.", exact=True).click()
    press(page, "End")
    page.keyboard.type(" Two springs.")
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Preview without saving").press("Enter")
    preview = opened.value
    preview.wait_for_load_state()
    assert preview.get_by_text("One well. Two springs.").is_visible()
    assert preview.get_by_text("Preview: only staff see this.").is_visible()
    found["preview"] = (violations(preview), overhang(preview))
    assert kept().body_en == "<h2>Wells</h2><p>One well.</p>"
    preview.close()

    # The words are still there, and become public today.
    page.get_by_label("Public from").fill(f"{timezone.localdate():%Y-%m-%d}")
    page.get_by_role("button", name="Save and continue editing").press("Enter")
    page.wait_for_load_state()
    assert page.locator(".standing").inner_text().startswith("Public since")
    public = page.context.new_page()
    public.goto("/en/pages/our-water/")
    assert public.get_by_text("One well. Two springs.").is_visible()
    public.close()

    page.get_by_role("link", name="Versions").press("Enter")
    see("versions")
    page.get_by_role("link", name="Compare version 1 with the present one").press("Enter")
    see("compared")
    assert page.locator("dd[lang=en] ins").inner_text().strip() == "Two springs."
    page.get_by_role("link", name="Restore this version").press("Enter")
    see("restore")
    page.get_by_role("button", name="Restore version 1").press("Enter")
    page.wait_for_load_state()
    see("restored")

    # The words are those of before; visitors go on seeing the page.
    assert (kept().body_en, kept().published_on) == (
        "<h2>Wells</h2><p>One well.</p>",
        timezone.localdate(),
    )
    assert found == dict.fromkeys(found, SOUND)


def test_a_picture_is_sent_and_its_address_told(page, transactional_db):
    found = {}
    see = lambda name: found.__setitem__(name, (violations(page), overhang(page)))  # noqa: E731
    page.goto(address("picture", "add"))
    see("add")
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator(".errornote").wait_for()
    see("refused")
    page.get_by_label("File").set_input_files(
        {"name": "a.png", "mimeType": "image/png", "buffer": a_picture("PNG", size=(1800, 900))}
    )
    page.get_by_label("Alternative text (English)").fill("A red field beside a white one")
    page.get_by_role("button", name="Save and continue editing").click()
    page.wait_for_load_state()
    see("change")
    picture = Picture.objects.get()
    assert page.get_by_text(f"/pictures/{picture.pk}/", exact=True).is_visible()
    assert (
        page.locator("img[src^='/pictures/']").evaluate("picture => picture.naturalWidth") == 1600
    )
    page.goto(address("picture", "changelist"))
    see("list")

    assert found == dict.fromkeys(found, SOUND)


def test_without_javascript_a_text_is_written_as_html(signed_in, transactional_db):
    make_page(slug="our-water", title_en="Our water")
    page = signed_in(make_secretary(), javascript=False)
    page.goto(address("page", "change", kept().pk))
    page.get_by_label("Text (English)").fill("<h2>Wells</h2><p>One well.</p>")
    page.get_by_role("button", name="Save", exact=True).click()

    assert kept().body_en == "<h2>Wells</h2><p>One well.</p>"


def test_arabic_is_typed_from_right_to_left(page, transactional_db):
    make_page(slug="our-water", title_en="Our water", title_ar="ماؤنا")
    page.goto(address("page", "change", kept().pk))
    page.locator("summary", has_text="Arabic").click()
    frame = editor(page, "ar")
    box = frame.get_by_role("textbox")
    box.focus()
    page.keyboard.type("نص")

    assert box.evaluate("box => [box.lang, getComputedStyle(box).direction]") == ["ar", "rtl"]
    assert page.locator("textarea[name=body_ar]").input_value() == "<p>نص</p>"
    assert violations(page) == []
    page.goto(address("page", "change", kept().pk).replace("/en/", "/ar/"))
    assert (violations(page), overhang(page)) == SOUND


def test_lists_and_missing_words_are_sound(page, transactional_db):
    make_page(slug="our-water", title_en="Our water", body_fr="<p>Eau</p>")
    found = {}
    for name, where in {
        "pages": address("page", "changelist"),
        "translations": address("page", "translations"),
        "arabic": address("page", "translations") + "?language=ar",
        "milestone": address("milestone", "add"),
        "milestones": address("milestone", "changelist"),
        "video": address("video", "add"),
        "delete": address("page", "delete", kept().pk),
    }.items():
        page.goto(where)
        found[name] = (violations(page), overhang(page))

    assert found == dict.fromkeys(found, SOUND)
