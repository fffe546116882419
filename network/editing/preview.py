"""Records as visitors will see them, before they do: drafts, and words that are not saved yet."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import translation
from django.utils.translation import gettext as _

LANGUAGE = "preview_language"


class Preview:
    """Put before ``ModelAdmin`` of a record with ``preview_response``."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.preview_view)
        name = self.page_name("preview")
        return [path("<int:pk>/preview/", view, name=name), *super().get_urls()]

    def preview_view(self, request, pk):
        """Show a record as it is saved, or as it is sent by its form; nothing is saved."""
        record = self.seen(request, pk)
        if request.method == "POST":
            if not self.has_change_permission(request, record):
                raise PermissionDenied
            form = self.get_form(request, record, change=True)(
                request.POST, request.FILES, instance=record
            )
            if not form.is_valid():
                return self._refused(request, record, form)
        return self._shown(request, record)

    def _shown(self, request, record):
        request.preview = {
            "languages": settings.LANGUAGES,
            "reader": translation.get_language(),
            "is_saved": request.method != "POST",
        }
        language = chosen_language(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.preview_response(request, record)
            if hasattr(response, "render"):
                response.render()
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
        return response

    def _refused(self, request, record, form):
        record.refresh_from_db()  # what it is called, without what was typed
        faults = [
            (form.fields[name].label if name in form.fields else "", told)
            for name, told in form.errors.items()
        ]
        title = _("No preview of %(record)s yet") % {"record": record}
        context = self.page_of(request, record, title, faults=faults)
        return TemplateResponse(request, "admin/network/preview_refused.html", context, status=422)


def chosen_language(request):
    """Return the language asked for, else that of the reader."""
    asked = request.POST.get(LANGUAGE) or request.GET.get("language")
    return asked if asked in dict(settings.LANGUAGES) else translation.get_language()
