from django.db import migrations, models


class Migration(migrations.Migration):
    """The licence was a free text; it becomes a choice, and what was written stays as the terms."""

    dependencies = [("photos", "0001_initial")]

    operations = [
        migrations.RenameField("photo", "licence", "terms"),
        migrations.AlterField(
            "photo",
            "terms",
            models.CharField(
                blank=True,
                help_text="What else was agreed: with whom, for what, which invoice.",
                max_length=300,
                verbose_name="terms",
            ),
        ),
    ]
