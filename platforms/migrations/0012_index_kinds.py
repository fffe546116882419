from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ("platforms", "0011_index_countries"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="platformapplication",
            index=models.Index(
                fields=["territory_kind", "holder", "listed_territory", "application_ptr"],
                name="applied_by_kind",
            ),
        ),
    ]
