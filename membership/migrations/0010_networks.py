from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("membership", "0009_bank_file"),
    ]

    operations = []
