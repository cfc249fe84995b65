import mektepke.base.clock
import mektepke.base.identity
from django.db import migrations, models

from mektepke.trail import triggers


def make_triggers(apps, schema_editor):
    triggers.create_missing(triggers.TRIGGERS, using=schema_editor.connection.alias)


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('number', models.BigIntegerField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField(default=mektepke.base.clock.now)),
                ('by_key', models.UUIDField(null=True)),
                ('count', models.PositiveIntegerField()),
                ('members', models.BinaryField()),
                ('previous', models.BinaryField(max_length=32)),
                ('hash', models.BinaryField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name='Unsealed',
            fields=[
                ('entry_key', models.UUIDField(primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=1)),
            ],
        ),
        migrations.CreateModel(
            name='Verification',
            fields=[
                ('id', models.UUIDField(default=mektepke.base.identity.new_key, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(default=mektepke.base.clock.now)),
                ('by_key', models.UUIDField(null=True)),
                ('entries', models.PositiveBigIntegerField()),
                ('seals', models.PositiveBigIntegerField()),
                ('unsealed', models.PositiveBigIntegerField()),
                ('head', models.CharField(max_length=90)),
                ('problem', models.CharField(blank=True, max_length=20)),
                ('problem_seal', models.BigIntegerField(null=True)),
                ('problem_position', models.PositiveIntegerField(null=True)),
                ('problem_entry_kind', models.CharField(blank=True, max_length=1)),
                ('problem_entry_key', models.UUIDField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.UUIDField(default=mektepke.base.identity.new_key, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(default=mektepke.base.clock.now)),
                ('by_key', models.UUIDField(null=True)),
                ('action', models.CharField(max_length=64)),
                ('subject_kind', models.CharField(max_length=64)),
                ('subject_key', models.UUIDField(db_index=True)),
                ('child_key', models.UUIDField(db_index=True, null=True)),
                ('place_key', models.UUIDField(null=True)),
                ('fields', models.JSONField(default=list)),
                ('reason', models.CharField(blank=True, max_length=64)),
                ('sealed_values', models.BinaryField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['at', 'id'], name='trail_change_at')],
            },
        ),
        migrations.CreateModel(
            name='Look',
            fields=[
                ('id', models.UUIDField(default=mektepke.base.identity.new_key, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(default=mektepke.base.clock.now)),
                ('by_key', models.UUIDField(null=True)),
                ('child_key', models.UUIDField()),
                ('page', models.CharField(max_length=64)),
                ('reason', models.CharField(max_length=64)),
            ],
            options={
                'indexes': [models.Index(fields=['child_key', 'at'], name='trail_look_child')],
            },
        ),
        migrations.RunPython(make_triggers, migrations.RunPython.noop),
    ]
