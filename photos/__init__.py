"""The photo library: originals and the words and rights that go with them, and the renditions that the public gets.

Owns: Photo, FormerOriginal, Rendition, keywords; the storages `originals` (never served) and `renditions` (in the open,
or held so that each request is checked); the photos inside texts; whether a photo may be used, at any moment.
Everything served is encoded anew by us and carries nothing of what came with the file; a press photo gets its caption,
credit and licence as it is handed out. Imports publishing and accounts.

Verbs (`photos.actions`): store_photo, add_photo, complete, revise, replace_original, bring_back_original, withdraw,
reinstate, move_to_bin, take_out_of_bin; of the files: build, rehouse, sweep.
"""
