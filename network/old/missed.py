"""What is asked of the old wiki and leads nowhere, counted so that staff can lead it somewhere.

Only the name of the page is kept, or the number of the article: nothing else of the question, and
nothing of who asks. Names that look like a person's are not kept at all.
"""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from network.models import MissedAddress
from together_site.text import folded

# Anybody may ask for any name: the seldom and old ones make room for others.
MOST = 500
# As the old wiki called the pages of its users.
OF_A_PERSON = "userpage"


@transaction.atomic
def note(kind, name):
    """Count that a name was asked for in vain."""
    key = folded(name)
    if not key or "@" in name or key.startswith(OF_A_PERSON):
        return
    today = timezone.localdate()
    known = MissedAddress.objects.filter(kind=kind, folded_name=key)
    if known.update(times=F("times") + 1, last_on=today):
        return
    _make_room()
    # Asked for twice at the same moment, it is kept once.
    MissedAddress.objects.bulk_create([MissedAddress(kind=kind, name=name)], ignore_conflicts=True)


def _make_room():
    too_many = MissedAddress.objects.count() - MOST + 1
    if too_many > 0:
        seldom = MissedAddress.objects.order_by("times", "last_on", "pk").values("pk")[:too_many]
        MissedAddress.objects.filter(pk__in=list(seldom.values_list("pk", flat=True))).delete()


def forget(kind, name):
    """Forget what leads somewhere now; returns how many (0 or 1)."""
    number, _by_table = MissedAddress.objects.filter(kind=kind, folded_name=folded(name)).delete()
    return number
