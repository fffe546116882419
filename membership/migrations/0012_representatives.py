from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("membership", "0011_voting_roll"),
    ]

    operations = []
