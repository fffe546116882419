from django.db import migrations

# What the former form asked is asked in other words now, or with further questions.
STILL_DONE = "contacts"


def ask_anew(apps, schema_editor):
    applications = apps.get_model("platforms", "PlatformApplication").objects.filter(state="draft")
    for application in applications.only("sections_done").iterator():
        done = application.sections_done
        application.sections_done = {key: done[key] for key in done if key == STILL_DONE}
        application.save(update_fields=["sections_done"])


class Migration(migrations.Migration):

    dependencies = [
        ("platforms", "0008_ask_the_whole_application"),
    ]

    operations = [
        migrations.RunPython(ask_anew, migrations.RunPython.noop, elidable=True),
    ]
