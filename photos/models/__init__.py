"""Photos, the files made of them, and what was there before."""

from photos.models.files import FormerOriginal, Rendition
from photos.models.photo import WORDS_AND_RIGHTS, Photo
from photos.tagging import Keyword, KeywordedPhoto

__all__ = ["WORDS_AND_RIGHTS", "FormerOriginal", "Keyword", "KeywordedPhoto", "Photo", "Rendition"]
