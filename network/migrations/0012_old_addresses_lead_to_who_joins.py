from django.db import migrations

BEFORE = "/join-us/"
PAGES = {
    "You are a territory": "/join-us/territory/",
    "You are an individual": "/join-us/individual/",
}


def lead_on(apps, schema_editor):
    """Lead two pages to the one for whoever joins; what staff have led elsewhere stays."""
    OldAddress = apps.get_model("network", "OldAddress")
    for name, target in PAGES.items():
        OldAddress.objects.filter(kind="page", name=name, target=BEFORE).update(target=target)


class Migration(migrations.Migration):
    dependencies = [("network", "0011_search")]

    operations = [
        migrations.RunPython(lead_on, migrations.RunPython.noop, elidable=False),
    ]
