"""Words of a record that is written in several languages, for the reader."""

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import get_language
from translated_fields import to_attribute

from network.translated import language_of

register = template.Library()


@register.simple_tag
def told(record, name):
    """Tell a translated field in the best language for the reader, marked where it is not theirs.

    A page has dozens of such words: a template for each took a third of its time.
    """
    language = language_of(record, name)
    if not language:
        return ""
    text = getattr(record, to_attribute(name, language))
    if language == get_language():
        return text
    direction = "rtl" if language in settings.LANGUAGES_BIDI else "ltr"
    return format_html('<span lang="{}" dir="{}">{}</span>', language, direction, text)
