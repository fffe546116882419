"""Pages of plain text, and what the page on history lists."""

import re
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models.content import Content
from network.translated import language_of, translated
from network.workflow import KNOWN_PAGES
from territories.models import RaisesVersion
from together_site.text import LineField, ProseField


class Page(Content):
    """A page of text. The site itself leads to those of ``KNOWN_PAGES``."""

    class Meta(Content.Meta):
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        triggers = [RaisesVersion()]

    def get_absolute_url(self):
        return reverse("network:page-detail", args=[self.slug])

    @property
    def is_known(self):
        """Whether the site itself leads here: such a page keeps its address."""
        return self.slug in KNOWN_PAGES


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
