"""The letters to who follows by mail; each writes a row."""

from django.utils import translation

from outbox import post
from outbox.models import OutgoingEmail, State

FOLDER = "network/email"
DIGEST = f"{FOLDER}/follow_digest"


def occasion_of(once):
    """Return what names the letter that answers a sending of the form."""
    return f"follow:{once}"


def confirm(follow, *, once, language):
    """Ask who was typed in to confirm: anybody may type any address."""
    _answer(follow, "follow_confirm", once=once, language=language, follow_pk=follow.pk)


def known(follow, *, once, language):
    """Tell who follows it already how to change that; the form tells nobody."""
    _answer(follow, "follow_known", once=once, language=language)


def _answer(follow, template, *, once, language, **more):
    follower = follow.follower
    with translation.override(language):
        what = follow.name
    post.put(
        occasion_of(once),
        to=follower.email,
        language=language,
        template=f"{FOLDER}/{template}",
        context={"follower_pk": follower.pk, "what": [what], **more},
        about=follower.about,
    )


def digest(follower, **words):
    """Return the letter that tells what is new, as ``post.put_all`` takes it.

    It is named by the day on which it was due, so that it is written once.
    """
    return {
        "occasion": f"follower:{follower.pk}:{follower.due_on.isoformat()}",
        "to": follower.email,
        "language": follower.language,
        "template": DIGEST,
        "context": {"follower_pk": follower.pk, **words},
        "about": follower.about,
    }


def forget(*followers):
    """Delete the letters to some followers, but those that are being sent now."""
    _delete(OutgoingEmail.objects.filter(about__in=[follower.about for follower in followers]))


def forget_old(before):
    """Delete the letters of news that were sent before a moment; returns how many."""
    old = OutgoingEmail.objects.filter(template=DIGEST, state=State.SENT, sent_at__lt=before)
    return _delete(old)


def _delete(letters):
    free = letters.select_for_update(skip_locked=True).values_list("pk", flat=True)
    number, _by_table = OutgoingEmail.objects.filter(pk__in=list(free[:5000])).delete()
    return number
