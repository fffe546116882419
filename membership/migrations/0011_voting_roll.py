import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.utils.timezone
import django_countries.fields
import membership.models.member
import pgtrigger.compiler
import pgtrigger.migrations
import together_site.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("membership", "0010_networks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Body',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', together_site.text.LineField(max_length=80, unique=True, verbose_name='name')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='place in lists')),
            ],
            options={
                'verbose_name': 'body',
                'verbose_name_plural': 'bodies',
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', together_site.text.LineField(help_text='Such as: Chair.', max_length=80, verbose_name='title')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='place in lists')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='membership.body', verbose_name='body')),
            ],
            options={
                'verbose_name': 'post',
                'verbose_name_plural': 'posts',
            },
        ),
        migrations.CreateModel(
            name='PostHolder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person_name', together_site.text.LineField(max_length=120, verbose_name='represented by')),
                ('person_function', together_site.text.LineField(blank=True, max_length=120, verbose_name='function')),
                ('starts_on', models.DateField(verbose_name='first day')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='last day')),
                ('elected_by', together_site.text.LineField(help_text='The meeting and its day.', max_length=160, verbose_name='elected by')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='recorded at')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='membership.member', verbose_name='member')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holders', to='membership.post', verbose_name='post')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('representative', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='membership.representative', verbose_name='representative')),
            ],
            options={
                'verbose_name': 'holder of a post',
                'verbose_name_plural': 'holders of posts',
            },
        ),
        migrations.CreateModel(
            name='Roll',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', together_site.text.LineField(help_text='Such as: General Assembly 2026, Sintra.', max_length=160, verbose_name='assembly')),
                ('as_of', models.DateField(help_text='The day on which standing is looked at.', verbose_name='as of')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('frozen', 'Frozen')], default='draft', max_length=10, verbose_name='state')),
                ('grace_days', models.PositiveSmallIntegerField(verbose_name='days of grace')),
                ('proxy_limit', models.PositiveSmallIntegerField(verbose_name='proxies that one member may hold')),
                ('proxy_limit_source', together_site.text.LineField(blank=True, max_length=200, verbose_name='who decided it')),
                ('quorum_percent', models.PositiveSmallIntegerField(verbose_name='quorum in percent')),
                ('quorum_source', together_site.text.LineField(blank=True, max_length=200, verbose_name='who decided it')),
                ('voters', models.PositiveIntegerField(default=0, verbose_name='members with a vote')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made at')),
                ('drawn_at', models.DateTimeField(null=True, verbose_name='drawn up at')),
                ('frozen_at', models.DateTimeField(null=True, verbose_name='frozen at')),
                ('digest', models.CharField(blank=True, max_length=64, verbose_name='digest (SHA-256)')),
                ('frozen_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='frozen by')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
            ],
            options={
                'verbose_name': 'voting roll',
                'verbose_name_plural': 'voting rolls',
            },
        ),
        migrations.CreateModel(
            name='RollEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=20, verbose_name='number')),
                ('name', together_site.text.LineField(max_length=160, verbose_name='name')),
                ('folded_name', together_site.text.FoldedField(max_length=320, of='name')),
                ('country', django_countries.fields.CountryField(max_length=2, verbose_name='country')),
                ('category', models.CharField(choices=[('territory', 'Full member: territory'), ('public_entity', 'Full member: public entity'), ('person', 'Associate member: person'), ('body', 'Associate member: body')], max_length=20, verbose_name='category')),
                ('standing', models.CharField(choices=[('current', 'Current'), ('grace', 'In grace'), ('lapsed', 'Lapsed'), ('on_hold', 'On hold'), ('resigned', 'Resigned')], max_length=10, verbose_name='standing')),
                ('part', models.CharField(choices=[('voting', 'With a vote'), ('associate', 'Associate members, without a vote'), ('apart', 'Full members that are not in good standing, without a vote')], max_length=10, verbose_name='part')),
                ('delegate_name', together_site.text.LineField(blank=True, max_length=120, verbose_name='delegate')),
                ('delegate_function', together_site.text.LineField(blank=True, max_length=120, verbose_name='function')),
                ('is_named_by_staff', models.BooleanField(default=False)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='membership.member')),
                ('proxy_to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='proxies', to='membership.rollentry', verbose_name='proxy given to')),
                ('roll', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='membership.roll')),
            ],
            options={
                'verbose_name': 'entry of a roll',
                'verbose_name_plural': 'entries of a roll',
            },
        ),
        migrations.CreateModel(
            name='RollPresence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('marked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='at')),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='presence', to='membership.rollentry')),
                ('marked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
            ],
            options={
                'verbose_name': 'presence',
                'verbose_name_plural': 'presences',
            },
        ),
        migrations.CreateModel(
            name='BodyRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('categories', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('territory', 'Full member: territory'), ('public_entity', 'Full member: public entity'), ('person', 'Associate member: person'), ('body', 'Associate member: body')], max_length=20), size=None, verbose_name='who may sit in it')),
                ('valid_from', models.DateField(verbose_name='holds from')),
                ('source', together_site.text.LineField(blank=True, help_text='The article, or the meeting and its day. Empty for a sample.', max_length=200, verbose_name='who decided it')),
                ('is_sample', models.BooleanField(default=False, help_text='Nobody has told us so: it stands for a rule.', verbose_name='sample')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rules', to='membership.body', verbose_name='body')),
            ],
            options={
                'verbose_name': 'rule of who may sit',
                'verbose_name_plural': 'rules of who may sit',
                'constraints': [models.UniqueConstraint(fields=('body', 'valid_from'), name='body_has_one_rule_from_a_day', violation_error_message='From this day on there is a rule already.'), models.CheckConstraint(condition=models.Q(('categories__contained_by', ['territory', 'public_entity', 'person', 'body'])), name='body_admits_known_categories'), models.CheckConstraint(condition=models.Q(('is_sample', True), models.Q(('source', ''), _negated=True), _connector='OR'), name='body_rule_is_decided_or_a_sample', violation_error_message='Say who decided it, or mark it as a sample.')],
            },
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.UniqueConstraint(fields=('body', 'title'), name='post_is_in_its_body_once', violation_error_message='This body has a post of this title already.'),
        ),
        migrations.AddConstraint(
            model_name='postholder',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='post_is_left_after_it_is_taken', violation_error_message='The last day is not before the first.'),
        ),
        migrations.AddConstraint(
            model_name='postholder',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('post', '='), (membership.models.member.DateRange('starts_on', 'ends_on', django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=True)), '&&')], name='post_has_one_holder_at_a_time', violation_error_message='Another member holds this post in these days: enter its last day first.'),
        ),
        migrations.AddConstraint(
            model_name='roll',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'frozen'])), name='roll_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='roll',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('digest', ''), ('frozen_at', None), ('frozen_by', None), ('state', 'draft')), models.Q(('digest__regex', '^[0-9a-f]{64}$'), ('drawn_at__isnull', False), ('frozen_at__isnull', False), ('frozen_by__isnull', False), ('state', 'frozen')), _connector='OR'), name='frozen_roll_has_day_person_and_digest'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='roll',
            trigger=pgtrigger.compiler.Trigger(name='stays_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" = \'frozen\')', func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d1d303fd590aaa3372e6e4571d4c25be667320d8', operation='UPDATE OR DELETE', pgid='pgtrigger_stays_frozen_80330', table='membership_roll', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='rollentry',
            index=models.Index(fields=['roll', 'part', 'folded_name'], name='roll_by_name'),
        ),
        migrations.AddConstraint(
            model_name='rollentry',
            constraint=models.UniqueConstraint(fields=('roll', 'member'), name='member_is_on_a_roll_once'),
        ),
        migrations.AddConstraint(
            model_name='rollentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('category__in', ('territory', 'public_entity')), ('part', 'voting'), ('standing__in', ('current', 'grace'))), models.Q(('part', 'associate'), ('standing__in', ('current', 'grace')), ('category__in', ('person', 'body'))), models.Q(('category__in', ('territory', 'public_entity')), ('part', 'apart'), ('standing__in', ('lapsed', 'on_hold'))), _connector='OR'), name='entry_stands_by_category_and_standing'),
        ),
        migrations.AddConstraint(
            model_name='rollentry',
            constraint=models.CheckConstraint(condition=models.Q(('proxy_to', None), ('part', 'voting'), _connector='OR'), name='proxy_comes_from_a_vote'),
        ),
        migrations.AddConstraint(
            model_name='rollentry',
            constraint=models.CheckConstraint(condition=models.Q(('proxy_to', None), models.Q(('proxy_to', models.F('id')), _negated=True), _connector='OR'), name='proxy_goes_to_another'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rollentry',
            trigger=pgtrigger.compiler.Trigger(name='entries_stay_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE state_now text;', func="\n        IF TG_OP <> 'INSERT' THEN\n            SELECT state INTO state_now FROM membership_roll WHERE id = OLD.roll_id FOR SHARE;\n        END IF;\n        IF TG_OP <> 'DELETE' AND state_now IS DISTINCT FROM 'frozen' THEN\n            SELECT state INTO state_now FROM membership_roll WHERE id = NEW.roll_id FOR SHARE;\n        END IF;\n        IF state_now = 'frozen' THEN\n            RAISE EXCEPTION 'A frozen roll is never changed'\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'roll_stays_frozen';\n        END IF;\n        IF TG_OP = 'DELETE' THEN\n            RETURN OLD;\n        END IF;\n        RETURN NEW;\n    ", hash='31289b5bfa830c64a621b9339def0d5fdec86283', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_entries_stay_frozen_a786e', table='membership_rollentry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rollentry',
            trigger=pgtrigger.compiler.Trigger(name='proxy_keeps_rules', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."proxy_to_id" IS NOT NULL)', declare='DECLARE most integer; broken text;', func="\n        SELECT proxy_limit INTO most FROM membership_roll\n            WHERE id = NEW.roll_id FOR NO KEY UPDATE;\n        IF NOT EXISTS (\n            SELECT 1 FROM membership_rollentry holder\n            WHERE holder.id = NEW.proxy_to_id AND holder.roll_id = NEW.roll_id\n                AND holder.part = 'voting'\n        ) THEN\n            broken := 'proxy_goes_to_a_vote_of_the_roll';\n        ELSIF EXISTS (\n            SELECT 1 FROM membership_rollentry holder\n            WHERE holder.id = NEW.proxy_to_id AND holder.proxy_to_id IS NOT NULL\n        ) OR EXISTS (\n            SELECT 1 FROM membership_rollentry giver WHERE giver.proxy_to_id = NEW.id\n        ) THEN\n            broken := 'proxy_is_not_handed_on';\n        ELSIF (\n            SELECT COUNT(*) FROM membership_rollentry giver\n            WHERE giver.proxy_to_id = NEW.proxy_to_id AND giver.id <> NEW.id\n        ) >= most THEN\n            broken := 'proxies_keep_the_limit';\n        END IF;\n        IF broken IS NOT NULL THEN\n            RAISE EXCEPTION 'This proxy is against the rules of the roll'\n                USING ERRCODE = 'check_violation', CONSTRAINT = broken;\n        END IF;\n        RETURN NEW;\n    ", hash='d508d4e2a5a6fb57b6382a204f8e2e1c39b36457', operation='INSERT OR UPDATE', pgid='pgtrigger_proxy_keeps_rules_9519f', table='membership_rollentry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rollpresence',
            trigger=pgtrigger.compiler.Trigger(name='present_with_a_vote', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE fits boolean;', func="\n        SELECT EXISTS (\n            SELECT 1 FROM membership_rollentry entry\n            JOIN membership_roll roll ON roll.id = entry.roll_id\n            WHERE entry.id = NEW.entry_id AND entry.part = 'voting' AND roll.state = 'frozen'\n        ) INTO fits;\n        IF NOT fits THEN\n            RAISE EXCEPTION 'Present is who votes on a frozen roll'\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'present_with_a_vote';\n        END IF;\n        RETURN NEW;\n    ", hash='dcc82ee8c1b27e746672d7731af96d7a81700df0', operation='INSERT OR UPDATE', pgid='pgtrigger_present_with_a_vote_23ba1', table='membership_rollpresence', when='BEFORE')),
        ),
    ]
