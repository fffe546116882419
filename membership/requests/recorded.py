"""The answers of a request to join as plain data."""

from django.utils.dateparse import parse_date
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries

from applications.recorded import Recorded, documents_in_words, documents_of
from membership.models import MembershipApplication
from membership.workflow import PLACE, WHICH, RepresentativeRole, Section
from platforms.models import Platform, PlatformApplication
from platforms.recorded import place_in_words
from together_site.text import listed

# What each page asks, in its order. Representatives and documents are rows of their own.
ASKED = {
    Section.PLATFORM: ["looked_for", "platform_application"],
    WHICH: ["platform"],
    Section.ENTITY: ["legal_name", "level", "country", "looked_for"],
    PLACE: ["territory"],
    Section.PERSON: ["legal_name", "country", "motivation", "joins_as_self", "is_own_name"],
    Section.BODY: ["legal_name", "kind", "country", "motivation"],
    Section.REPRESENTATIVES: ["representatives"],
    Section.DECISION: ["decided_by", "decided_on", "document"],
    Section.SERVICES: ["services_expected"],
    Section.BILLING: ["billing_address"],
    Section.AMOUNT: ["amount", "currency"],
    Section.CONTACTS: [
        "contact_name",
        "contact_role",
        "contact_phone",
        "second_name",
        "second_role",
        "second_email",
        "second_phone",
    ],
}
# What is asked of each representative, in the order of a kept row behind the role.
OF_REPRESENTATIVE = ("name", "function", "email", "phone", "starts_on", "ends_on")


def rows_of(application):
    """Return the representatives of a request as plain rows, days in ISO form."""
    known = {row.role: row for row in application.representatives.all()}
    return [
        [role.value, *(_plain(getattr(known[role], name)) for name in OF_REPRESENTATIVE)]
        for role in RepresentativeRole
        if role in known
    ]


def _plain(value):
    return "" if value is None else str(value)


def representative(role, name, function, email, phone, starts_on, ends_on):
    """Return who represents it as one line."""
    days = [date_format(parse_date(day)) if day else "…" for day in (starts_on, ends_on)]
    term = f"{days[0]} – {days[1]}" if starts_on or ends_on else ""
    told = listed(filter(None, [name, function, email, phone, term]))
    return f"{RepresentativeRole(role).label}: {told}"


def _representatives(rows):
    return "\n".join(representative(*row) for row in rows)


def platform_in_words(platform):
    """Return a platform with what tells it from its namesakes."""
    place = platform.territory
    return f"{platform.name} ({listed([place.name, place.country.name, place.code])})"


def _platform(pk):
    known = Platform.objects.select_related("territory", "collective_actor")
    platform = known.filter(pk=pk).first()
    return platform_in_words(platform) if platform else ""


def _applied(pk):
    applied = PlatformApplication.objects.filter(pk=pk).first()
    if not applied:
        return ""
    country = applied.territory_country
    where = listed(filter(None, [applied.about(), country.name if country else ""]))
    return listed([f"{applied.local_name or where} ({where})", applied.reference])


def _yes(is_so):
    return _("Yes") if is_so else ""


class MembershipAnswers(Recorded):
    """How the answers of a request to join are read."""

    model = MembershipApplication
    asked = ASKED
    labels = {
        "representatives": gettext_lazy("Representatives"),
        "document": gettext_lazy("The decision"),
    }
    words = {
        "representatives": _representatives,
        "document": documents_in_words,
        "platform": _platform,
        "platform_application": _applied,
        "territory": place_in_words,
        "country": lambda code: countries.name(code),
        "decided_on": lambda day: date_format(parse_date(str(day))),
        "amount": lambda amount: number_format(amount, decimal_pos=2),
        "joins_as_self": _yes,
        "is_own_name": _yes,
    }

    def pages_of(self, section):
        further = {Section.PLATFORM: WHICH, Section.ENTITY: PLACE}
        return (section, further[section]) if section in further else (section,)

    def names(self):
        return list(dict.fromkeys(super().names()))

    def beside(self, application):
        return {
            "representatives": rows_of(application),
            "document": documents_of(application, Section.DECISION),
        }


RECORDED = MembershipAnswers()
