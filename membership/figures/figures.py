"""The figures as people read them: what each counts, for everybody and for staff."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django_countries import countries

from applications.models import Form
from applications.workflow import State
from membership.figures.table import Figure, Line
from membership.workflow import IN_FORCE, VOTING, Category, Standing
from territories.workflow import PlatformState

# In public, of fewer members nothing is told that might be one member's own.
FEWEST = 5
# What people outside see of an application's way is fewer states than it has.
STATES = (
    State.SUBMITTED,
    State.IN_REVIEW,
    State.INFORMATION_ASKED,
    State.FOR_THE_BOARD,
    State.HELD,
    State.ACCEPTED,
    State.DECLINED,
    State.WITHDRAWN,
)


def public(numbers):
    """Return the figures for everybody, which let nobody read the dues or category of one."""
    return [
        *_by_month(numbers),
        _days(numbers),
        _members_in_force(numbers),
        _full_members_by_country(numbers),
        _dues(numbers, is_public=True),
        _platforms(numbers),
        _places(numbers),
    ]


def for_staff(numbers):
    """Return the figures for the secretariat and the board."""
    return [
        *_by_month(numbers),
        _by_state(numbers),
        _days(numbers),
        _members_by_standing(numbers),
        _members_by_country(numbers),
        _dues(numbers, is_public=False),
        _platforms(numbers),
        _places(numbers),
    ]


def _by_month(numbers):
    for form, months in numbers.months.items():
        lines = [
            Line(
                f"{month.first:%Y-%m}",
                date_format(month.first, "M Y"),
                (month.received, month.accepted, month.declined),
            )
            for month in months
        ]
        yield Figure(
            name=f"{form}-by-month",
            title=_("%(form)s: by month") % {"form": form.label},
            definition=_(
                "What reached the secretariat in each of the last twelve months, without what is "
                "spam or suspected of it, and the decisions that were told in it."
            ),
            head=("month", _("Month")),
            columns=(
                ("received", _("Received")),
                ("accepted", _("Accepted")),
                ("declined", _("Not accepted this time")),
            ),
            lines=lines,
            has_totals=True,
        )


def _by_state(numbers):
    lines = [
        Line(
            str(state),
            str(state.label),
            tuple(numbers.states.get((form, state), 0) for form in Form),
        )
        for state in STATES
    ]
    return Figure(
        name="applications-by-state",
        title=_("Applications by state"),
        definition=_(
            "What has ever reached the secretariat, by the state in which it is now, without what "
            "is spam or suspected of it."
        ),
        head=("state", _("State")),
        columns=tuple((str(form), form.label) for form in Form),
        lines=lines,
        has_totals=True,
    )


def _days(numbers):
    lines = [
        Line(str(form), form.label, (promise.days, promise.decisions))
        for form, promise in numbers.promises.items()
    ]
    return Figure(
        name="days-to-decide",
        title=_("Days until a decision"),
        definition=_(
            "The median of the days from arrival to the letter with the decision, over the "
            "decisions of the last twelve months; not told of fewer than five."
        ),
        head=("form", _("Form")),
        columns=(("median_days", _("Days")), ("decisions", _("Decisions"))),
        lines=lines,
    )


def _members_in_force(numbers):
    def number(category):
        standings = (numbers.standings.get((category, standing), 0) for standing in IN_FORCE)
        return sum(standings)

    lines = [
        Line(str(category), str(category.label), (_told(number(category), category),))
        for category in Category
    ]
    return Figure(
        name="members-by-category",
        title=_("Members by category"),
        definition=_(
            "Those who are members today, in grace included. Persons are told from five on: of "
            "fewer one might be recognised."
        ),
        head=("category", _("Category")),
        columns=(("members", _("Members")),),
        lines=lines,
        has_totals=True,
    )


def _told(number, category):
    return None if category == Category.PERSON and number < FEWEST else number


def _members_by_standing(numbers):
    lines = []
    for category in Category:
        cells = [numbers.standings.get((category, standing), 0) for standing in Standing]
        lines.append(Line(str(category), str(category.label), (sum(cells), *cells)))
    return Figure(
        name="members-by-standing",
        title=_("Members by category and standing"),
        definition=_("Every member on record, former ones included, by how it stands today."),
        head=("category", _("Category")),
        columns=(
            ("members", _("Members")),
            *((str(standing), str(standing.label)) for standing in Standing),
        ),
        lines=lines,
        has_totals=True,
    )


def _full_members_by_country(numbers):
    return Figure(
        name="members-by-country",
        title=_("Members by country"),
        definition=_(
            "Full members, and bodies that are associate members, who are members today, in grace "
            "included. Persons are not counted by country: one might be recognised."
        ),
        head=("country_code", _("Country")),
        columns=(("full_members", _("Full members")), ("bodies", _("Associate bodies"))),
        lines=_country_lines(
            numbers.countries,
            lambda of: (sum(of.get(one, 0) for one in VOTING), of.get(Category.BODY, 0)),
        ),
        has_totals=True,
    )


def _members_by_country(numbers):
    return Figure(
        name="members-by-country",
        title=_("Members by country"),
        definition=_("Those who are members today, in grace included."),
        head=("country_code", _("Country")),
        columns=(
            ("members", _("Members")),
            *((str(category), str(category.label)) for category in Category),
        ),
        lines=_country_lines(
            numbers.countries,
            lambda of: (sum(of.values()), *(of.get(category, 0) for category in Category)),
        ),
        has_totals=True,
    )


def _country_lines(counted, cells_of):
    """Return a line a country, the one with the most first."""
    by_country = {}
    for (country, category), number in counted.items():
        by_country.setdefault(country, {})[category] = number
    lines = [Line(code, countries.name(code), cells_of(of)) for code, of in by_country.items()]
    lines = [line for line in lines if any(line.cells)]
    return sorted(lines, key=lambda line: (-line.cells[0], line.label))


def _dues(numbers, *, is_public):
    lines = []
    for (year, currency), dues in numbers.dues.items():
        called = None if is_public and _is_few(dues.called, dues.called_of) else dues.called
        received = None if is_public and _is_few(dues.received, dues.received_of) else dues.received
        cells = (called, received) if is_public else (called, received, dues.waived)
        lines.append(Line(f"{year} {currency}", f"{year}, {currency}", cells))
    definition = _(
        "Called is what was asked of members in the year; received is the money that came in "
        "during the year, less what was taken back. No sum goes over two currencies."
    )
    if is_public:
        definition += " " + _("Of fewer than five members no sum is told.")
    columns = [("called", _("Called")), ("received", _("Received"))]
    if not is_public:
        columns.append(("waived", _("Waived of it")))
    return Figure(
        name="dues-by-year",
        title=_("Dues by year"),
        definition=definition,
        head=("year_and_currency", _("Year and currency")),
        columns=tuple(columns),
        lines=lines,
    )


def _is_few(amount, number):
    """Whether a sum is of so few members that it might be the dues of one."""
    return bool(amount) and number < FEWEST


def _platforms(numbers):
    lines = [
        Line(str(state), str(state.label), (numbers.platforms.get(state, 0),))
        for state in PlatformState
    ]
    return Figure(
        name="platforms-by-state",
        title=_("Platforms by state"),
        definition=_("The platforms of the public registry, samples included, as they are today."),
        head=("state", _("State")),
        columns=(("platforms", _("Platforms")),),
        lines=lines,
        has_totals=True,
    )


def _places(numbers):
    lines = [
        Line(str(code), countries.name(code), (number,)) for code, number in numbers.places.items()
    ]
    return Figure(
        name="territories-by-country",
        title=_("Territories by country"),
        definition=_(
            "The territories of the public registry, samples included, as they are today."
        ),
        head=("country_code", _("Country")),
        columns=(("territories", _("Territories")),),
        lines=sorted(lines, key=lambda line: (-line.cells[0], line.label)),
        has_totals=True,
    )
