"""What the application to open a platform brings about."""

from django.db import transaction
from django.forms.models import model_to_dict
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from applications import files, services, workflow
from applications.models import Consent
from applications.workflow import Decision
from moves import services as moves
from moves.services import MoveRefused
from platforms.models import Platform, PlatformApplication
from platforms.workflow import Section
from territories.models import Territory
from territories.slugs import free_slug
from territories.workflow import PlatformState, TerritoryState
from together_site.text import folded

# Raised whenever the words of the privacy notice or of a confirmation change.
CONSENT_VERSION = "2026-11"


@transaction.atomic
def perform(move, application, *, by, **details):
    """Make a move on an application and bring about what follows from it."""
    record = services.perform(move, application, by=by, **details)
    if move is workflow.RELEASE and application.decision == Decision.ACCEPTED:
        open_platform(application)
    return record


@transaction.atomic
def decide(move, application, *, by, note, letter, keep_held, territory=None):
    """Accept or decline; release at once unless the decision is to be kept held.

    A member of the board decides but does not release: there the decision stays held.
    ``territory`` is the listed place the application is about, ``None`` for a new one.
    """
    also = {"territory": territory} if move is workflow.ACCEPT else {}
    perform(move, application, by=by, note=note, letter=letter, also=also)
    if not keep_held and moves.is_open_to(workflow.RELEASE, application, by=by):
        perform(workflow.RELEASE, application, by=by)


def open_platform(application):
    """Put the territory and its platform in the public registry, with the public answers only."""
    territory = _chosen_territory(application) or _listed_territory(application)
    state = PlatformState.ACTIVE if application.has_begun else PlatformState.FORMING
    application.territory = territory
    application.platform = Platform.objects.create(
        slug=free_slug(Platform, application.local_name or territory.name, fallback="platform"),
        local_name=application.local_name,
        territory=territory,
        aims=application.aims,
        aims_language=application.language,
        state=state,
    )
    application.save(update_fields=["territory", "platform"])


def _chosen_territory(application):
    """Return the place chosen when it was decided, or where that has gone since; it is listed."""
    chosen = application.territory and application.territory.in_force()
    if chosen and not chosen.is_listed:
        raise MoveRefused(
            _("“%(place)s” is not listed any more. List it again first.") % {"place": chosen}
        )
    return chosen


def _listed_territory(application):
    """Return the place described: the listed one it turns out to be, else a new one."""
    name, country = application.territory_name, application.territory_country
    kind, area = application.territory_kind, application.territory_area
    slug = free_slug(Territory, name, fallback="territory")
    namesakes = Territory.objects.same_place_as(name=name, country=country)
    same = namesakes.filter(parent=None, kind=kind, folded_area=folded(area)).first()
    return same or Territory.objects.create(
        slug=slug,
        name=name,
        kind=kind,
        country=country,
        admin_area=area,
        state=TerritoryState.LISTED,
    )


class SectionClosed(Exception):  # noqa: N818 -- an answer to a person, not a fault
    """The section cannot be written now."""


class Overtaken(Exception):  # noqa: N818 -- an answer to a person, not a fault
    """Other answers were stored after the sender's were checked."""


@transaction.atomic
def save(application, section, answers, *, seen=None):
    """Store the answers of one section, if it is open now, and mark the section as done.

    ``answers`` maps the names of the section's form to cleaned values, ``seen`` to what was stored
    when they were checked. Raises ``SectionClosed`` when the application went on meanwhile,
    ``Overtaken`` when another window was faster, ``ValidationError`` when a file cannot be stored.
    """
    application.refresh_from_db(from_queryset=PlatformApplication.objects.select_for_update())
    if section not in application.open_sections():
        raise SectionClosed
    if seen is not None and model_to_dict(application, seen) not in (seen, answers):
        raise Overtaken
    columns = _SAVERS.get(section, _save_columns)(application, answers)
    application.title = application.territory_name
    application.saved_at = timezone.now()
    application.sections_done[section] = application.saved_at.isoformat()
    application.save(update_fields=[*columns, "title", "saved_at", "sections_done"])
    application.kept.filter(section=section).delete()


def _save_columns(application, answers):
    for name, value in answers.items():
        setattr(application, name, value)
    return list(answers)


def _save_mandate(application, answers):
    """Keep the document sent in place of an older one, or take the older one away."""
    if answers["document"] or answers["remove"]:
        for old in application.files.filter(purpose=Section.MANDATE):
            files.remove(old)
    if answers["document"]:
        files.store(application, answers["document"], purpose=Section.MANDATE)
    return []


def _save_consent(application, answers):
    """Record what was agreed to, in its version and in the language in which it was read."""
    for text in answers:
        Consent.objects.get_or_create(
            application=application,
            text=text,
            version=CONSENT_VERSION,
            defaults={"language": get_language()},
        )
    return []


_SAVERS = {Section.MANDATE: _save_mandate, Section.CONSENT: _save_consent}
