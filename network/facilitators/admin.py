"""Facilitators in the admin: who is qualified, and who agreed to be shown."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from network.editing.admin import WrittenAdmin
from network.models import Event, Facilitator
from network.news.subject import names_of
from platforms.languages import name_of
from together_site.text import folded, listed


class ShownFilter(admin.SimpleListFilter):
    """Whether the public list has them."""

    title = _("public list")
    parameter_name = "shown"

    def lookups(self, request, model_admin):
        return [("yes", _("Shown")), ("no", _("Not shown"))]

    def queryset(self, request, queryset):
        shown = Facilitator.objects.public().values("pk")
        if self.value() == "yes":
            return queryset.filter(pk__in=shown)
        return queryset.exclude(pk__in=shown) if self.value() == "no" else queryset


class LanguageFilter(admin.SimpleListFilter):
    """A language that they guide groups in."""

    title = _("language")
    parameter_name = "language"

    def lookups(self, request, model_admin):
        rows = Facilitator.objects.values_list("languages", flat=True)
        codes = {code for languages in rows for code in languages}
        return sorted(((code, name_of(code)) for code in codes), key=lambda row: folded(row[1]))

    def queryset(self, request, queryset):
        return queryset.filter(languages__contains=[self.value()]) if self.value() else queryset


@admin.register(Facilitator)
class FacilitatorAdmin(WrittenAdmin):
    """Who has been trained, by whom and when; the day of consent shows them in public."""

    fieldsets = [
        (None, {"fields": ["name", "email", "country", "languages", "platforms", "named"]}),
        (_("Qualification"), {"fields": ["training", "qualified_on", "ended_on"]}),
        (
            _("Consent"),
            {
                "fields": ["consented_on", "consent_by"],
                "description": _(
                    "With a day of consent the public list shows name, country, languages, "
                    "training and platforms, never the address. Who withdraws it: empty the day, "
                    "and save. From then on nobody is shown."
                ),
            },
        ),
    ]
    raw_id_fields = ["platforms"]
    readonly_fields = ["named"]
    list_display = ["name", "country", "spoken", "qualified_on", "training", "is_shown"]
    list_select_related = ["training"]
    list_filter = [ShownFilter, "country", LanguageFilter]
    search_fields = ["name", "email"]
    ordering = ["name", "pk"]

    @admin.display(description=_("platforms, as saved"))
    def named(self, person):
        return names_of(person.platforms) if person.pk else "–"

    @admin.display(description=_("languages"))
    def spoken(self, person):
        return listed(map(name_of, person.languages))

    @admin.display(description=_("shown"), boolean=True)
    def is_shown(self, person):
        return person.consented_on is not None and person.ended_on is None

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "training":
            kwargs["queryset"] = Event.objects.trainings().order_by("-starts_on", "-pk")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "languages":
            field.help_text = _("Codes of the languages, with commas between: pt, fr.")
        return field
