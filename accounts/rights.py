"""Who may look and who may write in the admin: by role, not by Django's permissions."""

from functools import wraps

from allauth.account.decorators import reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.http import Http404


def recently_authenticated(view):
    """Ask for password or code again, before a view that hands out or erases, after five minutes.

    What a form had sent goes on afterwards, files excepted. It stands inside ``admin_view``:
    ``admin_view(recently_authenticated(self.export_view))``.
    """
    asking = reauthentication_required(view)

    @wraps(view)
    def asked(request, *args, **kwargs):
        try:
            return asking(request, *args, **kwargs)
        except ReauthenticationRequired:
            # allauth goes on with what was sent if the address is that of before, and takes the
            # whole address for the one and the path alone for the other.
            if request.method == "POST":
                request.get_full_path = lambda: request.path
            raise

    return asked


def may_review(user):
    """Return whether this person may look in the admin: a coordinator may at their networks alone.

    ``is_staff`` says less: that they may enter it.
    """
    return user.is_active and user.is_staff and user.is_reviewer


class OfferedFilters:
    """Put before ``ModelAdmin``: a list takes no question but those its filters offer.

    Django takes any on the model's own fields: a regular expression that is none, or, letter by
    letter, what a column holds that the admin does not show. What is not there is not found.
    """

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        raise Http404  # Django leads to the first page

    def lookup_allowed(self, lookup, value, request):
        return lookup in self._offered()

    def _offered(self):
        for offered in self.list_filter:
            if hasattr(offered, "parameter_name"):
                yield offered.parameter_name
            else:
                column = offered if isinstance(offered, str) else offered[0]
                yield from (f"{column}__{how}" for how in ("exact", "isnull", "isempty"))


class ViewOnly(OfferedFilters):
    """Put before ``ModelAdmin``: reviewers look, nobody adds, changes or deletes."""

    def has_view_permission(self, request, obj=None):
        return may_review(request.user)

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
