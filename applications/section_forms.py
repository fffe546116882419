"""What every page of the application has in common: one subject, and a seal of what was seen."""

import hashlib
import json
from datetime import timedelta

from django import forms
from django.conf import settings
from django.core import signing
from django.core.serializers.json import DjangoJSONEncoder
from django.forms.models import model_to_dict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from applications.recorded import as_json

_seal = signing.TimestampSigner(key=settings.LINK_KEY, salt="applications.section", sep=".")
# Who had a page open may send it so long after; a page left over the week-end is a person's.
SEAL_LASTS = timedelta(days=4)


def application_behind_seal(seal, page):
    """Return the key of the application for which a page's form was shown, or ``None``."""
    try:
        pk, sealed_page, _digest = _seal.unsign(seal, max_age=SEAL_LASTS).split("-")
    except (signing.BadSignature, ValueError):
        return None
    return int(pk) if sealed_page == page else None


class SectionForm(forms.ModelForm):
    """One page. ``seen`` says which answers the sender had before the eyes.

    An older tab thus never overwrites newer answers unseen: the form comes back with both.
    A subclass gives its ``page`` and ``section`` and how answers of its form are ``recorded``; the
    fields it must have are ``required``.
    """

    page = section = recorded = None
    # Fields in which several values may be ticked.
    several = ()
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    required = ()

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        for name in self.required:
            self.fields[name].required = True
        self.stored = self.stored_answers()
        self.seal = _seal.sign(f"{self.instance.pk}-{self.page}-{_digest(self.stored)}")
        self.initial["seen"] = self.seal
        self.overtaken_by = []

    def stored_answers(self):
        """Return the answers that are stored now, by the names of the fields."""
        return model_to_dict(self.instance, self._meta.fields)

    def clean(self):
        cleaned = super().clean()
        newer = {
            name: value
            for name, value in self.stored.items()
            if name in cleaned and plain(cleaned[name]) != value
        }
        if not self._was_seen(cleaned.get("seen")) and newer and any(self.stored.values()):
            self._show_both(newer)
        return cleaned

    def _was_seen(self, seal):
        """Return whether the sender had these very answers before the eyes, however long ago."""
        try:
            return _seal.unsign(seal or "") == _seal.unsign(self.seal)
        except signing.BadSignature:
            return False

    def _show_both(self, newer):
        self.overtaken_by = [(self.label_of(name), self.in_words(name)) for name in newer]
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = self.seal
        raise forms.ValidationError(
            _(
                "These answers were changed in another window after you opened this page. "
                "What is saved stands below. Continue to save what is in the form instead."
            ),
            code="overtaken",
        )

    def label_of(self, name):
        return self.fields[name].label if name in self.fields else self.recorded.label_of(name)

    def in_words(self, name):
        """Return what is stored of an answer, as a person reads it."""
        return self.recorded.in_words(name, as_json(self.stored[name]))

    @classmethod
    def asks_for(cls, name):
        """Return whether a field of this name is on the page."""
        return name in cls.base_fields and name != "seen"

    @classmethod
    def refilled(cls, typed, *, instance):
        """Return the form with what was typed before it could be saved."""
        form = cls(instance=instance)
        form.initial |= typed
        form.is_refilled = True
        return form

    @property
    def answers(self):
        """The cleaned values by field name."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}


def plain(value):
    """Return a cleaned value as ``model_to_dict`` has the stored one."""
    return getattr(value, "pk", value)


def _digest(values):
    text = json.dumps(values, cls=DjangoJSONEncoder, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def yes_or_no(label, *, yes, no, **kwargs):
    """Return a field with two radio buttons for a column that is true, false or not answered."""
    return forms.TypedChoiceField(
        label=label,
        choices=[("True", yes), ("False", no)],
        coerce=lambda value: value == "True",
        empty_value=None,
        widget=forms.RadioSelect,
        **kwargs,
    )


def answered(choices):
    """Return choices as radio buttons show them: without the empty one, each as a sentence."""
    return [(value, capfirst(words)) for value, words in choices]
