from django.db import migrations, models
from django.db.models.functions import Now

MODELS = ("body", "bodyrule", "post", "postholder")


class Migration(migrations.Migration):
    dependencies = [("membership", "0014_posts_raise_version")]

    operations = [
        migrations.AddField(
            name,
            "changed_at",
            models.DateTimeField(auto_now=True, db_default=Now(), verbose_name="last changed"),
        )
        for name in MODELS
    ]
