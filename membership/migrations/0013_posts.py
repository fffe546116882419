from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("membership", "0012_representatives"),
    ]

    operations = []
