"""The application to open a platform on paper: blank to fill in by hand, or a copy to keep."""

from functools import lru_cache
from html import unescape

from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from applications import copies
from applications.forms import language_choices
from applications.paper import Choice, Part, Question, Sheet, Table, pdf
from platforms.answers import ANSWERS
from platforms.forms import PAGE_FORMS, ConsentForm
from platforms.recorded import RECORDED
from platforms.workflow import QUESTIONS, Section
from territories.workflow import ActorKind
from together_site.text import listed

ROWS_OF_PARTICIPANTS = 8
LINES = {"aims": 8, "why_few_kinds": 2, "why_no_mandate": 4, "help_needed": 3, "help_offered": 3}
MOST_BOXES = 12  # of a list that is longer nobody ticks one on paper


@lru_cache(maxsize=10)
def blank_pdf(language):
    """Return the blank form as a PDF: it is the same for everybody, and drawn once."""
    return pdf(blank_sheet())


def blank_sheet():
    """Return the whole form to fill in by hand, in the language now in use."""
    return Sheet(
        title=_("Application to open a platform"),
        language=get_language(),
        is_blank=True,
        lead=_(
            "The same questions as online. What is marked (optional) may stay empty. Further "
            "sheets and the documents go with it."
        ),
        parts=(
            Part(
                title=_("Where we can reach you"),
                questions=(
                    Question(_("E-mail address"), hint=_("Our letters go there.")),
                    Question(_("Language for letters"), choices=_boxes(language_choices())),
                ),
            ),
            *map(_blank_part, Section),
        ),
        closing=_(
            "Send it to: TOGETHER, Praça da República, 7630-139 Odemira, Portugal. We enter it "
            "for you and write to your e-mail address."
        ),
    )


def _blank_part(section):
    if section == Section.CONSENT:
        return _blank_consent(section)
    asked = [question for page in RECORDED.pages_of(section) for question in _questions(page)]
    intro = str(QUESTIONS[section])
    if section == Section.PARTICIPANTS:
        kinds = listed(kind.label for kind in ActorKind)
        intro += "\n" + _("Kinds of actor: %(kinds)s.") % {"kinds": kinds}
    return Part(section.label, intro=intro, questions=tuple(asked))


def _blank_consent(section):
    fields = ConsentForm.base_fields.values()
    boxes = tuple(Question(field.label, choices=(Choice(_("Yes")),)) for field in fields)
    notice = strip_tags(render_to_string("platforms/privacy_notice.html"))
    lines = [line.strip() for line in unescape(notice).splitlines()]
    return Part(section.label, intro="\n".join(filter(None, lines)), questions=boxes)


def _questions(page):
    form = PAGE_FORMS[page]
    for name in RECORDED.asked[page]:
        if name == "participants":
            yield _table((), empty_rows=ROWS_OF_PARTICIPANTS)
        elif name == "document":
            yield Question(RECORDED.label_of(name), choices=(Choice(_("A copy is enclosed")),))
        elif name != "listed_territory":
            yield _question(name, form.base_fields[name], is_required=name in form.required)


def _question(name, field, *, is_required):
    label = str(field.label)
    if not is_required:
        label = _("%(question)s (optional)") % {"question": label}
    choices = list(getattr(field, "choices", ()))
    boxes = _boxes(choices) if len(choices) <= MOST_BOXES else ()
    return Question(label, hint=str(field.help_text), choices=boxes, lines=LINES.get(name, 1))


def _boxes(choices):
    return tuple(Choice(capfirst(str(words))) for value, words in choices if value != "")


def _table(rows, *, empty_rows=0):
    return Table(
        RECORDED.label_of("participants"),
        columns=(_("Organisation or group"), _("Kind of actor"), _("Role in the group")),
        rows=rows,
        empty_rows=empty_rows,
    )


def filled_sheet(application):
    """Return a copy of an application to keep, in the language now in use."""
    title = _("Application to open a platform")
    return copies.filled_sheet(
        application, ANSWERS.groups(application), title=title, tables={"participants": _people}
    )


def _people(application):
    people = application.participants.order_by("pk")
    return _table(tuple((one.name, one.get_kind_display(), one.role) for one in people))
