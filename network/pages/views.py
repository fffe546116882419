"""Pages of the association: each a record with words and, around them, what the site knows."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from network.models import Page
from network.models.page import ADDRESSES
from network.pages import history as histories
from network.pages import join, video
from network.pages import method as methods
from network.pages import organisation as organisations
from network.pages.answers import answer
from network.statements import pages as statements
from territories.conditional import by_version

# Pages of words alone, below the page about the network.
ABOUT = ("aims", "benefits")


@by_version
def join_us(request):
    """Show the way from a first group to trained facilitators, with how far the visitor is."""
    return join.join_us(request, Page.objects.called("join-us"))


def join_us_as(request, kind):
    """Say what a territory, an entity, an organisation or a person needs to know before joining.

    It is not kept: dues and the time that a decision takes change without the registry.
    """
    if kind not in join.KINDS:
        raise Http404
    return join.join_us_as(request, Page.objects.called(join.KINDS[kind][0]), kind)


@by_version
def about(request):
    """Say what the network is, and lead to what there is to read of it."""
    return _about(request, Page.objects.called("about"))


def _about(request, page):
    shown = video.shown_video()
    return answer(request, "about", page, shows=[shown], video=shown)


@by_version
def about_page(request, slug):
    """Show the page on the aims, or on the benefits of membership."""
    if slug not in ABOUT:
        raise Http404
    return _about_page(request, Page.objects.called(slug), slug)


def _about_page(request, page, slug):
    return answer(request, slug, page, crumbs=histories.to_about())


@by_version
def history(request):
    """Tell the history of the network by its dates."""
    return histories.history(request, Page.objects.called("history"))


@by_version
def organisation(request):
    """Show the bodies of the network with who may sit in them and who does."""
    return organisations.organisation(request, Page.objects.called("organisation"))


def video_page(request):
    """Show the film, from another host."""
    return video.video_page(request)


@by_version
def method(request):
    """Tell the method in plain words, with the spiral of its phases."""
    return methods.method(request, Page.objects.called("method"))


@by_version
def technical_sheet(request):
    """Say how a group begins."""
    return methods.technical_sheet(request, Page.objects.called("technical-sheet"))


@by_version
def technical_sheet_pdf(request):
    """Send the same as a PDF."""
    return methods.technical_sheet_pdf(Page.objects.called("technical-sheet"))


@by_version
def page_detail(request, slug):
    """Show a page that staff have added; one that the site leads to has an address of its own."""
    if slug in ADDRESSES:
        name, *args = ADDRESSES[slug]
        return redirect(reverse(name, args=args), permanent=True)
    return _plain(request, get_object_or_404(Page.objects.public(), slug=slug))


def _plain(request, page):
    crumbs = [(reverse("home"), _("Home"))]
    return answer(request, "plain", page, crumbs=crumbs)


def preview_response(request, page):
    """Return the page as visitors will see it, with words that may not be saved yet."""
    if page.slug == "home":
        return import_string(settings.HOME)(request, page)
    for kind, (slug, _categories) in join.KINDS.items():
        if page.slug == slug:
            return join.join_us_as(request, page, kind)
    if page.slug in ABOUT:
        return _about_page(request, page, page.slug)
    if page.slug in statements.SLUGS:
        return statements.shown(request, page.slug, page)
    draw = {
        "join-us": join.join_us,
        "about": _about,
        "history": histories.history,
        "organisation": organisations.organisation,
        "method": methods.method,
        "technical-sheet": methods.technical_sheet,
    }.get(page.slug, _plain)
    return draw(request, page)
