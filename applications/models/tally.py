from django.db import models


class Tally(models.Model):
    """How often something happened within one window of time; the key is a hash."""

    key = models.CharField(max_length=64)
    window = models.DateTimeField()
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "window"], name="tally_is_one")]

    def __str__(self):
        return f"{self.key} {self.window}"
