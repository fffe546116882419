"""Make the text of a letter, and the message that carries it."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template
from django.utils import translation
from django.utils.translation import gettext as _

from outbox.markup import as_html
from together_site.text import without_hidden

_ADDRESS = re.compile(r"https?://\S+")


def render_for_staff(letter):
    """Return ``(subject, body)`` without private links: they let in whoever holds them.

    A letter that cannot be made has a body that says so: it is one that staff look for.
    """
    try:
        return render(letter, hide_links=True)
    except Exception as error:
        return "", _("This letter cannot be made: %(error)s") % {"error": error}


def render(letter, *, hide_links=False):
    """Return ``(subject, body)`` of a letter as its recipient reads it.

    Templates see the letter's context, ``site_url`` and ``hide_links``, which they must heed.
    Works on a letter that is not saved too. Raises whatever its template raises.
    """
    if letter.template:
        return _filled(letter, hide_links=hide_links)
    # Which links of a stored text are private is not known, so none is shown.
    body = without_links(letter.body) if hide_links else letter.body
    return _one_line(letter.subject), without_hidden(body)


def without_links(text):
    """Return a text with words in the place of every web address."""
    return _ADDRESS.sub(_("[link]"), text)


def message_of(letter):
    """Return the e-mail message of a letter, its text as plain text and as HTML.

    It has the same Message-ID however often it is made.
    """
    subject, body = render(letter)
    message = EmailMultiAlternatives(
        subject=subject,
        body=body,
        to=[letter.recipient],
        headers={
            "Message-ID": f"<{letter.message_id}@{urlsplit(settings.SITE_URL).hostname}>",
            "Content-Language": letter.language,
            # Asks robots not to answer (RFC 3834).
            "Auto-Submitted": "auto-generated",
        },
    )
    if stop := address_to_stop(letter):
        # One press in the mail program stops it, without opening a page (RFC 8058).
        message.extra_headers |= {
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    message.attach_alternative(as_html(subject, body, language=letter.language), "text/html")
    return message


def address_to_stop(letter):
    """Return the address to which a mail program sends that such letters stop, or ``""``.

    A letter that can be stopped has a third template, ending in ``.stop.txt``, with that alone.
    """
    if not letter.template:
        return ""
    try:
        stop = get_template(f"{letter.template}.stop.txt")
    except TemplateDoesNotExist:
        return ""
    with translation.override(letter.language):
        return _one_line(stop.template.render(_context_of(letter, hide_links=False)))


def _context_of(letter, *, hide_links):
    # Plain text: nothing is escaped, so that “Núñez & Łódź” arrives as it was written.
    known = {"site_url": settings.SITE_URL, **letter.context, "hide_links": hide_links}
    return Context(known, autoescape=False)


def _filled(letter, *, hide_links):
    with translation.override(letter.language):
        subject, body = (
            get_template(f"{letter.template}{ending}").template.render(
                _context_of(letter, hide_links=hide_links)
            )
            for ending in (".subject.txt", ".txt")
        )
    return _one_line(subject), without_hidden(body)


def _one_line(subject):
    # A line end would begin a new header.
    return without_hidden(" ".join(subject.split()))
