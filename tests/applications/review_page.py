"""The page of an application in the admin: where it is, and what is read on it."""

from django.urls import reverse

from tests.pages import texts

# Of an application that a letter leads to.
WHERE = "/en/admin/platforms/platformapplication/1/change/"
SAID = "What we say to each other"


def url_of(application, page="change", *more):
    name = f"admin:platforms_platformapplication_{page}"
    return reverse(name, args=[application.pk, *more])


def said(page):
    """Return the words of each note and opinion on a page."""
    return texts(page, '//*[@class="said"]/p[not(@class)] | //*[@class="said"]/blockquote')


def told(page):
    return texts(page, '//*[@class="messagelist"]/li')
