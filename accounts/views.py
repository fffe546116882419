"""Pages of the sign-in that allauth does not have, or has otherwise."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base.views import IndexView
from allauth.mfa.totp.views import ActivateTOTPView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import kept
from accounts.models import User
from accounts.second_factor import note_given


class Overview(IndexView):
    """Say whether the second factor is on, and lead to what can be done about it."""

    def get_context_data(self, **kwargs):
        may_remove = not settings.STAFF_NEEDS_SECOND_FACTOR
        return super().get_context_data(may_remove=may_remove, **kwargs)


class SetUp(ActivateTOTPView):
    """Set up the app; the code that proves it is the second factor of this session too.

    It counts as given again, so that the recovery codes are shown at once.
    """

    def form_valid(self, form):
        answer = super().form_valid(form)
        user = self.request.user
        note_given(self.request, user)
        record_authentication(self.request, user, method="mfa", reauthenticated=True)
        return answer


@login_required
def set_up(request):
    """Set up the authenticator app of a person once, however often the button was pressed."""
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=request.user.pk)
        return SetUp.as_view()(request)


@login_required
def go_on(request):
    """Offer to send what was sent after the session had ended; without any, go to the admin.

    The button that sends it goes to the address it was for. POST here forgets it.
    """
    if request.method == "POST":
        kept.forget(request)
    found = kept.kept_for(request)
    if found is None:
        return redirect("admin:index")
    context = {**found, "words": kept.words_of(found["fields"])}
    return TemplateResponse(request, "account/go_on.html", context)


@login_required
@require_POST
def switch_digest(request):
    """Switch on or off the daily letter to the person who asks, as the button says."""
    is_wanted = "on" in request.POST
    User.objects.filter(pk=request.user.pk).update(gets_digest=is_wanted)
    told = _("You get the daily letter.") if is_wanted else _("You get no daily letter any more.")
    messages.success(request, told)
    return redirect("admin:index")
