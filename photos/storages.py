"""Where the files of photos lie, and how writing them and clearing up keep out of each other's way.

Three places: `originals` (private, as they came), and in `renditions` the folders `open/`, which any web server may
hand out, and `held/`, whose files have an end or may be taken back, so that each request is checked.
"""

from __future__ import annotations

import fcntl
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, storages

OPEN, HELD = "open", "held"
_LOCK = "writing.lock"


def originals_storage() -> Storage:
    """Where uploads lie as they came, with all their metadata; no address leads there."""
    return storages["originals"]


def renditions_storage() -> Storage:
    """Where lies what we encoded ourselves; the public reads it under /media/."""
    return storages["renditions"]


def housing(is_held: bool) -> str:
    return HELD if is_held else OPEN


def random_name(suffix: str) -> str:
    """What the sender called a file never reaches the disk, and nobody can guess where a file lies."""
    return f"{secrets.token_hex(16)}.{suffix}"


def preview_name(is_held: bool) -> str:
    return f"{housing(is_held)}/previews/{random_name('jpg')}"


def write_whole(storage: Storage, name: str, content: File[bytes]) -> None:
    """Write a file, or write it anew; when that fails, as on a full disk, nothing of it stays.

    On a disk it has its name from when it is complete: nobody ever sees half of it.
    """
    if not isinstance(storage, FileSystemStorage):
        storage.delete(name)
        storage.save(name, content)
        return
    unfinished = f"{name}.{secrets.token_hex(4)}"
    try:
        storage.save(unfinished, content)
        Path(storage.path(unfinished)).replace(storage.path(name))
    except BaseException:
        storage.delete(unfinished)
        raise


def copy(storage: Storage, name: str, new: str) -> None:
    """Let the same content have a second name. On a disk it is one file with two names, which needs no room."""
    storage.delete(new)
    if isinstance(storage, FileSystemStorage):
        path = Path(storage.path(new))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.hardlink_to(storage.path(name))
        return
    with storage.open(name) as file:
        write_whole(storage, new, file)


def files_below(storage: Storage, folder: str = "") -> Iterator[str]:
    """The names of all files in a storage."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:  # Nothing was written there yet, or the folder went while we looked.
        return
    yield from (f"{folder}{name}" for name in files)
    for name in folders:
        yield from files_below(storage, f"{folder}{name}/")


@contextmanager
def writing() -> Iterator[None]:
    """Held from before a file is written until the row that names it is committed.

    Many may write at once; `sweeping` waits for all of them. The lock is the kernel's and goes with the process,
    however that ends: a file without a row that nobody holds the lock for has been left behind.
    """
    with _locked(fcntl.LOCK_SH):
        yield


@contextmanager
def sweeping() -> Iterator[None]:
    """Nobody is between a file and its row; who wants to write waits until the end of the block."""
    with _locked(fcntl.LOCK_EX):
        yield


@contextmanager
def _locked(how: int) -> Iterator[None]:
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _LOCK).open("w") as file:
        fcntl.flock(file, how)
        yield
