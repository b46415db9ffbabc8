"""Photos on their way in, over the real server: too large, cut off, or to a disk that is full."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.photos.desk import spotted
from tests.photos.factories import files_below
from tests.site.back_office import MEBIBYTE, Staff
from tests.site.conftest import new_installation
from tests.site.installation import Installation, Start
from tests.site.small_disk import ROOM

PASSWORD = "correct horse battery"
SETTLED_WITHIN_SECONDS = 20
# What a decoder may take for the largest photo is another matter; this is for a file that is only received.
MAX_GROWTH = 48 * MEBIBYTE
TOO_LARGE = "This file is too large: at most 60 MB are allowed."
NO_ROOM = "There is no room left for this file. Nothing of it was kept; tell whoever runs this site."


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with new_installation(tmp_path_factory.mktemp("uploads")) as new:
        (new.folder / "passing").mkdir()
        assert new.manage("migrate").returncode == 0
        created = new.manage(
            *("createsuperuser", "--no-input", "--username", "chief", "--email", "chief@alvari.example"),
            DJANGO_SUPERUSER_PASSWORD=PASSWORD,
        )
        assert created.returncode == 0, created.stderr
        yield new


@pytest.fixture
def passing(installation: Installation) -> Path:
    """Where files lie while they are received; never more than while they are."""
    return installation.folder / "passing"


@pytest.fixture
def start(installation: Installation, passing: Path) -> Iterator[Start]:
    with installation.serving(TMPDIR=str(passing)) as running:
        yield running


def memory(start: Start, what: str = "VmHWM") -> int:
    """The most bytes that any process of the server has held at once."""
    return max(_memory(pid, what) for pid in _family(start.process.pid))


def _family(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield from _family(int(child))


def _memory(pid: int, what: str) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{what}:")), 0)


def settles(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + SETTLED_WITHIN_SECONDS
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.1)
    return condition()


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="only Linux tells what a process holds")
def test_a_hundred_megabytes_are_refused_in_a_sentence_without_being_held(
    start: Start, installation: Installation, passing: Path
) -> None:
    staff = Staff(start.url, "chief", PASSWORD)
    before = memory(start)
    files = staff.upload(("large.jpg", 100 * MEBIBYTE), ("empty.jpg", b""), ("good.jpg", spotted()))
    outcomes = {file["name"]: (file["outcome"], file.get("message")) for file in files}

    assert outcomes["large.jpg"] == ("refused", TOO_LARGE)
    assert outcomes["empty.jpg"][0] == "refused"
    assert outcomes["good.jpg"][0] == "added"
    assert memory(start) - before < MAX_GROWTH
    assert settles(lambda: files_below(passing) == set())


def test_an_upload_that_is_cut_off_leaves_nothing(start: Start, installation: Installation, passing: Path) -> None:
    staff = Staff(start.url, "chief", PASSWORD)
    kept = files_below(installation.media)
    host, _, port = staff.netloc.partition(":")
    head = "\r\n".join(
        [
            "POST /admin/photos/photo/upload/ HTTP/1.1",
            f"Host: {staff.netloc}",
            *(f"{name}: {value}" for name, value in staff.headers.items()),
            "Content-Type: multipart/form-data; boundary=x",
            f"Content-Length: {40 * MEBIBYTE}",
            "",
            '--x\r\nContent-Disposition: form-data; name="files"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n',
        ]
    )
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall(head.encode() + spotted() + bytes(20 * MEBIBYTE))
        was_seen = settles(lambda: files_below(passing) != set())
    assert was_seen
    assert settles(lambda: files_below(passing) == set())
    assert files_below(installation.media) == kept
    assert staff.upload(("good.jpg", spotted(number=7)))[0]["outcome"] == "added"


def test_a_full_disk_is_told_in_a_sentence_and_nothing_of_the_file_stays(
    installation: Installation, passing: Path
) -> None:
    with installation.serving(TMPDIR=str(passing), program=("-m", "tests.site.small_disk")) as start:
        staff = Staff(start.url, "chief", PASSWORD)
        kept = files_below(installation.media)
        (large,) = staff.upload(("large.jpg", 2 * ROOM))
        (good,) = staff.upload(("good.jpg", spotted(number=9)))

    assert (large["outcome"], large["message"]) == ("refused", NO_ROOM)
    assert good["outcome"] == "added"
    assert settles(lambda: files_below(passing) == set())
    assert len(files_below(installation.media) - kept - {"writing.lock"}) == 2
