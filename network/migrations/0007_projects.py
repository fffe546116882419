from django.db import migrations, models

import together_site.text


class Migration(migrations.Migration):
    dependencies = [("network", "0006_documents")]

    operations = [
        migrations.AddField(
            model_name="proposal",
            name="reason",
            field=together_site.text.ProseField(
                blank=True, editable=False, max_length=3000, verbose_name="reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ("unconfirmed", "withdrawn")),
                    ("confirmed_at__isnull", False),
                    _connector="OR",
                ),
                name="project_proposal_is_read_once_confirmed",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answered_at__isnull", False), ("state__in", ("taken", "not_taken"))
                    ),
                    models.Q(
                        ("answered_at", None),
                        models.Q(("state__in", ("taken", "not_taken")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="project_proposal_answer_is_dated",
            ),
        ),
    ]
