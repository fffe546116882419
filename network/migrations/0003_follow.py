import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import django_countries.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("network", "0002_contact")]

    operations = [
        migrations.CreateModel(
            name="Follower",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                ),
                ("language", models.CharField(max_length=10, verbose_name="language")),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("weekly", "Once a week, on Mondays"),
                            ("monthly", "Once a month, on the first day"),
                        ],
                        default="monthly",
                        max_length=10,
                        verbose_name="how often",
                    ),
                ),
                (
                    "suspicion",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("honeypot", "a field that people do not see was filled in"),
                            ("stamp", "the form’s stamp was missing, forged or old"),
                            ("too-fast", "filled in faster than a person can"),
                        ],
                        max_length=20,
                        verbose_name="why it is doubtful",
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked"),
                ),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="address confirmed")),
                ("stopped_at", models.DateTimeField(null=True, verbose_name="stopped")),
                (
                    "told_before",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="told until"
                    ),
                ),
                ("due_on", models.DateField(null=True, verbose_name="next letter from")),
            ],
            options={
                "verbose_name": "follower",
                "verbose_name_plural": "followers by mail",
                "indexes": [
                    models.Index(
                        condition=models.Q(("email", ""), _negated=True),
                        fields=["due_on", "id"],
                        name="follower_due",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("rhythm__in", ["weekly", "monthly"])),
                        name="follower_rhythm_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("email", ""), ("stopped_at__isnull", False)),
                            models.Q(models.Q(("email", ""), _negated=True), ("stopped_at", None)),
                            _connector="OR",
                        ),
                        name="follower_has_an_address_until_it_stops",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_at", None), ("due_on__isnull", False), _connector="OR"
                        ),
                        name="follower_has_a_day_once_confirmed",
                    ),
                    models.UniqueConstraint(
                        django.db.models.functions.text.Upper("email"),
                        condition=models.Q(("email", ""), _negated=True),
                        name="follower_address_is_there_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Follow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "country",
                    django_countries.fields.CountryField(
                        blank=True, max_length=2, verbose_name="country"
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked"),
                ),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="confirmed")),
                (
                    "territory",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follows",
                        to="territories.territory",
                        verbose_name="territory",
                    ),
                ),
                (
                    "follower",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follows",
                        to="network.follower",
                    ),
                ),
            ],
            options={
                "verbose_name": "follow",
                "verbose_name_plural": "what is followed",
                "indexes": [
                    models.Index(
                        condition=models.Q(("confirmed_at", None)),
                        fields=["asked_at"],
                        name="follow_unconfirmed",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("territory", None), ("country", ""), _connector="OR"),
                        name="follow_is_of_a_territory_or_a_country",
                    ),
                    models.UniqueConstraint(
                        fields=("follower", "territory", "country"),
                        name="follow_is_there_once",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
    ]
