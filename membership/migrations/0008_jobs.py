from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("membership", "0007_requests"),
    ]

    operations = []
