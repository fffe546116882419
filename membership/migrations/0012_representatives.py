import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import together_site.text


class Migration(migrations.Migration):
    dependencies = [
        ("membership", "0011_voting_roll"),
    ]

    operations = [
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("once", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("political", "Political representative"),
                            ("technical", "Technical contact"),
                            ("billing", "Contact for dues"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                ("name", together_site.text.LineField(max_length=120, verbose_name="name")),
                (
                    "function",
                    together_site.text.LineField(
                        blank=True, max_length=120, verbose_name="function"
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("language", models.CharField(max_length=10, verbose_name="language for letters")),
                ("starts_on", models.DateField(verbose_name="first day of the term")),
                ("ends_on", models.DateField(null=True, verbose_name="last day of the term")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.AddField(
            model_name="representative",
            name="gone_at",
            field=models.DateTimeField(
                editable=False, null=True, verbose_name="no longer the contact since"
            ),
        ),
        migrations.AddField(
            model_name="representative",
            name="language",
            field=models.CharField(
                db_default="en", default="en", max_length=10, verbose_name="language for letters"
            ),
        ),
        migrations.AddField(
            model_name="representative",
            name="link_version",
            field=models.PositiveSmallIntegerField(db_default=1, default=1, editable=False),
        ),
        migrations.AddConstraint(
            model_name="representative",
            constraint=models.CheckConstraint(
                condition=models.Q(("gone_at", None), ("ends_on__isnull", False), _connector="OR"),
                name="who_has_gone_has_a_last_day",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="member",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proposals",
                to="membership.member",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="proposed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="membership.representative",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["political", "technical", "billing"])),
                name="proposal_role_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                ),
                name="proposed_term_ends_after_it_starts",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="became",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="membership.representative",
            ),
        ),
        migrations.AddField(
            model_name="representative",
            name="asked_for_end",
            field=models.DateField(editable=False, null=True),
        ),
    ]
