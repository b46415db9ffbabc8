"""Jobs of the queue `images`. They may run twice, or be lost: `manage.py build_renditions` makes up for it."""

from django_tasks import task

from photos import actions
from photos.models import Photo


@task(queue_name="images")
def build_renditions(photo_id: int) -> None:
    """Make the files that pages show of this photo, or delete those of a withdrawn one; a deleted photo needs none."""
    if Photo.objects.filter(pk=photo_id).exists():
        actions.build(photo_id=photo_id)
