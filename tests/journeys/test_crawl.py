"""Every public page that a link leads to, from the home page on, in every language."""

import os
from collections import defaultdict
from itertools import pairwise
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import resolve
from lxml import html

from tests.browser import overhang, violations
from tests.web import validator

LANGUAGES = [code for code, _name in settings.LANGUAGES]
HOST = "http://testserver"
# Where visitors are not led: staff sign in there.
LEFT_OUT = ("/admin/", "/account/")
# Pages of one kind are of one template: a browser looks at so many of each, at all with CRAWL=all.
OF_A_KIND = 1_000_000 if os.environ.get("CRAWL") == "all" else 1


class Crawl:
    """All that links lead to in one language: its pages, and what is wrong with any."""

    def __init__(self, client, language):
        self.client = client
        self.language = language
        self.pages = {}
        self.faults = defaultdict(list)
        self._follow(f"/{language}/")

    def _follow(self, first):
        waiting, known = [(first, "")], {first}
        while waiting:
            address, source = waiting.pop()
            for found in self._read(address, source):
                if found not in known:
                    known.add(found)
                    waiting.append((found, address))

    def _read(self, address, source):
        """Ask for an address; return where its links lead."""
        answer = self.client.get(address, follow=True, headers={"accept-language": self.language})
        if answer.status_code != 200:
            self.faults[address].append(f"{answer.status_code}, linked from {source}")
            return []
        if not answer.headers["Content-Type"].startswith("text/html"):
            self.client.cookies.clear()
            b"".join(answer.streaming_content) if answer.streaming else answer.content
            return []
        # The next page is asked for as by a visitor who has no cookie yet.
        self.client.cookies.clear()
        here = answer.redirect_chain[-1][0] if answer.redirect_chain else address
        self.pages[urlsplit(here)._replace(scheme="", netloc="").geturl()] = answer.text
        return self._links(here, html.fromstring(answer.text))

    def _links(self, here, page):
        for link in page.xpath("//a/@href"):
            address = urldefrag(urljoin(HOST + here, str(link)))[0]
            parts = urlsplit(address)
            # Where a page stands in another language is of the crawl of that one.
            is_ours = parts.netloc == "testserver" and parts.path.startswith(f"/{self.language}/")
            if is_ours and not any(part in parts.path for part in LEFT_OUT):
                yield address.removeprefix(HOST)

    def of_each_kind(self):
        """Return the addresses that a browser looks at, those without a question alone."""
        kinds = defaultdict(list)
        for address in sorted(self.pages):
            if "?" not in address:
                kinds[kind_of(address)].append(address)
        return [address for each in kinds.values() for address in each[:OF_A_KIND]]


def kind_of(address):
    """Return what all pages of a template have in common: each of the association stands alone."""
    found = resolve(urlsplit(address).path)
    return address if found.app_names[:1] == ["network"] else found.view_name


def outline_faults(text):
    """Return what is wrong with the headings and the language of a page."""
    page = html.fromstring(text)
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} h1"
    for before, level in pairwise(levels):
        if level > before + 1:
            yield f"h{level} after h{before}"
    if not page.xpath("//title/text()"):
        yield "no title"


@pytest.fixture
def content():
    """What a machine shows after ``make run``."""
    call_command("load_sample_content", verbosity=0)
    call_command("load_sample_networks", verbosity=0)
    call_command("load_network_content", verbosity=0)
    call_command("load_sample_association", verbosity=0)


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_to_a_sound_page(client, content, language, tmp_path):
    crawl = Crawl(client, language)

    titles = defaultdict(set)
    for address, text in crawl.pages.items():
        crawl.faults[address] += outline_faults(text)
        titles[html.fromstring(text).findtext(".//title")].add(urlsplit(address).path)
    twice = {title: sorted(paths) for title, paths in titles.items() if len(paths) > 1}
    assert len(crawl.pages) > 150
    assert {address: faults for address, faults in crawl.faults.items() if faults} == {}
    assert twice == {}
    # The last of all: without a validator the test counts as skipped, though all else was seen.
    validator.need()
    assert validator.faults(crawl.pages, tmp_path) == {}


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_public_page_is_open_to_everybody(visitor, site, client, content, language):
    page, faults = visitor(), {}

    for address in Crawl(client, language).of_each_kind():
        page.goto(address)
        found = violations(page)
        if wide := overhang(page):
            found.append(f"{wide} px wider than 320")
        if found:
            faults[address] = found

    assert faults == {}
