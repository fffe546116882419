"""The pages of following by mail: the form, the confirmation, one's own page, the stop."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from applications import abuse
from network.follow import emails, links, services
from network.follow.forms import WHOLE, FollowForm, WishesForm, territory_of
from network.models import Rhythm
from outbox import post


def page(request, name, context, **response):
    return TemplateResponse(request, f"network/follow/{name}.html", context, **response)


def follow(request):
    """Ask what somebody wishes to follow by mail, and write there to confirm it.

    What comes back is the same whether the address follows it already or not.
    """
    is_sent = request.method == "POST"
    territory = territory_of(request.POST if is_sent else request.GET)
    form = FollowForm(
        request.POST if is_sent else None,
        territory=territory,
        initial={
            "place": f"T{territory.pk}" if territory else request.GET.get("country") or WHOLE,
            "rhythm": Rhythm.MONTHLY,
            "language": get_language(),
        },
    )
    if not form.is_valid():
        return page(request, "follow", {"form": form})
    once = form.once()
    if not post.is_written(emails.occasion_of(once)):
        if not _may_send(request, form):
            return page(request, "follow", {"form": form, "too_many": True}, status=429)
        services.ask(once=once, **form.said())
    return page(request, "asked", {"email": form.cleaned_data["email"]})


def _may_send(request, form):
    return abuse.may_send_from(request) and abuse.may_write_to(form.cleaned_data["email"])


@never_cache
def follow_confirm(request, token):
    """Ask by a private link for one press on a button, and then lead to one's own page."""
    if links.is_forged("confirm", token):
        raise Http404
    asked = links.follow_of(token)
    if asked is None:
        return page(request, "over", {})
    if request.method == "POST":
        services.confirm(asked)
        messages.success(request, _("You follow it now."))
    elif not asked.confirmed_at:
        return page(request, "confirm", {"asked": asked})
    return redirect(links.own_path(asked.follower_id))


@never_cache
def follow_own(request, token):
    """Show by a private link what somebody follows; its buttons change and stop it."""
    follower = links.follower_of("own", token)
    if follower is None:
        raise Http404
    if follower.has_stopped:
        return page(request, "stopped", {})
    form = WishesForm(
        _wishes(request), initial={"rhythm": follower.rhythm, "language": follower.language}
    )
    if request.method == "POST":
        return _act(request, follower, form)
    return _own_page(request, follower, form)


def _wishes(request):
    return request.POST if request.POST.get("act") == "change" else None


def _act(request, follower, form):
    act = request.POST.get("act")
    if act == "change":
        if not form.is_valid():
            return _own_page(request, follower, form)
        services.change(follower, **form.cleaned_data)
        messages.success(request, _("Saved."))
    elif act == "stop-one":
        services.stop_one(follower, pk=_key(request.POST.get("follow", "")))
    elif act == "stop":
        services.stop(follower)
    else:
        raise Http404
    return redirect(request.path)


def _key(text):
    """Return the key of a row that was sent, or 0 where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _own_page(request, follower, form):
    context = {
        "form": form,
        "follower": follower,
        "follows": follower.follows.confirmed().in_order(),
        "stop": links.stop_path(follower.pk),
    }
    return page(request, "own", context)


@csrf_exempt  # a mail program sends the press without our cookie (RFC 8058); the link is the right
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_stop(request, token):
    """Ask for one press on a button, or take that of a mail program: then all letters stop.

    The answer to the press is no redirect, which mail programs need not follow.
    """
    follower = links.follower_of("stop", token)
    if follower is None:
        raise Http404
    if request.method == "POST":
        services.stop(follower)
        follower.refresh_from_db()
    return page(request, "stopped" if follower.has_stopped else "stop", {})
