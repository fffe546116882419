import django.utils.timezone
import network.models.old_address
import together_site.text
from django.db import migrations, models

# Names of pages that the old wiki had, by what was found of it, and where the same is told now.
# Those of a known language lead to the page in it.
PAGES = [
    ("HomePage", "", "/"),
    ("Home page", "", "/"),
    ("New Homepage EN", "en", "/"),
    ("Presentation of website", "", "/about/"),
    ("You are a territory", "", "/join-us/"),
    ("You are an individual", "", "/join-us/"),
    ("Adhésion", "", "/join/"),
    ("Together - Statutes", "", "/documents/"),
    ("Together - Estatutos", "pt", "/documents/"),
    ("Together - Rules of Procedure", "", "/documents/"),
    ("Together - Action Plan 2014", "", "/projects/"),
    ("Together - Action Plan 2015", "", "/projects/"),
    ("Together - Action Plan 2016", "", "/projects/"),
    ("TOGETHER - General Assembly 2016-11-04", "", "/meetings/"),
    ("4th International meeting - AG TOGETHER", "", "/meetings/"),
    ("4th International Meeting of Territories of Co-responsibility", "", "/meetings/"),
    ("3ro Encontro Internacional dos Territorios de Coresponsabilidade", "pt", "/meetings/"),
    ("TCOR 3th meeting program graphic", "", "/meetings/"),
    ("Second quarterly online meeting", "", "/meetings/"),
    ("History of TOGETHER's activities", "", "/about/history/"),
    ("SPIRAL Method Wiki", "en", "/method/"),
    ("La méthode SPIRAL", "fr", "/method/"),
    ("O método SPIRAL", "pt", "/method/"),
    ("Methodological principles", "", "/method/"),
    ("The SPIRAL methodology guidebook", "", "/method/"),
    ("Taking ownership of objectives and selecting processes", "", "/method/"),
    ("Principes", "", "/method/"),
    ("Determination key", "", "/method/"),
    ("Clé de détermination", "fr", "/method/"),
    ("Codification", "", "/method/"),
    ("Meaning code", "", "/method/"),
    ("Le bien-être de tous - défini par les citoyens", "fr", "/method/"),
    ("Results and propositions", "", "/method/"),
    ("CG Well-being quick eval", "", "/method/"),
    ("Technical sheet", "en", "/method/sheet/"),
    ("Fiche technique", "fr", "/method/sheet/"),
    ("Dinamizadores e facilitadores", "pt", "/facilitators/"),
    ("Infos Formation agadir", "fr", "/trainings/"),
    ("Infos Formation Al Hoceima", "fr", "/trainings/"),
    ("Données", "", "/platforms/"),
    ("CG Facilitators - Dashboard", "", "/platforms/"),
    ("CO-ACTE EN", "en", "/projects/"),
    ("CO-ACTE Project Description (EN)", "en", "/projects/"),
    ("Report of the preparatory meeting for CO-ACTE - August 2015", "", "/projects/"),
    ("Political and Research Project", "", "/projects/"),
    ("Projet politique et de recherche et Conseil des Alliances", "fr", "/projects/"),
    ("Responding together", "", "/projects/"),
    ("CO-ACTE Thematic sub-networks meetings", "", "/networks/"),
    ("Thèmes de discussion", "fr", "/networks/"),
    ("together-fr", "fr", "/networks/"),
]
ARTICLES = [("323", "", "/territories/?q=Sintra"), ("359", "", "/territories/?q=Salaspils")]


def add_addresses(apps, schema_editor):
    OldAddress = apps.get_model("network", "OldAddress")
    for kind, rows in (("page", PAGES), ("article", ARTICLES)):
        for name, language, target in rows:
            OldAddress.objects.create(kind=kind, name=name, language=language, target=target)


class Migration(migrations.Migration):
    dependencies = [("network", "0003_follow")]

    operations = [
        migrations.CreateModel(
            name='MissedAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('page', 'Page'), ('article', 'Article'), ('record', 'Record of a platform')], max_length=20, verbose_name='kind')),
                ('name', together_site.text.LineField(max_length=160, verbose_name='name')),
                ('folded_name', together_site.text.FoldedField(max_length=320, of='name')),
                ('times', models.PositiveIntegerField(default=1, verbose_name='times')),
                ('first_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='first asked on')),
                ('last_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='last asked on')),
            ],
            options={
                'verbose_name': 'old address asked for in vain',
                'verbose_name_plural': 'old addresses asked for in vain',
                'indexes': [models.Index(fields=['times', 'last_on'], name='missed_address_seldom')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'folded_name'), name='missed_address_is_one'), models.CheckConstraint(condition=models.Q(('kind__in', ['page', 'article', 'record'])), name='missed_address_kind_is_known')],
            },
        ),
        migrations.CreateModel(
            name='OldAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('page', 'Page'), ('article', 'Article'), ('record', 'Record of a platform')], max_length=20, verbose_name='kind')),
                ('name', together_site.text.LineField(help_text='Of a page its name, of an article or a record its number.', max_length=160, verbose_name='name')),
                ('folded_name', together_site.text.FoldedField(max_length=320, of='name')),
                ('target', models.CharField(help_text='An address of this site without its language, such as /about/history/.', max_length=300, validators=[network.models.old_address.own_path], verbose_name='leads to')),
                ('language', models.CharField(blank=True, choices=[('en', 'English'), ('fr', 'French'), ('pt', 'Portuguese'), ('ar', 'Arabic')], help_text='Of the old page. Empty: the language that the reader’s browser asks for.', max_length=10, verbose_name='language')),
                ('note', together_site.text.LineField(blank=True, max_length=200, verbose_name='note')),
                ('changed_at', models.DateTimeField(auto_now=True, verbose_name='last changed')),
            ],
            options={
                'verbose_name': 'old address',
                'verbose_name_plural': 'old addresses',
                'constraints': [models.UniqueConstraint(fields=('kind', 'folded_name'), name='old_address_is_told_once', violation_error_message='This old address leads somewhere already.'), models.CheckConstraint(condition=models.Q(('kind__in', ['page', 'article', 'record'])), name='old_address_kind_is_known')],
            },
        ),
        migrations.RunPython(add_addresses, migrations.RunPython.noop, elidable=False),
    ]
