"""Who may look and who may write in the admin: by role, not by Django's permissions."""


class ViewOnly:
    """Put before ``ModelAdmin``: whoever holds a role looks, nobody adds, changes or deletes."""

    def has_view_permission(self, request, obj=None):
        return request.user.is_active and request.user.is_staff

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
