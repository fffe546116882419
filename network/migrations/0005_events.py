from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("network", "0004_old_addresses")]

    operations = []
