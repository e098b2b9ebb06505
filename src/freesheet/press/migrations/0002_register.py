"""Keys by number, why and when each sheet was printed, and how much it is read."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("press", "0001_initial")]

    operations = [
        # What was held is noted again when everything is printed anew, as it is after this.
        migrations.DeleteModel(name="HeldKey"),
        migrations.CreateModel(
            name="Key",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=255, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="HeldKey",
            fields=[
                ("pk", models.CompositePrimaryKey("key_id", "sheet_id", blank=True, editable=False, primary_key=True, serialize=False)),
                ("key", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="held", to="press.key")),
                ("sheet", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="held", to="press.printedsheet")),
            ],
        ),
        migrations.AddField("change", "leaves", models.BooleanField(default=False)),
        migrations.AlterField("change", "key", models.CharField(blank=True, db_index=True, max_length=255)),
        migrations.AddField("printedsheet", "status", models.PositiveSmallIntegerField(default=200)),
        migrations.AddField("printedsheet", "generation", models.CharField(blank=True, max_length=16)),
        migrations.AddField("printedsheet", "causes", models.TextField(blank=True)),
        migrations.AddField("printedsheet", "asked", models.PositiveIntegerField(default=0)),
        migrations.AddField("printedsheet", "checked_at", models.DateTimeField(null=True)),
        migrations.AddField("printedsheet", "problem", models.TextField(blank=True)),
        migrations.AlterField("printedsheet", "digest", models.CharField(blank=True, max_length=64)),
        migrations.AlterField("printedsheet", "printed_at", models.DateTimeField(null=True)),
    ]
