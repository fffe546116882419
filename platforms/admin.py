from django.contrib import admin
from django.db.models import prefetch_related_objects
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from applications import workflow
from applications.agenda import InBrief
from applications.duplicates import Hint
from applications.entering import EntersOnBehalf
from applications.entering_form import EnterForm
from applications.review import ReviewAdmin
from applications.workflow import Decision
from moves import services as moves
from platforms import beside, duplicates, services
from platforms.answers import ANSWERS
from platforms.forms import AcceptForm, ConsentForm, ReleaseForm
from platforms.models import Composition, Platform, PlatformApplication
from platforms.queue import PlatformQueue
from platforms.workflow import CONFIRM
from territories.admin import PartInline, RegistryAdmin
from territories.models import Territory
from territories.staff_forms import ConfirmForm

# Characters of the aims: a few lines.
MOST_ON_AGENDA = 400


@admin.register(PlatformApplication)
class PlatformApplicationAdmin(EntersOnBehalf, PlatformQueue, ReviewAdmin):
    """The queue of applications to open a platform."""

    enter_form = EnterForm
    consent_labels = {name: field.label for name, field in ConsentForm.base_fields.items()}
    move_forms = {
        **ReviewAdmin.move_forms,
        workflow.ACCEPT: AcceptForm,
        workflow.RELEASE: ReleaseForm,
    }

    def get_urls(self):
        place = path(
            "<int:pk>/beside/place/<int:place_pk>/",
            self.admin_site.admin_view(self.beside_place_view),
            name=self.page_name("beside_place"),
        )
        return [place, *super().get_urls()]

    def begin_on_behalf(self, *, by, **details):
        return services.begin_on_behalf(by=by, **details)

    def answer_groups(self, application):
        return ANSWERS.groups(application)

    def changed_answers(self, application):
        return ANSWERS.changes(application)

    def hints(self, application):
        """Return the listed places and the other applications that may be about the same."""
        places = duplicates.places(application)
        there = duplicates.platforms_at(
            [place for place, _reasons in places], but=application.platform_id
        )
        others = duplicates.applications(application, PlatformApplication.objects.for_staff())
        return [
            *(
                Hint(
                    _("Listed place: %(place)s") % {"place": duplicates.in_words(place)},
                    self.page_url("beside_place", application.pk, place.pk),
                    reasons,
                    there[place.pk],
                )
                for place, reasons in places
            ),
            *(
                Hint(
                    _("Application: %(application)s, %(state)s")
                    % {"application": other, "state": other.get_state_display()},
                    self.page_url("beside", application.pk, other.pk),
                    reasons,
                )
                for other, reasons in others
            ),
        ]

    def answers_beside(self, application, other):
        return beside.with_application(application, other)

    def beside_place_view(self, request, pk, place_pk):
        """Show an application side by side with a listed place."""
        application = self.visible(request, pk)
        place = get_object_or_404(Territory.objects.listed(), pk=place_pk)
        links = [
            (_("Open its public page"), place.get_absolute_url()),
            (_("Open its record"), reverse("admin:territories_territory_change", args=[place.pk])),
        ]
        for move in (workflow.ACCEPT, workflow.RELEASE):
            if moves.is_open_to(move, application, by=request.user):
                url = self.page_url("move", application.pk, move.name)
                words = _("%(move)s for this place") % {"move": move.label}
                links.insert(0, (words, f"{url}?place={place.pk}"))
        return self.beside_page(
            request,
            application,
            other=duplicates.in_words(place),
            state=place.get_state_display(),
            rows=beside.with_place(application, place),
            links=links,
        )

    def in_brief(self, application):
        country = application.territory_country
        words = [application.local_name, Truncator(application.aims).chars(MOST_ON_AGENDA)]
        return InBrief(country.name if country else "", "\n".join(filter(None, words)))

    def on_release(self, applications):
        accepted = [one for one in applications if one.decision == Decision.ACCEPTED]
        prefetch_related_objects(accepted, "territory")
        return {one.pk: _on_acceptance(one) for one in accepted}

    def prepare(self, form, request):
        """Choose the listed place from whose side by side somebody comes."""
        asked = request.GET.get("place", "")
        if hasattr(form, "prefer") and asked.isdecimal() and len(asked) < 19:
            place = Territory.objects.listed().filter(pk=asked).first()
            if place:
                form.prefer(place)

    def act(self, move, application, *, by, **details):
        decides = move in (workflow.ACCEPT, workflow.DECLINE)
        service = services.decide if decides else services.perform
        service(move, application, by=by, **details)


def _on_acceptance(application):
    if application.territory:
        words = _("The platform is opened for the listed place “%(place)s”.")
        return words % {"place": application.territory}
    words = _("“%(place)s” is listed, unless a place of that name is, and its platform opened.")
    return words % {"place": application.territory_name}


class CompositionInline(PartInline):
    model = Composition


@admin.register(Platform)
class PlatformAdmin(RegistryAdmin):
    fields = [
        "territory",
        "collective_actor",
        "local_name",
        "aims",
        "aims_language",
        "process",
        "process_language",
        "parent",
        "contact_office",
        "contact_email",
        "contact_phone",
        "website",
        "source_url",
        "first_sign_found",
        "is_sample",
        "slug",
        "state",
        "state_since",
        "opened_at",
        "confirmed_at",
        "changed_at",
    ]
    readonly_fields = [
        "is_sample",
        "slug",
        "state",
        "state_since",
        "opened_at",
        "confirmed_at",
        "changed_at",
    ]
    inlines = [CompositionInline]
    history_parts = ["composition"]
    move_forms = {CONFIRM: ConfirmForm}
    raw_id_fields = ["territory", "collective_actor", "parent"]
    list_display = ["name", "territory", "state", "is_sample", "opened_at", "changed_at"]
    list_select_related = ["territory", "collective_actor"]
    list_filter = ["state", "is_sample"]
    search_fields = ["local_name", "territory__name", "territory__folded_name"]
    ordering = ["-opened_at", "-pk"]
    show_full_result_count = False
