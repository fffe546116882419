"""Builders of news, of facilitators and of who follows by mail."""

from datetime import timedelta
from itertools import count

from django.utils import timezone

from applications.abuse import stamp
from network.follow import links
from network.models import Article, Facilitator, Follower
from platforms.models import Platform

_numbers = count(1)


def make_article(*, about=(), **fields):
    """Make a public article of long ago, about some platforms and territories."""
    number = next(_numbers)
    words = {"title_en": f"Article {number}", "slug": f"article-{number}"}
    article = Article.objects.create(**{**words, "published_on": "2020-01-01", **fields})
    for record in about:
        places = article.platforms if isinstance(record, Platform) else article.territories
        places.add(record)
    article.refresh_from_db()
    return article


def make_facilitator(*, platforms=(), **fields):
    """Make somebody who agreed to stand in the public list."""
    number = next(_numbers)
    person = Facilitator.objects.create(
        **{
            "name": f"Person {number}",
            "email": f"person{number}@example.org",
            "country": "PT",
            "languages": ["pt"],
            "qualified_on": "2019-05-03",
            "consented_on": "2020-01-01",
            "consent_by": "a letter",
            **fields,
        }
    )
    person.platforms.set(platforms)
    return person


def make_follower(*follows, **fields):
    """Make who follows confirmed things: a territory each, a country, or the whole for ``""``.

    Their letter is due today, and tells the last thirty days.
    """
    today = timezone.localdate()
    follower = Follower.objects.create(
        **{
            "email": f"reader{next(_numbers)}@example.org",
            "language": "en",
            "rhythm": "weekly",
            "confirmed_at": timezone.now(),
            "told_before": today - timedelta(days=30),
            "due_on": today,
            **fields,
        }
    )
    for thing in follows:
        what = {"country": thing} if isinstance(thing, str) else {"territory": thing}
        follower.follows.create(confirmed_at=timezone.now(), **what)
    return follower


def days_ago(number):
    return timezone.localdate() - timedelta(days=number)


def hours_ago(number):
    return timezone.now() - timedelta(hours=number)


def follow_words(**changes):
    """Return what a sent form to follow says."""
    said = {
        "place": "all",
        "rhythm": "weekly",
        "language": "en",
        "email": "ana@example.org",
        "token": stamp(),
    }
    return {**said, **changes}


def things_of_following():
    """Return the names of news, of a facilitator, and of who follows, for who tries addresses."""
    hidden = make_article(published_on=None)
    hidden.title_en = "Changed"
    hidden.save()
    follower = make_follower("")
    asked = follower.follows.create(country="FR")
    paths = {
        "token_to_follow": links.confirm_path(asked.pk),
        "token_of_follower": links.own_path(follower.pk),
        "token_to_stop": links.stop_path(follower.pk),
    }
    return {
        "article": make_article().slug,
        "hidden_article": hidden.slug,
        "hidden_article_pk": hidden.pk,
        "article_version": hidden.changes.get().pk,
        "facilitator_pk": make_facilitator().pk,
        "follower_pk": follower.pk,
        **{name: path.rstrip("/").rpartition("/")[2] for name, path in paths.items()},
    }
