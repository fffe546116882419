"""The letters of an application, one function for each occasion; each writes a row."""

from dataclasses import asdict, dataclass

from django.conf import settings
from django.utils import timezone

from applications.models import Contact
from applications.workflow import State
from outbox import post
from outbox.models import OutgoingEmail
from outbox.rendering import render


@dataclass(frozen=True)
class Letter:
    """The words of a letter as a person has read them before they leave."""

    subject: str
    body: str


def draft_begun(application):
    """Send the private link with which the draft can be found again."""
    _put(application, "begun", "begun", to=Contact.FIRST)


def second_invited(application):
    """Send whoever applies with the first contact a private link of their own."""
    event = f"invited:{application.second_link_version}"
    _put(application, event, "invited", to=Contact.SECOND, **_title_of(application))


def _title_of(application):
    """Leave out the title before an address is confirmed: anybody may have written both."""
    return {} if application.address_confirmed_at else {"title": ""}


def fresh_link(application, *, to=Contact.FIRST):
    """Send a link for writing, good for an hour; asked twice within a minute, sent once.

    While the address is to be confirmed, send its owner the link for that: it alone leads on.
    """
    # Who takes the place of another contact has asked for none before.
    asked = f"{application.version_of(to)}:{timezone.now():%Y%m%d%H%M}"
    waits = application.state == State.UNCONFIRMED and to == Contact.FIRST
    _put(application, f"link:{asked}", "confirm" if waits else "fresh_link", to=to)


def confirm_address(record):
    _put(record.application, f"confirm:{record.pk}", "confirm", to=Contact.FIRST)


def receipt(record):
    _put(record.application, f"receipt:{record.pk}", "receipt")


def entered(record):
    _put(record.application, f"receipt:{record.pk}", "entered")


def withdrawn(record, letter=None):
    """Confirm it to whom it was theirs; to the first contact alone where nobody was confirmed.

    ``letter`` has the words of staff who withdrew it on the applicant's word.
    """
    was_known = record.application.address_confirmed_at or record.application.entered_by_id
    to = None if was_known else Contact.FIRST
    template, words = ("as_read", asdict(letter)) if letter else ("withdrawn", {})
    _put(record.application, f"withdrawn:{record.pk}", template, to=to, **words)


def contact_gone(application, *, email):
    """Give up what is held for who has gone by their address, and tell whoever is left.

    They are the only contact now, perhaps by links of another kind than before.
    """
    post.cancel_held_to(email, about=application.reference)
    for left, contact in application.contacts():
        words = {"contact": str(contact), "link_version": application.version_of(contact)}
        post.rewrite_held_to(left, about=application.reference, **words)
    event = f"gone:{application.link_version}:{application.second_link_version}"
    _put(application, event, "contact_gone")


def contact_named(record):
    """Tell whom staff have named as the contact, where nobody was left."""
    _put(record.application, f"named:{record.pk}", "contact_named")


def reopened(record, letter):
    _put(record.application, f"reopened:{record.pk}", "as_read", **asdict(letter))


def more_information(record, letter):
    _put(record.application, f"ask:{record.pk}", "as_read", **asdict(letter))


def answer_is_due(application, record):
    """Remind of an answer that is expected soon; once for each time that more was asked.

    Returns whether it was written now.
    """
    return _put_once(
        application, f"due:{record.pk}", "answer_due", until=str(application.asked_until)
    )


def draft_waits(application):
    """Remind of a draft that nobody has touched for long; once. Returns whether it was now."""
    words = _title_of(application)
    return _put_once(application, "waits", "draft_waits", to=Contact.FIRST, **words)


def draft_goes(application, day):
    """Say on which day a draft goes that nobody touches; once for each time it was left.

    Returns whether it was written now.
    """
    event = _going(application)
    return _put_once(application, event, "draft_goes", to=Contact.FIRST, day=str(day))


def was_told_it_goes(application, *, by):
    """Return whether by this moment it was written that this draft goes, as it now is."""
    return post.is_written(_occasion(application, _going(application), Contact.FIRST), by=by)


def _going(application):
    return f"goes:{application.saved_at:%Y%m%d%H%M%S}"


def hold_decision(record, letter):
    """Keep the letter of a decision until it is released."""
    _put(record.application, _decision(record), "as_read", held=True, **asdict(letter))


def release_decision(application):
    """Let go the letters of a decision, to each contact that there still is."""
    _each_held(application, post.release)


def cancel_decision(application):
    if application.decision_record():
        _each_held(application, post.cancel)


def _each_held(application, act):
    event = _decision(application.decision_record())
    for contact in Contact:
        act(_occasion(application, event, contact))


def suggestion(move, application, **words):
    """Return the letter we suggest for a move, in the applicant's language."""
    subject, body = render(
        OutgoingEmail(
            language=application.language,
            template=f"{application.letters}/{move.name}",
            context={"reference": application.reference, "title": application.title, **words},
        )
    )
    return Letter(subject, body.strip())


def frame(application):
    """Return what is added beneath every letter, with words in the place of the private link."""
    letter = OutgoingEmail(
        language=application.language,
        template="applications/email/as_read",
        context={"reference": application.reference, "subject": "", "body": ""},
    )
    return render(letter, hide_links=True)[1].lstrip()


def opinion_asked(opinion, *, path):
    """Tell a colleague; ``path`` is where the application stands in the admin."""
    _put_colleague(opinion, "asked", to=opinion.asked_of, by=opinion.asked_by, path=path)


def opinion_given(opinion, *, path):
    """Tell who had asked."""
    _put_colleague(opinion, "given", to=opinion.asked_by, by=opinion.asked_of, path=path)


def _put_colleague(opinion, event, *, to, by, path):
    """Write to a member of staff, in the language of the house and without a word of others."""
    reference = opinion.application.reference
    post.put(
        f"{reference}:opinion:{opinion.pk}:{event}",
        to=to.email,
        language=settings.LANGUAGE_CODE,
        template=f"applications/email/opinion_{event}",
        context={"reference": reference, "by": str(by), "path": path},
        about=reference,
    )


def _decision(record):
    return f"decision:{record.pk}"


def _occasion(application, event, contact):
    ending = "" if contact == Contact.FIRST else f":{contact}"
    return f"{application.reference}:{event}{ending}"


def forget(application):
    """Delete the letters of a draft that goes: they name its applicant."""
    post.forget(application.reference)


def _put_once(application, event, template, *, to=None, **words):
    """Write a letter unless there is one of this event; returns whether it was written now."""
    if not application.contacts() or post.is_written(_occasion(application, event, Contact.FIRST)):
        return False
    _put(application, event, template, to=to, **words)
    return True


def _put(application, event, template, *, to=None, held=False, **words):
    """Write a letter to each contact, or to the one named; each has private links of their own."""
    for email, contact in application.contacts():
        if to not in (None, contact):
            continue
        post.put(
            _occasion(application, event, contact),
            to=email,
            language=application.language,
            template=_template(application, template),
            context={
                "application_id": application.pk,
                "contact": str(contact),
                "link_version": application.version_of(contact),
                "reference": application.reference,
                "title": application.title,
                **words,
            },
            about=application.reference,
            held=held,
        )


def _template(application, name):
    """Return where the words of a letter stand: with its form, or with those that all share."""
    form = application.answers_model
    return f"{form.letters if name in form.own_letters else 'applications/email'}/{name}"
