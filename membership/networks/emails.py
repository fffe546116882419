"""The letters about requests to join a network; each writes a row."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from accounts.models import Role, User
from applications.emails import Letter
from membership.networks.entries import entry_of
from outbox import post
from outbox.models import OutgoingEmail
from outbox.rendering import render

FOLDER = "membership/email"


def confirm(request):
    """Ask who asks to confirm their address: nobody reads the request before."""
    _put(request, "confirm", "network_confirm", entry=entry_of(request).name)


def answered(request, letter):
    """Send the answer as it was read."""
    _put(request, "answer", "network_as_read", subject=letter.subject, body=letter.body)


def _put(request, event, template, **words):
    post.put(
        f"network-request:{request.pk}:{event}",
        to=request.email,
        language=request.language,
        template=f"{FOLDER}/{template}",
        context={"request_pk": request.pk, "network": request.network.name, **words},
        about=about(request.network),
    )


def about(network):
    """Return by what letters about a network are found."""
    return f"network {network.pk}"


def suggestion(move, request, *, note=""):
    """Return the letter that we suggest for an answer, in the language of who asked."""
    entry = entry_of(request).name
    subject, body = render(
        OutgoingEmail(
            language=request.language,
            template=f"{FOLDER}/network_{move.name}",
            context={"network": request.network.name, "entry": entry, "note": note},
        )
    )
    return Letter(subject, body.strip())


def frame(request):
    """Return what is added beneath the answer, with words in the place of the private link."""
    letter = OutgoingEmail(
        language=request.language,
        template=f"{FOLDER}/network_as_read",
        context={"request_pk": request.pk, "subject": "", "body": ""},
    )
    return render(letter, hide_links=True)[1].lstrip()


def tell_coordinators(request):
    """Tell those who can answer: the coordinators, or the secretariat where there is none."""
    network = request.network
    with translation.override(settings.LANGUAGE_CODE):
        path = reverse("admin:membership_network_request", args=[network.pk, request.pk])
    for user in who_answers(network):
        post.put(
            f"network-request:{request.pk}:asked:{user.pk}",
            to=user.email,
            language=settings.LANGUAGE_CODE,
            template=f"{FOLDER}/network_asked",
            context={"network": network.name, "path": path},
            about=about(network),
        )


def who_answers(network):
    """Return the active coordinators of a network, or the secretariat where it has none."""
    active = User.objects.filter(is_active=True).order_by("pk")
    own = active.filter(roles__contains=[Role.COORDINATOR], networks=network)
    return list(own) or list(active.filter(roles__contains=[Role.SECRETARIAT]))
