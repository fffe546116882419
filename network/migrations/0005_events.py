import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("network", "0004_old_addresses")]

    operations = [
        migrations.AlterModelOptions(
            name="event",
            options={
                "verbose_name": "meeting or training",
                "verbose_name_plural": "meetings and trainings",
            },
        ),
        migrations.AddField(
            model_name="event",
            name="is_full",
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.AddField(
            model_name="registration",
            name="answer_by",
            field=models.DateTimeField(
                editable=False, null=True, verbose_name="to be confirmed by"
            ),
        ),
        migrations.AddField(
            model_name="registration",
            name="reminded_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="reminded"),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_at", None),
                    models.Q(
                        ("starts_at__isnull", False),
                        models.Q(
                            ("ends_at__gt", models.F("starts_at")),
                            ("ends_on__gt", models.F("starts_on")),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="event_ends_at_an_hour_after_it_begins",
                violation_error_message="The hour of the end comes after that of the beginning.",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cancelled_at__isnull", False), ("state", "cancelled")),
                    models.Q(
                        models.Q(("state", "cancelled"), _negated=True), ("cancelled_at", None)
                    ),
                    _connector="OR",
                ),
                name="registration_is_cancelled_at_a_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.UniqueConstraint(
                models.F("event"),
                django.db.models.functions.text.Lower("email"),
                condition=models.Q(
                    models.Q(("state", "cancelled"), _negated=True),
                    models.Q(("email", ""), _negated=True),
                ),
                name="registration_is_one_an_address",
            ),
        ),
    ]
