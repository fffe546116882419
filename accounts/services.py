"""What is done with accounts from outside the pages."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from accounts import emails, sessions
from accounts.models import User


@transaction.atomic
def forget_second_factor(user):
    """Forget the authenticator app and the recovery codes of a person, and tell them by letter.

    Their sessions end: whoever holds the lost phone may be in one. Returns whether there was a
    second factor; without one nothing is done but to end the sessions.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    number, _ = Authenticator.objects.filter(user=user).delete()
    sessions.end_all_of(user)
    if number:
        emails.second_factor_forgotten(user)
    return bool(number)
