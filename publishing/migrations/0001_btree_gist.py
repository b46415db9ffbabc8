from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations


class Migration(migrations.Migration):
    """What `NoOverlap` needs on PostgreSQL to compare keys and periods in one index; nothing on SQLite."""

    dependencies = []

    operations = [BtreeGistExtension()]
