"""A figure as it is drawn and as a file has it: a table with a bar a row, and its definition."""

from dataclasses import dataclass
from decimal import Decimal

# So many columns do not fit on a telephone.
WIDE = 3


@dataclass(frozen=True)
class Line:
    """A row: its code, as files have it, its words, and a cell a column; ``None`` is not told."""

    code: str
    label: str
    cells: tuple


@dataclass(frozen=True)
class Row:
    """A line as it is drawn: the length of its bar in percent of the longest."""

    line: Line
    length: int


@dataclass(frozen=True)
class Figure:
    """``head`` and ``columns`` are pairs of the code in files and of the words."""

    name: str
    title: str
    definition: str
    head: tuple[str, str]
    columns: tuple[tuple[str, str], ...]
    lines: list[Line]
    has_totals: bool = False

    @property
    def rows(self):
        """The lines with their bars, which draw the first column."""
        most = max((line.cells[0] or 0 for line in self.lines), default=0)
        return [Row(line, _length(line.cells[0], most)) for line in self.lines]

    @property
    def totals(self):
        """The sum of each column, or nothing where one holds what is not told."""
        cells = [cell for line in self.lines for cell in line.cells]
        if not self.has_totals or len(self.lines) < 2 or None in cells:
            return ()
        return tuple(
            sum(column) for column in zip(*(line.cells for line in self.lines), strict=True)
        )

    @property
    def is_wide(self):
        """Whether it is wider than a small screen: then the keyboard must reach its frame."""
        return len(self.columns) >= WIDE

    @property
    def is_empty(self):
        return not any(cell for line in self.lines for cell in line.cells)

    def records(self):
        """Return the lines as a file has them, by the codes of the columns."""
        names = [code for code, _words in self.columns]
        return [
            {self.head[0]: line.code, **dict(zip(names, line.cells, strict=True))}
            for line in self.lines
        ]

    @property
    def file_columns(self):
        return [self.head[0], *(code for code, _words in self.columns)]


def _length(cell, most):
    """Return how long a bar is: what is not zero is always seen."""
    if not cell or cell < 0 or not most:
        return 0
    return max(round(Decimal(cell) * 100 / Decimal(most)), 1)
