"""Long lists, a page at a time."""

from django.core.paginator import Paginator


def page_of(rows, number, *, size, total=None):
    """Return a page of ``rows``, ``size`` of them, with the ``numbers`` of the pages it leads to.

    ``number`` is what an address says: the first page for one that is none, the last for one too
    high. Where ``total`` is known already, the rows are not counted again.
    """
    paginator = Paginator(rows, size)
    if total is not None:
        paginator.count = total
    page = paginator.get_page(number)
    page.numbers = paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return page
