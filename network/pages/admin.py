"""Pages, the dates of the history and films in the admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from network.editing.admin import ContentAdmin, WrittenAdmin
from network.editing.languages import fieldsets_by_language
from network.editing.missing_pages import MissingPages
from network.models import Milestone, Page, Video
from network.pages import views


@admin.register(Page)
class PageAdmin(MissingPages, ContentAdmin):
    list_display = ["told", "slug", "standing", "languages", "changed_at"]

    def preview_response(self, request, record):
        return views.preview_response(request, record)


class PartOfHistory(WrittenAdmin):
    """A small record whose words come in each language: ``facts`` are in none."""

    facts = ()

    def get_fieldsets(self, request, obj=None):
        return [(None, {"fields": [*self.facts]}), *fieldsets_by_language(self.model, obj)]


@admin.register(Milestone)
class MilestoneAdmin(PartOfHistory):
    facts = ["year", "month", "day", "event", "source_url"]
    raw_id_fields = ["event"]
    list_display = ["told", "year", "month", "day", "event", "changed_at"]
    list_select_related = ["event"]
    search_fields = ["title_en", "title_fr", "title_pt", "title_ar"]
    ordering = ["-year", "-month", "-day", "-pk"]

    @admin.display(description=_("title"), ordering="title_en")
    def told(self, milestone):
        return milestone.title or milestone.summary


@admin.register(Video)
class VideoAdmin(PartOfHistory):
    facts = ["address", "language", "has_captions", "is_shown"]
    list_display = ["told", "host", "language", "has_captions", "is_shown", "changed_at"]
    ordering = ["-added_at", "-pk"]

    @admin.display(description=_("title"), ordering="title_en")
    def told(self, video):
        return str(video)

    @admin.display(description=_("host"))
    def host(self, video):
        return video.host
