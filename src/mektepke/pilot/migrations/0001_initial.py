from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Built",
            fields=[
                ("seed", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("until", models.DateField()),
                ("rounds_until", models.DateField(null=True)),
            ],
        ),
    ]
