"""The answers of the application to open a platform as plain data."""

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries

from applications.recorded import Recorded, documents_in_words, documents_of
from platforms.languages import name_of
from platforms.models import PlatformApplication
from platforms.workflow import DESCRIPTION, PLACE, PublicContact, Section
from territories.models import Territory
from territories.workflow import ActorKind
from together_site.text import listed

# What each page asks, in its order. Participants and documents are rows of their own.
ASKED = {
    Section.TERRITORY: [
        "holder",
        "actor_name",
        "actor_kind",
        "territory_name",
        "territory_country",
    ],
    PLACE: ["listed_territory"],
    DESCRIPTION: [
        "territory_kind",
        "territory_area",
        "territory_parent",
        "population",
        "population_year",
        "latitude",
        "longitude",
        "website",
    ],
    Section.PLATFORM: [
        "local_name",
        "since_year",
        "is_formal",
        "aims",
        "has_begun",
        "languages",
    ],
    Section.PARTICIPANTS: ["participants", "why_few_kinds"],
    Section.MANDATE: ["mandate", "decided_by", "decided_on", "document", "why_no_mandate"],
    Section.CONTACTS: [
        "contact_name",
        "contact_role",
        "contact_phone",
        "second_name",
        "second_role",
        "second_email",
        "second_phone",
        "public_contacts",
    ],
    Section.PROCESS: ["cycle", "phase", "trained", "help_needed", "help_offered"],
}


def participant(name, kind, role):
    """Return who takes part as one line."""
    known = dict(ActorKind.choices).get(kind)
    words = f"{name} ({known})" if known else name
    return f"{words}: {role}" if role else words


def _participants(rows):
    return "\n".join(participant(*row) for row in rows)


def place_in_words(pk):
    """Return a place of the registry by its name and code; empty where there is none."""
    place = Territory.objects.filter(pk=pk).first()
    return f"{place.name} ({place.code})" if place else ""


class PlatformAnswers(Recorded):
    """How the answers of the application to open a platform are read."""

    model = PlatformApplication
    asked = ASKED
    labels = {
        "participants": gettext_lazy("Participants"),
        "document": gettext_lazy("The decision or the acknowledgement"),
    }
    words = {
        "participants": _participants,
        "document": documents_in_words,
        "listed_territory": place_in_words,
        "territory_country": lambda code: countries.name(code),
        "decided_on": lambda day: date_format(parse_date(str(day))),
        "languages": lambda codes: listed(map(name_of, codes)),
        "public_contacts": lambda chosen: listed(PublicContact(one).label for one in chosen),
        "is_formal": lambda yes: _("Yes") if yes else _("No"),
        "has_begun": lambda yes: _("Yes") if yes else _("Not yet"),
    }

    def pages_of(self, section):
        is_of_territory = section == Section.TERRITORY
        return (Section.TERRITORY, PLACE, DESCRIPTION) if is_of_territory else (section,)

    def beside(self, application):
        rows = application.participants.order_by("pk").values_list("name", "kind", "role")
        return {
            "participants": [list(row) for row in rows],
            "document": documents_of(application, Section.MANDATE),
        }


RECORDED = PlatformAnswers()
