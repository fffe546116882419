from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0006_board_sessions'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='application',
            name='application_form_is_known',
        ),
        migrations.AlterField(
            model_name='application',
            name='form',
            field=models.CharField(choices=[('platform', 'Opening of a platform'), ('membership', 'Request to join')], editable=False, max_length=20, verbose_name='form'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('form__in', ['platform', 'membership'])), name='application_form_is_known'),
        ),
    ]
