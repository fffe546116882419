"""The editor of rich text: a text area of HTML, which a script of ours makes comfortable."""

import json

from django.forms import Media
from django.forms.widgets import Script
from django_prose_editor.config import expand_extensions
from django_prose_editor.widgets import ProseEditorWidget


class RichTextInput(ProseEditorWidget):
    """Brings the editor in by a module of our own.

    The package's own way is an import map inside of the page, which our content policy refuses.
    """

    @property
    def media(self):
        return Media(
            css={
                "all": [
                    "django_prose_editor/material-icons.css",
                    "django_prose_editor/editor.css",
                    "look/writing.css",
                ]
            },
            js=[Script("look/writing.js", type="module")],
        )

    def get_context(self, name, value, attrs):
        context = super(ProseEditorWidget, self).get_context(name, value, attrs)
        extensions = expand_extensions(self.config["extensions"])
        context["widget"]["attrs"]["data-rich-text"] = json.dumps(extensions)
        return context
