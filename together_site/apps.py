from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class TogetherSiteConfig(AppConfig):
    name = "together_site"


class StaffAdminConfig(AdminConfig):
    """Django's admin, opening on what waits."""

    default_site = "together_site.admin.StaffSite"
