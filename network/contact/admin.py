"""Messages to the network in the admin: a queue, a page each, and the subjects."""

from django.conf import settings
from django.contrib import admin
from django.db.models import Q
from django.forms import CheckboxSelectMultiple
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from accounts.models import REVIEWERS, User
from accounts.rights import ViewOnly
from applications import waiting
from moves.admin import MovesAdmin
from moves.history import Event
from network.contact import emails, services, workflow
from network.contact.forms import AnswerForm, HandOverForm
from network.contact.workflow import MessageState
from network.models import Message, Subject
from network.translated import columns_of
from territories.admin import may_edit


def events_of(message):
    """Return the moves of a message with their notes, the latest first."""
    return [
        Event(record.at, record.label, str(record.by or ""), _why(record))
        for record in message.history.select_related("by", "note").order_by("-at", "-pk")
    ]


def _why(record):
    note = getattr(record, "note", None)
    return note.text if note else ""


@admin.register(Subject)
class SubjectAdmin(ViewOnly, admin.ModelAdmin):
    """What one can write about, and who answers, as the secretariat words it."""

    of_languages = [
        (name, {"fields": [f"name_{code}", f"help_{code}"]}) for code, name in settings.LANGUAGES
    ]
    fieldsets = [
        (None, {"fields": ["slug", "answered_by", "people", "position", "is_offered"]}),
        *of_languages,
    ]
    list_display = ["__str__", "answered_by", "position", "is_offered"]
    ordering = ["position", "pk"]

    def has_add_permission(self, request):
        return may_edit(request)

    def has_change_permission(self, request, obj=None):
        return may_edit(request)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Mark words with their language, and give a sentence the room that it needs."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in columns_of("name", "help"):
            code = db_field.name.rpartition("_")[2]
            is_rtl = get_language_info(code)["bidi"]
            field.widget.attrs |= {"lang": code, "dir": "rtl" if is_rtl else "ltr", "rows": 2}
        return field

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """Offer who reads what staff read."""
        reads = Q(roles__overlap=list(REVIEWERS)) | Q(is_superuser=True)
        kwargs["queryset"] = User.objects.filter(reads, is_active=True).order_by("name", "email")
        kwargs["widget"] = CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class ShownFilter(admin.SimpleListFilter):
    """What waits, unless something else is asked for."""

    title = _("shown")
    parameter_name = "show"

    def lookups(self, request, model_admin):
        ended = [(state.value, state.label) for state in workflow.ENDED]
        return [("suspected", _("Suspected as spam")), *ended, ("all", _("All"))]

    def choices(self, changelist):
        first, *others = super().choices(changelist)
        yield {**first, "display": _("Waits for an answer")}
        yield from others

    def queryset(self, request, queryset):
        value = self.value()
        if value == "suspected":
            return queryset.suspected()
        if value in MessageState.values:
            return queryset.filter(state=value)
        return queryset if value == "all" else queryset.waiting()


@admin.register(Message)
class MessageAdmin(ViewOnly, MovesAdmin, admin.ModelAdmin):
    """The messages; the board sees what comes under its subjects."""

    move_forms = {workflow.HAND_OVER: HandOverForm}
    fields = ["subject", "who", "written", "language", "sent_at", "state", "taken_by", "ended_at"]
    list_display = ["reference", "subject", "age", "state", "taken_by"]
    list_select_related = ["subject", "taken_by"]
    list_filter = [ShownFilter, "subject"]
    search_fields = ["reference", "name", "email"]
    ordering = ["sent_at", "pk"]
    show_full_result_count = False
    change_form_template = "admin/contact/change_form.html"

    def get_queryset(self, request):
        return super().get_queryset(request).readable_by(request.user)

    @admin.display(description=_("waits for"), ordering="sent_at")
    def age(self, message):
        return waiting.age(message.sent_at)

    @admin.display(description=_("who writes"))
    def who(self, message):
        if message.erased_at:
            return _("Erased")
        return format_html(
            '<bdi>{0}</bdi>, <a href="mailto:{1}">{1}</a>', message.name, message.email
        )

    @admin.display(description=_("message"))
    def written(self, message):
        if message.erased_at:
            return _("Erased")
        return format_html(
            '<div class="letter" dir="auto" lang="{}">{}</div>', message.language, message.text
        )

    def changelist_view(self, request, extra_context=None):
        title = _("Messages to the network")
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def change_view(self, request, object_id, form_url="", extra_context=None):
        message = self.get_object(request, object_id)
        if message is not None:
            extra_context = {
                **(extra_context or {}),
                "moves": self.open_moves(request, message),
                "events": events_of(message),
                "answers": emails.answers_to(message),
                "doubt": message.get_suspicion_display() if message.is_suspected else "",
            }
        return super().change_view(request, object_id, form_url, extra_context)

    def history_view(self, request, object_id, extra_context=None):
        """Lead to the page of the message, where its history stands."""
        message = self.get_object(request, object_id)
        if message is None:
            raise Http404
        return redirect(self.page_url("change", message.pk))

    def act(self, move, thing, *, by, **details):
        services.perform(move, thing, by=by, **details)

    def made(self, request, move, thing, details):
        answer = super().made(request, move, thing, details)
        if self.get_queryset(request).filter(pk=thing.pk).exists():
            return answer
        return redirect(self.page_url("changelist"))  # handed to whom alone may read it

    def answer(self, request, move, thing):
        """Show the page of a move; an answer is shown whole before it leaves."""
        if move is not workflow.ANSWER:
            return super().answer(request, move, thing)
        form = AnswerForm(request.POST if request.method == "POST" else None, message=thing)
        letter = form.letter() if form.is_valid() and "change" not in request.POST else None
        if letter and "send" in request.POST:
            return self.made(request, move, thing, {"letter": letter})
        context = self.page_context(
            request,
            thing,
            move.label,
            move=move,
            back=self.page_url("change", thing.pk),
            form=form,
            letter=letter,
            frame=emails.frame(thing),
        )
        return TemplateResponse(request, "admin/contact/answer.html", context)
