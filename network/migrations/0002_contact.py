import applications.references
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
import together_site.text
from django.conf import settings
from django.db import migrations, models

# What one could write about from the first day on; staff change them in the admin.
SUBJECTS = [
    (
        "general", "secretariat",
        {
            "en": "A general question",
            "fr": "Une question générale",
            "pt": "Uma pergunta geral",
            "ar": "سؤال عام",
        },
        {},
    ),
    (
        "platform", "secretariat",
        {
            "en": "Opening a platform",
            "fr": "Ouvrir une plateforme",
            "pt": "Abrir uma plataforma",
            "ar": "افتتاح منصة",
        },
        {},
    ),
    (
        "membership", "secretariat",
        {
            "en": "Joining and membership",
            "fr": "L’adhésion et la vie de membre",
            "pt": "Adesão e vida de membro",
            "ar": "الانضمام والعضوية",
        },
        {},
    ),
    (
        "training", "secretariat",
        {
            "en": "Training of facilitators",
            "fr": "La formation des facilitateurs",
            "pt": "Formação de facilitadores",
            "ar": "تكوين الميسّرين",
        },
        {},
    ),
    (
        "press", "board",
        {
            "en": "Press",
            "fr": "Presse",
            "pt": "Imprensa",
            "ar": "الصحافة",
        },
        {},
    ),
    (
        "privacy", "secretariat",
        {
            "en": "Data and privacy",
            "fr": "Les données et la vie privée",
            "pt": "Dados e privacidade",
            "ar": "المعطيات والخصوصية",
        },
        {
            "en": "To see, correct or erase what we keep of you.",
            "fr": "Pour consulter, corriger ou effacer ce que nous gardons sur vous.",
            "pt": "Para ver, corrigir ou apagar o que guardamos sobre si.",
            "ar": "للاطلاع على ما نحتفظ به عنكم أو تصحيحه أو محوه.",
        },
    ),
    (
        "technical", "secretariat",
        {
            "en": "A technical problem, accessibility, security",
            "fr": "Un problème technique, l’accessibilité, la sécurité",
            "pt": "Um problema técnico, acessibilidade, segurança",
            "ar": "مشكل تقني أو إمكانية الولوج أو الأمان",
        },
        {
            "en": "Something on this site does not work, or not for you.",
            "fr": "Quelque chose ne marche pas sur ce site, ou pas pour vous.",
            "pt": "Algo neste sítio não funciona, ou não funciona para si.",
            "ar": "شيء في هذا الموقع لا يعمل، أو لا يعمل معكم.",
        },
    ),
]


