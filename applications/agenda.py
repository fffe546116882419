"""What stands on the agenda of a board session, on screen and on paper; no address of anybody."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from applications import waiting
from applications.models import Application, Opinion, SessionItem
from applications.paper import Part, Question, Sheet


@dataclass(frozen=True)
class InBrief:
    """An application in a few lines, as its form tells it."""

    country: str
    asks: str


@dataclass(frozen=True)
class Entry:
    """An item of a session; ``application`` is in the model of its form.

    To a contact of the application neither summary nor opinions are told.
    """

    number: int
    item: SessionItem
    application: Application
    brief: InBrief
    opinions: tuple[str, ...]
    is_party: bool

    @property
    def summary(self):
        return "" if self.is_party else self.item.summary

    @property
    def lead(self):
        return "" if self.application.lead is None else name_of(self.application.lead)

    @property
    def since(self):
        """Say since when it waits: the day, and how long that is."""
        return _("%(day)s (%(time)s)") % {
            "day": date_format(self.application.state_since),
            "time": waiting.age(self.application.state_since),
        }


def name_of(user):
    """Return by what a colleague goes on paper, which bears no whole address."""
    return user.name or user.email.partition("@")[0]


def entries(session, *, admin_site, request):
    """Return what is on a session, in its order; the same number of queries for any number."""
    items = list(session.items.select_related("application", "postponed_to"))
    items.sort(key=lambda item: (not item.is_open, item.position, item.pk))
    found = in_their_forms([item.application for item in items], admin_site, request)
    opinions = _opinions(found)
    seen = [item for item in items if item.application_id in found]
    return [
        _entry(number, item, found[item.application_id], opinions, admin_site, request.user)
        for number, item in enumerate(seen, 1)
    ]


def _entry(number, item, application, opinions, admin_site, user):
    is_party = application.is_of(user)
    return Entry(
        number=number,
        item=item,
        application=application,
        brief=page_of_form(application, admin_site).in_brief(application),
        opinions=() if is_party else tuple(opinions.get(application.pk, ())),
        is_party=is_party,
    )


def page_of_form(application, admin_site):
    """Return the admin of an application's form, through which its own service is reached."""
    return admin_site.get_model_admin(application.answers_model)


def in_their_forms(applications, admin_site, request):
    """Return by their keys those that this person may see, each in the model of its form."""
    found = {}
    for form in {application.form for application in applications}:
        of_form = [application for application in applications if application.form == form]
        page = page_of_form(of_form[0], admin_site)
        rows = page.rows_of(request, [application.pk for application in of_form])
        found |= {application.pk: application for application in rows}
    return found


def _opinions(found):
    """Return by application who gave an opinion and when.

    Its words are not told: who gave one was promised that the asker and the lead alone read it.
    """
    told = {}
    given = Opinion.objects.filter(application__in=list(found), answered_at__isnull=False)
    for opinion in given.select_related("asked_of").order_by("answered_at", "pk"):
        words = _("%(colleague)s, %(day)s") % {
            "colleague": name_of(opinion.asked_of),
            "day": date_format(opinion.answered_at),
        }
        told.setdefault(opinion.application_id, []).append(words)
    return told


def sheet(session, rows):
    """Return the agenda as a sheet of paper, in the language now in use."""
    facts = [
        (_("Day"), date_format(session.day)),
        (_("Place"), session.place),
        (_("Chaired by"), session.chaired_by),
        (_("Minutes"), session.minutes),
        (_("Note"), session.note),
    ]
    return Sheet(
        title=_("Agenda of the board session"),
        language=get_language(),
        facts=tuple(fact for fact in facts if fact[1]),
        parts=tuple(_part(row) for row in rows),
        closing="" if rows else _("Nothing is on this session yet."),
    )


def _part(row):
    return Part(
        f"{row.number}. {row.application.title or row.application.reference}",
        questions=tuple(Question(label, answer=str(value)) for label, value in told_of(row)),
    )


def told_of(row):
    """Return what the agenda tells of an entry, as pairs of a label and a text; none is empty."""
    application = row.application
    pairs = [
        (_("Reference"), application.reference),
        (_("Form"), application.get_form_display()),
        (_("Country"), row.brief.country),
        (_("State"), application.get_state_display()),
        (_("Waits since"), row.since),
        (_("Lead"), row.lead),
        (_("Summary of the lead"), row.summary),
        (_("What is asked"), row.brief.asks),
        (_("Second opinions given by"), "\n".join(row.opinions)),
        (_("Outcome"), row.item.get_outcome_display()),
    ]
    return [(label, value) for label, value in pairs if value]
