"""Pages of plain text, and what the page on history lists."""

import re
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models.content import Content, ContentQuerySet
from network.models.method import MethodPart
from network.translated import columns_of, language_of, translated
from network.workflow import KNOWN_PAGES
from territories.models import RaisesVersion
from together_site.text import LineField, ProseField

# Where the pages of ``KNOWN_PAGES`` stand: the name of an address, and what it takes.
ADDRESSES = {
    "home": ("home",),
    "join-us": ("network:join-us",),
    "join-territory": ("network:join-us-as", "territory"),
    "join-public-entity": ("network:join-us-as", "public-entity"),
    "join-collective-actor": ("network:join-us-as", "collective-actor"),
    "join-individual": ("network:join-us-as", "individual"),
    "about": ("network:about",),
    "aims": ("network:about-page", "aims"),
    "history": ("network:history",),
    "organisation": ("network:organisation",),
    "benefits": ("network:about-page", "benefits"),
    "method": ("network:method",),
    "technical-sheet": ("network:technical-sheet",),
    "privacy": ("network:privacy",),
    "accessibility": ("network:accessibility",),
    "imprint": ("network:imprint",),
    "licence": ("network:licence",),
}


class PageQuerySet(ContentQuerySet):
    def called(self, slug):
        """Return the page that visitors see under this name, or ``None``."""
        return self.public().filter(slug=slug).first()

    def find_anew(self, slug):
        """Keep by which words a page is found, after records of which it tells have changed."""
        for page in self.filter(slug=slug):
            page.save(update_fields=["search_key"])


class Page(Content):
    """A page of text. The site itself leads to those of ``KNOWN_PAGES``."""

    objects = PageQuerySet.as_manager()

    class Meta(Content.Meta):
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        triggers = [RaisesVersion()]

    def get_absolute_url(self):
        name, *args = ADDRESSES.get(self.slug, ("network:page-detail", self.slug))
        return reverse(name, args=args)

    def words_to_find(self):
        """Return also the words of the records of which the site tells on this page."""
        yield from super().words_to_find()
        if self.slug == "history":
            told = Milestone.objects.values_list(*columns_of("title", "summary"))
        elif self.slug == "method":
            told = MethodPart.objects.values_list(*columns_of("title", "text"))
        else:
            return
        for row in told:
            yield from row

    @property
    def is_known(self):
        """Whether the site itself leads here: such a page keeps its address."""
        return self.slug in KNOWN_PAGES


class MilestoneQuerySet(models.QuerySet):
    def in_order(self):
        """Return them from the first on: what has no day stands before the days of its year."""
        first = F("month").asc(nulls_first=True), F("day").asc(nulls_first=True)
        return self.order_by("year", *first, "pk")


class Milestone(models.Model):
    """Something that happened, for the timeline of the network."""

    year = models.PositiveSmallIntegerField(_("year"))
    month = models.PositiveSmallIntegerField(_("month"), null=True, blank=True)
    day = models.PositiveSmallIntegerField(_("day of the month"), null=True, blank=True)
    title = translated(LineField(_("title"), max_length=160, blank=True))
    summary = translated(ProseField(_("text"), max_length=500, blank=True))
    event = models.ForeignKey(
        "network.Event",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="milestones",
        verbose_name=_("meeting"),
    )
    source_url = models.URLField(_("source"), max_length=300, blank=True)
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("date of the history")
        verbose_name_plural = _("dates of the history")
        constraints = [
            models.CheckConstraint(
                name="milestone_day_is_in_a_month",
                condition=Q(day=None) | Q(month__isnull=False, day__range=(1, 31)),
                violation_error_message=_("Give the month too."),
            ),
            models.CheckConstraint(
                name="milestone_month_is_one",
                condition=Q(month=None) | Q(month__range=(1, 12)),
                violation_error_message=_("A month is a number from 1 to 12."),
            ),
        ]
        triggers = [RaisesVersion()]

    def __str__(self):
        return f"{self.year} {self.title}"

    @property
    def title_language(self):
        return language_of(self, "title")

    @property
    def summary_language(self):
        return language_of(self, "summary")


# Who plays a video: its host, and how the address of a film there is told from that of its player.
PLAYERS = {
    "player.vimeo.com": re.compile(r"\A/video/[0-9]+\Z"),
    "www.youtube-nocookie.com": re.compile(r"\A/embed/[A-Za-z0-9_-]{5,20}\Z"),
}


def plays_video(value):
    """Refuse an address that is not of a player that we allow in a frame."""
    parts = urlsplit(value)
    path = PLAYERS.get(parts.netloc)
    if parts.scheme != "https" or path is None or not path.match(parts.path):
        raise ValidationError(
            _(
                "Give the address of the player, such as https://player.vimeo.com/video/76979871 "
                "or https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ."
            )
        )


class Video(models.Model):
    """A film about the network, kept by another site; it is asked only after a click."""

    title = translated(LineField(_("title"), max_length=160, blank=True))
    address = models.URLField(_("address of the player"), max_length=300, validators=[plays_video])
    language = models.CharField(_("spoken language"), max_length=35, blank=True)
    has_captions = models.BooleanField(_("has captions"), default=False)
    is_shown = models.BooleanField(_("shown"), default=True)
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        verbose_name = _("video")
        verbose_name_plural = _("videos")
        triggers = [RaisesVersion()]

    def __str__(self):
        return self.title or self.address

    @property
    def host(self):
        return urlsplit(self.address).netloc

    @property
    def title_language(self):
        return language_of(self, "title")
