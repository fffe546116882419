from datetime import date

from django.db import migrations

# As in 0002: nobody has told us the numbers, so these are samples until staff enter what holds.
SINCE = date(2013, 11, 4)
SAMPLES = {
    "dues_days": 30,
    "remind_before_days": 14,
    "remind_after_days": 30,
    "term_notice_days": 60,
    "proxy_limit": 1,
    "quorum_percent": 50,
}


def add(apps, schema_editor):
    setting = apps.get_model("membership", "DatedSetting")
    for name, value in SAMPLES.items():
        setting.objects.get_or_create(
            name=name, valid_from=SINCE, defaults={"value": value, "is_sample": True}
        )


class Migration(migrations.Migration):

    dependencies = [
        ("membership", "0005_more_settings"),
    ]

    operations = [
        migrations.RunPython(add, migrations.RunPython.noop, elidable=False),
    ]
