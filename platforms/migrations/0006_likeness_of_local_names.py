from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ("platforms", "0005_indexes_of_what_is_kept"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="platform",
            index=GinIndex(
                fields=["folded_local_name"],
                name="platform_by_likeness",
                opclasses=["gin_trgm_ops"],
            ),
        ),
    ]
