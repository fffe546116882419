"""Work that takes longer than a page: asked for by a person, done by the worker."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    """How far a job is."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


UNDER_WAY = (JobState.WAITING, JobState.RUNNING)


class JobQuerySet(models.QuerySet):
    def under_way(self):
        return self.filter(state__in=UNDER_WAY)


class Job(models.Model):
    """A job with its progress. ``after`` is the number of the last row done: there it goes on.

    ``once`` names the asking: a button pressed twice asks for one job. ``problem`` is safe to
    show to a person.
    """

    kind = models.CharField(_("job"), max_length=40)
    arguments = models.JSONField(default=dict)
    once = models.CharField(max_length=80, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("asked by"),
    )
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    started_at = models.DateTimeField(_("begun at"), null=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)
    done = models.PositiveIntegerField(_("done"), default=0)
    total = models.PositiveIntegerField(_("of"), default=0)
    after = models.BigIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(
        _("state"), max_length=10, choices=JobState.choices, default=JobState.WAITING
    )
    problem = models.TextField(_("problem"), blank=True)
    result = models.JSONField(default=dict)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        constraints = [
            models.UniqueConstraint(fields=["kind", "once"], name="job_is_asked_once"),
            models.CheckConstraint(
                name="job_state_is_known", condition=Q(state__in=JobState.values)
            ),
            models.CheckConstraint(
                name="job_does_no_more_than_all", condition=Q(done__lte=F("total"))
            ),
            models.CheckConstraint(
                name="job_has_its_moments",
                condition=Q(state="waiting", started_at=None, ended_at=None)
                | Q(state="running", started_at__isnull=False, ended_at=None)
                | Q(state__in=("done", "failed"), started_at__isnull=False, ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="job_tells_why_it_failed",
                condition=(Q(state="failed") & ~Q(problem=""))
                | (~Q(state="failed") & Q(problem="")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"], name="job_under_way", condition=Q(state__in=("waiting", "running"))
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.pk}"

    def get_absolute_url(self):
        """Return its page in the admin: it has no other."""
        return reverse("admin:membership_job_change", args=[self.pk])

    @property
    def is_under_way(self):
        return self.state in UNDER_WAY
