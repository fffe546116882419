from django.db import migrations

from together_site.text import folded

TELL_TERRITORIES = """
    UPDATE territories_territory place SET platform_states = ARRAY(
        SELECT DISTINCT state FROM platforms_platform
        WHERE territory_id = place.id AND collective_actor_id IS NULL ORDER BY state
    )
    WHERE EXISTS (SELECT FROM platforms_platform WHERE territory_id = place.id)
"""


def fold_local_names(apps, schema_editor):
    platforms = apps.get_model("platforms", "Platform").objects.exclude(local_name="")
    for pk, name in platforms.values_list("pk", "local_name").order_by("pk").iterator():
        platforms.filter(pk=pk).update(folded_local_name=folded(name)[:320])


class Migration(migrations.Migration):

    dependencies = [
        ("platforms", "0003_search_local_names"),
        ("territories", "0002_keep_more"),
    ]

    operations = [
        migrations.RunPython(fold_local_names, migrations.RunPython.noop, elidable=True),
        migrations.RunSQL(TELL_TERRITORIES, migrations.RunSQL.noop, elidable=True),
    ]
