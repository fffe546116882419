"""Pages, the dates of the history, the parts of the method and films in the admin."""

from datetime import date

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from network.editing.admin import ContentAdmin, WrittenAdmin
from network.editing.forms import TitledForm
from network.editing.languages import fieldsets_by_language
from network.editing.missing_pages import MissingPages
from network.models import MethodPart, Milestone, Page, Video
from network.pages import views


@admin.register(Page)
class PageAdmin(MissingPages, ContentAdmin):
    list_display = ["told", "slug", "standing", "languages", "changed_at"]

    def preview_response(self, request, record):
        return views.preview_response(request, record)


class SmallAdmin(WrittenAdmin):
    """A small record whose words come in each language: ``facts`` are in none."""

    form = TitledForm
    facts = ()
    # The slug of the page that tells of them, if there is one.
    told_on = ""

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        Page.objects.find_anew(self.told_on)

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        Page.objects.find_anew(self.told_on)

    def get_fieldsets(self, request, obj=None):
        return [(None, {"fields": [*self.facts]}), *fieldsets_by_language(self.model, obj)]


class MilestoneForm(TitledForm):
    def clean(self):
        """Refuse a day that its month does not have."""
        cleaned = super().clean()
        year, month, day = (cleaned.get(name) for name in ("year", "month", "day"))
        if year is not None and (month or 1) in range(1, 13):
            try:
                date(year, month or 1, day or 1)
            except ValueError:
                told = ValidationError(_("There is no such day."), code="no-day")
                self.add_error("day" if day else "year", told)
        return cleaned


@admin.register(Milestone)
class MilestoneAdmin(SmallAdmin):
    form = MilestoneForm
    told_on = "history"
    facts = ["year", "month", "day", "event", "source_url"]
    raw_id_fields = ["event"]
    list_display = ["told", "year", "month", "day", "event", "changed_at"]
    list_select_related = ["event"]
    search_fields = ["title_en", "title_fr", "title_pt", "title_ar"]
    ordering = ["-year", "-month", "-day", "-pk"]

    @admin.display(description=_("title"), ordering="title_en")
    def told(self, milestone):
        return milestone.title or milestone.summary


@admin.register(MethodPart)
class MethodPartAdmin(SmallAdmin):
    told_on = "method"
    facts = ["kind", "position", "shows_questions"]
    list_display = ["told", "kind", "position", "changed_at"]
    list_filter = ["kind"]
    ordering = ["kind", "position"]

    @admin.display(description=_("title"), ordering="title_en")
    def told(self, part):
        return part.title


@admin.register(Video)
class VideoAdmin(SmallAdmin):
    facts = ["address", "language", "has_captions", "is_shown"]
    list_display = ["told", "host", "language", "has_captions", "is_shown", "changed_at"]
    ordering = ["-added_at", "-pk"]

    @admin.display(description=_("title"), ordering="title_en")
    def told(self, video):
        return str(video)

    @admin.display(description=_("host"))
    def host(self, video):
        return video.host
