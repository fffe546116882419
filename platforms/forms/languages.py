"""A field for languages as people write them."""

from babel import Locale
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import to_locale

from platforms.languages import codes_by_name, name_of
from territories.models.parts import language_tag
from together_site.text import folded, listed, one_line

MOST = 12


class LanguagesInput(forms.CharField):
    """Names or codes of languages with commas between; the clean value is a list of codes."""

    default_error_messages = {
        "unknown": _(
            "We do not know the language “%(name)s”. Write its name in English, or leave it out."
        ),
        "many": _("Enter twelve languages at most"),
    }

    def __init__(self, **kwargs):
        super().__init__(max_length=300, **kwargs)

    def prepare_value(self, value):
        return listed(map(name_of, value)) if isinstance(value, list) else value

    def to_python(self, value):
        text = one_line(super().to_python(value) or "")
        if len(text) > self.max_length:
            raise forms.ValidationError(self.error_messages["many"], code="many")
        names = [name.strip() for name in text.replace(";", ",").replace("،", ",").split(",")]
        codes = list(dict.fromkeys(self._code(name) for name in names if folded(name)))
        if len(codes) > MOST:
            raise forms.ValidationError(self.error_messages["many"], code="many")
        return codes

    def _code(self, name):
        code = codes_by_name().get(folded(name)) or to_locale(name.lower().replace("_", "-"))
        code = code.replace("_", "-")
        if code.partition("-")[0] not in Locale("en").languages:
            raise forms.ValidationError(
                self.error_messages["unknown"], code="unknown", params={"name": name}
            )
        language_tag(code)
        return code

    def validate(self, value):
        if self.required and not value:
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value):
        """Leave the validators of text out: the value is a list by now."""
