"""Where the addresses of the old wiki lead now, and which of them were asked for in vain."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, TextChoices
from django.urls import Resolver404, resolve
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from network.workflow import KNOWN_PAGES
from together_site.text import FoldedField, LineField

LONGEST_NAME = 160


class OldKind(TextChoices):
    """What an address of the old wiki named."""

    PAGE = "page", _("Page")
    ARTICLE = "article", _("Article")
    RECORD = "record", _("Record of a platform")


class OldLanguage(TextChoices):
    """In which language the old page was; empty where the reader's browser says it better."""

    EN = "en", _("English")
    FR = "fr", _("French")
    PT = "pt", _("Portuguese")
    AR = "ar", _("Arabic")


def own_path(value):
    """Refuse what is no page of this site, told without its language.

    Nobody is led elsewhere from here, nor to an address that leads on itself.
    """
    path, _mark, _question = value.partition("?")
    wrong = not path.startswith("/") or path.startswith("//") or "\\" in value or "#" in path
    if wrong or not _is_page(path):
        raise ValidationError(
            _("Give an address of this site without its language, such as /about/history/.")
        )


def _is_page(path):
    """Return whether a page of ours stands there, and does not itself lead on."""
    try:
        with translation.override("en"):
            found = resolve(f"/en{path}")
    except Resolver404:
        return False
    return found.url_name != "page-detail" or found.kwargs["slug"] not in KNOWN_PAGES


class OldAddress(models.Model):
    """An address of the old wiki, and the page that has taken its place."""

    kind = models.CharField(_("kind"), max_length=20, choices=OldKind.choices)
    name = LineField(
        _("name"),
        max_length=LONGEST_NAME,
        help_text=_("Of a page its name, of an article or a record its number."),
    )
    folded_name = FoldedField(of="name", max_length=2 * LONGEST_NAME)
    target = models.CharField(
        _("leads to"),
        max_length=300,
        validators=[own_path],
        help_text=_("An address of this site without its language, such as /about/history/."),
    )
    language = models.CharField(
        _("language"),
        max_length=10,
        choices=OldLanguage.choices,
        blank=True,
        help_text=_("Of the old page. Empty: the language that the reader’s browser asks for."),
    )
    note = LineField(_("note"), max_length=200, blank=True)
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "folded_name"],
                name="old_address_is_told_once",
                violation_error_message=_("This old address leads somewhere already."),
            ),
            models.CheckConstraint(
                name="old_address_kind_is_known", condition=Q(kind__in=OldKind.values)
            ),
        ]

    def __str__(self):
        return self.name


class MissedAddress(models.Model):
    """What was asked for of the old wiki and leads nowhere: a name and how often, no more."""

    kind = models.CharField(_("kind"), max_length=20, choices=OldKind.choices)
    name = LineField(_("name"), max_length=LONGEST_NAME)
    folded_name = FoldedField(of="name", max_length=2 * LONGEST_NAME)
    times = models.PositiveIntegerField(_("times"), default=1)
    first_on = models.DateField(_("first asked on"), default=timezone.localdate)
    last_on = models.DateField(_("last asked on"), default=timezone.localdate)

    class Meta:
        verbose_name = _("old address asked for in vain")
        verbose_name_plural = _("old addresses asked for in vain")
        constraints = [
            models.UniqueConstraint(fields=["kind", "folded_name"], name="missed_address_is_one"),
            models.CheckConstraint(
                name="missed_address_kind_is_known", condition=Q(kind__in=OldKind.values)
            ),
        ]
        indexes = [models.Index(fields=["times", "last_on"], name="missed_address_seldom")]

    def __str__(self):
        return self.name
