from django.db import migrations, transaction

from together_site.text import folded, folded_address

AT_ONCE = 500
NAMES = (
    "title", "territory_name", "territory_area", "territory_parent", "listed_territory__name",
    "actor_name", "local_name",
)  # fmt: skip


def tell_what_is_sought(apps, schema_editor):
    """Fill what is empty, some rows at a time, so that nobody waits for a lock of all."""
    applications = apps.get_model("platforms", "PlatformApplication").objects
    last = 0
    while rows := list(
        applications.filter(pk__gt=last, sought="")
        .order_by("pk")
        .values("pk", "reference", "email", "second_email", *NAMES)[:AT_ONCE]
    ):
        last = rows[-1]["pk"]
        fill(apps, rows)


@transaction.atomic
def fill(apps, rows):
    stored = apps.get_model("applications", "Application")
    # A row that a running site saves meanwhile keeps what is written there.
    found = stored.objects.filter(pk__in=[row["pk"] for row in rows], sought="").order_by("pk")
    free = set(found.select_for_update().values_list("pk", flat=True))
    names = names_of_participants(apps, free)
    stored.objects.bulk_update(
        [stored(pk=row["pk"], sought=kept(row, names)) for row in rows if row["pk"] in free],
        ["sought"],
    )


def names_of_participants(apps, keys):
    names = {key: [] for key in keys}
    found = apps.get_model("platforms", "Participant").objects.filter(application__in=keys)
    for key, name in found.order_by("pk").values_list("application", "name"):
        names[key].append(name)
    return names


def kept(row, names):
    words = [*(row[name] or "" for name in NAMES), *names[row["pk"]]]
    keys = [folded(row["reference"]).replace(" ", "")]
    keys += [key for word in words for key in folded(word).split()]
    keys += [folded_address(row["email"]), folded_address(row["second_email"])]
    return " ".join(dict.fromkeys(filter(None, keys)))


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ("applications", "0004_find_by_what_is_sought"),
        ("platforms", "0009_ask_drafts_anew"),
        ("territories", "0002_keep_more"),
    ]

    operations = [
        migrations.RunPython(tell_what_is_sought, migrations.RunPython.noop, elidable=True),
    ]
