"""The answers of an application as plain data: kept when more is asked, compared on return."""

from django.core.serializers.json import DjangoJSONEncoder
from django.forms.models import model_to_dict
from django.utils.text import capfirst
from django_countries.fields import Country


class Recorded:
    """How the answers of one form are read.

    A form gives its ``model`` and in ``asked`` what each page asks, in its order; of an answer
    that is no column, or not told as one, its label in ``labels`` and in ``words`` a function
    that tells its value.
    """

    model = None
    asked = {}
    labels = {}
    words = {}

    def pages_of(self, section):
        """Return the pages of a section in their order."""
        return (section,)

    def beside(self, application):
        """Return the answers that are rows of their own, by their names."""
        return {}

    def names(self):
        """Return the names of all answers in their order."""
        return [name for names in self.asked.values() for name in names]

    def stored(self, application):
        """Return every answer by its name, as forms have it."""
        columns = {field.name for field in self.model._meta.get_fields() if field.concrete}
        asked = columns.intersection(self.names())
        return {**model_to_dict(application, asked), **self.beside(application)}

    def answers_of(self, application):
        """Return every answer by its name, as JSON has it."""
        return {name: as_json(value) for name, value in self.stored(application).items()}

    def answers_in(self, application, sections):
        """Return the answers of some sections only."""
        pages = [page for section in sections for page in self.pages_of(section)]
        names = {name for page in pages for name in self.asked.get(page, ())}
        answers = self.answers_of(application).items()
        return {name: value for name, value in answers if name in names}

    def label_of(self, name):
        """Return what a question is called where its answer is told."""
        if name in self.labels:
            return str(self.labels[name])
        return capfirst(self.model._meta.get_field(name).verbose_name)

    def in_words(self, name, value):
        """Return an answer as a person reads it; empty where there is none."""
        if value in (None, "", []):
            return ""
        if name in self.words:
            return self.words[name](value)
        column = self.model._meta.get_field(name)
        return str(dict(column.flatchoices).get(value, value)) if column.choices else str(value)

    def changes(self, before, after):
        """Return what differs, in words: label, before and after of each answer."""
        return [
            (
                self.label_of(name),
                self.in_words(name, before[name]),
                self.in_words(name, after.get(name)),
            )
            for name in before
            if before[name] != after.get(name)
        ]


def as_json(value):
    """Return a value as it comes back from a JSON column."""
    if isinstance(value, Country):
        return value.code
    is_json = value is None or isinstance(value, (str, int, bool, list))
    return value if is_json else DjangoJSONEncoder().default(value)


def documents_of(application, purpose):
    """Return the documents sent for a purpose, as an answer: name and digest of each."""
    files = application.files.filter(purpose=purpose).values_list("name", "sha256")
    return [list(file) for file in files]


def documents_in_words(files):
    """Tell documents of one name apart."""
    return "\n".join(f"{name} (SHA-256 {digest[:8]}…)" for name, digest in files)
