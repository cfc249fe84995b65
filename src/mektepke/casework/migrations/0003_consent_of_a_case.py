# The tables have no rows before this step: they came with the one before it.

import django.db.models.deletion
from django.db import migrations, models

import mektepke.sealed.fields


class Migration(migrations.Migration):

    dependencies = [
        ("casework", "0002_the_six_steps"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="consent",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="consents", to="casework.case"
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="addressee",
            field=mektepke.sealed.fields.SealedText(blank=True, max_length=160, verbose_name="to whom by name"),
        ),
        migrations.AddField(
            model_name="referral",
            name="from_school",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="referrals_sent", to="places.school"
            ),
        ),
        migrations.AlterField(
            model_name="referral", name="fields", field=models.JSONField(blank=True, default=list)
        ),
        migrations.AlterField(
            model_name="referral",
            name="answer",
            field=models.CharField(
                blank=True,
                choices=[
                    ("accepted", "Accepted"),
                    ("declined", "Declined"),
                    ("recalled", "Taken back by the sender"),
                ],
                max_length=8,
                verbose_name="answer",
            ),
        ),
    ]
