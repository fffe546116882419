"""The application to open a platform: its first page, its paper, and its pages."""

from django.template.response import TemplateResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from applications import promise
from applications.models import Form
from applications.pages import ApplicationPages, as_pdf
from platforms import paper, services
from platforms.answers import ANSWERS
from platforms.forms import PAGE_FORMS
from platforms.models import PlatformApplication
from platforms.workflow import QUESTIONS


def application_start(request):
    """Say who may apply, what to have ready and how long it takes."""
    return TemplateResponse(
        request, "platforms/application_start.html", {"promise": promise.of_form(Form.PLATFORM)}
    )


def paper_form(request):
    """Send the blank form as a PDF, in the language of the address."""
    response = as_pdf(paper.blank_pdf(get_language()), name=_("application to open a platform"))
    patch_cache_control(response, public=True, max_age=60 * 60)
    return response


class PlatformPages(ApplicationPages):
    """The pages of the application to open a platform."""

    model = PlatformApplication
    form = Form.PLATFORM
    answers = ANSWERS
    page_forms = PAGE_FORMS
    questions = QUESTIONS
    folder = "platforms"

    def save(self, application, page, answers, **seen):
        services.save(application, page, answers, **seen)

    def perform(self, move, application, *, by):
        services.perform(move, application, by=by)

    def copy_sheet(self, application):
        return paper.filled_sheet(application)
