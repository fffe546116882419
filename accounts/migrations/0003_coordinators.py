import django.contrib.postgres.fields
from django.db import migrations, models

ROLES = ["secretariat", "board", "coordinator"]


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_who_gets_the_digest"),
    ]

    operations = [
        migrations.AlterField(
            model_name="user",
            name="roles",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("secretariat", "Secretariat"),
                        ("board", "Board"),
                        ("coordinator", "Coordinator of a network"),
                    ],
                    max_length=20,
                ),
                blank=True,
                default=list,
                size=None,
                verbose_name="roles",
            ),
        ),
        migrations.RemoveConstraint(model_name="user", name="user_roles_are_known"),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("roles__contained_by", ROLES)), name="user_roles_are_known"
            ),
        ),
    ]
