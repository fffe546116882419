import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0004_old_addresses"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="event",
            options={
                "verbose_name": "meeting or training",
                "verbose_name_plural": "meetings and trainings",
            },
        ),
        migrations.AddField(
            model_name="event",
            name="is_full",
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.AddField(
            model_name="registration",
            name="answer_by",
            field=models.DateTimeField(
                editable=False, null=True, verbose_name="to be confirmed by"
            ),
        ),
        migrations.AddField(
            model_name="registration",
            name="reminded_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="reminded"),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_at", None),
                    models.Q(
                        ("starts_at__isnull", False),
                        models.Q(
                            ("ends_at__gt", models.F("starts_at")),
                            ("ends_on__gt", models.F("starts_on")),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="event_ends_at_an_hour_after_it_begins",
                violation_error_message="The hour of the end comes after that of the beginning.",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cancelled_at__isnull", False), ("state", "cancelled")),
                    models.Q(
                        models.Q(("state", "cancelled"), _negated=True), ("cancelled_at", None)
                    ),
                    _connector="OR",
                ),
                name="registration_is_cancelled_at_a_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.UniqueConstraint(
                models.F("event"),
                django.db.models.functions.text.Lower("email"),
                condition=models.Q(
                    models.Q(("state", "cancelled"), _negated=True),
                    models.Q(("email", ""), _negated=True),
                ),
                name="registration_is_one_an_address",
            ),
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="event",
            name="changed_update",
        ),
        migrations.RemoveField(
            model_name="eventchange",
            name="cancelled_on",
        ),
        migrations.AddField(
            model_name="event",
            name="cancelled_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="cancelled by",
            ),
        ),
        migrations.AlterField(
            model_name="event",
            name="cancelled_on",
            field=models.DateField(editable=False, null=True, verbose_name="cancelled on"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."access_ar" IS DISTINCT FROM (NEW."access_ar") OR OLD."access_en" IS DISTINCT FROM (NEW."access_en") OR OLD."access_fr" IS DISTINCT FROM (NEW."access_fr") OR OLD."access_pt" IS DISTINCT FROM (NEW."access_pt") OR OLD."body_ar" IS DISTINCT FROM (NEW."body_ar") OR OLD."body_en" IS DISTINCT FROM (NEW."body_en") OR OLD."body_fr" IS DISTINCT FROM (NEW."body_fr") OR OLD."body_pt" IS DISTINCT FROM (NEW."body_pt") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."ends_at" IS DISTINCT FROM (NEW."ends_at") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."host_id" IS DISTINCT FROM (NEW."host_id") OR OLD."is_online" IS DISTINCT FROM (NEW."is_online") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."languages" IS DISTINCT FROM (NEW."languages") OR OLD."online_address" IS DISTINCT FROM (NEW."online_address") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."places" IS DISTINCT FROM (NEW."places") OR OLD."published_on" IS DISTINCT FROM (NEW."published_on") OR OLD."register_until" IS DISTINCT FROM (NEW."register_until") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."source_url" IS DISTINCT FROM (NEW."source_url") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."summary_ar" IS DISTINCT FROM (NEW."summary_ar") OR OLD."summary_en" IS DISTINCT FROM (NEW."summary_en") OR OLD."summary_fr" IS DISTINCT FROM (NEW."summary_fr") OR OLD."summary_pt" IS DISTINCT FROM (NEW."summary_pt") OR OLD."takes_registrations" IS DISTINCT FROM (NEW."takes_registrations") OR OLD."time_zone" IS DISTINCT FROM (NEW."time_zone") OR OLD."title_ar" IS DISTINCT FROM (NEW."title_ar") OR OLD."title_en" IS DISTINCT FROM (NEW."title_en") OR OLD."title_fr" IS DISTINCT FROM (NEW."title_fr") OR OLD."title_pt" IS DISTINCT FROM (NEW."title_pt") OR OLD."withdrawn_on" IS DISTINCT FROM (NEW."withdrawn_on"))',
                    func='INSERT INTO "network_eventchange" ("access_ar", "access_en", "access_fr", "access_pt", "body_ar", "body_en", "body_fr", "body_pt", "country", "ends_at", "ends_on", "host_id", "is_online", "kind", "languages", "online_address", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "places", "published_on", "register_until", "slug", "source_url", "starts_at", "starts_on", "summary_ar", "summary_en", "summary_fr", "summary_pt", "takes_registrations", "time_zone", "title_ar", "title_en", "title_fr", "title_pt", "withdrawn_on") VALUES (OLD."access_ar", OLD."access_en", OLD."access_fr", OLD."access_pt", OLD."body_ar", OLD."body_en", OLD."body_fr", OLD."body_pt", OLD."country", OLD."ends_at", OLD."ends_on", OLD."host_id", OLD."is_online", OLD."kind", OLD."languages", OLD."online_address", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'changed\', OLD."id", OLD."place", OLD."places", OLD."published_on", OLD."register_until", OLD."slug", OLD."source_url", OLD."starts_at", OLD."starts_on", OLD."summary_ar", OLD."summary_en", OLD."summary_fr", OLD."summary_pt", OLD."takes_registrations", OLD."time_zone", OLD."title_ar", OLD."title_en", OLD."title_fr", OLD."title_pt", OLD."withdrawn_on"); RETURN NULL;',
                    hash="7fded33bc929578cf5309b51896cd3cb96a648ea",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_5a077",
                    table="network_event",
                    when="AFTER",
                ),
            ),
        ),
    ]
