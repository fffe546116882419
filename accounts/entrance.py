"""Before the admin: who may not enter is led to where that changes, and what they sent is kept."""

from functools import wraps

from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode

from accounts import kept
from accounts.second_factor import half_signed_in
from accounts.sessions import person_of_ended


def sign_in_first(view):
    """Put before a view of the admin, which itself leads to the sign-in who is not signed in.

    Who has signed in with a password alone is led to set up a second factor. A form that was sent
    is answered by what was typed in it.
    """

    @wraps(view)
    def entered(request, *args, **kwargs):
        if request.user.is_authenticated:
            kept.forget_if_sent(request)
            return view(request, *args, **kwargs)
        half = half_signed_in(request)
        if fields := kept.sent_by(request):
            return _not_lost(request, fields, half)
        return redirect("mfa_activate_totp") if half else view(request, *args, **kwargs)

    return entered


def _not_lost(request, fields, half):
    """Show what was sent; keep it too where the session tells whose it is."""
    person = half.pk if half else person_of_ended(request)
    if person:
        kept.keep(request, fields, person=person)
    after = reverse("account_go_on") if person else request.get_full_path()
    way = reverse("mfa_activate_totp" if half else "account_login")
    context = {
        "words": kept.words_of(fields),
        "is_kept": bool(person),
        "is_half": bool(half),
        "way": f"{way}?{urlencode({'next': after})}",
    }
    return TemplateResponse(request, "account/not_signed_in.html", context, status=403)
