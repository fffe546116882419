from django import template
from django.utils.dateparse import parse_date
from django.utils.formats import date_format

register = template.Library()


@register.filter
def as_day(text):
    """Write a day that a letter keeps as ``2026-03-31`` as its reader does."""
    day = parse_date(str(text))
    return date_format(day, "DATE_FORMAT") if day else text
