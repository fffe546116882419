"""What a page says of documents in words."""

from django import template
from django.conf import settings

from platforms.languages import name_of

register = template.Library()


@register.filter
def language_name(code):
    """Return the name of a language in the reader's."""
    return name_of(code) if code else ""


@register.filter
def is_of_site(code):
    """Whether it is a language of the site: of these alone the direction is known."""
    return code in dict(settings.LANGUAGES)
