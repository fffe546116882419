from django.contrib import admin, messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.rights import ViewOnly
from outbox import post
from outbox.models import OutgoingEmail, State
from outbox.rendering import render_for_staff


@admin.register(OutgoingEmail)
class OutgoingEmailAdmin(ViewOnly, admin.ModelAdmin):
    """For looking, and for trying again what was refused."""

    list_display = [
        "state",
        "recipient",
        "about",
        "last_answer",
        "tries",
        "next_try_at",
        "occasion",
    ]
    list_filter = ["state"]
    search_fields = ["about", "recipient"]
    ordering = ["-created_at", "-pk"]
    actions = ["try_again"]
    fieldsets = [
        (None, {"fields": ["state", "letter_subject", "letter_body"]}),
        (_("Way"), {"fields": ["recipient", "language", "about", "occasion"]}),
        (
            _("Delivery"),
            {"fields": ["created_at", "tries", "next_try_at", "sent_at", "last_answer"]},
        ),
    ]
    readonly_fields = ["letter_subject", "letter_body"]

    def get_queryset(self, request):
        """Leave out what is held: it is read where it is decided, and not by whom it is about."""
        return super().get_queryset(request).exclude(state=State.HELD)

    def get_urls(self):
        again = path(
            "<int:pk>/again/",
            self.admin_site.admin_view(require_POST(self.again_view)),
            name="outbox_outgoingemail_again",
        )
        return [again, *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        letter = self.get_object(request, object_id)
        stuck = letter is not None and letter.state == State.NEEDS_PERSON
        return super().change_view(request, object_id, form_url, {"may_try_again": stuck})

    def again_view(self, request, pk):
        letter = get_object_or_404(OutgoingEmail, pk=pk)
        self.try_again(request, OutgoingEmail.objects.filter(pk=letter.pk))
        return redirect("admin:outbox_outgoingemail_change", letter.pk)

    @admin.action(description=_("Try again now"), permissions=["view"])
    def try_again(self, request, letters):
        count = post.try_again(letters)
        told = ngettext(
            "%(count)d letter will be tried again now.",
            "%(count)d letters will be tried again now.",
            count,
        )
        messages.success(request, told % {"count": count})

    @admin.display(description=_("subject"))
    def letter_subject(self, letter):
        return render_for_staff(letter)[0]

    @admin.display(description=_("text"))
    def letter_body(self, letter):
        return render_for_staff(letter)[1]
