import django.core.validators
import django.db.models.deletion
import django_countries.fields
import together_site.text
from decimal import Decimal
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0007_membership_form'),
        ('membership', '0006_more_sample_settings'),
        ('platforms', '0013_find_by_website'),
        ('territories', '0008_count_from_an_index'),
    ]

    operations = [
        migrations.CreateModel(
            name='MembershipApplication',
            fields=[
                ('application_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='applications.application')),
                ('sections_done', models.JSONField(default=dict, editable=False)),
                ('contact_name', together_site.text.LineField(blank=True, max_length=120, verbose_name='Your name')),
                ('contact_role', together_site.text.LineField(blank=True, max_length=120, verbose_name='Your role')),
                ('contact_phone', together_site.text.LineField(blank=True, max_length=40, verbose_name='Telephone')),
                ('second_name', together_site.text.LineField(blank=True, db_default='', max_length=120, verbose_name='Name of a second contact')),
                ('second_role', together_site.text.LineField(blank=True, db_default='', max_length=120, verbose_name='Role of the second contact')),
                ('second_phone', together_site.text.LineField(blank=True, db_default='', max_length=40, verbose_name='Telephone of the second contact')),
                ('legal_name', together_site.text.LineField(blank=True, max_length=160, verbose_name='Name')),
                ('country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='Country')),
                ('level', models.CharField(blank=True, choices=[('local', 'Local'), ('regional', 'Regional'), ('national', 'National'), ('international', 'International')], max_length=20, verbose_name='Level')),
                ('kind', models.CharField(blank=True, choices=[('public_authority', 'Public authority'), ('public_service', 'Public service'), ('company', 'Company'), ('association', 'Association'), ('community_association', 'Community association'), ('school', 'School'), ('health', 'Health institution'), ('other', 'Other kind of actor')], max_length=30, verbose_name='Kind of organisation')),
                ('motivation', together_site.text.ProseField(blank=True, max_length=3000, verbose_name='Why do you want to join?')),
                ('joins_as_self', models.BooleanField(default=False, verbose_name='I join as myself, for nobody else and for no organisation')),
                ('is_own_name', models.BooleanField(default=False, verbose_name='This is my own name')),
                ('is_public', models.BooleanField(default=False, verbose_name='My name may be shown in the public directory of members')),
                ('looked_for', together_site.text.LineField(blank=True, max_length=160, verbose_name='Name to look for')),
                ('decided_by', together_site.text.LineField(blank=True, max_length=160, verbose_name='Who has decided to join?')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='On which day?')),
                ('services_expected', together_site.text.ProseField(blank=True, max_length=3000, verbose_name='What do you expect of the network?')),
                ('billing_address', together_site.text.ProseField(blank=True, max_length=600, verbose_name='Address for the request for dues')),
                ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='Yearly amount')),
                ('currency', models.CharField(blank=True, max_length=3, validators=[django.core.validators.RegexValidator('^[A-Z]{3}\\Z', 'Write the three capital letters of the currency, like EUR.')], verbose_name='Currency')),
                ('category', models.CharField(choices=[('territory', 'Full member: territory'), ('public_entity', 'Full member: public entity'), ('person', 'Associate member: person'), ('body', 'Associate member: body')], max_length=20, verbose_name='category')),
                ('member', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='request', to='membership.member', verbose_name='member made of it')),
                ('platform', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='platforms.platform', verbose_name='The platform in the registry')),
                ('platform_application', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='platforms.platformapplication', verbose_name='Its application to open a platform')),
                ('territory', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.territory', verbose_name='Its territory in the registry')),
            ],
            options={
                'verbose_name': 'request to join',
                'verbose_name_plural': 'requests to join',
            },
            bases=('applications.application', models.Model),
        ),
        migrations.CreateModel(
            name='RequestedRepresentative',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('political', 'Political representative'), ('technical', 'Technical contact'), ('billing', 'Contact for dues')], max_length=20, verbose_name='role')),
                ('name', together_site.text.LineField(max_length=120, verbose_name='Name')),
                ('function', together_site.text.LineField(blank=True, max_length=120, verbose_name='Function')),
                ('email', models.EmailField(max_length=254, verbose_name='E-mail address')),
                ('phone', together_site.text.LineField(blank=True, max_length=40, verbose_name='Telephone')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='First day of the term')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='Last day of the term')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='representatives', to='membership.membershipapplication')),
            ],
            options={
                'verbose_name': 'representative named in a request',
                'verbose_name_plural': 'representatives named in requests',
            },
        ),
        migrations.AddIndex(
            model_name='membershipapplication',
            index=models.Index(fields=['category', 'application_ptr'], name='request_by_category'),
        ),
        migrations.AddIndex(
            model_name='membershipapplication',
            index=models.Index(fields=['country', 'application_ptr'], name='request_by_country'),
        ),
        migrations.AddConstraint(
            model_name='membershipapplication',
            constraint=models.CheckConstraint(condition=models.Q(('category__in', ['territory', 'public_entity', 'person', 'body'])), name='requested_category_is_known'),
        ),
        migrations.AddConstraint(
            model_name='membershipapplication',
            constraint=models.CheckConstraint(condition=models.Q(('level__in', ['', 'local', 'regional', 'national', 'international'])), name='requested_level_is_known'),
        ),
        migrations.AddConstraint(
            model_name='membershipapplication',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['', 'public_authority', 'public_service', 'company', 'association', 'community_association', 'school', 'health', 'other'])), name='requested_kind_is_of_organisations'),
        ),
        migrations.AddConstraint(
            model_name='membershipapplication',
            constraint=models.CheckConstraint(condition=models.Q(('category', 'public_entity'), ('level', ''), _connector='OR'), name='requested_level_is_of_its_category'),
        ),
        migrations.AddConstraint(
            model_name='membershipapplication',
            constraint=models.CheckConstraint(condition=models.Q(('category', 'body'), ('kind', ''), _connector='OR'), name='requested_kind_is_of_its_category'),
        ),
        migrations.AddConstraint(
            model_name='membershipapplication',
            constraint=models.CheckConstraint(condition=models.Q(('platform', None), ('platform_application', None), _connector='OR'), name='request_of_territory_names_no_two'),
        ),
        migrations.AddConstraint(
            model_name='membershipapplication',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('sections_done__has_key', 'platform'), _negated=True), ('platform__isnull', False), ('platform_application__isnull', False), _connector='OR'), name='request_names_one_platform_or_application'),
        ),
        migrations.AddConstraint(
            model_name='membershipapplication',
            constraint=models.CheckConstraint(condition=models.Q(('category', 'territory'), models.Q(('platform', None), ('platform_application', None)), _connector='OR'), name='request_names_platforms_of_territories_only'),
        ),
        migrations.AddConstraint(
            model_name='membershipapplication',
            constraint=models.CheckConstraint(condition=models.Q(('category', 'public_entity'), ('territory', None), _connector='OR'), name='request_names_places_of_entities_only'),
        ),
        migrations.AddConstraint(
            model_name='membershipapplication',
            constraint=models.CheckConstraint(condition=models.Q(('category', 'person'), models.Q(('is_own_name', False), ('is_public', False), ('joins_as_self', False)), _connector='OR'), name='request_asks_persons_for_consent_only'),
        ),
        migrations.AddConstraint(
            model_name='membershipapplication',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('amount', None), ('currency', '')), models.Q(('amount__gte', Decimal('0.01')), ('amount__isnull', False), ('category__in', ('person', 'body')), ('currency__regex', '^[A-Z]{3}$')), _connector='OR'), name='requested_amount_has_its_currency'),
        ),
        migrations.AddConstraint(
            model_name='requestedrepresentative',
            constraint=models.UniqueConstraint(fields=('application', 'role'), name='request_names_one_for_each_role'),
        ),
        migrations.AddConstraint(
            model_name='requestedrepresentative',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['political', 'technical', 'billing'])), name='requested_role_is_known'),
        ),
        migrations.AddConstraint(
            model_name='requestedrepresentative',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on', None), ('starts_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='requested_term_ends_after_it_begins'),
        ),
    ]
