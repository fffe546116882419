from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("network", "0009_news")]

    operations = []
