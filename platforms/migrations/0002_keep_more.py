import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import together_site.text
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('platforms', '0001_initial'),
        ('territories', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Composition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('public_authority', 'Public authority'), ('public_service', 'Public service'), ('company', 'Company'), ('association', 'Association'), ('community_association', 'Community association'), ('school', 'School'), ('health', 'Health institution'), ('inhabitants', 'Inhabitants'), ('other', 'Other kind of actor')], max_length=30, verbose_name='kind of actor')),
                ('number', models.PositiveIntegerField(verbose_name='how many')),
            ],
            options={
                'verbose_name': 'part of the composition',
                'verbose_name_plural': 'composition',
            },
        ),
        migrations.RemoveConstraint(
            model_name='platform',
            name='platform_state_is_known',
        ),
        migrations.AddField(
            model_name='platform',
            name='confirmed_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='last confirmed'),
        ),
        migrations.AddField(
            model_name='platform',
            name='contact_email',
            field=models.EmailField(blank=True, db_default='', max_length=254, verbose_name='public e-mail address'),
        ),
        migrations.AddField(
            model_name='platform',
            name='contact_office',
            field=together_site.text.LineField(blank=True, db_default='', help_text='Shown publicly: a service or an association, never a private person.', max_length=160, verbose_name='office or service that answers'),
        ),
        migrations.AddField(
            model_name='platform',
            name='contact_phone',
            field=together_site.text.LineField(blank=True, db_default='', max_length=40, verbose_name='public telephone'),
        ),
        migrations.AddField(
            model_name='platform',
            name='folded_local_name',
            field=together_site.text.FoldedField(db_default='', max_length=320, of='local_name'),
        ),
        migrations.AddField(
            model_name='platform',
            name='parent',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='platforms.platform', verbose_name='part of the platform'),
        ),
        migrations.AddField(
            model_name='platform',
            name='process',
            field=together_site.text.ProseField(blank=True, db_default='', max_length=3000, verbose_name='how it works'),
        ),
        migrations.AddField(
            model_name='platform',
            name='process_language',
            field=models.CharField(blank=True, db_default='', max_length=20, validators=[django.core.validators.RegexValidator('\\A[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\\Z', 'Give the code of a language, such as pt or fr-BE.')], verbose_name='language of the text'),
        ),
        migrations.AddField(
            model_name='platform',
            name='website',
            field=models.URLField(blank=True, db_default='', max_length=300, validators=[django.core.validators.URLValidator(schemes=['http', 'https'])], verbose_name='website'),
        ),
        migrations.AlterField(
            model_name='platform',
            name='state',
            field=models.CharField(choices=[('active', 'Active'), ('forming', 'Forming'), ('dormant', 'Dormant'), ('not_known', 'Not known'), ('closed', 'Closed')], editable=False, max_length=20, verbose_name='state'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='platform',
            trigger=pgtrigger.compiler.Trigger(name='parents_without_loop', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF NEW.parent_id IS NULL THEN\n            RETURN NEW;\n        END IF;\n        PERFORM pg_advisory_xact_lock(hashtext('parents of platforms_platform'));\n        IF EXISTS (\n            WITH RECURSIVE above (id) AS (\n                SELECT NEW.parent_id\n                UNION\n                SELECT place.parent_id FROM platforms_platform place\n                JOIN above ON place.id = above.id\n                WHERE place.parent_id IS NOT NULL\n            )\n            SELECT FROM above WHERE id = NEW.id\n        ) THEN\n            RAISE EXCEPTION 'a record lies within itself'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'platforms_platform_parents_without_loop';\n        END IF;\n        RETURN NEW;\n        ", hash='b6547351a09400f07b59187d5fe66ff2a6b2ab0b', operation='INSERT OR UPDATE OF "parent_id"', pgid='pgtrigger_parents_without_loop_ba37d', table='platforms_platform', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='platform',
            trigger=pgtrigger.compiler.Trigger(name='raises_version', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        -- What a trigger changes belongs to a statement that raises it itself.\n        IF pg_trigger_depth() > 1 THEN\n            RETURN NULL;\n        END IF;\n        UPDATE territories_registryversion\n        SET number = nextval(pg_get_serial_sequence('territories_registryversion', 'id'))\n        WHERE id = (\n            SELECT id FROM territories_registryversion ORDER BY id FOR UPDATE SKIP LOCKED LIMIT 1\n        );\n        IF NOT FOUND THEN\n            INSERT INTO territories_registryversion (number)\n            VALUES (nextval(pg_get_serial_sequence('territories_registryversion', 'id')));\n        END IF;\n        RETURN NULL;\n    ", hash='4fd7f9a36d1840c3197225f0f0b9cb3ee038f63e', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_raises_version_140ba', table='platforms_platform', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='platform',
            trigger=pgtrigger.compiler.Trigger(name='tells_territory', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE place bigint;', func='\n        FOR place IN\n            SELECT DISTINCT unnest(ARRAY[OLD.territory_id, NEW.territory_id]) ORDER BY 1\n        LOOP\n            PERFORM 1 FROM territories_territory WHERE id = place FOR NO KEY UPDATE;\n            UPDATE territories_territory SET platform_states = ARRAY(\n                SELECT DISTINCT state FROM platforms_platform\n                WHERE territory_id = place AND collective_actor_id IS NULL ORDER BY state\n            ) WHERE id = place;\n        END LOOP;\n        RETURN NULL;\n    ', hash='719def3ec4b272bf961135faf73e061821211efb', operation='INSERT OR DELETE OR UPDATE OF "state", "territory_id", "collective_actor_id"', pgid='pgtrigger_tells_territory_9517c', table='platforms_platform', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='platform',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['active', 'forming', 'dormant', 'not_known', 'closed'])), name='platform_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='platform',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('process', ''), ('process_language', '')), models.Q(models.Q(('process', ''), _negated=True), models.Q(('process_language', ''), _negated=True)), _connector='OR'), name='platform_process_names_its_language', violation_error_message='Give the language of the text, and only with a text.'),
        ),
        migrations.AddConstraint(
            model_name='platform',
            constraint=models.CheckConstraint(condition=models.Q(('parent', models.F('pk')), _negated=True), name='platform_is_not_its_own_parent'),
        ),
        migrations.AddField(
            model_name='composition',
            name='platform',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='composition', to='platforms.platform', verbose_name='platform'),
        ),
    ]
