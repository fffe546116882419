"""A message from the form to its answer: who wrote, staff, and who reads the letter."""

import pytest
from django.conf import settings

from network.models import Message
from tests.applications.factories import make_secretary
from tests.browser import fill, follow, press
from tests.network.writing import subject_of

pytestmark = pytest.mark.browser

ADDRESS = "ana@example.org"


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_row_12_a_message_is_answered_by_letter_and_its_sender_sees_so(
    visitor, signed_in, letters, language
):
    subject_of("training")
    secretary = make_secretary()
    page, staff = visitor(), signed_in(secretary)

    page.goto(f"/{language}/contact/?subject=training")
    fill(page, name="Ana Núñez", email=ADDRESS, text="Quand a lieu la formation ?")
    press(page)
    waits = page.locator("main .pill").inner_text()
    staff.goto(f"/{language}/admin/")
    follow(staff, 'a[href*="/network/message/"][href$="/change/"]')
    follow(staff, 'a[href$="/move/answer/"]')
    begun = staff.locator("main textarea, #content textarea").input_value()
    staff.fill("#content textarea", f"{begun}En mai.")
    press(staff, "#content form button:not([name])")
    press(staff, '#content form button[name="send"]')

    message = Message.objects.get()
    (_receipt, said), (subject, answer) = letters.to(ADDRESS)
    assert (message.state, message.language) == ("answered", language)
    assert message.reference in said
    assert message.reference in subject
    assert begun.strip() in answer
    assert "En mai." in answer
    assert "Quand a lieu" not in said + answer
    page.goto(letters.link(ADDRESS, "/contact/messages/"))
    assert f"/{language}/" in page.url
    assert page.locator("main .pill").inner_text() != waits
    assert [letter for letter in letters.to(secretary.email) if "Quand a lieu" in str(letter)] == []
