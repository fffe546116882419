"""The method in plain words, and the technical sheet by which a group begins."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from network.pages import method_words, sheet
from network.pages.answers import answer
from network.pages.spiral import spiral


def method(request, page):
    context = {
        "spiral": spiral(),
        "phases": method_words.PHASES,
        "cycles": method_words.CYCLES,
        "cycle_0": method_words.CYCLE_0,
        "questions": method_words.QUESTIONS,
        "principles": method_words.PRINCIPLES,
    }
    return answer(request, "method", page, **context)


def technical_sheet(request, page):
    context = {"sheet": sheet.told(), "crumbs": [(reverse("network:method"), _("The method"))]}
    return answer(request, "technical_sheet", page, **context)


def technical_sheet_pdf():
    """Return the same as a PDF in the language of the reader."""
    name = f"TOGETHER {_('technical sheet')}.pdf"
    headers = {"Content-Disposition": content_disposition_header(False, name)}
    return HttpResponse(sheet.pdf(get_language()), content_type="application/pdf", headers=headers)
