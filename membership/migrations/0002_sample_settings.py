from datetime import date

from django.db import migrations

# From the day on which the network was constituted. Nobody has told us the numbers: they are
# samples until staff enter what was decided.
SINCE = date(2013, 11, 4)
SAMPLES = {"grace_days": 90, "period_months": 12}


def add(apps, schema_editor):
    setting = apps.get_model("membership", "DatedSetting")
    for name, value in SAMPLES.items():
        setting.objects.get_or_create(
            name=name, valid_from=SINCE, defaults={"value": value, "is_sample": True}
        )


class Migration(migrations.Migration):

    dependencies = [
        ("membership", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(add, migrations.RunPython.noop, elidable=False),
    ]
