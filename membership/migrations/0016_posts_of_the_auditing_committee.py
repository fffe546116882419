from django.db import migrations

# The act by which the network was constituted on 4 November 2013 names them:
# https://wikispiral.org/tiki-index.php?page=Together+-+Formal+Constitution
TITLES = {"First auditor": "Vice-chair", "Second auditor": "Secretary"}


def rename(apps, schema_editor):
    """Give the posts their names, but for one that staff have renamed already."""
    posts = apps.get_model("membership", "Post").objects.filter(body__name="Auditing Committee")
    for before, title in TITLES.items():
        if not posts.filter(title=title).exists():
            posts.filter(title=before).update(title=title)


class Migration(migrations.Migration):
    dependencies = [("membership", "0015_posts_say_when_they_changed")]

    operations = [migrations.RunPython(rename, migrations.RunPython.noop, elidable=False)]
