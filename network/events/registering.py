"""How one registers for an event, and the page of one's own registration."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from applications import abuse
from moves.services import MoveRefused
from network.events import calendars, links, reading, services, when
from network.events.forms import RegisterForm
from network.events.pages import crumb_of, page
from network.events.workflow import ClosedError
from network.models import Registration
from network.workflow import RegistrationState


def event_register(request, slug):
    """Ask what one needs to know of who comes, and write there to confirm it."""
    event = reading.with_words(get_object_or_404(reading.of_slug(), slug=slug))
    context = {"event": event, "crumbs": [crumb_of(event)]}
    if why := when.why_not(event):
        return page(request, "closed", {**context, "why": why})
    initial = {"language": get_language()}
    form = RegisterForm(request.POST or None, event=event, initial=initial)
    context |= {"form": form, "months": settings.MONTHS_UNTIL_REGISTRATIONS_GO}
    if not form.is_valid():
        return page(request, "register", context)
    once = form.once()
    if not Registration.objects.filter(once=once).exists() and not _may_send(request, form):
        return page(request, "register", {**context, "too_many": True}, status=429)
    try:
        state = services.register(event, once=once, **form.said())
    except ClosedError as closed:
        return page(request, "closed", {**context, "form": None, "why": closed.why})
    sent = {"email": form.cleaned_data["email"], "waits": state == RegistrationState.WAITING}
    return page(request, "sent", {**context, "form": None, **sent})


def _may_send(request, form):
    return abuse.may_send_from(request) and abuse.may_write_to(form.cleaned_data["email"])


def of_token(token):
    """Return the registration of a private link, or answer that there is none."""
    found = links.registration_of(token)
    if found is None:
        raise Http404
    return found


@never_cache
def registration(request, token):
    """Show a registration to whose it is, by the private link; its buttons confirm and cancel."""
    found = of_token(token)
    acts = {"confirm": services.confirm, "cancel": services.cancel}
    if request.method == "POST":
        act = acts.get(request.POST.get("act"))
        if act is None:
            raise Http404
        try:
            act(found)
        except MoveRefused as refusal:
            messages.error(request, str(refusal))
        return redirect(request.path)
    event = reading.with_words(found.event)
    context = {
        "registration": found,
        "event": event,
        "zone": when.zone_told(event),
        "calendar_url": reverse("network:registration-calendar", args=[token]),
    }
    return page(request, "registration", context)


@never_cache
def registration_calendar(request, token):
    """Hand out the event as a calendar, with where one takes part online for who may know."""
    found = of_token(token)
    content = calendars.calendar([found.event], name=found.event.title, online=found.online_address)
    return calendars.answer(content, found.event.slug)
