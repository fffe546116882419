"""The letters about registrations; each writes a row.

Nothing of what somebody wrote is in them: anybody may write any address into the form.
"""

from django.utils import translation
from django.utils.formats import date_format

from network.events import when
from outbox import post

FOLDER = "network/email"


def confirm(registration):
    """Ask who registers to confirm their address, and say whether there is a place."""
    name = "registration_confirm" if registration.has_place else "registration_confirm_waiting"
    _put(registration, "confirm", name, until=registration.answer_by)


def again(registration, once):
    """Say to who registers a second time that they have done so, with the private link."""
    _put(registration, f"again:{once}", "registration_again")


def confirmed(registration):
    """Say that the address is confirmed: the place is kept, or it is waited for one."""
    name = "registration_place" if registration.has_place else "registration_waiting"
    _put(registration, "confirmed", name)


def moved(registration):
    """Say to who waited that there is a place now, and until when to confirm it if need be."""
    name = "registration_moved" if registration.is_confirmed else "registration_moved_unconfirmed"
    _put(registration, "moved", name, until=registration.answer_by)


def reminder(registration):
    """Remind who comes of when and where it is."""
    # Of another day they are reminded anew.
    _put(registration, f"reminder:{registration.event.starts_on}", "registration_reminder")


def ended(registration):
    """Say to somebody that staff have cancelled their registration."""
    _put(registration, "ended", "registration_ended")


def event_cancelled(registrations):
    """Say to all who have a place or wait for one that nothing takes place."""
    post.put_all(
        _letter(one, "event-cancelled", "registration_event_cancelled") for one in registrations
    )


def event_changed(registrations, once):
    """Say to all of these when and where it is now; ``once`` names the change."""
    post.put_all(
        _letter(one, f"changed:{once}", "registration_event_changed") for one in registrations
    )


def forget(registration):
    """Delete the letters about a registration that is erased."""
    post.forget(about(registration))


def about(registration):
    """Return by what letters about a registration are found."""
    return f"registration {registration.pk}"


def _put(registration, occasion, template, *, until=None):
    letter = _letter(registration, occasion, template, until=until)
    return post.put(letter.pop("occasion"), **letter)


def _letter(registration, occasion, template, *, until=None):
    event = registration.event
    with translation.override(registration.language):
        zone = when.zone_told(event) if event.starts_at else ""
        context = {
            "registration_pk": registration.pk,
            "link_version": registration.link_version,
            "event": event.title,
            "when": f"{when.told(event)} ({zone})" if zone else when.told(event),
            "where": when.place_told(event),
            "until": until and date_format(until, "DATETIME_FORMAT"),
        }
    return {
        "occasion": f"registration:{registration.pk}:{occasion}",
        "to": registration.email,
        "language": registration.language,
        "template": f"{FOLDER}/{template}",
        "context": context,
        "about": about(registration),
    }
