"""Letters of news, written on their day or as soon after it as the worker comes to it."""

from collections import defaultdict
from datetime import timedelta

from django.db import transaction
from django.db.models import Min, Prefetch
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network.follow import emails
from network.follow.happened import Part, happened, news_path
from network.models import Follow, Follower, next_day
from outbox import post

AT_ONCE = 200
MOST_ROWS = 20
MOST_NAMES = 10
# A day is over once what was begun in it has been stored.
LAST_ONES = timedelta(minutes=15)


def titles():
    """Return the title of each part of a letter, in the active language."""
    return {
        Part.NEWS: _("News"),
        Part.EVENTS: _("Meetings and trainings to come"),
        Part.DOCUMENTS: _("New documents"),
        Part.TERRITORIES: _("New territories"),
        Part.PLATFORMS: _("New platforms"),
        Part.STATES: _("Platforms in another state"),
    }


class News:
    """What happened in some days, found by what one follows, told once for each language."""

    def __init__(self, since, until):
        self.all = happened(since, until)
        self.by_country, self.by_place = defaultdict(list), defaultdict(list)
        for number, one in enumerate(self.all):
            for country in one.countries:
                self.by_country[country].append(number)
            for place in one.places:
                self.by_place[place].append(number)
        self.rows, self.letters = {}, {}

    def parts_for(self, scopes, *, since, language):
        """Return the parts of a letter about some scopes, in a language, as plain JSON."""
        key = (scopes, since, language)
        if key not in self.letters:
            numbers = sorted({number for scope in scopes for number in self._within(*scope)})
            recent = [number for number in numbers if self.all[number].day >= since]
            with translation.override(language):
                self.letters[key] = self._parts(recent, language)
        return self.letters[key]

    def _within(self, place, country):
        if place:
            return self.by_place.get(place, ())
        return self.by_country.get(country, ()) if country else range(len(self.all))

    def _parts(self, numbers, language):
        by_part = defaultdict(list)
        for number in numbers:
            by_part[self.all[number].part].append(number)
        return [
            {
                "title": title,
                "rows": [self._row(number, language) for number in by_part[part][:MOST_ROWS]],
                "more": max(0, len(by_part[part]) - MOST_ROWS),
            }
            for part, title in titles().items()
            if by_part[part]
        ]

    def _row(self, number, language):
        key = (number, language)
        if key not in self.rows:
            one = self.all[number]
            self.rows[key] = {"words": one.words(), "path": one.path()}
        return self.rows[key]


def write_due(today=None):
    """Write the letters that are due; returns how many. Nothing new, no letter.

    What was missed is caught up with one letter; run twice, or side by side, it writes each once.
    """
    today = today or timezone.localdate(timezone.now() - LAST_ONES)
    due = Follower.objects.due(today)
    since = due.aggregate(first=Min("told_before"))["first"]
    if since is None:
        return 0
    news, after, written = News(since, today), 0, 0
    while after is not None:
        after, number = _write_some(due.filter(pk__gt=after), news, today)
        written += number
    return written


@transaction.atomic
def _write_some(due, news, today):
    """Write to the first ones that are due; returns the last one's key, if any, and how many."""
    followed = Prefetch("follows", Follow.objects.confirmed().in_order())
    rows = due.order_by("pk").select_for_update(of=("self",), skip_locked=True)
    followers = list(rows.prefetch_related(followed)[:AT_ONCE])
    if not followers:
        return None, 0
    letters = [letter for follower in followers if (letter := _letter(follower, news))]
    told = {letter["context"]["follower_pk"] for letter in letters}
    for follower in followers:
        follower.due_on = next_day(follower.rhythm, today)
        if follower.pk in told:
            follower.told_before = today
    post.put_all(letters)
    Follower.objects.bulk_update(followers, ["due_on", "told_before"])
    return followers[-1].pk, len(letters)


def _letter(follower, news):
    """Return the letter for a follower, or ``None`` where there is nothing to tell."""
    follows = list(follower.follows.all())
    scopes = frozenset(map(_scope, follows))
    parts = news.parts_for(scopes, since=follower.told_before, language=follower.language)
    if not parts:
        return None
    with translation.override(follower.language):
        return emails.digest(
            follower,
            what=[follow.name for follow in follows[:MOST_NAMES]],
            others=max(0, len(follows) - MOST_NAMES),
            since=date_format(follower.told_before),
            news_path=news_path(),
            parts=parts,
        )


def _scope(follow):
    """Return the place and the country followed; of a merged place, where it went."""
    place = follow.territory and (follow.territory.merged_into_id or follow.territory_id)
    return place, follow.country.code
