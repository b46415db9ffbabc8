"""Verbs of the photo library: taking photos in, completing and replacing them, withdrawing, the bin.

Each checks the actor's right; without an actor it is the system that acts. A refusal is a ValidationError whose
sentences are for the editor.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files import File
from django.db import connection, transaction
from django.utils.translation import gettext as _

from photos.actions.files import build, rehouse, write_preview
from photos.fingerprints import NEAR, distance
from photos.models import FormerOriginal, Photo, Rendition
from photos.originals import Original, examine
from photos.receiving import no_room
from photos.said import Said
from photos.signals import shows_another_picture
from photos.storages import originals_storage, write_whole, writing
from publishing import clock
from publishing.translated import Translated
from publishing.usage import publicly_used, uses


class KnownAlready(Exception):
    """The library has the very same file: `photo`."""

    def __init__(self, photo: Photo) -> None:
        super().__init__(photo)
        self.photo = photo


_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def store_photo(*, upload: File[bytes], actor: Any, keywords: tuple[str, ...] = (), **fields: Any) -> Photo:
    """Examine an upload and add it to the library with the given fields of Photo (`alt_fi=`, `photographer=`, ...).

    Raises ValidationError, with sentences for the editor, when the file or a field is refused; then nothing is stored.
    Its renditions are made by a job after the commit.
    """
    return add_photo(photo=Photo(**fields), original=examine(upload), actor=actor, keywords=keywords)


def add_photo(
    *, photo: Photo, original: Original, actor: Any, keywords: tuple[str, ...] = (), once: bool = False
) -> Photo:
    """The same for an unsaved photo that carries its words already, and an upload that has been examined.

    With `once` raises KnownAlready where the library or its bin has the file, also when it comes twice at a time.
    """
    if once:
        _refuse_twins(original)
    _require(actor, "photos.add_photo")
    _take_facts(photo, original)
    photo.is_held = photo.must_be_held
    photo.stamp(actor=actor, at=clock.now())
    photo.full_clean(exclude=["original", "preview", "created_by", "updated_by"])
    with writing(), _nothing_left_behind(photo) as rows:
        rows += _write_files(photo, original)
        with transaction.atomic():
            if once:
                _wait_for_twins(original)
                _refuse_twins(original)
            photo.save()
            Rendition.objects.bulk_create(rows)
            if keywords:
                photo.keywords.set(keywords)
                photo.save(update_fields=["folded"])
    return photo


def twins(original: Original) -> list[Photo]:
    """Photos of the library and its bin that have the very same file, the newest first."""
    return list(Photo.objects.filter(sha256=original.sha256))


def look_alikes(photos: Iterable[Photo]) -> dict[int, list[Photo]]:
    """Other photos of the library that show nearly the same picture as each of these, by its key, the nearest first.

    Looks at every fingerprint there is, once: sixteen letters a photo, read in one query and in bounded memory.
    """
    own = {photo.pk: int(photo.fingerprint, 16) for photo in photos if photo.fingerprint}
    near: dict[int, dict[int, int]] = {pk: {} for pk in own}
    others = Photo.objects.in_library().exclude(fingerprint="").order_by() if own else Photo.objects.none()
    for other, fingerprint in others.values_list("pk", "fingerprint").iterator():
        bits = int(fingerprint, 16)
        for pk, mine in own.items():
            if pk != other and (apart := distance(mine, bits)) <= NEAR:
                near[pk][other] = apart
    found = Photo.objects.in_bulk({other for ones in near.values() for other in ones}) if any(near.values()) else {}
    return {
        pk: [found[other] for other in sorted(ones, key=lambda other: (ones[other], -other)) if other in found]
        for pk, ones in near.items()
    }


@transaction.atomic
def complete(*, photo_id: int, words: Mapping[str, str], actor: Any) -> Photo:
    """Fill what the photo lacks, as somebody did who uses it; what it has already stays, whoever wrote it.

    `words` are columns of Photo with their texts. Nothing happens to a photo that the actor may not change.
    """
    photo: Photo = Photo.objects.select_for_update().get(pk=photo_id)
    missing = {column: text for column, text in words.items() if text and not getattr(photo, column)}
    if missing and may_change(actor, photo, clock.now()):
        for column, text in missing.items():
            setattr(photo, column, text)
        photo.stamp(actor=actor, at=clock.now())
        photo.save()
    return photo


def revise(*, photo: Photo, actor: Any, keywords: Iterable[str] | None = None) -> None:
    """Save what a person has changed about the photo; its files follow its rights at once.

    The person has seen what the file said of itself: what of it is not among the words now is not offered again.
    """
    with writing(), transaction.atomic():
        _require_change(actor, photo)
        photo.readings = {}
        photo.stamp(actor=actor, at=clock.now())
        if keywords is not None:
            photo.keywords.set(keywords)
        photo.save()
        rehouse(photo=photo)


def may_change(actor: Any, photo: Photo, at: datetime) -> bool:
    """Whether the actor may change the photo: what the public sees takes the right to publish."""
    return photo in changeable(actor, [photo], at)


def changeable(actor: Any, photos: Sequence[Photo], at: datetime) -> list[Photo]:
    """Those of the photos that the actor may change; as many queries as for one."""
    if actor is None:
        return list(photos)
    if not actor.has_perm("photos.change_photo"):
        return []
    public = set() if actor.has_perm("photos.publish_photo") else publicly_used(photos, at)
    return [photo for photo in photos if photo.pk not in public]


def replace_original(
    *, photo: Photo, original: Original, actor: Any, shows_another: bool = False, like: Photo | None = None
) -> None:
    """Give the photo another file, everywhere it is used and at once; the former one can come back for a while.

    Pages show its preview until its renditions are made; those of the former file stay for pages that were sent before.
    Where it `shows_another` picture, `photo` carries the words for it already, and keywords and people of the old one
    are forgotten; where it is that of the photo `like`, words, rights and people are taken over from there.
    """
    said = Said.about(like) if like is not None else Said() if shows_another else None
    _replace(photo, original, actor, said)


def bring_back_original(*, photo: Photo, former: FormerOriginal, actor: Any) -> None:
    """Undo a replacement: the former file is the photo's again, and the present one is kept as a former one.

    Where they show different pictures, the words and rights of the former come back with it. Raises OSError when the
    file is not there any more.
    """
    with former.original.open("rb") as file:
        _replace(photo, examine(file), actor, Said.from_json(former.said) if former.said else None)
    former.delete()


def _replace(photo: Photo, original: Original, actor: Any, said: Said | None) -> None:
    """`said` is what goes with another picture; None where it is the same one, and all that was said stays."""
    _require_change(actor, photo)
    before = Photo.objects.get(pk=photo.pk)
    at, former = clock.now(), photo.original.name
    if said is not None:
        said.write_into(photo)
    _take_facts(photo, original)
    if not before.readings:  # Somebody has seen them; nothing is asked again.
        photo.readings = {}
    with writing(), _nothing_left_behind(photo) as rows:
        rows += _write_files(photo, original)
        with transaction.atomic():
            if former:
                FormerOriginal.objects.create(photo=photo, original=former, replaced_at=at, replaced_by=actor)
            if said is not None:
                # Former files of one picture go without words of their own until another picture comes.
                photo.former_originals.filter(said={}).update(said=Said.about(before).to_json())
            if said is not None and before.is_held:
                # The rights of the new picture are not those of the old one: nothing of that stays.
                photo.renditions.all().delete()
            photo.renditions.filter(retired_at__isnull=True).update(retired_at=at)
            Rendition.objects.bulk_create(rows)
            photo.rendition_key = ""
            photo.stamp(actor=actor, at=at)
            if said is not None:
                photo.keywords.set(said.keywords)
                shows_another_picture.send(Photo, photo=photo, people=said.people)
            photo.save()
            rehouse(photo=photo)


@transaction.atomic
def withdraw(*, photo: Photo, reason: str, actor: Any, erase: bool = False) -> None:
    """Take the photo off every page at once and delete what was made from it; with `erase` the original too, what
    describes it, and who is in it.

    The row stays, so that pages and their archive know that there was something, and why it is gone; and the hash of
    its file, so that the file does not come in again by mistake.
    """
    _require(actor, "photos.publish_photo")
    photo = Photo.objects.select_for_update().get(pk=photo.pk)
    at = clock.now()
    photo.withdrawn_at, photo.withdrawn_by, photo.withdrawal_reason = photo.withdrawn_at or at, actor, reason
    photo.preview, photo.rendition_key = "", ""
    if erase:
        FormerOriginal.objects.create(photo=photo, original=photo.original.name, replaced_at=at, replaced_by=actor)
        photo.original, photo.readings, photo.fingerprint = "", {}, ""
        for name in (*Translated.columns_of("alt"), *Translated.columns_of("caption"), "place"):
            setattr(photo, name, "")
        photo.keywords.clear()
        photo.former_originals.all().delete()  # Their files go after the commit: photos.receivers.
    photo.stamp(actor=actor, at=at)
    photo.save()
    if erase:
        shows_another_picture.send(Photo, photo=photo, people=[])
    # At once here; the job that the saving queues does it again, should this process end before.
    transaction.on_commit(partial(build, photo_id=photo.pk), robust=True)


def reinstate(*, photo: Photo, actor: Any) -> None:
    """Show a withdrawn photo again, where its original was kept. Raises ValidationError where it was not."""
    _require(actor, "photos.publish_photo")
    with writing(), transaction.atomic():
        photo = Photo.objects.select_for_update().get(pk=photo.pk)
        if photo.withdrawn_at is None:
            return
        if not photo.original:
            raise ValidationError(_("The file was deleted with the withdrawal. Upload it anew as a replacement."))
        with _nothing_left_behind(photo), photo.original.open("rb") as file:
            row = write_preview(photo=photo, content=examine(file).preview)
            photo.withdrawn_at, photo.withdrawn_by, photo.withdrawal_reason = None, None, ""
            photo.stamp(actor=actor, at=clock.now())
            photo.save()
            row.save()


@writing()
@transaction.atomic
def move_to_bin(*, photo: Photo, actor: Any) -> None:
    """Put the photo aside; it is deleted after a while unless it is taken out. Refused while something uses it."""
    photo = Photo.objects.select_for_update().get(pk=photo.pk)
    at = clock.now()
    if not may_bin(actor, photo):
        raise PermissionDenied
    if photo.binned_at is not None:
        return
    if uses(photo, at):
        raise ValidationError(_("This photo is in use. Take it out of its places first, replace it, or withdraw it."))
    photo.binned_at, photo.binned_by = at, actor
    photo.stamp(actor=actor, at=at)
    photo.save()
    rehouse(photo=photo)


@writing()
@transaction.atomic
def take_out_of_bin(*, photo: Photo, actor: Any) -> None:
    photo = Photo.objects.select_for_update().get(pk=photo.pk)
    if not may_bin(actor, photo):
        raise PermissionDenied
    photo.binned_at = photo.binned_by = None
    photo.stamp(actor=actor, at=clock.now())
    photo.save()
    rehouse(photo=photo)


def may_bin(actor: Any, photo: Photo) -> bool:
    """Whoever may delete photos; and who uploaded it, so that a slip can be put right."""
    if actor is None:
        return True
    is_own = photo.created_by_id is not None and photo.created_by_id == actor.pk
    return actor.has_perm("photos.delete_photo") or (is_own and actor.has_perm("photos.add_photo"))


def _require(actor: Any, permission: str) -> None:
    if actor is not None and not actor.has_perm(permission):
        raise PermissionDenied


def _require_change(actor: Any, photo: Photo) -> None:
    if not may_change(actor, photo, clock.now()):
        raise PermissionDenied


def _take_facts(photo: Photo, original: Original) -> None:
    photo.format, photo.sha256 = original.format, original.sha256
    photo.width, photo.height = original.width, original.height
    photo.fingerprint = "" if original.fingerprint is None else f"{original.fingerprint:016x}"
    photo.readings = original.readings.to_json()


def _refuse_twins(original: Original) -> None:
    for photo in twins(original)[:1]:
        raise KnownAlready(photo)


def _wait_for_twins(original: Original) -> None:
    """Whoever takes in the same file at the same time is through when this returns; on SQLite one writes at a time."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(original.sha256[:15], 16)])


def _write_files(photo: Photo, original: Original) -> list[Rendition]:
    """Write original and preview under new names; returns the unsaved row of the preview, which a withdrawn photo does
    not get.
    """
    name = photo.original.field.generate_filename(photo, "original")
    write_whole(originals_storage(), name, original.upload)
    photo.original = name
    if photo.withdrawn_at is not None:
        return []
    row = write_preview(photo=photo, content=original.preview)
    # The row of a new photo has no key yet; it takes the photo's when it is saved.
    row.photo = photo
    return [row]


@contextmanager
def _nothing_left_behind(photo: Photo) -> Iterator[list[Rendition]]:
    """Deletes what the block has written when it fails; a full disk is told in words."""
    before = photo.original.name, photo.preview.name
    try:
        yield []
    except BaseException as error:
        for file, name in zip((photo.original, photo.preview), before, strict=True):
            if file.name and file.name != name:
                file.storage.delete(file.name)
        if isinstance(error, OSError) and error.errno in _NO_ROOM:
            raise no_room() from error
        raise
