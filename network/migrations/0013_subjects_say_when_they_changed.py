from django.db import migrations, models
from django.db.models.functions import Now


class Migration(migrations.Migration):
    dependencies = [("network", "0012_old_addresses_lead_to_who_joins")]

    operations = [
        # The default stays in the database: the former release writes rows without the column.
        migrations.AddField(
            "subject",
            "changed_at",
            models.DateTimeField(auto_now=True, db_default=Now(), verbose_name="last changed"),
        ),
    ]
