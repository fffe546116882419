"""The pages of earlier versions in the admin."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from moves.changes import edited_fields
from network.editing import versions
from network.editing.languages import language_name


class VersionPages:
    """Put before ``ModelAdmin`` of a record whose changes are kept.

    Its history is the list of its versions; each can be compared with another, and restored.
    """

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path(
                "<int:pk>/versions/<int:key>/",
                view(self.version_view),
                name=self.page_name("version"),
            ),
            path(
                "<int:pk>/versions/<int:key>/restore/",
                view(self.restore_view),
                name=self.page_name("restore"),
            ),
            *super().get_urls(),
        ]

    def page_url(self, page, *args):
        return reverse(f"admin:{self.page_name(page)}", args=args)

    def seen(self, request, pk):
        """Return the record, or answer that it is not there or not to be seen."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return get_object_or_404(self.get_queryset(request), pk=pk)

    def history_view(self, request, object_id, extra_context=None):
        """List the versions, the present one first."""
        if not object_id.isdecimal():
            raise Http404
        record = self.seen(request, object_id)
        context = self.page_of(
            request,
            record,
            _("Versions of %(record)s") % {"record": record},
            rows=list(self._rows(request, record)),
        )
        return TemplateResponse(request, "admin/network/versions.html", context)

    def _rows(self, request, record):
        """Return each version with the addresses of what can be done about it."""
        found = versions.versions_of(record)
        for version, before in zip(found, [*found[1:], None], strict=True):
            page = self.page_url("version", record.pk, version.key)
            yield {
                "version": version,
                "changed_url": f"{page}?with={before.key}" if before else "",
                "compare_url": page if version.key else "",
                "restore_url": self._restore_url(request, record, version),
            }

    def _restore_url(self, request, record, version):
        is_open = version.key and self.has_change_permission(request, record)
        return self.page_url("restore", record.pk, version.key) if is_open else ""

    def version_view(self, request, pk, key):
        """Tell what differs between a version and another one, the present one unless told."""
        record = self.seen(request, pk)
        version, other = self._two(request, record, key)
        older, newer = sorted([version, other], key=lambda each: each.number)
        found = versions.differences(
            edited_fields(record), versions.row_of(record, older), versions.row_of(record, newer)
        )
        context = self.page_of(
            request,
            record,
            _("Version %(number)s of %(record)s") % {"number": version.number, "record": record},
            version=version,
            older=older,
            newer=newer,
            differences=[(each, language_of(each)) for each in found],
            restore_url=self._restore_url(request, record, version),
        )
        return TemplateResponse(request, "admin/network/version.html", context)

    def _two(self, request, record, key):
        found = {version.key: version for version in versions.versions_of(record)}
        other = request.GET.get("with", "0")
        other = int(other) if other.isdecimal() and len(other) < 20 else -1
        if key not in found or other not in found:
            raise Http404
        return found[key], found[other]

    def restore_view(self, request, pk, key):
        """Ask, and bring a version back when the button is pressed."""
        record = self.seen(request, pk)
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        version, present = self._two(request, record, key)
        if version.key == 0:
            raise Http404
        if request.method == "POST":
            return self._restored(request, record, version)
        columns = versions.that_come_back(record)
        found = versions.differences(columns, record, versions.row_of(record, version))
        context = self.page_of(
            request,
            record,
            _("Restore version %(number)s of %(record)s")
            % {"number": version.number, "record": record},
            version=version,
            present=present,
            differences=[(each, language_of(each)) for each in found],
        )
        return TemplateResponse(request, "admin/network/restore.html", context)

    def _restored(self, request, record, version):
        try:
            restored = versions.restore(record, version, by=request.user)
        except ValidationError as refusal:
            for message in refusal.messages:
                messages.error(request, message)
            return redirect(self.page_url("history", record.pk))
        words = _("Version %(number)s is the present one again. What it replaced is kept.")
        messages.success(request, words % {"number": version.number})
        self.after_restoring(request, record, restored)
        return redirect(self.page_url("history", record.pk))

    def after_restoring(self, request, before, record):
        """Do what a change of the record asks for; ``before`` is it as it was."""

    def page_of(self, request, record, title, **context):
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "record": record,
            "title": title,
            "list_url": self.page_url("changelist"),
            "change_url": self.page_url("change", record.pk),
            "history_url": self.page_url("history", record.pk),
            "has_permission": True,
            **context,
        }


def language_of(difference):
    return language_name(difference.language) if difference.language else ""
