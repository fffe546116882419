"""What a first visit loads, and that no public page asks anything of anybody else."""

import gzip
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from lxml import etree

from together_site.settings import STORAGES

pytestmark = pytest.mark.browser

# Bytes of all that a first visit loads, compressed.
MOST_BYTES = {"/": 70_000, "/territories/": 60_000}
# As proxies compress pages unless told otherwise.
LEVEL = 6
LANGUAGE = "en"


@pytest.fixture
def sample(site):
    call_command("load_sample_content", verbosity=0)


@pytest.fixture
def collected(settings, tmp_path):
    """Serve static files as production does, from the folder that this returns."""
    settings.STORAGES = STORAGES
    settings.STATIC_ROOT = tmp_path / "public"
    # No public page has a file of Django's admin.
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["admin"])
    return settings.STATIC_ROOT


def loaded(page, path, collected):
    """Visit a page; return the compressed bytes of all that it loads, by name."""
    files = set()

    def serve(route):
        file = urlsplit(route.request.url).path.removeprefix("/static/")
        files.add(file)
        route.fulfill(path=collected / file)

    page.route("**/static/**", serve)
    answer = page.goto(f"/{LANGUAGE}{path}", wait_until="networkidle")
    # A browser without a window loads no icon.
    files.add(page.get_attribute("link[rel=icon]", "href").removeprefix("/static/"))
    return {
        "the page": len(gzip.compress(answer.body(), LEVEL)),
        **{file: compressed(collected / file) for file in files},
    }


def compressed(path):
    """Return the bytes of a collected file as it is sent: some would not gain by gzip."""
    packed = path.with_name(f"{path.name}.gz")
    return (packed if packed.exists() else path).stat().st_size


@pytest.mark.parametrize("path", MOST_BYTES)
def test_a_first_visit_is_light(visitor, sample, collected, path):
    parts = loaded(visitor(), path, collected)

    kinds = {file.rpartition(".")[2] for file in parts}
    assert kinds == {"the page", "css", "svg", "woff2"}
    assert sum(parts.values()) < MOST_BYTES[path], parts


def test_public_pages_ask_no_other_host_and_leave_no_cookie(visitor, sample, site, client):
    addresses = public_addresses(client, site)
    page = visitor()
    asked = set()
    page.context.on("request", lambda request: asked.add(urlsplit(request.url).netloc))

    for address in [*addresses, f"/{LANGUAGE}/territories/?q=sintra", f"/{LANGUAGE}/nowhere/"]:
        page.goto(address)
        if page.locator("main form[method=post]").count():
            page.context.clear_cookies()  # a form has its token, and nothing else has a cookie
        assert page.context.cookies() == []

    assert len(addresses) > 50
    assert asked == {urlsplit(site).netloc}


def public_addresses(client, site):
    """Return the address of every page of one language that the sitemap has."""
    sections = places(client, "/sitemap.xml")
    found = [address for section in sections for address in places(client, section)]
    return [address for address in found if address.startswith(f"{site}/{LANGUAGE}/")]


def places(client, address):
    content = client.get(address).content
    return [
        str(place) for place in etree.fromstring(content).xpath("//*[local-name()='loc']/text()")
    ]
