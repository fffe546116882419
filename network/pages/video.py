"""The film of the network: another site keeps it, and is asked only after a click."""

from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.translation import get_language_info

from network.models import Video
from network.pages.history import to_about


def shown_video():
    """Return the film that is shown, the one added last where there are several, or ``None``."""
    return Video.objects.filter(is_shown=True).order_by("-added_at", "-pk").first()


def video_page(request):
    """Show the player. On this page alone a frame may load, from the host of the player alone.

    It is made for each visitor: a kept page would come without the header that lets it.
    """
    video = shown_video()
    if video is None:
        raise Http404
    context = {
        "video": video,
        "language": language_in_words(video.language),
        "crumbs": to_about(),
        "changed_at": video.changed_at,
    }
    response = TemplateResponse(request, "network/pages/video.html", context)
    # What the decorators of django-csp set, for a host that is known only here.
    response._csp_update = {"frame-src": [f"https://{video.host}"]}
    return response


def language_in_words(code):
    """Return the name of a language, or its code where we have no name for it."""
    try:
        return get_language_info(code)["name_translated"]
    except KeyError:
        return code
