"""What records of the registry have in common."""

from urllib.parse import urlsplit

import pgtrigger
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

only_web = URLValidator(schemes=["http", "https"])
# A language tag of RFC 5646: language, then script, region or variant.
language_tag = RegexValidator(
    r"\A[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z", _("Give the code of a language, such as pt or fr-BE.")
)


def language_tags(values):
    """Check each of several language tags."""
    for value in values:
        language_tag(value)


class Sourced(models.Model):
    """What a record taken from a public source says of its origin."""

    is_sample = models.BooleanField(_("sample content"), default=False, editable=False)
    source_url = models.URLField(_("source"), max_length=300, blank=True)
    first_sign_found = models.PositiveSmallIntegerField(
        _("first sign found"),
        null=True,
        blank=True,
        help_text=_(
            "The year of the first trace in the source, which may be later than the start."
        ),
    )

    class Meta:
        abstract = True

    @property
    def source_host(self):
        """The name of the site where the source stands."""
        return urlsplit(self.source_url).netloc


class Reachable(models.Model):
    """A site on the web."""

    website = models.URLField(
        _("website"), max_length=300, blank=True, db_default="", validators=[only_web]
    )

    class Meta:
        abstract = True

    @property
    def website_host(self):
        """The name of the site, for a link to it."""
        return urlsplit(self.website).netloc


class Positioned(models.Model):
    """A point on the map in degrees (WGS 84), or none."""

    latitude = models.DecimalField(
        _("latitude"), max_digits=7, decimal_places=5, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=8, decimal_places=5, null=True, blank=True
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_has_whole_position_or_none",
                # A comparison with NULL is neither true nor false, and that passes a check.
                condition=Q(latitude=None, longitude=None)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                violation_error_message=_(
                    "Give both a latitude (-90 to 90) and a longitude (-180 to 180), or neither."
                ),
            )
        ]

    @property
    def position(self):
        """Latitude and longitude as a reader writes them; nothing where there is no point."""
        if self.latitude is None:
            return ""
        return f"{self.latitude:.2f}, {self.longitude:.2f}"


def refuse_loop(record, message):
    """Raise ``ValidationError`` with the message where a record would lie within itself."""
    passed, above = set(), record.parent
    while above and above.pk not in passed:
        passed.add(above.pk)
        above = above.parent
    if record.pk in passed:
        raise ValidationError({"parent": message})


class ParentsWithoutLoop(pgtrigger.Trigger):
    """Refuse a parent that lies, however far up, within the record itself.

    One change of a parent waits for the other: two at once could close a loop that neither sees.
    """

    name = "parents_without_loop"
    level = pgtrigger.Row
    when = pgtrigger.Before
    operation = pgtrigger.Insert | pgtrigger.UpdateOf("parent_id")
    func = pgtrigger.Func(
        """
        IF NEW.parent_id IS NULL THEN
            RETURN NEW;
        END IF;
        PERFORM pg_advisory_xact_lock(hashtext('parents of {meta.db_table}'));
        IF EXISTS (
            WITH RECURSIVE above (id) AS (
                SELECT NEW.parent_id
                UNION
                SELECT place.parent_id FROM {meta.db_table} place
                JOIN above ON place.id = above.id
                WHERE place.parent_id IS NOT NULL
            )
            SELECT FROM above WHERE id = NEW.id
        ) THEN
            RAISE EXCEPTION 'a record lies within itself'
            USING ERRCODE = 'check_violation', CONSTRAINT = '{meta.db_table}_parents_without_loop';
        END IF;
        RETURN NEW;
        """
    )
