from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ("applications", "0004_find_by_what_is_sought"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="history",
            index=models.Index(fields=["move", "at"], include=["target"], name="history_by_move"),
        ),
    ]
