"""A block of a page once more: Django lets a template have each block in one place only."""

from django import template
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def words_of(context, name):
    """Return what the page puts into a block, on one line; it stays escaped as it is."""
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block(name)
    return SafeString(" ".join(block.render(context).split()))
