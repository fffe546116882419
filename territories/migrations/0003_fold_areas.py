from django.db import migrations

from together_site.text import folded


def fold_areas(apps, schema_editor):
    territories = apps.get_model("territories", "Territory").objects.exclude(admin_area="")
    for area in territories.values_list("admin_area", flat=True).distinct().order_by("admin_area"):
        territories.filter(admin_area=area).update(folded_area=folded(area)[:240])


class Migration(migrations.Migration):

    dependencies = [
        ("territories", "0002_keep_more"),
    ]

    operations = [
        migrations.RunPython(fold_areas, migrations.RunPython.noop, elidable=True),
    ]
