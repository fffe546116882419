import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("membership", "0007_requests"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40, verbose_name='job')),
                ('arguments', models.JSONField(default=dict)),
                ('once', models.CharField(editable=False, max_length=80)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked at')),
                ('started_at', models.DateTimeField(null=True, verbose_name='begun at')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='ended at')),
                ('done', models.PositiveIntegerField(default=0, verbose_name='done')),
                ('total', models.PositiveIntegerField(default=0, verbose_name='of')),
                ('after', models.BigIntegerField(default=0)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Running'), ('done', 'Done'), ('failed', 'Failed')], default='waiting', max_length=10, verbose_name='state')),
                ('problem', models.TextField(blank=True, verbose_name='problem')),
                ('result', models.JSONField(default=dict)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
            ],
            options={
                'verbose_name': 'job',
                'verbose_name_plural': 'jobs',
                'indexes': [models.Index(condition=models.Q(('state__in', ('waiting', 'running'))), fields=['id'], name='job_under_way')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'once'), name='job_is_asked_once'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'running', 'done', 'failed'])), name='job_state_is_known'), models.CheckConstraint(condition=models.Q(('done__lte', models.F('total'))), name='job_does_no_more_than_all'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('started_at', None), ('state', 'waiting')), models.Q(('ended_at', None), ('started_at__isnull', False), ('state', 'running')), models.Q(('ended_at__isnull', False), ('started_at__isnull', False), ('state__in', ('done', 'failed'))), _connector='OR'), name='job_has_its_moments'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'failed'), models.Q(('problem', ''), _negated=True)), models.Q(models.Q(('state', 'failed'), _negated=True), ('problem', '')), _connector='OR'), name='job_tells_why_it_failed')],
            },
        ),
    ]
