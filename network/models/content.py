"""What all records of the association have in common: words in every language, and public days."""

from typing import ClassVar
from urllib.parse import urlsplit

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.richtext import RichTextField, plain
from network.translated import columns_of, language_of, languages_of, translated
from territories.models.words import words_of
from together_site.text import LineField, ProseField, folded

# Full text takes no word of more than 2,046 bytes, and no text of more than a megabyte.
LONGEST_WORD = 100
LONGEST_KEY = 200_000

_HAS_TITLE = Q()
for _column in columns_of("title"):
    _HAS_TITLE |= ~Q(**{_column: ""})


class SearchKeyField(models.TextField):
    """Folded words of a record in all its languages, kept right at every save.

    ``of`` names the method of the record that gives the words.
    """

    def __init__(self, *, of="words_to_find", **kwargs):
        self.of = of
        super().__init__(**{**kwargs, "editable": False, "default": "", "db_default": ""})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance, add):
        words = folded(" ".join(getattr(model_instance, self.of)()))
        key = " ".join(dict.fromkeys(word[:LONGEST_WORD] for word in words.split()))
        setattr(model_instance, self.attname, key[:LONGEST_KEY])
        return key[:LONGEST_KEY]


class ContentQuerySet(models.QuerySet):
    def public(self, on=None):
        """Return what visitors see on a day, today unless told."""
        day = on or timezone.localdate()
        return self.filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=day), published_on__lte=day)

    def as_entries(self, *columns):
        """Fetch what an entry of a list shows: no long text."""
        shown = ["slug", *columns_of("title", "summary"), "is_sample", "changed_at", *columns]
        return self.only(*shown)

    def with_words(self, words):
        """Return those that have words, in any language, which begin with each of these."""
        return self.filter(words__begin=words)


class Content(models.Model):
    """A record that visitors read, once it is public. Subclasses add what they are about."""

    # The translated fields that editors write, in the order of the form.
    TRANSLATED: ClassVar = ("title", "summary", "body")

    title = translated(LineField(_("title"), max_length=160, blank=True))
    summary = translated(
        ProseField(
            _("summary"),
            max_length=500,
            blank=True,
            help_text=_("One or two sentences, for lists and search engines."),
        )
    )
    body = translated(RichTextField(_("text"), blank=True))
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    published_on = models.DateField(
        _("public from"), null=True, blank=True, help_text=_("Empty for a draft.")
    )
    withdrawn_on = models.DateField(
        _("public until"),
        null=True,
        blank=True,
        help_text=_("The first day on which it is not shown any more. Usually empty."),
    )
    is_sample = models.BooleanField(_("sample content"), default=False, editable=False)
    source_url = models.URLField(_("source"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)
    search_key = SearchKeyField()
    title_key = SearchKeyField(of="titles")
    words = models.GeneratedField(
        expression=words_of("search_key"), output_field=SearchVectorField(), db_persist=True
    )
    title_words = models.GeneratedField(
        expression=words_of("title_key"), output_field=SearchVectorField(), db_persist=True
    )

    objects = ContentQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_has_a_title",
                condition=_HAS_TITLE,
                violation_error_message=_("Give a title in one language at least."),
            ),
            models.CheckConstraint(
                name="%(class)s_is_public_before_it_is_withdrawn",
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gt=models.F("published_on")),
                violation_error_message=_("It is withdrawn after it was public."),
            ),
        ]
        indexes = [GinIndex(fields=["words"], name="%(class)s_by_full_text")]

    def __str__(self):
        return self.title

    @property
    def is_public(self):
        """Whether visitors see it today."""
        day = timezone.localdate()
        is_out = self.published_on is not None and self.published_on <= day
        return is_out and (self.withdrawn_on is None or self.withdrawn_on > day)

    @property
    def source_host(self):
        return urlsplit(self.source_url).netloc

    @property
    def title_language(self):
        return language_of(self, "title")

    @property
    def summary_language(self):
        return language_of(self, "summary")

    @property
    def body_language(self):
        return language_of(self, "body")

    def titles(self):
        """Return its titles, in all languages."""
        return [getattr(self, name) for name in columns_of("title")]

    def words_to_find(self):
        """Return the words by which it is found, in all languages; subclasses add theirs."""
        for name in columns_of("title", "summary", "body"):
            yield plain(getattr(self, name))

    def missing_languages(self):
        """Return, for each translated field that has words, in which languages it has none."""
        missing = {}
        for name in self.TRANSLATED:
            written = languages_of(self, name)
            lacks = [code for code in self.language_codes() if code not in written]
            if written and lacks:
                missing[name] = lacks
        return missing

    @staticmethod
    def language_codes():
        return [name.rpartition("_")[2] for name in columns_of("title")]
