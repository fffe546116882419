"""What a trial found, and how it is shown."""

from dataclasses import dataclass, field


@dataclass
class Report:
    """Figures of one trial and what was not as it must be: a trial without problems has passed."""

    trial: str
    figures: dict = field(default_factory=dict)
    problems: list = field(default_factory=list)

    def expect(self, what, is_so):
        """Note as a problem what is not so."""
        if not is_so:
            self.problems.append(what)

    def expect_same(self, what, found, wanted):
        self.expect(f"{what}: {found!r}, not {wanted!r}", found == wanted)


def show(report, longest_problems=10):
    """Print a report as a table with its verdict."""
    print(f"\n{report.trial}: {'FAILED' if report.problems else 'held'}")
    width = max(map(len, report.figures), default=0)
    for name, value in report.figures.items():
        print(
            f"  {name:<{width}}  {value:.2f} s"
            if isinstance(value, float)
            else _row(name, value, width)
        )
    for problem in report.problems[:longest_problems]:
        print(f"  ! {problem}")
    if len(report.problems) > longest_problems:
        print(f"  ! and {len(report.problems) - longest_problems} more")


def _row(name, value, width):
    return f"  {name:<{width}}  {value}"
