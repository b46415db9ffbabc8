"""What an editor says about a photo, and the file itself when the photo is new."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from photos.models import Photo
from photos.originals import MEDIA_TYPES, Original, examine
from publishing.forms import VersionedForm


class UploadField(forms.FileField):
    """A file that becomes an examined `Original`, or errors at the field."""

    widget = forms.FileInput(attrs={"accept": ",".join(MEDIA_TYPES)})

    def to_python(self, data: Any) -> Original | None:
        # Not FileField's own checks: names do not matter here, and an empty file is told apart from none in our words.
        return None if data in self.empty_values else examine(data)

    def clean(self, data: Any, initial: Any = None) -> Original | None:
        original = self.to_python(data)
        self.validate(original)
        return original


class PhotoForm(VersionedForm):
    class Meta:
        model = Photo
        fields: list[str] = []  # The admin's fieldsets name them.
        widgets = {
            "focal_x": forms.NumberInput(attrs={"min": "0", "max": "1", "step": "0.01"}),
            "focal_y": forms.NumberInput(attrs={"min": "0", "max": "1", "step": "0.01"}),
        }


class NewPhotoForm(PhotoForm):
    upload = UploadField(
        label=_("File"),
        help_text=_("JPEG, PNG, WebP, AVIF or TIFF, as large as you have it. Readers get copies without metadata."),
    )
