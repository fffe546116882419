"""The mailbox of a development machine, where no letter leaves. Not there in production."""

from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from outbox import mailbox as box
from outbox.models import OutgoingEmail


@never_cache
def mailbox(request):
    """List the letters that were delivered into the folder."""
    context = {"letters": box.letters(), "waiting": OutgoingEmail.objects.waiting().count()}
    return TemplateResponse(request, "outbox/mailbox.html", context)


@never_cache
def letter(request, message_id):
    """Show one of them; 404 where it is not in the folder."""
    found = box.letter(str(message_id))
    if found is None:
        raise Http404
    crumbs = [(reverse("outbox:mailbox"), _("Mailbox"))]
    return TemplateResponse(request, "outbox/letter.html", {"letter": found, "crumbs": crumbs})
