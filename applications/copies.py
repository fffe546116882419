"""A copy of an application to keep, as it is drawn on paper."""

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from applications.paper import Part, Question, Sheet


def filled_sheet(application, groups, *, title, tables=()):
    """Return an application with its answers as a sheet, in the language now in use.

    ``groups`` are its answers by section; ``tables`` maps the name of an answer that is a table
    to a function that draws it from the application.
    """
    tables = dict(tables)
    return Sheet(
        title=title,
        language=get_language(),
        facts=(
            (_("Reference"), application.reference),
            (_("About"), application.title),
            (_("State"), application.get_state_display()),
            (_("Last saved"), date_format(application.saved_at, "DATE_FORMAT")),
            (_("Letters go to"), application.email),
        ),
        parts=tuple(_part(group, application, tables) for group in groups),
    )


def _part(group, application, tables):
    questions = (
        tables[row["name"]](application)
        if row["name"] in tables
        else Question(str(row["label"]), answer=str(row["value"]))
        for row in group["answers"]
    )
    return Part(str(group["title"]), questions=tuple(questions))
