from django.db import migrations, models
from django.utils import timezone

MODELS = ("body", "bodyrule", "post", "postholder")


class Migration(migrations.Migration):
    dependencies = [("membership", "0014_posts_raise_version")]

    operations = [
        migrations.AddField(
            name,
            "changed_at",
            models.DateTimeField(auto_now=True, default=timezone.now, verbose_name="last changed"),
            preserve_default=False,
        )
        for name in MODELS
    ]
