from typing import Any

from django.core.management.base import BaseCommand, CommandError

from photos import actions
from publishing import clock


class Command(BaseCommand):
    help = (
        "Delete files that no row names and rows whose file is missing, replaced files that were kept long enough, and "
        "what has lain in the bin for thirty days. May run at any time, also while people upload."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        swept = actions.sweep(at=clock.now())
        missing = actions.missing_originals()
        self.stdout.write(
            f"Deleted: {swept.files} files without a row, {swept.rows} rows without a file, "
            f"{swept.kept} replaced files, {swept.photos} photos from the bin."
        )
        if missing:
            keys = ", ".join(map(str, missing))
            raise CommandError(f"The original is missing of photos {keys}: bring it back from a backup, or replace it.")
