import warnings

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from PIL import Image


class PhotosConfig(AppConfig):
    name = "photos"
    verbose_name = _("Photos")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from photos import receivers
        from photos.embeds import PHOTO
        from publishing import embeds

        receivers.connect()
        embeds.register(PHOTO)
        # Pillow only warns up to twice its limit; ours is checked in photos.originals, this is the second fence.
        Image.MAX_IMAGE_PIXELS = settings.PHOTO_MAX_PIXELS
        warnings.simplefilter("error", Image.DecompressionBombWarning)
