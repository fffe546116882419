import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import together_site.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("membership", "0008_jobs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BankFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', together_site.text.LineField(max_length=120, verbose_name='name of the file')),
                ('digest', models.CharField(editable=False, max_length=64, unique=True, verbose_name='digest (SHA-256)')),
                ('currency', models.CharField(help_text='Three capital letters, like EUR.', max_length=3, validators=[django.core.validators.RegexValidator('^[A-Z]{3}\\Z', 'Write the three capital letters of the currency, like EUR.')], verbose_name='currency')),
                ('read_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='read at')),
                ('booked', models.PositiveIntegerField(default=0, verbose_name='booked')),
                ('read_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
            ],
            options={
                'verbose_name': 'file of the bank',
                'verbose_name_plural': 'files of the bank',
            },
        ),
        migrations.CreateModel(
            name='BankLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='line')),
                ('day', models.CharField(blank=True, max_length=40, verbose_name='day')),
                ('amount', models.CharField(blank=True, max_length=40, verbose_name='amount')),
                ('currency', models.CharField(blank=True, max_length=10, verbose_name='currency')),
                ('bank_id', models.CharField(max_length=80, verbose_name='the bank’s own number')),
                ('text', models.CharField(blank=True, max_length=500, verbose_name='text')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='membership.bankfile')),
            ],
        ),
        migrations.AddConstraint(
            model_name='bankfile',
            constraint=models.CheckConstraint(condition=models.Q(('currency__regex', '^[A-Z]{3}$')), name='bank_file_currency_is_a_code'),
        ),
        migrations.AddConstraint(
            model_name='bankfile',
            constraint=models.CheckConstraint(condition=models.Q(('digest__regex', '^[0-9a-f]{64}$')), name='bank_file_digest_has_its_form'),
        ),
        migrations.AddConstraint(
            model_name='bankline',
            constraint=models.UniqueConstraint(fields=('file', 'number'), name='line_is_in_a_file_once'),
        ),
    ]
