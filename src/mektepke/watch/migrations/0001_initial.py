# The first tables of watch.

import django.db.models.deletion
import mektepke.base.clock
import mektepke.base.identity
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '__first__'),
        ('places', '0001_initial'),
        ('pupils', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Signal',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('rule', models.CharField(max_length=30)),
                ('audience', models.CharField(choices=[('teacher', 'Class teacher'), ('pedagogue', 'Social pedagogue'), ('head', 'Head of the school'), ('municipality', 'Municipality officer')], max_length=12)),
                ('next_step', models.CharField(max_length=20)),
                ('due_on', models.DateField()),
                ('raised_on', models.DateField()),
                ('last_seen_on', models.DateField()),
                ('evidence', models.JSONField(default=dict)),
                ('level', models.PositiveSmallIntegerField(default=1)),
                ('answered_level', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('state', models.CharField(choices=[('open', 'Waits for somebody'), ('handled', 'Somebody answered'), ('ended', 'No longer so')], default='open', max_length=8)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('child', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signals', to='pupils.child')),
                ('school', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signals', to='places.school')),
                ('school_class', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signals', to='places.schoolclass')),
                ('village', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signals', to='places.place')),
            ],
            options={
                'verbose_name': 'signal',
                'ordering': ['raised_on'],
                'indexes': [models.Index(fields=['school', 'state'], name='watch_signa_school__02c4be_idx'), models.Index(fields=['child', 'state'], name='watch_signa_child_i_c11a10_idx'), models.Index(fields=['village', 'state'], name='signal_village_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('school__isnull', False), ('village__isnull', True)), models.Q(('school__isnull', True), ('village__isnull', False)), _connector='OR'), name='signal_is_somewhere'), models.CheckConstraint(condition=models.Q(models.Q(('child__isnull', True), ('rule__in', ['class_missing', 'no_absence', 'no_register', 'school_closed']), ('school__isnull', False)), models.Q(models.Q(('rule__in', ['class_missing', 'no_absence', 'no_register', 'school_closed']), _negated=True), ('child__isnull', False), ('school_class__isnull', True)), _connector='OR'), name='signal_about_child_or_school'), models.CheckConstraint(condition=models.Q(models.Q(('ended_on__isnull', False), ('state', 'ended')), models.Q(models.Q(('state', 'ended'), _negated=True), ('ended_on__isnull', True)), _connector='OR'), name='signal_ended_has_day'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'handled'), _negated=True), ('answered_level__isnull', False), _connector='OR'), name='signal_handled_was_answered'), models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('raised_on')), ('last_seen_on__gte', models.F('raised_on'))), name='signal_days_in_order'), models.CheckConstraint(condition=models.Q(('level__gte', 1)), name='signal_has_level'), models.CheckConstraint(condition=models.Q(('rule__in', ['absent_today', 'days_in_a_row', 'september', 'share_of_days', 'sharp_drop', 'same_weekday', 'never_came', 'transfer_overdue', 'no_school', 'no_register', 'no_absence', 'class_missing', 'school_closed'])), name='signal_rule_known'), models.CheckConstraint(condition=models.Q(('next_step__in', ['call', 'home_visit', 'talk', 'watch', 'ask_school', 'find_school', 'ask_teacher', 'say_why'])), name='signal_step_known'), models.CheckConstraint(condition=models.Q(('audience__in', ['teacher', 'pedagogue', 'head', 'municipality'])), name='signal_audience_known'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'handled', 'ended'])), name='signal_state_known'), models.UniqueConstraint(condition=models.Q(models.Q(('state', 'ended'), _negated=True), ('child__isnull', False)), fields=('rule', 'child', 'school'), name='signal_once_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.UUIDField(default=mektepke.base.identity.new_key, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('called', 'Called the family'), ('visited', 'Visited the home'), ('talked', 'Talked with the child'), ('case_opened', 'Took the child into care'), ('not_a_problem', 'Not a problem, because …'), ('other', 'Something else')], max_length=14)),
                ('words', models.TextField(blank=True, max_length=2000)),
                ('result', models.CharField(blank=True, choices=[('comes_back', 'The child comes back to school'), ('reason_known', 'There is a reason, and the family told it'), ('still_away', 'Spoke with the family; the child stays away for now'), ('not_reached', 'Nobody reached'), ('wrong_number', 'The number is wrong')], max_length=12)),
                ('level', models.PositiveSmallIntegerField(default=1)),
                ('at', models.DateTimeField(default=mektepke.base.clock.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('signal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='watch.signal')),
            ],
            options={
                'ordering': ['at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind', 'not_a_problem'), ('words', ''), _negated=True), name='answer_not_a_problem_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Threshold',
            fields=[
                ('id', models.UUIDField(default=mektepke.base.identity.new_key, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=30)),
                ('value', models.PositiveSmallIntegerField()),
                ('set_at', models.DateTimeField(default=mektepke.base.clock.now)),
                ('programme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='thresholds', to='places.programme')),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('programme', 'name'), name='threshold_once'), models.UniqueConstraint(condition=models.Q(('programme__isnull', True)), fields=('name',), name='threshold_once_in_house'), models.CheckConstraint(condition=models.Q(models.Q(('name', 'streak_days'), ('value__range', (2, 20))), models.Q(('name', 'streak_visit_within'), ('value__range', (0, 10))), models.Q(('name', 'september_watch'), ('value__range', (1, 20))), models.Q(('name', 'september_act'), ('value__range', (2, 25))), models.Q(('name', 'share_percent'), ('value__range', (3, 50))), models.Q(('name', 'share_after'), ('value__range', (10, 60))), models.Q(('name', 'drop_recent'), ('value__range', (5, 20))), models.Q(('name', 'drop_before'), ('value__range', (20, 100))), models.Q(('name', 'drop_rise'), ('value__range', (10, 90))), models.Q(('name', 'drop_absent'), ('value__range', (2, 20))), models.Q(('name', 'weekday_absent'), ('value__range', (3, 30))), models.Q(('name', 'weekday_of'), ('value__range', (5, 30))), models.Q(('name', 'weekday_times'), ('value__range', (1, 10))), models.Q(('name', 'never_came_after'), ('value__range', (1, 20))), models.Q(('name', 'transfer_grace'), ('value__range', (0, 60))), models.Q(('name', 'school_age_from'), ('value__range', (5, 8))), models.Q(('name', 'school_age_to'), ('value__range', (14, 18))), models.Q(('name', 'register_missing'), ('value__range', (1, 20))), models.Q(('name', 'no_absence_days'), ('value__range', (5, 100))), models.Q(('name', 'no_absence_pupils'), ('value__range', (1, 40))), models.Q(('name', 'class_missing_percent'), ('value__range', (30, 95))), models.Q(('name', 'class_missing_pupils'), ('value__range', (2, 40))), models.Q(('name', 'class_missing_days'), ('value__range', (1, 20))), models.Q(('name', 'closed_percent'), ('value__range', (30, 95))), models.Q(('name', 'closed_days'), ('value__range', (1, 60))), _connector='OR'), name='threshold_within_bounds')],
            },
        ),
    ]
