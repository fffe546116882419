import django.contrib.postgres.indexes
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ("territories", "0003_fold_areas"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='territory',
            index=models.Index(models.F('state'), models.OrderBy(models.F('confirmed_at'), descending=True, nulls_last=True), models.F('folded_name'), models.F('id'), name='territory_by_confirmed'),
        ),
        AddIndexConcurrently(
            model_name='territory',
            index=django.contrib.postgres.indexes.GinIndex(fields=['words'], name='territory_by_full_text'),
        ),
        AddIndexConcurrently(
            model_name='territory',
            index=django.contrib.postgres.indexes.GinIndex(fields=['platform_states'], name='territory_by_platform'),
        ),
    ]
