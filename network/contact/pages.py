"""The public pages of contact: the form with the addresses, and how far an answer is."""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from applications import abuse
from network.contact import links, services
from network.contact.forms import MessageForm, SubjectQuestion
from network.contact.workflow import MessageState
from network.models import Message, Subject
from territories.projection import project

ODEMIRA = (37.60, -8.64)  # degrees
# The drawing: from Galicia to the Strait, with some sea beside it.
NORTH_WEST, SOUTH_EAST = (43.4, -12.0), (35.6, -4.4)
# What is told of a state: that it was taken for spam is not, who reads it may be a person.
TOLD = {
    MessageState.OPEN: (MessageState.OPEN.label, "pill-info"),
    MessageState.IN_HAND: (MessageState.IN_HAND.label, "pill-info p50"),
    MessageState.ANSWERED: (MessageState.ANSWERED.label, "pill-good"),
    MessageState.CLOSED: (MessageState.CLOSED.label, "pill-end"),
    MessageState.SPAM: (MessageState.CLOSED.label, "pill-end"),
}


@dataclass(frozen=True)
class PlaceMap:
    """A cut of the land with one dot. Numbers are text: no language writes them its way."""

    box: str
    x: str
    y: str


def map_of_odemira():
    (left, top), (right, bottom) = project(*NORTH_WEST), project(*SOUTH_EAST)
    x, y = project(*ODEMIRA)
    box = f"{left:.1f} {top:.1f} {right - left:.1f} {bottom - top:.1f}"
    return PlaceMap(box, f"{x:.1f}", f"{y:.1f}")


def contact(request):
    """Show where the network is and ask what somebody wants to say; keep it when it is sent."""
    initial = {"language": get_language()}
    if subject := SubjectQuestion(request.GET).chosen():
        initial["subject"] = subject
    form = MessageForm(request.POST or None, initial=initial)
    if not form.is_valid():
        return _page(request, form)
    once = form.once()
    if not Message.objects.filter(once=once).exists() and not _may_send(request, form):
        return _page(request, form, too_many=True, status=429)
    message = services.write(once=once, **form.said())
    return redirect(links.path(message.pk))


def _page(request, form, *, too_many=False, status=200):
    context = {"form": form, "too_many": too_many, "place_map": map_of_odemira()}
    # One that is offered no more has changed the page too.
    if changed_at := Subject.objects.last_change():
        context["changed_at"] = changed_at
    return TemplateResponse(request, "network/contact/contact.html", context, status=status)


def _may_send(request, form):
    return abuse.may_send_from(request) and abuse.may_write_to(form.cleaned_data["email"])


@never_cache
def contact_message(request, token):
    """Show by its private link that a message has arrived and how far it is, not what it says."""
    message = links.message_of(token)
    if message is None:
        raise Http404
    words, look = TOLD[message.state]
    context = {
        "message": message,
        "state_words": words,
        "state_look": look,
        "answer_days": settings.DAYS_UNTIL_CONTACT_ANSWER,
    }
    return TemplateResponse(request, "network/contact/message.html", context)
