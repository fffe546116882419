"""A voting roll as a PDF: what stands on it; its look is in ``roll.typ``.

Typst holds a whole drawing in memory, a tenth of a megabyte for a row. A roll is drawn in pieces
that are then bound into one tagged PDF, so that ten thousand members are no more than it can hold.
"""

import re
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_countries import countries

from applications.paper import drawn, forget
from membership.models import RollEntry
from membership.pdf_binding import Binding
from membership.roll_rules import RollPart
from membership.workflow import Category, Standing
from together_site.text import listed

DRAWING = Path(__file__).with_name("roll.typ")
ROWS_OF_A_PIECE = 250
# A word that may be longer than its column, or letters that run from right to left.
NEEDS_CARE = re.compile("\\S{18}|[\u0590-\u08ff\ufb1d-\ufefc]")
OF_ENTRY = (
    "part",
    "number",
    "name",
    "country",
    "category",
    "standing",
    "delegate_name",
    "delegate_function",
    "proxy_to__number",
    "proxy_to__name",
    "held",
)


def roll_pdf(roll):
    """Return a roll as a tagged PDF, in the language now in use."""
    pieces = Binding()
    for paper in _papers(roll):
        pieces.add(drawn(DRAWING, paper={**paper, "first_page": pieces.pages + 1}))
        forget()
    return pieces.bound()


def _papers(roll):
    """Yield what stands on each piece, the first with what is said of the whole."""
    rows, last = _rows(roll), None
    while (some := list(islice(rows, ROWS_OF_A_PIECE))) or last is None:
        parts = [_part(name, list(group), last) for name, group in groupby(some, _part_of)]
        yield {**_said(roll), "is_first": last is None, "parts": parts}
        last = _part_of(some[-1]) if some else ""


def _rows(roll):
    """Yield the rows of a roll by part and name."""
    for part in RollPart:
        found = RollEntry.objects.filter(roll=roll, part=part).with_proxies().by_name()
        yield from found.values_list(*OF_ENTRY, named=True).iterator(chunk_size=1000)


def _part_of(row):
    return row.part


def _said(roll):
    """Return what stands at the head and foot of each page, and on top of the first."""
    as_of = _("As of %(day)s") % {"day": date_format(roll.as_of)}
    return {
        "title": _("Voting roll: %(assembly)s") % {"assembly": roll.title},
        "head": roll.title,
        "day": as_of,
        "foot": f"SHA-256 {roll.digest}" if roll.is_frozen else _("Draft, not frozen"),
        "facts": facts_of(roll),
        "note": _("Who gives its proxy is represented by the member named beside it.")
        if roll.voters
        else _("Nobody has a vote on this roll."),
    }


def facts_of(roll):
    """Return what is said of a roll as pairs of a name and a text."""
    facts = [
        (_("As of"), date_format(roll.as_of)),
        (_("Members with a vote"), str(roll.voters)),
        (_("Quorum"), _quorum(roll)),
        (_("Proxies that one member may hold"), ruled(roll.proxy_limit, roll.proxy_limit_source)),
        (_("Days of grace"), str(roll.grace_days)),
    ]
    if roll.is_frozen:
        frozen = _("%(at)s, by %(by)s")
        words = {"at": date_format(localtime(roll.frozen_at), "DATETIME_FORMAT")}
        words["by"] = roll.frozen_by.name or _("the secretariat")
        facts += [(_("Frozen"), frozen % words), (_("Digest (SHA-256)"), roll.digest)]
    return facts


def _quorum(roll):
    needed = ngettext("%(needed)s vote", "%(needed)s votes", roll.needed) % {"needed": roll.needed}
    words = {"needed": needed, "rule": ruled(f"{roll.quorum_percent} %", roll.quorum_source)}
    return _("%(needed)s, by the rule of %(rule)s") % words


def ruled(value, source):
    """Return a rule with who decided it, or that nobody did."""
    return f"{value} ({source or _('a sample that nobody has decided')})"


@dataclass(frozen=True)
class Column:
    """A column of a table on paper: its title, how wide it is beside others, what it tells."""

    title: str
    width: int
    tell: object


def _member(row):
    """Tell name, country and category, and the grace of a member that has it."""
    about = [countries.name(row.country), str(Category(row.category).label)]
    if row.standing == Standing.GRACE:
        about.append(str(Standing.GRACE.label))
    return f"{row.name}\n{listed(about)}"


def _delegate(row):
    return "\n".join(filter(None, (row.delegate_name, row.delegate_function))) or "–"


def _proxy(row):
    if row.proxy_to__number:
        holder = f"{row.proxy_to__number} {row.proxy_to__name}"
        return _("Given to %(holder)s") % {"holder": holder}
    return _("Holds %(number)s") % {"number": row.held} if row.held else "–"


WIDTH = 55  # of a whole table; its last column has the rest
NUMBER = Column(gettext_lazy("Number"), 4, lambda row: row.number)
MEMBER = Column(gettext_lazy("Member"), 25, _member)
COLUMNS = {
    RollPart.VOTING: (
        NUMBER,
        MEMBER,
        Column(gettext_lazy("Delegate"), 13, _delegate),
        Column(gettext_lazy("Proxy"), 11, _proxy),
    ),
    RollPart.ASSOCIATE: (NUMBER, MEMBER),
    RollPart.APART: (
        NUMBER,
        MEMBER,
        Column(gettext_lazy("Reason"), 11, lambda row: Standing(row.standing).label),
    ),
}


def _part(name, rows, last):
    """Return a part of the roll as a table; one that goes on has its heading already."""
    columns = COLUMNS[name]
    widths = [column.width for column in columns[:-1]]
    return {
        "heading": "" if name == last else RollPart(name).label,
        "columns": [column.title for column in columns],
        "widths": [*widths, WIDTH - sum(widths)],
        "rows": [[_cell(column.tell(row)) for column in columns] for row in rows],
    }


def _cell(text):
    """Return a text, marked where it needs care: care for each would take minutes of a roll."""
    return {"with_care": text} if NEEDS_CARE.search(str(text)) else text
