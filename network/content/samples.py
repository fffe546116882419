"""Sample content of the association, for a demonstration: what is to come, and who could guide.

What the network has done is told by facts (``loading``). Nothing of what is to come is known, so
these records are made up, and say so in their own words.
"""

from django.db import models, transaction
from django.utils import timezone

from network.content import loading
from network.models import Article, Event, Facilitator, Registration

FOLDER = loading.FOLDER / "samples"
# Nobody bears these names.
FACILITATORS = (
    {"name": "Sample Facilitator One", "country": "PT", "languages": ["pt", "en"]},
    {"name": "Sample Facilitator Two", "country": "MA", "languages": ["ar", "fr"]},
)
_RECORDS = (Facilitator, Article, Event)


class RemovalRefused(Exception):  # noqa: N818 -- a refusal is an answer to a person, not a fault
    """A sample event that real records stand on. Safe to show to a person."""


@transaction.atomic
def load():
    """Load the sample records that are not there yet; return how many were added."""
    added = loading.load(FOLDER, is_sample=True)
    today = timezone.localdate()
    for told in FACILITATORS:
        defaults = {
            **told,
            "qualified_on": today,
            "consented_on": today,
            "consent_by": "Nobody was asked: this is a sample.",
        }
        _, is_new = Facilitator.objects.get_or_create(
            name=told["name"], is_sample=True, defaults=defaults
        )
        added += is_new
    return added


@transaction.atomic
def remove():
    """Remove the sample records, with whoever registered for a sample event to try it.

    Returns how many were removed. Raises ``RemovalRefused`` where a real record stands on one.
    """
    Registration.objects.filter(event__is_sample=True).delete()
    number = 0
    for model in _RECORDS:
        samples = model.objects.filter(is_sample=True)
        number += samples.count()
        try:
            samples.delete()
        except models.ProtectedError as problem:
            names = ", ".join(sorted(str(record) for record in problem.protected_objects))
            raise RemovalRefused(f"Records stand on a sample: {names}.") from problem
    return number
