"""How the network is organised: its bodies, who may sit in them, and which members do today.

Members are named, as the directory names them; who speaks for one is not.
"""

from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Exists, OuterRef, Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from membership.models import Body, BodyRule, Member, Post, PostHolder
from membership.workflow import Category
from network.pages.answers import answer
from network.pages.history import statutes, to_about
from territories.conditional import version_of

# The source of the rules that the site is shipped with: kept in English, shown in every language.
gettext_noop("Texts of the assembly of 4 November 2020, before its vote")


@dataclass(frozen=True)
class Seat:
    """A post, and who holds it: ``holder`` may be nobody, or a member that is not named."""

    post: Post
    holder: PostHolder | None

    @property
    def title(self):
        return gettext(self.post.title)

    @property
    def is_named(self):
        return self.holder is not None and self.holder.is_shown

    @property
    def member_url(self):
        return reverse("membership:member-detail", args=[self.holder.member_id])


@dataclass(frozen=True)
class BodyToday:
    body: Body
    rule: BodyRule | None
    admitted: list
    seats: list[Seat]

    @property
    def source(self):
        """Who decided its rule, or where it was read; ``""`` where nobody has told us."""
        return gettext(self.rule.source) if self.rule and self.rule.source else ""

    @property
    def rows(self):
        """The rows of which the page tells."""
        seats = [row for seat in self.seats for row in (seat.post, seat.holder)]
        return [row for row in (self.body, self.rule, *seats) if row is not None]


def organisation(request, page):
    bodies = bodies_today(version_of(request))
    context = {"bodies": bodies, "statutes": statutes(), "crumbs": to_about()}
    shows = [row for one in bodies for row in one.rows]
    return answer(request, "organisation", page, shows=shows, **context)


@lru_cache(maxsize=1)
def bodies_today(version):
    """Return every body as it is today, kept until the registry has another version."""
    return bodies_on(timezone.localdate())


def bodies_on(day):
    """Return every body as it is on a day; four queries."""
    shown = Member.objects.shown(day).filter(pk=OuterRef("member"))
    holders = PostHolder.objects.on(day).annotate(is_shown=Exists(shown)).select_related("member")
    posts = Post.objects.order_by("position", "pk").prefetch_related(Prefetch("holders", holders))
    rules = BodyRule.objects.filter(valid_from__lte=day).order_by("-valid_from")
    bodies = Body.objects.order_by("position", "pk")
    return [
        _today(body)
        for body in bodies.prefetch_related(Prefetch("rules", rules), Prefetch("posts", posts))
    ]


def _today(body):
    rule = next(iter(body.rules.all()), None)
    # Kept for readers of every language: the words are looked up when they are shown.
    admitted = [Category(name).label for name in rule.categories] if rule else []
    seats = [Seat(post, next(iter(post.holders.all()), None)) for post in body.posts.all()]
    return BodyToday(body, rule, admitted, seats)
