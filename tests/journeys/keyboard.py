"""A person who has a keyboard only: never a click, and it is always seen where the focus is."""

import re

# More stops than any page has.
MOST_STOPS = 200
FOCUS = """selector => {
    const at = document.activeElement, box = at.getBoundingClientRect();
    const line = getComputedStyle(at);
    // The calendar within a field for a day has a ring that the browser draws.
    const inside = at.type === "date" && !at.matches(":focus");
    const ringed = inside || (line.outlineStyle === "solid" && parseFloat(line.outlineWidth) >= 2);
    return {
        found: at.matches(selector),
        seen: at === document.body || (ringed && box.bottom > 0 && box.top < innerHeight),
        at: at.outerHTML.slice(0, 200),
    };
}"""

AT_THE_END = "list => list.selectedIndex === list.length - 1"


def tab_to(page, selector):
    """Walk with the tabulator until the focus is on the first element that fits."""
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS, selector)
        assert focus["seen"], focus["at"]
        if focus["found"]:
            return
    raise AssertionError(f"{selector} is not reached by keyboard on {page.url}")


def has_focus(page, selector):
    return page.evaluate(FOCUS, selector)["found"]


def fill(page, **answers):
    """Fill in fields of the page's form by their names; see ``browser.fill``."""
    for name, value in answers.items():
        field = page.locator(f'main [name="{name}"]')
        if not has_focus(page, f'[name="{name}"]'):
            tab_to(page, f'[name="{name}"]')
        _WAYS.get(field.first.evaluate("field => field.type"), _type)(page, field, value)


def _type(page, field, value):
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.type(value)
    assert field.input_value() == value


def _type_day(page, field, value):
    # In which order a browser asks for day and month depends on the machine.
    year, month, day = value.split("-")
    assert month == day
    page.keyboard.type(day + month + year)
    assert field.input_value() == value


def _choose(page, field, value):
    """Type what the wanted option begins with, as far as every keyboard has the letters.

    Where it has none of them, go down to the option.
    """
    words = field.locator(f'option[value="{value}"]').inner_text()
    if letters := re.match(r"[ -~]+", words):
        page.keyboard.type(letters[0])
    else:
        while field.input_value() != value and not field.evaluate(AT_THE_END):
            page.keyboard.press("ArrowDown")
    assert field.input_value() == value


def _choose_button(page, field, value):
    """Take the first of the radio buttons, then go down to the wanted one."""
    page.keyboard.press("Space")
    wanted = field.and_(page.locator(f'[value="{value}"]'))
    for _button in range(field.count()):
        if wanted.is_checked():
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"no radio button has {value}")


def _tick(page, field, value):
    """Tick or untick the box; of several, those of the list."""
    boxes = field.all()
    for box in boxes:
        wanted = box.get_attribute("value") in value if isinstance(value, list) else value
        if box.is_checked() != wanted:
            page.keyboard.press("Space")
        if box != boxes[-1]:
            page.keyboard.press("Tab")


def _send(page, field, value):
    with page.expect_file_chooser() as chooser:
        # A chooser that opens before the browser has heard that one is awaited would be lost.
        page.evaluate("document.title")
        page.keyboard.press("Space")
    chooser.value.set_files(value)


_WAYS = {
    "date": _type_day,
    "select-one": _choose,
    "radio": _choose_button,
    "checkbox": _tick,
    "file": _send,
}


def press(page, button="main form button:not([name])"):
    """Walk to a button, use it and wait for the page that answers."""
    tab_to(page, button)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def follow(page, link):
    """Walk to a link, use it and wait for the page it leads to."""
    press(page, link)
