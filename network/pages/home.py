"""What the home page shows of the association."""

from django.db.models import BooleanField, Case, ExpressionWrapper, F, Q, When

from network.models import Article, Event

LATEST = 3


def nearest_event(day):
    """Return the next meeting or training from a day on, else the last one, else ``None``."""
    is_past = ExpressionWrapper(Q(ends_on__lt=day), output_field=BooleanField())
    # The next of those to come is the first to begin; of those gone by, the last.
    soonest = Case(When(ends_on__gte=day, then=F("starts_on")))
    held = Event.objects.public(day).filter(cancelled_on=None)
    shown = held.as_entries("kind", "starts_on", "ends_on", "is_online", "place", "country")
    return shown.order_by(is_past, soonest, "-starts_on", "-pk").first()


def latest_news(day):
    """Return the articles that came last, the latest first."""
    public = Article.objects.public(day).order_by("-published_on", "-pk")
    return list(public.as_entries("published_on")[:LATEST])
