"""Meetings, trainings and registrations for who tries every address."""

from tests.network.registering import (
    again,
    link_of_registration,
    make_coming,
    make_registration,
    put_in_the_past,
)


def things_of_events():
    """Return the names of a meeting and a training, of a draft, and of registrations."""
    meeting, training = make_coming(), make_coming(kind="training")
    draft = make_coming(published_on=None)
    draft.title_en = f"{draft.title_en}, changed"
    draft.save()
    over = put_in_the_past(make_coming(kind="training"))
    over.attendance.create(kind="school", number=3)
    unconfirmed = make_registration(meeting, is_confirmed=False)
    link = link_of_registration(unconfirmed)
    return {
        "meeting": meeting.slug,
        "meeting_pk": meeting.pk,
        "training": training.slug,
        "over_pk": over.pk,
        "hidden_meeting": draft.slug,
        "hidden_meeting_pk": draft.pk,
        "meeting_version": again(draft).changes.get().pk,
        "registration_pk": make_registration(meeting).pk,
        "token_of_registration": link.rstrip("/").rpartition("/")[2],
    }
