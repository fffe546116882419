"""What the application to open a platform brings about."""

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from applications import emails, files, services, workflow
from applications.models import Consent, Form
from applications.workflow import Decision
from moves import services as moves
from moves.services import MoveRefused
from platforms import finding, recorded
from platforms.models import Composition, Participant, Platform, PlatformApplication
from platforms.workflow import PublicContact, Section, section_of
from territories.models import Territory
from territories.slugs import free_slug
from territories.workflow import PlatformState, TerritoryState
from together_site.text import folded

# Raised whenever the words of the privacy notice or of a confirmation change.
CONSENT_VERSION = "2026-11-25"


@transaction.atomic
def perform(move, application, *, by, **details):
    """Make a move on an application and bring about what follows from it."""
    if move is workflow.ASK:
        # By what they are now, staff see later what the answer has changed.
        asked = details["also"]["asked_sections"]
        details["also"]["asked_from"] = recorded.answers_in(application, asked)
    record = services.perform(move, application, by=by, **details)
    if move is workflow.RELEASE and application.decision == Decision.ACCEPTED:
        open_platform(application)
    return record


def begin_on_behalf(*, by, email, language, came_by, token):
    """Open a draft that a member of staff fills in for somebody; once for each opened form."""
    return services.begin(
        PlatformApplication,
        token=token,
        is_allowed=lambda: True,
        form=Form.PLATFORM,
        email=email,
        language=language,
        came_by=came_by,
        entered_by=by,
    )


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
    actor = _collective_actor(application, territory)
    state = PlatformState.ACTIVE if application.has_begun else PlatformState.FORMING
    application.territory = territory
    application.platform = Platform.objects.create(
        slug=free_slug(
            Platform, application.local_name or application.about(), fallback="platform"
        ),
        local_name=application.local_name,
        territory=territory,
        collective_actor=actor,
        aims=application.aims,
        aims_language=application.language,
        state=state,
        **_public_contact(application),
    )
    _tell_composition(application)
    application.save(update_fields=["territory", "platform"])


def _tell_composition(application):
    """Show of those who take part how many there are of each kind, and nothing else."""
    numbers = application.participants.order_by().values_list("kind").annotate(Count("pk"))
    Composition.objects.bulk_create(
        Composition(platform=application.platform, kind=kind, number=number)
        for kind, number in numbers
    )


def _public_contact(application):
    """Return the contact that the registry shows: only what the applicant has ticked."""
    shown = set(application.public_contacts)

    def first(*pairs):
        return next((value for choice, value in pairs if choice in shown and value), "")

    return {
        "contact_office": first((PublicContact.ROLE, application.contact_role)),
        "contact_email": first(
            (PublicContact.EMAIL, application.email),
            (PublicContact.SECOND_EMAIL, application.second_email),
        ),
        "contact_phone": first(
            (PublicContact.PHONE, application.contact_phone),
            (PublicContact.SECOND_PHONE, application.second_phone),
        ),
    }


def _collective_actor(application, territory):
    """Return the collective actor whose platform it is, a new one unless it is known there."""
    if not application.is_of_actor:
        return None
    name, kind = application.actor_name, application.actor_kind
    known = territory.collective_actors.filter(folded_name=folded(name), kind=kind).first()
    return known or territory.collective_actors.create(name=name, kind=kind)


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
    parent = _listed_parent(application)
    slug = free_slug(Territory, name, fallback="territory")
    namesakes = Territory.objects.same_place_as(name=name, country=country)
    same = namesakes.filter(parent=parent, kind=kind, folded_area=folded(area)).first()
    if not same and not kind:
        raise MoveRefused(
            _(
                "The applicant chose a listed place and described none. Choose a listed place, or "
                "ask for a description."
            )
        )
    return same or Territory.objects.create(
        slug=slug,
        name=name,
        kind=kind,
        country=country,
        admin_area=area,
        parent=parent,
        # A number without its year says little, and the registry takes none such.
        population=application.population,
        population_year=application.population_year,
        latitude=application.latitude,
        longitude=application.longitude,
        website=application.website,
        state=TerritoryState.LISTED,
    )


