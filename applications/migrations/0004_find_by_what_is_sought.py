from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently, TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ("applications", "0003_review"),
    ]

    operations = [
        TrigramExtension(),
        AddIndexConcurrently(
            model_name="application",
            index=GinIndex(
                fields=["sought"], name="application_by_sought", opclasses=["gin_trgm_ops"]
            ),
        ),
    ]
