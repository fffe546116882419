from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ("platforms", "0010_find_applications"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="platformapplication",
            index=models.Index(fields=["territory_country"], name="applied_by_country"),
        ),
    ]
