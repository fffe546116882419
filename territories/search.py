"""Finding territories: what matches, and what each filter would give."""

from collections import Counter

from django.db.models import Count

from territories.models import Territory


class Search:
    """The listed territories that match; none chosen in a filter means all.

    ``words`` is sought in names; ``kinds`` and ``countries`` are lists of known codes.
    """

    def __init__(self, *, words="", kinds=(), countries=()):
        self.kinds = kinds
        self.countries = countries
        self.named = Territory.objects.listed().named_like(words)
        self._count()

    def _count(self):
        """Count total and filters in one query; a filter's own choice does not narrow it."""
        self.total, self.by_kind, self.by_country = 0, Counter(), Counter()
        counted = self.named.values_list("country", "kind").annotate(Count("pk")).order_by()
        for country, kind, number in counted:
            kind_fits = not self.kinds or kind in self.kinds
            country_fits = not self.countries or country in self.countries
            self.by_kind[kind] += number if country_fits else 0
            self.by_country[country] += number if kind_fits else 0
            self.total += number if kind_fits and country_fits else 0

    @property
    def territories(self):
        """The territories that match, by name."""
        found = self.named
        if self.kinds:
            found = found.filter(kind__in=self.kinds)
        if self.countries:
            found = found.filter(country__in=self.countries)
        return found.by_name()