def _listed_parent(application):
    """Return the listed place in which the applicant says it lies, if just one bears the name."""
    name, country = application.territory_parent, application.territory_country
    found = Territory.objects.same_place_as(name=name, country=country)[:2] if name else ()
    return found[0] if len(found) == 1 else None


class SectionClosed(Exception):  # noqa: N818 -- an answer to a person, not a fault
    """The section cannot be written now."""


class Overtaken(Exception):  # noqa: N818 -- an answer to a person, not a fault
    """Other answers were stored after the sender's were checked."""


@transaction.atomic
def save(application, page, answers, *, seen=None, invites=False):
    """Store the answers of one page, if its section is open now, and mark what is done.

    ``answers`` maps the names of the page's form to cleaned values, ``seen`` to what was stored
    when they were checked. ``invites``: a new second contact is written to. Raises
    ``SectionClosed`` when the application went on meanwhile, ``Overtaken`` when another window was
    faster, ``ValidationError`` when a file cannot be stored.
    """
    section = section_of(page)
    application.refresh_from_db(from_queryset=PlatformApplication.objects.select_for_update())
    if section not in application.open_sections():
        raise SectionClosed
    if seen is not None and not _is_still(application, seen, answers):
        raise Overtaken
    columns = _SAVERS.get(page, _save_columns)(application, answers)
    application.title = application.about()
    application.sought = finding.kept(application)
    application.saved_at = timezone.now()
    _mark(application, section)
    application.save(update_fields=[*columns, "title", "sought", "saved_at", "sections_done"])
    application.kept.filter(section=page).delete()
    if invites:
        emails.second_invited(application)


def _is_still(application, seen, answers):
    """Return whether what is stored is what was seen, or what is being stored again."""
    now = {name: value for name, value in recorded.stored(application).items() if name in seen}
    sent = {name: getattr(value, "pk", value) for name, value in answers.items() if name in seen}
    return now in (seen, sent)


def _mark(application, section):
    """Mark a section as done; that of the territory once a place is chosen or described."""
    if section == Section.TERRITORY and not application.has_territory:
        application.sections_done.pop(section, None)
    else:
        application.sections_done[section] = application.saved_at.isoformat()


def _save_columns(application, answers):
    for name, value in answers.items():
        setattr(application, name, value)
    return list(answers)


def _save_holder(application, answers):
    """A place that was chosen by another name or in another country is not meant any more."""
    place = ("territory_name", "territory_country")
    if any(getattr(application, name) != answers[name] for name in place):
        answers = {**answers, "listed_territory": None}
    return _save_columns(application, answers)


def _save_participants(application, answers):
    rows = answers["participants"]
    application.participants.all().delete()
    Participant.objects.bulk_create(
        Participant(application=application, name=name, kind=kind, role=role)
        for name, kind, role in rows
    )
    return _save_columns(application, {"why_few_kinds": answers["why_few_kinds"]})


def _save_mandate(application, answers):
    """Keep the document sent in place of an older one, or take the older one away."""
    document, remove = answers["document"], answers["remove"]
    if document or remove:
        for old in application.files.filter(purpose=Section.MANDATE):
            files.remove(old)
    if document:
        files.store(application, document, purpose=Section.MANDATE)
    others = {name: answers[name] for name in answers if name not in ("document", "remove")}
    return _save_columns(application, others)


def _save_contacts(application, answers):
    """A second contact with another address gets links of its own, and the former's end."""
    is_other = application.second_email.lower() != answers["second_email"].lower()
    application.second_link_version += int(is_other)
    return [*_save_columns(application, answers), "second_link_version"]


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


_SAVERS = {
    Section.TERRITORY: _save_holder,
    Section.PARTICIPANTS: _save_participants,
    Section.MANDATE: _save_mandate,
    Section.CONTACTS: _save_contacts,
    Section.CONSENT: _save_consent,
}
