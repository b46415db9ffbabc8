from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from photos import actions
from photos.models import Photo
from publishing import clock

# An upload or a job that has not ended after a day has been interrupted.
GIVEN_UP_AFTER = timedelta(days=1)


class Command(BaseCommand):
    help = "Make the renditions that are missing, for photos whose job was lost or failed, and delete stray files."

    def handle(self, *args: Any, **options: Any) -> None:
        built = failed = 0
        for photo in Photo.objects.order_by("pk").iterator():
            try:
                built += actions.build(photo_id=photo.pk)
            except Exception as error:  # One broken original must not keep the others from being made.
                failed += 1
                self.stderr.write(f"Photo {photo.pk}: {type(error).__name__}: {error}")
        strays = actions.remove_strays(before=clock.now() - GIVEN_UP_AFTER)
        summary = f"Renditions made for {built} photos; {strays} stray files deleted."
        if failed:
            raise CommandError(f"{summary} {failed} photos failed.")
        self.stdout.write(summary)
