"""The photo library for staff: taking photos in, describing, finding and choosing them, their rights, the bin."""

from photos.admin.choosing import ChoosesPhotos
from photos.admin.library import PhotoAdmin

__all__ = ["ChoosesPhotos", "PhotoAdmin"]
