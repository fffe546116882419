import django.contrib.postgres.search
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('platforms', '0002_keep_more'),
        ('territories', '0002_keep_more'),
    ]

    operations = [
        migrations.AddField(
            model_name='platform',
            name='words',
            field=models.GeneratedField(db_persist=True, expression=models.Func(models.Func(models.Func(models.F('folded_local_name'), models.Value(' '), function='string_to_array'), models.Value(''), function='array_remove'), function='array_to_tsvector'), output_field=django.contrib.postgres.search.SearchVectorField()),
        ),
        migrations.AddConstraint(
            model_name='composition',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['public_authority', 'public_service', 'company', 'association', 'community_association', 'school', 'health', 'inhabitants', 'other'])), name='composition_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='composition',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='composition_counts_somebody', violation_error_message='Leave out a kind of actor that does not take part.'),
        ),
        migrations.AddConstraint(
            model_name='composition',
            constraint=models.UniqueConstraint(fields=('platform', 'kind'), name='composition_names_a_kind_once', violation_error_message='This kind of actor is counted already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='composition',
            trigger=pgtrigger.compiler.Trigger(name='raises_version', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        -- What a trigger changes belongs to a statement that raises it itself.\n        IF pg_trigger_depth() > 1 THEN\n            RETURN NULL;\n        END IF;\n        UPDATE territories_registryversion\n        SET number = nextval(pg_get_serial_sequence('territories_registryversion', 'id'))\n        WHERE id = (\n            SELECT id FROM territories_registryversion ORDER BY id FOR UPDATE SKIP LOCKED LIMIT 1\n        );\n        IF NOT FOUND THEN\n            INSERT INTO territories_registryversion (number)\n            VALUES (nextval(pg_get_serial_sequence('territories_registryversion', 'id')));\n        END IF;\n        RETURN NULL;\n    ", hash='106161f8bb16a83bae9aa3e8b23aef4b8c5d7335', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_raises_version_e7f1d', table='platforms_composition', when='AFTER')),
        ),
    ]
