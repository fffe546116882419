"""News."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.models.content import Content
from platforms.models import Platform
from territories.models import RaisesVersion, Territory


class Article(Content):
    """A short article; ``published_on`` is its day."""

    platforms = models.ManyToManyField(
        Platform, blank=True, related_name="articles", verbose_name=_("platforms it is about")
    )
    territories = models.ManyToManyField(
        Territory, blank=True, related_name="articles", verbose_name=_("territories it is about")
    )

    class Meta(Content.Meta):
        verbose_name = _("article")
        verbose_name_plural = _("news")
        indexes = [
            *Content.Meta.indexes,
            models.Index(fields=["-published_on", "-id"], name="article_by_day"),
        ]
        triggers = [RaisesVersion()]

    def get_absolute_url(self):
        return reverse("network:article-detail", args=[self.slug])
