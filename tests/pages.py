"""Reading what a page says, as a visitor would."""

from lxml import html


def texts(response, path):
    """Return the words of each element that an XPath finds in a page, blanks collapsed."""
    found = html.fromstring(response.text).xpath(path)
    return [" ".join(" ".join(element.itertext()).split()) for element in found]


def values(response, path):
    """Return the attributes that an XPath such as ``//a/@href`` finds in a page."""
    return [str(value) for value in html.fromstring(response.text).xpath(path)]
