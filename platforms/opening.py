"""What is put in the public registry when an accepted application is released."""

from django.db.models import Count
from django.utils.translation import gettext as _

from moves.services import MoveRefused
from platforms.models import Composition, Platform
from platforms.workflow import PublicContact
from territories.models import Territory
from territories.slugs import free_slug
from territories.workflow import PlatformState, TerritoryState
from together_site.text import folded


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
    same, name = listed_already(application), application.territory_name
    if not same and not application.territory_kind:
        raise MoveRefused(
            _(
                "The applicant chose a listed place and described none. Choose a listed place, or "
                "ask for a description."
            )
        )
    return same or Territory.objects.create(
        slug=free_slug(Territory, name, fallback="territory"),
        name=name,
        kind=application.territory_kind,
        country=application.territory_country,
        admin_area=application.territory_area,
        parent=_listed_parent(application),
        # A number without its year says little, and the registry takes none such.
        population=application.population,
        population_year=application.population_year,
        latitude=application.latitude,
        longitude=application.longitude,
        website=application.website,
        state=TerritoryState.LISTED,
    )


def listed_already(application):
    """Return the listed place that the description says in full, if there is one.

    The registry takes no second of the same name, kind and area in the same larger place.
    """
    namesakes = Territory.objects.same_place_as(
        name=application.territory_name, country=application.territory_country
    )
    return namesakes.filter(
        parent=_listed_parent(application),
        kind=application.territory_kind,
        folded_area=folded(application.territory_area),
    ).first()


def _listed_parent(application):
    """Return the listed place in which the applicant says it lies, if just one bears the name."""
    name, country = application.territory_parent, application.territory_country
    found = Territory.objects.same_place_as(name=name, country=country)[:2] if name else ()
    return found[0] if len(found) == 1 else None
