"""Words in one line, with the comma of the language of the page."""

from django import template

from together_site import text

register = template.Library()

register.filter("listed", text.listed)
register.simple_tag(text.comma, name="comma")
