from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("membership", "0006_more_sample_settings"),
    ]

    operations = []
