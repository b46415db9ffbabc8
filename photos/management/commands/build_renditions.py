from typing import Any

from django.core.management.base import BaseCommand, CommandError

from photos import actions
from photos.models import Photo


class Command(BaseCommand):
    help = "Make the renditions that are missing, for photos whose job was lost or failed. May be stopped and repeated."

    def handle(self, *args: Any, **options: Any) -> None:
        built = failed = 0
        for pk in Photo.objects.order_by("pk").values_list("pk", flat=True).iterator():
            try:
                built += actions.build(photo_id=pk)
            except Photo.DoesNotExist:  # Deleted meanwhile.
                continue
            except Exception as error:  # One broken original must not keep the others from being made.
                failed += 1
                self.stderr.write(f"Photo {pk}: {type(error).__name__}: {error}")
        summary = f"Renditions made for {built} photos."
        if failed:
            raise CommandError(f"{summary} {failed} photos failed.")
        self.stdout.write(summary)
