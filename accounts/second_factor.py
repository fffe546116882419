"""The second factor: where it is needed, a password alone makes nobody a member of staff."""

from django.conf import settings
from django.contrib.auth.middleware import get_user
from django.contrib.auth.models import AnonymousUser
from django.utils.functional import SimpleLazyObject

KEY = "second_factor_of"
# Pages that know who has given a password alone: to set up a second factor, and the way out.
BEFORE_IT = ("mfa_activate_totp", "account_logout")


def note_given(request, user):
    """Note in the session that this person has given the second factor in it.

    That there is one is not enough: a session of before it was set up may be somebody else's.
    """
    request.session[KEY] = user.pk


def has_given(request, user):
    """Return whether it is noted that this person has given the second factor in the session."""
    return request.session.get(KEY) == user.pk


def half_signed_in(request):
    """Return who has signed in with a password alone where that is not enough, or ``None``."""
    if not settings.STAFF_NEEDS_SECOND_FACTOR:
        return None
    user = get_user(request)
    if user.is_anonymous or has_given(request, user):
        return None
    return user


def only_with_second_factor(get_response):
    """Take who has not given the second factor for nobody: every view then refuses by itself."""

    def middleware(request):
        request.user = SimpleLazyObject(lambda: _known(request))
        return get_response(request)

    return middleware


def _known(request):
    page = request.resolver_match and request.resolver_match.url_name
    if half_signed_in(request) and page not in BEFORE_IT:
        return AnonymousUser()
    return get_user(request)
