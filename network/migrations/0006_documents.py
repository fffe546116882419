from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("network", "0005_events")]

    operations = [
        migrations.AddConstraint(
            model_name="documentfile",
            constraint=models.UniqueConstraint(
                fields=("stored",), name="document_file_is_stored_once"
            ),
        ),
    ]
