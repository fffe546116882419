import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import django_countries.fields
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import together_site.text


class Migration(migrations.Migration):
    dependencies = [
        ("membership", "0009_bank_file"),
        ("platforms", "0013_find_by_website"),
        ("territories", "0008_count_from_an_index"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(unique=True, verbose_name='number')),
                ('name', together_site.text.LineField(max_length=120, verbose_name='name')),
                ('language', models.CharField(default='en', max_length=35, validators=[django.core.validators.RegexValidator('\\A[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\\Z', 'Give the code of a language, such as pt or fr-BE.')], verbose_name='language of the name')),
                ('is_sample', models.BooleanField(default=False, editable=False, verbose_name='sample content')),
            ],
            options={
                'verbose_name': 'topic',
                'verbose_name_plural': 'topics',
            },
        ),
        migrations.CreateModel(
            name='Network',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('website', models.URLField(blank=True, db_default='', max_length=300, validators=[django.core.validators.URLValidator(schemes=['http', 'https'])], verbose_name='website')),
                ('name', together_site.text.LineField(max_length=120, verbose_name='name')),
                ('slug', models.SlugField(max_length=80, unique=True, verbose_name='address')),
                ('kind', models.CharField(choices=[('whole', 'The whole network'), ('national', 'National'), ('thematic', 'Thematic'), ('actors', 'By kind of actor'), ('mixed', 'Mixed')], max_length=20, verbose_name='kind')),
                ('country', django_countries.fields.CountryField(blank=True, help_text='Of a national network; of a mixed one if it fits.', max_length=2, verbose_name='country')),
                ('actor_kind', models.CharField(blank=True, choices=[('public_authority', 'Public authority'), ('public_service', 'Public service'), ('company', 'Company'), ('association', 'Association'), ('community_association', 'Community association'), ('school', 'School'), ('health', 'Health institution'), ('inhabitants', 'Inhabitants'), ('other', 'Other kind of actor')], help_text='Of a network by kind of actor; of a mixed one if it fits.', max_length=30, verbose_name='kind of actor')),
                ('description', together_site.text.ProseField(blank=True, max_length=4000, verbose_name='description')),
                ('description_language', models.CharField(blank=True, max_length=35, validators=[django.core.validators.RegexValidator('\\A[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\\Z', 'Give the code of a language, such as pt or fr-BE.')], verbose_name='language of the description')),
                ('contact_email', models.EmailField(blank=True, help_text='Of an office or a role. Everybody sees it: no address of a person.', max_length=254, verbose_name='public contact address')),
                ('is_sample', models.BooleanField(default=False, editable=False, verbose_name='sample content')),
                ('source_url', models.URLField(blank=True, max_length=300, verbose_name='source')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('public', 'Public'), ('closed', 'Ended')], default='draft', editable=False, max_length=20, verbose_name='state')),
                ('state_since', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='in this state since')),
                ('changed_at', models.DateTimeField(auto_now=True, verbose_name='last changed')),
                ('coordinators', models.ManyToManyField(blank=True, help_text='They keep this network in the admin, and see nothing else there.', related_name='networks', to=settings.AUTH_USER_MODEL, verbose_name='coordinators')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='membership.network', verbose_name='part of')),
                ('topic', models.ForeignKey(blank=True, help_text='Of a thematic network; of a mixed one if it fits.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='networks', to='membership.topic', verbose_name='topic')),
            ],
            options={
                'verbose_name': 'network',
                'verbose_name_plural': 'networks',
            },
        ),
        migrations.CreateModel(
            name='NetworkHistory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('move', models.CharField(max_length=30, verbose_name='move')),
                ('source', models.CharField(max_length=30)),
                ('target', models.CharField(max_length=30)),
                ('role', models.CharField(max_length=20, verbose_name='in the role of')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='history', to='membership.network')),
            ],
            options={
                'verbose_name': 'move',
                'verbose_name_plural': 'history',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='NetworkMembership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField(default=django.utils.timezone.now, verbose_name='since')),
                ('came', models.CharField(choices=[('request', 'By request'), ('suggested', 'Suggested from its entry'), ('coordinator', 'By the coordinator')], max_length=20, verbose_name='how it came')),
                ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='in_networks', to='membership.member')),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='membership.network')),
                ('platform', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='in_networks', to='platforms.platform')),
                ('territory', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='in_networks', to='territories.territory')),
            ],
            options={
                'verbose_name': 'entry of a network',
                'verbose_name_plural': 'entries of networks',
            },
        ),
        migrations.CreateModel(
            name='NetworkNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', together_site.text.ProseField(verbose_name='note')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='at')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='membership.network')),
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='note', to='membership.networkhistory')),
            ],
            options={
                'verbose_name': 'note',
                'verbose_name_plural': 'notes',
            },
        ),
        migrations.CreateModel(
            name='NetworkRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('once', models.CharField(editable=False, max_length=64, unique=True)),
                ('name', together_site.text.LineField(max_length=120, verbose_name='name')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('language', models.CharField(max_length=10, verbose_name='language for letters')),
                ('words', together_site.text.ProseField(blank=True, max_length=2000, verbose_name='words')),
                ('suspicion', models.CharField(blank=True, editable=False, max_length=20)),
                ('state', models.CharField(choices=[('unconfirmed', 'Address not confirmed'), ('open', 'Waits for an answer'), ('accepted', 'Accepted'), ('declined', 'Not accepted'), ('withdrawn', 'Withdrawn')], default='unconfirmed', editable=False, max_length=20, verbose_name='state')),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='sent')),
                ('confirmed_at', models.DateTimeField(editable=False, null=True, verbose_name='confirmed')),
                ('answered_at', models.DateTimeField(editable=False, null=True, verbose_name='answered')),
                ('answered_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='membership.member')),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requests', to='membership.network')),
                ('platform', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='platforms.platform')),
                ('territory', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='territories.territory')),
            ],
            options={
                'verbose_name': 'request to join a network',
                'verbose_name_plural': 'requests to join a network',
            },
        ),
        migrations.CreateModel(
            name='NetworkChange',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('website', models.URLField(blank=True, db_default='', max_length=300, validators=[django.core.validators.URLValidator(schemes=['http', 'https'])], verbose_name='website')),
                ('name', together_site.text.LineField(max_length=120, verbose_name='name')),
                ('slug', models.SlugField(db_index=False, max_length=80, verbose_name='address')),
                ('kind', models.CharField(choices=[('whole', 'The whole network'), ('national', 'National'), ('thematic', 'Thematic'), ('actors', 'By kind of actor'), ('mixed', 'Mixed')], max_length=20, verbose_name='kind')),
                ('country', django_countries.fields.CountryField(blank=True, help_text='Of a national network; of a mixed one if it fits.', max_length=2, verbose_name='country')),
                ('actor_kind', models.CharField(blank=True, choices=[('public_authority', 'Public authority'), ('public_service', 'Public service'), ('company', 'Company'), ('association', 'Association'), ('community_association', 'Community association'), ('school', 'School'), ('health', 'Health institution'), ('inhabitants', 'Inhabitants'), ('other', 'Other kind of actor')], help_text='Of a network by kind of actor; of a mixed one if it fits.', max_length=30, verbose_name='kind of actor')),
                ('description', together_site.text.ProseField(blank=True, max_length=4000, verbose_name='description')),
                ('description_language', models.CharField(blank=True, max_length=35, validators=[django.core.validators.RegexValidator('\\A[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\\Z', 'Give the code of a language, such as pt or fr-BE.')], verbose_name='language of the description')),
                ('contact_email', models.EmailField(blank=True, help_text='Of an office or a role. Everybody sees it: no address of a person.', max_length=254, verbose_name='public contact address')),
                ('source_url', models.URLField(blank=True, max_length=300, verbose_name='source')),
                ('parent', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='membership.network', verbose_name='part of')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='changes', to='membership.network')),
                ('topic', models.ForeignKey(blank=True, db_constraint=False, help_text='Of a thematic network; of a mixed one if it fits.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='membership.topic', verbose_name='topic')),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='topic',
            trigger=pgtrigger.compiler.Trigger(name='raises_version', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        -- What a trigger changes belongs to a statement that raises it itself.\n        IF pg_trigger_depth() > 1 THEN\n            RETURN NULL;\n        END IF;\n        UPDATE territories_registryversion\n        SET number = nextval(pg_get_serial_sequence('territories_registryversion', 'id'))\n        WHERE id = (\n            SELECT id FROM territories_registryversion ORDER BY id FOR UPDATE SKIP LOCKED LIMIT 1\n        );\n        IF NOT FOUND THEN\n            INSERT INTO territories_registryversion (number)\n            VALUES (nextval(pg_get_serial_sequence('territories_registryversion', 'id')));\n        END IF;\n        RETURN NULL;\n    ", hash='5d22fefde003cdd1fadbac756ddc1a85717d6d59', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_raises_version_653f3', table='membership_topic', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='networkhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a57d715e45c28712d22b543ccd465a869f106b2f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_65a75', table='membership_networkhistory', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='networkmembership',
            index=models.Index(fields=['network', '-since', '-id'], name='network_newest'),
        ),
        migrations.AddConstraint(
            model_name='networkmembership',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('member', None), ('platform', None), ('territory__isnull', False)), models.Q(('member', None), ('platform__isnull', False), ('territory', None)), models.Q(('member__isnull', False), ('platform', None), ('territory', None)), _connector='OR'), name='network_entry_is_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='networkmembership',
            constraint=models.CheckConstraint(condition=models.Q(('came__in', ['request', 'suggested', 'coordinator'])), name='network_entry_came_somehow'),
        ),
        migrations.AddConstraint(
            model_name='networkmembership',
            constraint=models.UniqueConstraint(fields=('network', 'territory'), name='network_has_a_territory_once'),
        ),
        migrations.AddConstraint(
            model_name='networkmembership',
            constraint=models.UniqueConstraint(fields=('network', 'platform'), name='network_has_a_platform_once'),
        ),
        migrations.AddConstraint(
            model_name='networkmembership',
            constraint=models.UniqueConstraint(fields=('network', 'member'), name='network_has_a_member_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='networkmembership',
            trigger=pgtrigger.compiler.Trigger(name='raises_version', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        -- What a trigger changes belongs to a statement that raises it itself.\n        IF pg_trigger_depth() > 1 THEN\n            RETURN NULL;\n        END IF;\n        UPDATE territories_registryversion\n        SET number = nextval(pg_get_serial_sequence('territories_registryversion', 'id'))\n        WHERE id = (\n            SELECT id FROM territories_registryversion ORDER BY id FOR UPDATE SKIP LOCKED LIMIT 1\n        );\n        IF NOT FOUND THEN\n            INSERT INTO territories_registryversion (number)\n            VALUES (nextval(pg_get_serial_sequence('territories_registryversion', 'id')));\n        END IF;\n        RETURN NULL;\n    ", hash='3f07525215abaf67489837e6050418bb87d16f01', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_raises_version_1b747', table='membership_networkmembership', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='networkrequest',
            index=models.Index(fields=['network', 'state', 'confirmed_at'], name='network_asked'),
        ),
        migrations.AddConstraint(
            model_name='networkrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('member', None), ('platform', None), ('territory__isnull', False)), models.Q(('member', None), ('platform__isnull', False), ('territory', None)), models.Q(('member__isnull', False), ('platform', None), ('territory', None)), _connector='OR'), name='network_request_is_for_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='networkrequest',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['unconfirmed', 'open', 'accepted', 'declined', 'withdrawn'])), name='network_request_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='networkrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at', None), ('state', 'unconfirmed')), ('state', 'withdrawn'), models.Q(('confirmed_at__isnull', False), ('state__in', ('open', 'accepted', 'declined'))), _connector='OR'), name='network_request_is_read_when_confirmed'),
        ),
        migrations.AddConstraint(
            model_name='networkrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), ('state__in', ('accepted', 'declined'))), models.Q(models.Q(('state__in', ('accepted', 'declined')), _negated=True), ('answered_at', None), ('answered_by', None)), _connector='OR'), name='network_request_has_an_answer_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='networkrequest',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('network', 'territory'), name='network_is_asked_once_for_a_territory'),
        ),
        migrations.AddConstraint(
            model_name='networkrequest',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('network', 'platform'), name='network_is_asked_once_for_a_platform'),
        ),
        migrations.AddConstraint(
            model_name='networkrequest',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('network', 'member'), name='network_is_asked_once_for_a_member'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='networkchange',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f17af8c8d569fb384652ae005e3af2e7a6a245bd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1ed9a', table='membership_networkchange', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='network',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['whole', 'national', 'thematic', 'actors', 'mixed'])), name='network_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='network',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'public', 'closed'])), name='network_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='network',
            constraint=models.CheckConstraint(condition=models.Q(('actor_kind', ''), ('actor_kind__in', ['public_authority', 'public_service', 'company', 'association', 'community_association', 'school', 'health', 'inhabitants', 'other']), _connector='OR'), name='network_actor_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='network',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('actor_kind', ''), ('country', ''), ('kind', 'whole'), ('topic', None)), models.Q(('actor_kind', ''), ('kind', 'national'), ('topic', None), models.Q(('country', ''), _negated=True)), models.Q(('actor_kind', ''), ('country', ''), ('kind', 'thematic'), ('topic__isnull', False)), models.Q(('country', ''), ('kind', 'actors'), ('topic', None), models.Q(('actor_kind', ''), _negated=True)), ('kind', 'mixed'), _connector='OR'), name='network_says_what_its_kind_needs', violation_error_message='A national network has a country, a thematic one a topic, one by kind of actor a kind of actor, and none of the others; the whole network has none.'),
        ),
        migrations.AddConstraint(
            model_name='network',
            constraint=models.CheckConstraint(condition=models.Q(('description', ''), models.Q(('description_language', ''), _negated=True), _connector='OR'), name='network_description_has_language', violation_error_message='Say in which language the description is.'),
        ),
        migrations.AddConstraint(
            model_name='network',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'whole')), fields=('kind',), name='network_whole_is_one', violation_error_message='There is one whole network already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='network',
            trigger=pgtrigger.compiler.Trigger(name='parents_without_loop', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF NEW.parent_id IS NULL THEN\n            RETURN NEW;\n        END IF;\n        PERFORM pg_advisory_xact_lock(hashtext('parents of membership_network'));\n        IF EXISTS (\n            WITH RECURSIVE above (id) AS (\n                SELECT NEW.parent_id\n                UNION\n                SELECT place.parent_id FROM membership_network place\n                JOIN above ON place.id = above.id\n                WHERE place.parent_id IS NOT NULL\n            )\n            SELECT FROM above WHERE id = NEW.id\n        ) THEN\n            RAISE EXCEPTION 'a record lies within itself'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'membership_network_parents_without_loop';\n        END IF;\n        RETURN NEW;\n        ", hash='fdf458f538ceeb94f696bad133b63f897e1c36e1', operation='INSERT OR UPDATE OF "parent_id"', pgid='pgtrigger_parents_without_loop_95146', table='membership_network', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='network',
            trigger=pgtrigger.compiler.Trigger(name='raises_version', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        -- What a trigger changes belongs to a statement that raises it itself.\n        IF pg_trigger_depth() > 1 THEN\n            RETURN NULL;\n        END IF;\n        UPDATE territories_registryversion\n        SET number = nextval(pg_get_serial_sequence('territories_registryversion', 'id'))\n        WHERE id = (\n            SELECT id FROM territories_registryversion ORDER BY id FOR UPDATE SKIP LOCKED LIMIT 1\n        );\n        IF NOT FOUND THEN\n            INSERT INTO territories_registryversion (number)\n            VALUES (nextval(pg_get_serial_sequence('territories_registryversion', 'id')));\n        END IF;\n        RETURN NULL;\n    ", hash='1a61fa52edc5c25848aa75c1333e537cfd02ea2f', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_raises_version_86226', table='membership_network', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='network',
            trigger=pgtrigger.compiler.Trigger(name='changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."actor_kind" IS DISTINCT FROM (NEW."actor_kind") OR OLD."contact_email" IS DISTINCT FROM (NEW."contact_email") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."description_language" IS DISTINCT FROM (NEW."description_language") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."source_url" IS DISTINCT FROM (NEW."source_url") OR OLD."topic_id" IS DISTINCT FROM (NEW."topic_id") OR OLD."website" IS DISTINCT FROM (NEW."website"))', func='INSERT INTO "membership_networkchange" ("actor_kind", "contact_email", "country", "description", "description_language", "kind", "name", "parent_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "source_url", "topic_id", "website") VALUES (OLD."actor_kind", OLD."contact_email", OLD."country", OLD."description", OLD."description_language", OLD."kind", OLD."name", OLD."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'changed\', OLD."id", OLD."slug", OLD."source_url", OLD."topic_id", OLD."website"); RETURN NULL;', hash='1fea0b40a253e8b4600a6f6e5e9d5daf4d225a1a', operation='UPDATE', pgid='pgtrigger_changed_update_96f1c', table='membership_network', when='AFTER')),
        ),
    ]
