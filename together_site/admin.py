"""The admin, opening on what waits."""

from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class StaffSite(AdminSite):
    site_header = _("TOGETHER staff")
    site_title = _("TOGETHER staff")
    index_title = _("What waits")
