"""A walk through pages in one language, and what is wrong with each."""

from django.contrib.sessions.backends.db import SessionStore
from django.utils import translation
from django.utils.translation import gettext

from applications import access
from applications.models import Contact
from tests.browser import fill, overhang, press, violations


class Tour:
    """A walk through pages in one language, noting what is wrong with each."""

    def __init__(self, page, language, *, site, client):
        self.page = page
        self.site = site
        self.client = client
        self.language = language
        self.faults = {}
        self.titles = {}
        # The markup of pages as the site sent it, before the browser mended any.
        self.markup = {}
        page.on("response", self._keep_answer)

    def see(self, path, *, sent=None, button=None, again=False):
        """Look at a page; with ``sent``, at what comes back when that is filled in and sent.

        ``again`` says that it is another view of a page seen before, under the same title.
        """
        self.page.goto(path if path.startswith("/mailbox/") else f"/{self.language}{path}")
        if sent is not None:
            fill(self.page, **sent)
            press(self.page, *filter(None, [button]))
        name = path if sent is None else f"{path} sent"
        self.note(name, with_errors=self.page.locator("#error-summary, .errornote").count() > 0)
        if not again and sent is None:
            self._note_title(name)

    def see_text(self, name, html, *, with_errors=False):
        """Look at a page that no address gives at will."""
        address = f"{self.site}/health?{name}"
        self.page.route(address, lambda route: route.fulfill(body=html, content_type="text/html"))
        self.page.goto(address)
        self.note(name, with_errors=with_errors)

    def note(self, name, *, with_errors=False):
        faults = [*violations(self.page), *self._frame_faults(with_errors)]
        if self.language == "en":
            self.page.emulate_media(color_scheme="dark")
            faults += [
                f"dark: {fault}" for fault in violations(self.page, rules=["color-contrast"])
            ]
            self.page.emulate_media(color_scheme="light")
        if faults:
            self.faults[name] = faults
        self._keep_markup(name)

    def _frame_faults(self, with_errors):
        page = self.page
        if page.locator("h1").count() != 1:
            yield f"{page.locator('h1').count()} h1"
        if page.get_attribute("html", "lang") != self.language:
            yield f"lang is {page.get_attribute('html', 'lang')}"
        if wide := overhang(page):
            yield f"{wide} px wider than 320"
        with translation.override(self.language):
            if page.title().startswith(gettext("Error:")) != with_errors:
                yield f"title is {page.title()}"
        if page.locator("#error-summary:not(:focus)").count():
            yield "focus is not on the error summary"

    def _keep_answer(self, answer):
        if answer.request.is_navigation_request():
            self.answer = answer

    def _keep_markup(self, name):
        # The admin is in Django's own markup, and the mailbox is on no public machine.
        if not any(part in self.answer.url for part in ("/admin/", "/mailbox/")):
            self.markup[name] = self.answer.text()

    def _note_title(self, name):
        other = self.titles.setdefault(self.page.title(), name)
        if other != name:
            self.faults.setdefault(name, []).append(f"same title as {other}")

    def open_to(self, purpose, *applications):
        """Open applications to the person on the tour, as their private links do."""
        session = SessionStore()
        session[access.KEY] = {
            application.reference: {
                "purpose": str(purpose),
                "version": application.link_version,
                "contact": str(Contact.FIRST),
            }
            for application in applications
        }
        session.create()
        self.carry("sessionid", session.session_key)

    def sign_in(self, user):
        self.client.force_login(user)
        self.carry("sessionid", self.client.cookies["sessionid"].value)

    def carry(self, name, value):
        """Give the browser a cookie of the site."""
        self.page.context.add_cookies([{"name": name, "value": value, "url": self.site}])
