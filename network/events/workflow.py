"""Why nobody can register: words without tables."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class WhyNot(TextChoices):
    CANCELLED = "cancelled", _("It is cancelled.")
    BEGUN = "begun", _("It has begun already, or is over.")
    NOT_TAKEN = "not_taken", _("Nobody needs to register here for it, or registration opens later.")
    ENDED = "ended", _("The last day for registrations is over.")


class ClosedError(Exception):
    """No registration is taken. ``why`` is a ``WhyNot``."""

    def __init__(self, why):
        super().__init__(why)
        self.why = why