def add_subjects(apps, schema_editor):
    Subject = apps.get_model("network", "Subject")
    for position, (slug, answered_by, names, helps) in enumerate(SUBJECTS, start=1):
        words = {f"name_{code}": words for code, words in names.items()}
        words |= {f"help_{code}": words for code, words in helps.items()}
        Subject.objects.create(
            slug=slug, answered_by=answered_by, position=10 * position, **words
        )


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0001_the_association"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Subject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_en', together_site.text.LineField(blank=True, max_length=80, verbose_name='name')),
                ('name_fr', together_site.text.LineField(blank=True, max_length=80, verbose_name='name')),
                ('name_pt', together_site.text.LineField(blank=True, max_length=80, verbose_name='name')),
                ('name_ar', together_site.text.LineField(blank=True, max_length=80, verbose_name='name')),
                ('help_en', together_site.text.ProseField(blank=True, help_text='A sentence beneath the name: what belongs here, or where else to look.', max_length=300, verbose_name='help')),
                ('help_fr', together_site.text.ProseField(blank=True, help_text='A sentence beneath the name: what belongs here, or where else to look.', max_length=300, verbose_name='help')),
                ('help_pt', together_site.text.ProseField(blank=True, help_text='A sentence beneath the name: what belongs here, or where else to look.', max_length=300, verbose_name='help')),
                ('help_ar', together_site.text.ProseField(blank=True, help_text='A sentence beneath the name: what belongs here, or where else to look.', max_length=300, verbose_name='help')),
                ('slug', models.SlugField(help_text='Pages lead to the form with it, as in /contact/?subject=training.', max_length=40, unique=True, verbose_name='name in addresses')),
                ('answered_by', models.CharField(choices=[('secretariat', 'secretariat'), ('board', 'board')], default='secretariat', max_length=20, verbose_name='who answers')),
                ('position', models.PositiveSmallIntegerField(default=100, verbose_name='position')),
                ('is_offered', models.BooleanField(default=True, help_text='Switch off instead of deleting.', verbose_name='offered')),
                ('people', models.ManyToManyField(blank=True, help_text='Nobody chosen: all who have the role.', related_name='contact_subjects', to=settings.AUTH_USER_MODEL, verbose_name='who gets the letters')),
            ],
            options={
                'verbose_name': 'subject of messages',
                'verbose_name_plural': 'subjects of messages',
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(default=applications.references.new_reference, editable=False, max_length=9, unique=True, verbose_name='reference')),
                ('name', together_site.text.LineField(blank=True, max_length=120, verbose_name='name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('language', models.CharField(max_length=10, verbose_name='language')),
                ('text', together_site.text.ProseField(blank=True, max_length=5000, verbose_name='message')),
                ('once', models.CharField(editable=False, max_length=64, unique=True)),
                ('suspicion', models.CharField(blank=True, choices=[('honeypot', 'a field that people do not see was filled in'), ('stamp', 'the form’s stamp was missing, forged or old'), ('too-fast', 'filled in faster than a person can')], editable=False, max_length=20)),
                ('state', models.CharField(choices=[('open', 'Waits for an answer'), ('in_hand', 'In hand'), ('answered', 'Answered'), ('closed', 'Closed without a letter'), ('spam', 'Spam')], default='open', editable=False, max_length=20, verbose_name='state')),
                ('state_since', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='in this state since')),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='sent')),
                ('ended_at', models.DateTimeField(editable=False, null=True, verbose_name='answered or closed')),
                ('erased_at', models.DateTimeField(editable=False, null=True, verbose_name='erased')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='network.subject', verbose_name='subject')),
                ('taken_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='in the hands of')),
            ],
            options={
                'verbose_name': 'message',
                'verbose_name_plural': 'messages',
            },
        ),
        migrations.CreateModel(
            name='MessageHistory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('move', models.CharField(max_length=30, verbose_name='move')),
                ('source', models.CharField(max_length=30)),
                ('target', models.CharField(max_length=30)),
                ('role', models.CharField(max_length=20, verbose_name='in the role of')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='history', to='network.message')),
            ],
            options={
                'verbose_name': 'move',
                'verbose_name_plural': 'history',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MessageNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', together_site.text.ProseField(verbose_name='note')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='at')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='network.message')),
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='note', to='network.messagehistory')),
            ],
            options={
                'verbose_name': 'note',
                'verbose_name_plural': 'notes',
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='messagehistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fdabc101500ebb65e65fc131cd1d0228478837a6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7616a', table='network_messagehistory', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='subject',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('name_en', ''), _negated=True), models.Q(('name_fr', ''), _negated=True), models.Q(('name_pt', ''), _negated=True), models.Q(('name_ar', ''), _negated=True), _connector='OR'), name='contact_subject_has_a_name', violation_error_message='Give a name in one language at least.'),
        ),
        migrations.AddConstraint(
            model_name='subject',
            constraint=models.CheckConstraint(condition=models.Q(('answered_by__in', ['secretariat', 'board'])), name='contact_subject_is_answered_by_a_role'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['state', 'sent_at'], name='message_waits'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'in_hand', 'answered', 'closed', 'spam'])), name='message_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state__in', ('answered', 'closed', 'spam'))), models.Q(('ended_at', None), ('state__in', ('open', 'in_hand'))), _connector='OR'), name='message_has_ended_or_waits'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('erased_at', None), models.Q(('name', ''), _negated=True), models.Q(('email', ''), _negated=True), models.Q(('text', ''), _negated=True)), models.Q(('email', ''), ('erased_at__isnull', False), ('name', ''), ('state__in', ('answered', 'closed', 'spam')), ('text', '')), _connector='OR'), name='message_is_erased_after_it_has_ended'),
        ),
        migrations.RunPython(add_subjects, migrations.RunPython.noop, elidable=False),
    ]
