import django.contrib.postgres.fields
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import territories.models.parts
import together_site.text
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('platforms', '0002_keep_more'),
        ('territories', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='RegistryVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.BigIntegerField()),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='TerritoryDescription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=20, validators=[django.core.validators.RegexValidator('\\A[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\\Z', 'Give the code of a language, such as pt or fr-BE.')], verbose_name='language of the text')),
                ('text', together_site.text.ProseField(max_length=3000, verbose_name='description')),
            ],
            options={
                'verbose_name': 'description',
                'verbose_name_plural': 'descriptions',
            },
        ),
        migrations.RemoveConstraint(
            model_name='territory',
            name='territory_state_is_known',
        ),
        migrations.AddField(
            model_name='collectiveactor',
            name='confirmed_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='last confirmed'),
        ),
        migrations.AddField(
            model_name='collectiveactor',
            name='website',
            field=models.URLField(blank=True, db_default='', max_length=300, validators=[django.core.validators.URLValidator(schemes=['http', 'https'])], verbose_name='website'),
        ),
        migrations.AddField(
            model_name='territory',
            name='confirmed_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='last confirmed'),
        ),
        migrations.AddField(
            model_name='territory',
            name='folded_area',
            field=together_site.text.FoldedField(db_default='', max_length=240, of='admin_area'),
        ),
        migrations.AddField(
            model_name='territory',
            name='geonames_id',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='GeoNames'),
        ),
        migrations.AddField(
            model_name='territory',
            name='iso_3166_2',
            field=models.CharField(blank=True, db_default='', max_length=6, validators=[django.core.validators.RegexValidator('\\A[A-Z]{2}-[A-Z0-9]{1,3}\\Z', 'Give the country and the part: FR-68, PT-02.')], verbose_name='ISO 3166-2'),
        ),
        migrations.AddField(
            model_name='territory',
            name='languages',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, db_default=[], default=list, help_text='Codes of the languages spoken there, with commas between: pt, fr-BE.', size=None, validators=[territories.models.parts.language_tags], verbose_name='languages'),
        ),
        migrations.AddField(
            model_name='territory',
            name='lau_code',
            field=models.CharField(blank=True, db_default='', help_text='The code of Eurostat for the municipality (LAU) or the region (NUTS).', max_length=20, validators=[django.core.validators.RegexValidator('\\A[A-Z0-9_]+\\Z', 'Use capital letters and digits.')], verbose_name='LAU or NUTS code'),
        ),
        migrations.AddField(
            model_name='territory',
            name='legacy_code',
            field=together_site.text.LineField(blank=True, db_default='', max_length=40, verbose_name='code in the former registry'),
        ),
        migrations.AddField(
            model_name='territory',
            name='merged_into',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='territories.territory', verbose_name='merged into'),
        ),
        migrations.AddField(
            model_name='territory',
            name='platform_states',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('active', 'Active'), ('forming', 'Forming'), ('dormant', 'Dormant'), ('not_known', 'Not known'), ('closed', 'Closed')], max_length=20), db_default=[], default=list, editable=False, size=None, verbose_name='states of its platforms'),
        ),
        migrations.AddField(
            model_name='territory',
            name='population',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='inhabitants'),
        ),
        migrations.AddField(
            model_name='territory',
            name='population_year',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='year of the count'),
        ),
        migrations.AddField(
            model_name='territory',
            name='website',
            field=models.URLField(blank=True, db_default='', max_length=300, validators=[django.core.validators.URLValidator(schemes=['http', 'https'])], verbose_name='website'),
        ),
        migrations.AddField(
            model_name='territory',
            name='wikidata_id',
            field=models.CharField(blank=True, db_default='', max_length=20, validators=[django.core.validators.RegexValidator('\\AQ[1-9][0-9]*\\Z', 'Give the Q and its number: Q83898.')], verbose_name='Wikidata'),
        ),
        migrations.AlterField(
            model_name='territory',
            name='state',
            field=models.CharField(choices=[('draft', 'Draft'), ('listed', 'Listed'), ('archived', 'Archived'), ('merged', 'Merged into another')], default='draft', editable=False, max_length=20, verbose_name='state'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='collectiveactor',
            trigger=pgtrigger.compiler.Trigger(name='raises_version', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        -- What a trigger changes belongs to a statement that raises it itself.\n        IF pg_trigger_depth() > 1 THEN\n            RETURN NULL;\n        END IF;\n        UPDATE territories_registryversion\n        SET number = nextval(pg_get_serial_sequence('territories_registryversion', 'id'))\n        WHERE id = (\n            SELECT id FROM territories_registryversion ORDER BY id FOR UPDATE SKIP LOCKED LIMIT 1\n        );\n        IF NOT FOUND THEN\n            INSERT INTO territories_registryversion (number)\n            VALUES (nextval(pg_get_serial_sequence('territories_registryversion', 'id')));\n        END IF;\n        RETURN NULL;\n    ", hash='c1fdbd42df5b4c69249d1ba9d3a1d849c72d6adf', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_raises_version_c8118', table='territories_collectiveactor', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='territory',
            trigger=pgtrigger.compiler.Trigger(name='parents_without_loop', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF NEW.parent_id IS NULL THEN\n            RETURN NEW;\n        END IF;\n        PERFORM pg_advisory_xact_lock(hashtext('parents of territories_territory'));\n        IF EXISTS (\n            WITH RECURSIVE above (id) AS (\n                SELECT NEW.parent_id\n                UNION\n                SELECT place.parent_id FROM territories_territory place\n                JOIN above ON place.id = above.id\n                WHERE place.parent_id IS NOT NULL\n            )\n            SELECT FROM above WHERE id = NEW.id\n        ) THEN\n            RAISE EXCEPTION 'a record lies within itself'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'territories_territory_parents_without_loop';\n        END IF;\n        RETURN NEW;\n        ", hash='e10194e7fc64a06f431bf066ab94913b5bde7448', operation='INSERT OR UPDATE OF "parent_id"', pgid='pgtrigger_parents_without_loop_0ceb2', table='territories_territory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='territory',
            trigger=pgtrigger.compiler.Trigger(name='raises_version', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        -- What a trigger changes belongs to a statement that raises it itself.\n        IF pg_trigger_depth() > 1 THEN\n            RETURN NULL;\n        END IF;\n        UPDATE territories_registryversion\n        SET number = nextval(pg_get_serial_sequence('territories_registryversion', 'id'))\n        WHERE id = (\n            SELECT id FROM territories_registryversion ORDER BY id FOR UPDATE SKIP LOCKED LIMIT 1\n        );\n        IF NOT FOUND THEN\n            INSERT INTO territories_registryversion (number)\n            VALUES (nextval(pg_get_serial_sequence('territories_registryversion', 'id')));\n        END IF;\n        RETURN NULL;\n    ", hash='cfe1de433bf56255e6fd916b5faa0c834ea08e6a', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_raises_version_42014', table='territories_territory', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='territory',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'listed', 'archived', 'merged'])), name='territory_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='territory',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('merged_into__isnull', False), ('state', 'merged')), models.Q(models.Q(('state', 'merged'), _negated=True), ('merged_into', None)), _connector='OR'), name='territory_merged_names_the_other'),
        ),
        migrations.AddConstraint(
            model_name='territory',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('population', None), ('population_year', None)), models.Q(('population__isnull', False), ('population_year__isnull', False)), _connector='OR'), name='territory_population_names_its_year', violation_error_message='Give the number of inhabitants and the year of the count, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='territory',
            constraint=models.UniqueConstraint(condition=models.Q(('legacy_code', ''), _negated=True), fields=('legacy_code',), name='territory_legacy_code_is_unique', violation_error_message='Another territory has this code already.'),
        ),
        migrations.AddField(
            model_name='territorydescription',
            name='territory',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='descriptions', to='territories.territory', verbose_name='territory'),
        ),
        migrations.AddField(
            model_name='territory',
            name='words',
            field=models.GeneratedField(db_persist=True, expression=models.Func(models.Func(models.Func(models.Func(models.F('folded_name'), models.Value(' '), function='string_to_array'), models.Value(''), function='array_remove'), function='array_to_tsvector'), models.Func(models.Func(models.Func(models.F('folded_area'), models.Value(' '), function='string_to_array'), models.Value(''), function='array_remove'), function='array_to_tsvector'), arg_joiner=' || ', template='(%(expressions)s)'), output_field=django.contrib.postgres.search.SearchVectorField()),
        ),
        migrations.AddConstraint(
            model_name='territorydescription',
            constraint=models.UniqueConstraint(fields=('territory', 'language'), name='territory_is_described_once_a_language', violation_error_message='There is a text in this language already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='territorydescription',
            trigger=pgtrigger.compiler.Trigger(name='raises_version', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        -- What a trigger changes belongs to a statement that raises it itself.\n        IF pg_trigger_depth() > 1 THEN\n            RETURN NULL;\n        END IF;\n        UPDATE territories_registryversion\n        SET number = nextval(pg_get_serial_sequence('territories_registryversion', 'id'))\n        WHERE id = (\n            SELECT id FROM territories_registryversion ORDER BY id FOR UPDATE SKIP LOCKED LIMIT 1\n        );\n        IF NOT FOUND THEN\n            INSERT INTO territories_registryversion (number)\n            VALUES (nextval(pg_get_serial_sequence('territories_registryversion', 'id')));\n        END IF;\n        RETURN NULL;\n    ", hash='b9b491696032e5f9aa08e8be6ff5aace28a8477f', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_raises_version_c6c74', table='territories_territorydescription', when='AFTER')),
        ),
    ]
