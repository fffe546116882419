"""News."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.models.content import Content, ContentQuerySet
from platforms.models import Platform
from territories.models import RaisesVersion, Territory

# What stands beside the articles at their address.
NOT_A_SLUG = ("feed",)


class ArticleQuerySet(ContentQuerySet):
    def latest_first(self):
        return self.order_by("-published_on", "-pk")

    def about(self, **joined):
        """Return those joined to what fits, each once.

        ``joined`` has under ``platforms`` or ``territories`` what to filter their joining rows by.
        """
        found = Q()
        for name, condition in joined.items():
            rows = getattr(Article, name).through.objects.filter(**condition)
            found |= Q(pk__in=rows.values("article"))
        return self.filter(found)

    def before(self, article):
        """Return those that came before an article, the nearest first."""
        day = article.published_on
        earlier = Q(published_on__lt=day) | Q(published_on=day, pk__lt=article.pk)
        return self.filter(earlier).order_by("-published_on", "-pk")

    def after(self, article):
        """Return those that came after an article, the nearest first."""
        day = article.published_on
        later = Q(published_on__gt=day) | Q(published_on=day, pk__gt=article.pk)
        return self.filter(later).order_by("published_on", "pk")


class Article(Content):
    """A short article; ``published_on`` is its day."""

    platforms = models.ManyToManyField(
        Platform, blank=True, related_name="articles", verbose_name=_("platforms it is about")
    )
    territories = models.ManyToManyField(
        Territory, blank=True, related_name="articles", verbose_name=_("territories it is about")
    )

    objects = ArticleQuerySet.as_manager()

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

    def clean(self):
        """Refuse an address at which something else stands."""
        if self.slug in NOT_A_SLUG:
            raise ValidationError({"slug": _("Something else stands at this address.")})
