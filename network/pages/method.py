"""The method in plain words, and the technical sheet by which a group begins."""

from dataclasses import dataclass, fields

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from network.models import MethodPart
from network.pages import sheet
from network.pages.answers import answer
from network.pages.spiral import spiral

PRINCIPLES = 10


@dataclass(frozen=True)
class Method:
    """The parts of the method by kind, each in its order."""

    question: list
    phase: list
    cycle: list
    principle: list
    step: list

    @property
    def parts(self):
        return [part for field in fields(self) for part in getattr(self, field.name)]

    @property
    def cycle_0(self):
        """What a group does by itself, before all cycles; ``None`` where nobody has told it."""
        return next((part for part in self.cycle if part.position == 0), None)

    @property
    def cycles(self):
        return [part for part in self.cycle if part.position]

    @property
    def lacks_principles(self):
        return len(self.principle) < PRINCIPLES


def known_method():
    """Return the ``Method`` as the site knows it; one query."""
    found = {field.name: [] for field in fields(Method)}
    for part in MethodPart.objects.in_order():
        found[part.kind].append(part)
    return Method(**found)


def method(request, page):
    known = known_method()
    return answer(request, "method", page, shows=known.parts, method=known, spiral=spiral())


def technical_sheet(request, page):
    known = known_method()
    context = {
        "method": known,
        "title": sheet.title(),
        "lead": sheet.lead(),
        "closing": sheet.closing(),
        "crumbs": [(reverse("network:method"), _("The method"))],
    }
    return answer(request, "technical_sheet", page, shows=known.parts, **context)


def technical_sheet_pdf(page):
    """Return the same as a PDF in the language of the reader."""
    name = f"TOGETHER {_('technical sheet')}.pdf"
    headers = {"Content-Disposition": content_disposition_header(False, name)}
    content = sheet.pdf(page, known_method())
    return HttpResponse(content, content_type="application/pdf", headers=headers)
