"""Builders and buttons of board sessions."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from lxml import html

from applications import board
from applications.models import BoardSession
from applications.workflow import State
from tests.applications.factories import make_application
from tests.pages import values


def make_session(*applications, days=0, **fields):
    """Make a session so many days from today with some applications on it, in their order."""
    day = timezone.localdate() + timedelta(days=days)
    session = BoardSession.objects.create(**{"day": day, "place": "Odemira", **fields})
    for application in applications:
        board.put_on(session, [application.pk])
    return session


def before_the_board(title="Vila Exemplo", **fields):
    return make_application(State.FOR_THE_BOARD, title=title, **fields)


def url(page, session, *others):
    return reverse(f"admin:applications_boardsession_{page}", args=[session.pk, *others])


def button(client, session, application, name, sent=None):
    """Press a button beside an application on a session."""
    item = session.items.get(application=application)
    return client.post(url("item", session, item.pk, name), sent or {})


def decides(client, session, decisions, *, minutes="2026/4", **letters):
    """Enter decisions as a browser does: ``{application: (choice, note or session)}``.

    Returns the page of letters and the answer to its button. ``letters`` are further fields of it.
    """
    sent = {"minutes": minutes}
    for application, (choice, words) in decisions.items():
        key = session.items.get(application=application, is_open=True).pk
        name = "to" if choice == "postpone" else "note"
        sent |= {f"item-{key}-choice": choice, f"item-{key}-{name}": words}
    page = client.post(url("decide", session), sent)
    return page, client.post(url("decide", session), {**form_of(page), **letters})


def form_of(page):
    """Return what a browser sends of the main form of a page in which nothing was touched."""
    forms = [form for form in html.fromstring(page.text).forms if not form.get("action")]
    return dict(max(forms, key=lambda form: len(form.fields)).form_values())


def release(client, session):
    """Release all that the page of the release shows."""
    shown = values(client.get(url("release", session)), '//input[@name="decision"]/@value')
    return client.post(url("release", session), {"decision": shown})
