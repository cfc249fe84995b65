"""When somebody put a child on the list. Of the rows that are there nobody knows: they count as they did."""

from datetime import datetime, time

from django.db import migrations, models

import mektepke.base.clock


def as_before(apps, _editor):
    Enrolment = apps.get_model("pupils", "Enrolment")
    for starts in set(Enrolment.objects.values_list("starts", flat=True)):
        moment = datetime.combine(starts, time.min, mektepke.base.clock.SCHOOL_TIME)
        Enrolment.objects.filter(starts=starts).update(listed_at=moment)


class Migration(migrations.Migration):
    dependencies = [("pupils", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="enrolment",
            name="listed_at",
            field=models.DateTimeField(default=mektepke.base.clock.now, editable=False),
        ),
        migrations.RunPython(as_before, migrations.RunPython.noop),
    ]
