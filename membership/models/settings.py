"""Numbers that the statutes may set otherwise: each holds from a day on."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from membership.workflow import Setting
from territories.models import RaisesVersion
from together_site.text import LineField


class DatedSettingQuerySet(models.QuerySet):
    def on(self, name, day):
        """Return the number that holds on a day: that of the latest row until then.

        Raises ``DatedSetting.DoesNotExist`` for a day before all of them.
        """
        return self.filter(name=name, valid_from__lte=day).latest("valid_from").value

    def days_of_grace(self, day):
        """Return the days of grace that hold on a day, none where nobody has set any.

        Public pages ask: a number that is missing does not take them away.
        """
        set_ones = self.filter(name=Setting.GRACE_DAYS, valid_from__lte=day)
        latest = set_ones.order_by("-valid_from").first()
        return latest.value if latest else 0


class DatedSetting(models.Model):
    """A number by which membership goes, from a day on; an earlier row holds for earlier days."""

    name = models.CharField(_("what it sets"), max_length=30, choices=Setting.choices)
    value = models.PositiveSmallIntegerField(_("number"))
    valid_from = models.DateField(_("holds from"))
    source = LineField(
        _("who decided it"),
        max_length=200,
        blank=True,
        help_text=_("The article, or the meeting and its day. Empty for a sample."),
    )
    is_sample = models.BooleanField(
        _("sample"), default=False, help_text=_("Nobody has decided it: it stands for a number.")
    )

    objects = DatedSettingQuerySet.as_manager()

    class Meta:
        verbose_name = _("dated setting")
        verbose_name_plural = _("dated settings")
        constraints = [
            models.UniqueConstraint(
                fields=["name", "valid_from"],
                name="setting_holds_once_from_a_day",
                violation_error_message=_("From this day on there is a number already."),
            ),
            models.CheckConstraint(
                name="setting_name_is_known", condition=Q(name__in=Setting.values)
            ),
            models.CheckConstraint(name="setting_is_positive", condition=Q(value__gt=0)),
        ]
        # Days of grace say who is in the public directory.
        triggers = [RaisesVersion()]

    def __str__(self):
        return f"{self.get_name_display()}: {self.value}"
