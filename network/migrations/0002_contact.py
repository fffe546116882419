from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("network", "0001_the_association")]

    operations = []
