"""The editor of rich text: a text area of HTML, which a script of ours makes comfortable."""

import json

from django.forms import Media
from django.forms.widgets import Script
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_prose_editor.config import expand_extensions
from django_prose_editor.widgets import ProseEditorWidget

# Buttons by their name, and what dialogs of the editor ask its ``gettext`` for.
WORDS = {
    "heading2": _("Heading 2"),
    "heading3": _("Heading 3, below a heading 2"),
    "paragraph": _("Paragraph"),
    "bulletList": _("Bulleted list"),
    "orderedList": _("Numbered list"),
    "blockquote": _("Quotation"),
    "figure": _("Picture"),
    "bold": _("Bold"),
    "link": _("Link on the chosen words"),
    "unlink": _("Take the link away"),
    "table": _("Table"),
    "table:addColumnAfter": _("Add a column"),
    "table:deleteColumn": _("Delete the column"),
    "table:addRowAfter": _("Add a row"),
    "table:deleteRow": _("Delete the row"),
    "table:mergeCells": _("Merge the chosen cells"),
    "table:splitCell": _("Split the cell"),
    "table:toggleHeaderCell": _("Heading cell"),
    "table:deleteTable": _("Delete the table"),
    "history:undo": _("Undo"),
    "history:redo": _("Redo"),
    "Update": _("Apply"),
    "Cancel": _("Cancel"),
    "Insert": _("Insert"),
    "Insert Figure": _("Picture"),
    "Edit Figure": _("Picture"),
    "Edit Image": _("Picture"),
    "Browse...": _("Choose a picture"),
    "Image URL": _("Address under “Pictures”, such as /pictures/1/"),
    "Alternative Text": _("Alternative text; empty: that of the picture"),
    "Caption": _("Caption"),
    "Add caption": _("Add a caption"),
    "Remove caption": _("Take the caption away"),
    "Edit Link": _("Link"),
    "URL": _("Address: https://…, mailto:… or /…"),
    "Title": _("More about it, shown by the mouse alone"),
}


class RichTextInput(ProseEditorWidget):
    """Brings the editor in by a module of our own.

    The package's own way is an import map inside of the page, which our content policy refuses.
    """

    @property
    def media(self):
        styles = [
            "django_prose_editor/material-icons.css",
            "django_prose_editor/editor.css",
            "look/writing.css",
        ]
        return Media(css={"all": styles}, js=[Script("look/writing.js", type="module")])

    def get_context(self, name, value, attrs):
        # Not that of the package, which writes what its own script reads.
        context = super(ProseEditorWidget, self).get_context(name, value, attrs)
        extensions = expand_extensions(self.config["extensions"])
        extensions["Figure"] = {"pickerUrl": reverse("admin:network_picture_choose")}
        context["widget"]["attrs"] |= {
            "data-rich-text": json.dumps(extensions),
            "data-words": json.dumps({key: str(said) for key, said in WORDS.items()}),
        }
        return context
