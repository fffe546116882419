"""What the page of a platform shows of projects."""

from dataclasses import dataclass

from network.models import Project


@dataclass(frozen=True)
class Part:
    """A part of the page: its template, and what it shows."""

    template: str
    shown: list


def platform(request, platform):
    """Return the public projects in which a platform takes part, or ``None``."""
    taking_part = Project.objects.public().filter(platforms=platform).latest_first()
    shown = list(taking_part.as_entries("kind", "first_year", "last_year"))
    return Part("network/projects/beside.html", shown) if shown else None
