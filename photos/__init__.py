"""The photo library: originals and the words and rights that go with them, and the renditions that the public gets.

Owns: Photo, Rendition, the storages `originals` (never served) and `renditions`. Everything served is encoded anew by
us and carries no metadata. Imports publishing and accounts.

Verbs (`photos.actions`): store_photo, add_photo, build.
"""
