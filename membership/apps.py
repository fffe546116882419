from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembershipConfig(AppConfig):
    name = "membership"
    verbose_name = _("Membership")

    def ready(self):
        """Make known the jobs that the worker does."""
        from membership import roll_jobs, yearly_call  # noqa: F401 -- they need the models
