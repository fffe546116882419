"""What is done with who follows by mail: asked, confirmed, changed, stopped, forgotten."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from network.follow import emails
from network.models import Follow, Follower, next_day
from outbox.models import OutgoingEmail

# Anybody may type any address: until it is confirmed it is kept so long.
KEPT_UNCONFIRMED = timedelta(days=7)
LETTERS_KEPT = timedelta(days=30)
AT_ONCE = 1000


@transaction.atomic
def ask(*, once, email, language, rhythm, territory=None, country="", suspicion=""):
    """Keep what an address wishes to follow, and write there to confirm it.

    Who follows it already gets a letter that says so; what is returned is nothing in any case. The
    wishes of the form change nothing for an address that is confirmed.
    """
    follower = _follower(email, language=language, rhythm=rhythm, suspicion=suspicion)
    if follower.confirmed_at is None:
        follower.language, follower.rhythm = language, rhythm
        follower.save(update_fields=["language", "rhythm"])
    follow, is_new = follower.follows.get_or_create(territory=territory, country=country)
    if follow.confirmed_at:
        emails.known(follow, once=once, language=follower.language)
        return
    if not is_new:
        follow.asked_at = timezone.now()
        follow.save(update_fields=["asked_at"])
    emails.confirm(follow, once=once, language=follower.language)


def _follower(email, **wishes):
    """Return who has an address, under a lock; made where it is new."""
    found = Follower.objects.select_for_update().filter(email__iexact=email)
    if follower := found.first():
        return follower
    try:
        with transaction.atomic():
            return Follower.objects.create(email=email, **wishes)
    except IntegrityError:  # somebody was quicker
        return found.get()


@transaction.atomic
def confirm(follow):
    """Confirm that an address wishes to follow something; pressed twice, it is done once."""
    follower = Follower.objects.select_for_update().filter(pk=follow.follower_id).first()
    if follower is None or follower.has_stopped:
        return
    now, today = timezone.now(), timezone.localdate()
    Follow.objects.filter(pk=follow.pk, confirmed_at=None).update(confirmed_at=now)
    if follower.confirmed_at is None:
        follower.confirmed_at, follower.told_before = now, today
        follower.due_on = next_day(follower.rhythm, today)
        follower.save(update_fields=["confirmed_at", "told_before", "due_on"])


@transaction.atomic
def change(follower, *, rhythm, language):
    """Change how often and in which language a follower is written to."""
    follower = _locked(follower)
    if follower.has_stopped:
        return
    if follower.rhythm != rhythm:
        follower.due_on = next_day(rhythm, timezone.localdate())
    follower.rhythm, follower.language = rhythm, language
    follower.save(update_fields=["rhythm", "language", "due_on"])


@transaction.atomic
def stop_one(follower, *, pk):
    """Stop one thing that is followed; with the last one all stops."""
    follower = _locked(follower)
    follower.follows.filter(pk=pk).delete()
    if not follower.follows.confirmed().exists():
        _stop(follower)


@transaction.atomic
def stop(follower):
    """Stop all letters and erase the address. Done twice, it is done once."""
    _stop(_locked(follower))


def _locked(follower):
    return Follower.objects.select_for_update().get(pk=follower.pk)


def _stop(follower):
    if follower.has_stopped:
        return
    emails.forget(follower)
    follower.follows.all().delete()
    follower.email, follower.suspicion, follower.stopped_at = "", "", timezone.now()
    follower.save(update_fields=["email", "suspicion", "stopped_at"])


@transaction.atomic
def forget_unconfirmed():
    """Delete what nobody has confirmed for long, and addresses that confirmed nothing.

    Returns how many things.
    """
    before = timezone.now() - KEPT_UNCONFIRMED
    number, _by_table = Follow.objects.filter(confirmed_at=None, asked_at__lt=before).delete()
    idle = Follower.objects.filter(confirmed_at=None, stopped_at=None, follows=None)
    idle = list(
        idle.filter(asked_at__lt=before).select_for_update(of=("self",), skip_locked=True)[:AT_ONCE]
    )
    emails.forget(*idle)
    Follower.objects.filter(pk__in=[follower.pk for follower in idle], follows=None).delete()
    return number


@transaction.atomic
def forget_letters():
    """Delete letters of news sent long ago, and those that were in the mail when all stopped."""
    emails.forget_old(timezone.now() - LETTERS_KEPT)
    stopped = Follower.objects.filter(
        stopped_at__gte=timezone.now() - LETTERS_KEPT, stopped_at__lte=timezone.now()
    )
    about = [follower.about for follower in stopped.only("pk")]
    if about and OutgoingEmail.objects.filter(about__in=about).exists():
        emails.forget(*stopped)
