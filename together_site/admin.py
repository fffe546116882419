"""The admin, opening on what waits."""

from functools import wraps

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from accounts.entrance import sign_in_first
from membership.networks.waiting import page_for as networks_waiting
from together_site import what_waits

# What is open to coordinators too: each of these shows them what is theirs.
FOR_ALL_STAFF = ("index", "app_list", "logout", "jsi18n")
OF_NETWORKS = "membership_network_"
DIGITS_OF_A_ROW = 19  # of the largest number that the database gives to one


class StaffSite(AdminSite):
    site_header = _("TOGETHER staff")
    site_title = _("TOGETHER staff")
    index_title = _("What waits")
    index_template = "admin/what_waits.html"
    # The first page names every part; each page says where it lies.
    enable_nav_sidebar = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Staff sign in through allauth: throttled, and by e-mail address.
        self.login = secure_admin_login(self.login)

    def get_urls(self):
        """Leave out what is elsewhere, or for nobody.

        That is the way to any row by its number, where staff see not all rows, and the pages on
        which a password is changed without the letter that allauth writes about it.
        """
        left_out = ("view_on_site", "password_change", "password_change_done")
        return [way for way in super().get_urls() if getattr(way, "name", "") not in left_out]

    def admin_view(self, view, cacheable=False):
        sound = _with_sound_question(_for_reviewers(view))
        return sign_in_first(super().admin_view(sound, cacheable))

    def index(self, request, extra_context=None):
        """Open on what waits for staff: for whoever looks, and how much in which state."""
        if not request.user.is_reviewer:
            return self._of_coordinator(request)
        return super().index(
            request, {**what_waits.page_for(request.user), **(extra_context or {})}
        )

    def _of_coordinator(self, request):
        """Show a coordinator their networks, and nothing of what others do."""
        words = {"title": self.index_title, "subtitle": None}
        context = {**self.each_context(request), **words, **networks_waiting(request.user)}
        return TemplateResponse(request, "admin/networks/what_waits.html", context)


def _for_reviewers(view):
    """Refuse a coordinator whatever is not of networks, also where a page forgets to ask."""

    @wraps(view)
    def checked(request, *args, **kwargs):
        page = request.resolver_match.url_name or ""
        is_open = page in FOR_ALL_STAFF or page.startswith(OF_NETWORKS)
        if not (request.user.is_reviewer or is_open):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return checked


def _with_sound_question(view):
    """Refuse what Django's admin would hand to the database as it is, and answer 500.

    That is a NUL in a filter, and a row chosen for an action that is no number, or one so long that
    Python reads it as none. An address with such a number names nothing.
    """

    @wraps(view)
    def checked(request, *args, **kwargs):
        if any("\x00" in value for values in request.GET.lists() for value in values[1]):
            raise BadRequest("NUL in a query string")
        asked = kwargs.get("object_id", "")
        if asked.isdecimal() and len(asked) > DIGITS_OF_A_ROW:
            raise Http404
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if not all(row.isdecimal() and len(row) <= DIGITS_OF_A_ROW for row in chosen):
            raise BadRequest("a chosen row is no number")
        return view(request, *args, **kwargs)

    return checked
