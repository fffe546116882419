"""The page in the admin that lists what is missing in which language."""

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from network.editing import missing


class MissingPages:
    """Put before the ``ModelAdmin`` that shows the page, for all kinds of records."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.translations_view)
        name = self.page_name("translations")
        return [path("translations/", view, name=name), *super().get_urls()]

    def translations_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = missing.all_missing()
        names = dict(settings.LANGUAGES)
        asked = request.GET.get("language", "")
        shown = [asked] if asked in names else list(names)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Missing translations"),
            "numbers": [
                (code, names[code], number) for code, number in missing.numbers(found).items()
            ],
            "asked": asked if asked in names else "",
            "asked_name": names.get(asked, ""),
            "columns": [names[code] for code in shown],
            "rows": [
                (each, _page_of(each), [each.lacks[code] for code in shown])
                for each in found
                if any(each.lacks[code] for code in shown)
            ],
        }
        return TemplateResponse(request, "admin/network/translations.html", context)


def _page_of(each):
    """Return where the words are written, if that is in the admin."""
    model, key = each.edited
    if not admin.site.is_registered(model):
        return ""
    return reverse(admin_urlname(model._meta, "change"), args=[key])
