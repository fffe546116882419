"""What the site says of itself: words of staff, and beneath them what it knows by itself."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone, translation

from network.models import Page
from network.statements import register
from network.workflow import KNOWN_PAGES
from territories.conditional import by_version

# Within the year that RFC 9116 recommends; asked again, the day moves on.
SECURITY_LASTS = timedelta(days=180)


SLUGS = ("privacy", "accessibility", "imprint", "licence")


@by_version
def statement(request, slug):
    """Show a statement with its words, where staff have written them and made them public."""
    return shown(request, slug, Page.objects.public().filter(slug=slug).first())


def shown(request, slug, words):
    """Return the page of a statement; its words may be none, or not be saved yet."""
    context = {"words": words, "name": KNOWN_PAGES[slug]}
    if words:
        context["changed_at"] = words.changed_at
    if slug == "privacy":
        # What is kept of whom, why and how long, from the register of personal fields.
        context |= {
            "occasions": register.occasions(),
            "consents": register.consents(),
            "cookies": register.cookies(),
        }
    return TemplateResponse(request, f"network/statements/{slug}.html", context)


def security_txt(request):
    """Say where to report a weakness (RFC 9116): the form, under its technical subject."""
    last_day = timezone.localdate() + SECURITY_LASTS
    ends = datetime.combine(last_day, time(), UTC)
    with translation.override(settings.LANGUAGE_CODE):
        contact = f"{settings.SITE_URL}{reverse('network:contact')}?subject=technical"
    lines = [
        f"Contact: {contact}",
        f"Expires: {ends:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
        f"Canonical: {settings.SITE_URL}{reverse('security-txt')}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
