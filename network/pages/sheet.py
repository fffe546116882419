"""The technical sheet on paper: what stands on its page, to print."""

import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from applications.paper import drawn
from network.pages.blocks import blocks_of

DRAWING = Path(__file__).with_name("sheet.typ")


def pdf(page, method):
    """Return the sheet as a tagged PDF, in the language now in use.

    ``page`` is the record of its words, or ``None``; ``method`` is a ``Method``.
    """
    return _drawn(get_language(), json.dumps(told(page, method)))


@lru_cache(maxsize=len(settings.LANGUAGES))
def _drawn(language, sheet):
    """Draw what is told, in the language now in use, once for the same words."""
    words = {"sheet": _("Technical sheet"), "phases": _("The eight phases of a cycle")}
    return drawn(DRAWING, sheet=json.loads(sheet), words=words)


def told(page, method):
    """Return what stands on the sheet, as JSON has it."""
    questions = [part.title for part in method.question]
    return {
        "title": page.title if page else title(),
        "lead": page.summary if page else lead(),
        "blocks": blocks_of(page.body) if page else [],
        "steps": [
            {
                "title": step.title,
                "text": step.text,
                "points": questions if step.shows_questions else [],
            }
            for step in method.step
        ],
        "phases": [phase.title for phase in method.phase],
        "closing": closing(),
    }


def title():
    """Return the title of a sheet without a record, in the language now in use."""
    return _("How to begin")


def lead():
    return _(
        "For whoever wants to start a Territory of Co-responsibility with the SPIRAL method. "
        "The order suits most; a group may leave a step out or begin elsewhere."
    )


def closing():
    """Return what follows the last step, in the language now in use."""
    return _(
        "Then apply for the opening of the platform. The network trains facilitators, and puts "
        "platforms in touch with one another."
    )
