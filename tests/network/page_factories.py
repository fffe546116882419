"""Builders of pages, dates of the history and films: each makes one valid thing."""

from itertools import count

from network.models import Milestone, Page, Video

_numbers = count(1)


def make_page(slug="", **fields):
    """Make a public page with an English title."""
    number = next(_numbers)
    words = {"title_en": f"Page {number}", "published_on": "2020-01-01"}
    page = Page.objects.create(slug=slug or f"page-{number}", **{**words, **fields})
    page.refresh_from_db()
    return page


def make_milestone(year=2013, **fields):
    return Milestone.objects.create(year=year, **{"title_en": f"In {year}", **fields})


def make_video(**fields):
    """Make a film that is shown."""
    address = f"https://player.vimeo.com/video/{next(_numbers)}"
    return Video.objects.create(**{"address": address, "title_en": "A film", **fields})
