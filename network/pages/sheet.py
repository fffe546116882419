"""The technical sheet: how a group begins. The page and the PDF say the same."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from applications.paper import drawn
from network.pages import method_words

DRAWING = Path(__file__).with_name("sheet.typ")


@dataclass(frozen=True)
class Part:
    title: str
    text: str
    points: tuple[str, ...] = ()


@dataclass(frozen=True)
class TechnicalSheet:
    title: str
    lead: str
    parts: tuple[Part, ...]
    ready: tuple[str, ...]
    phases: tuple[str, ...]
    closing: str


def pdf(language):
    """Return the sheet as a tagged PDF; it is the same until the next release."""
    return _drawn(language, settings.RELEASE)


@lru_cache(maxsize=len(settings.LANGUAGES))
def _drawn(language, release):
    with translation.override(language):
        words = {
            "ready": _("What to have ready for the first meeting"),
            "sheet": _("Technical sheet"),
            "phases": _("The eight phases of a cycle"),
        }
        return drawn(DRAWING, sheet=told(), words=words)


def told():
    """Return what stands on it, in the language now in use."""
    return TechnicalSheet(
        title=_("How to begin"),
        lead=_(
            "For whoever wants to start a Territory of Co-responsibility with the SPIRAL method. "
            "The order suits most; a group may leave a step out or begin elsewhere."
        ),
        parts=_parts(),
        ready=(
            _("notes to write on, one answer on each, and pens for all"),
            _(
                "a large sheet of paper (A0) on which to sort the answers, with a part for each "
                "question"
            ),
            _("the table of families and components, for who sorts"),
            _("somebody who writes down what is decided, and who brings what"),
        ),
        phases=tuple(str(phase.title) for phase in method_words.PHASES),
        closing=_(
            "Then apply for the opening of the platform. The network trains facilitators, and puts "
            "platforms in touch with one another."
        ),
    )


def _parts():
    return (*_up_to_the_first_meeting(), *_after_it())


def _up_to_the_first_meeting():
    return (
        Part(
            _("Gather the actors"),
            _(
                "Invite every kind of actor of the place: public bodies, companies, associations, "
                "schools, inhabitants. Be open, and see who is missing."
            ),
        ),
        Part(
            _("Form the coordination group"),
            _(
                "Those who want to carry it form a group, under any name. If there is such a group "
                "already, build on it."
            ),
        ),
        Part(
            _("Hold the first meeting"),
            _(
                "The group begins with itself. All answer three questions, each alone first and in "
                "writing, on as many notes as they like, one answer on each:"
            ),
            tuple(str(question) for question in method_words.QUESTIONS),
        ),
    )


def _after_it():
    return (
        Part(
            _("Sort the answers"),
            _(
                "Together the notes are laid out, question by question. Take what is plainly "
                "meant, and do not read more into it. In doubt choose the more general heading. "
                "The group sees what is named most, and what has been forgotten."
            ),
        ),
        Part(
            _("Return them"),
            _(
                "A shared view is made of all answers; no point of view is dropped. At a second "
                "meeting the group reads it, corrects it and approves it."
            ),
        ),
        Part(
            _("Choose a pilot action"),
            _(
                "From the answers to the third question make a short list of actions. Choose one "
                "that the group can carry out itself; each writes down what he or she can bring."
            ),
        ),
        Part(
            _("Evaluate, and go on"),
            _(
                "After the action look at the same criteria again: what has changed, what has been "
                "learnt? Then plan the next cycle, with more groups."
            ),
        ),
    )
