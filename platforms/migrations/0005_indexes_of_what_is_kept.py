import django.contrib.postgres.indexes
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ("platforms", "0004_fill_what_is_kept"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='platform',
            index=models.Index(models.OrderBy(models.F('confirmed_at'), descending=True, nulls_last=True), models.OrderBy(models.F('id'), descending=True), name='platform_by_confirmed'),
        ),
        AddIndexConcurrently(
            model_name='platform',
            index=django.contrib.postgres.indexes.GinIndex(fields=['words'], name='platform_by_full_text'),
        ),
    ]
