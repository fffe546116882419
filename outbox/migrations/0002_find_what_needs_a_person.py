from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ("outbox", "0001_initial"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="outgoingemail",
            index=models.Index(
                fields=["id"],
                name="letter_needs_person",
                condition=models.Q(("state", "needs_person")),
            ),
        ),
    ]
