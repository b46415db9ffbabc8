"""What kill -9 leaves behind: processes of their own, on an installation of their own, are killed at work.

After `manage.py sweep_media` and `manage.py build_renditions` there is no row without a file and no file without a row.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.site.installation import ROOT, Installation

# From the beginning of the work, in seconds. One upload takes about 20 ms, one set of renditions about 100.
DELAYS = (0.01, 0.03, 0.06, 0.1, 0.16, 0.25)

SET_UP = """
import json, os, random, signal, sys, time, traceback
from io import StringIO
from pathlib import Path
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from photos import actions, renditions
from photos.models import FormerOriginal, Photo, Rendition
from photos.originals import examine
from publishing import clock
from tests.photos.factories import files_below, make_photo, make_upload, upload_of

# Encoded once: the work to be interrupted is that of the library.
FILES = [make_upload(*size).read() for size in ((700, 500), (280, 210), (210, 300))]

def a_file():
    return upload_of(random.choice(FILES))

def in_a_process(work, *arguments):
    "Starts it with a connection of its own; the key of the process."
    connections.close_all()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            random.seed(os.getpid())
            work(*arguments)
            code = 0
        except Exception:
            traceback.print_exc()
        finally:
            connections.close_all()
            os._exit(code)
    return pid

def ended_well(pid):
    return os.waitpid(pid, 0)[1] == 0

def put_in_order():
    call_command("sweep_media", stdout=StringIO())
    call_command("build_renditions", stdout=StringIO())

def loose():
    "Rows without files and files without rows."
    media = Path(settings.MEDIA_ROOT)
    originals = {*Photo.objects.exclude(original="").values_list("original", flat=True),
                 *FormerOriginal.objects.values_list("original", flat=True)}
    rows = set(Rendition.objects.values_list("file", flat=True))
    previews = set(Photo.objects.exclude(preview="").values_list("preview", flat=True))
    return sorted(files_below(media / "originals") ^ originals) + sorted(
        files_below(media / "renditions") ^ rows) + sorted(previews - rows)

def unbuilt():
    return [photo.pk for photo in Photo.objects.filter(withdrawn_at=None)
            if photo.rendition_key != photo.next_rendition_key]

def killed_and_put_in_order(pid, **facts):
    "What was loose after the process was killed, and what still is after clearing up."
    _pid, status = os.waitpid(pid, 0)
    before = loose()
    assert ended_well(in_a_process(put_in_order))
    return {"signal": os.WTERMSIG(status), "before": before, "after": loose() + unbuilt(), **facts}
"""

UPLOADING = """
def work():
    while True:
        make_photo(upload=a_file())
"""
BUILDING = """
def work():
    while True:
        photo = make_photo(upload=a_file())
        actions.build(photo_id=photo.pk)
"""
EVERYTHING = """
from datetime import date

def work():
    while True:
        photo = Photo.objects.order_by("?").first() or make_photo(upload=a_file())
        match random.randrange(7):
            case 0:
                make_photo(upload=a_file())
            case 1:
                photo.focal_x = random.random()
                actions.revise(photo=photo, actor=None)
            case 2:
                photo.usable_until = None if photo.usable_until else date(2100, 1, 1)
                actions.revise(photo=photo, actor=None)
            case 3:
                actions.replace_original(photo=photo, original=examine(a_file()), actor=None)
            case 4:
                actions.withdraw(photo=photo, reason="", actor=None, erase=random.random() < 0.5)
            case 5:
                if photo.original:
                    actions.reinstate(photo=photo, actor=None)
            case 6:
                actions.build(photo_id=photo.pk)
"""
KILLING = """
outcomes = []
for delay in json.loads(sys.argv[1]):
    pid = in_a_process(work)
    time.sleep(delay)
    os.kill(pid, signal.SIGKILL)
    outcomes.append(killed_and_put_in_order(pid))
print(json.dumps(outcomes))
"""


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """A database in a file, empty, with nothing beside it."""
    folder = tmp_path_factory.mktemp("installation")
    (folder / "data").mkdir()
    installation = Installation(folder, f"sqlite:///{folder / 'data' / 'site.sqlite3'}")
    migrated = installation.manage("migrate", "--verbosity", "0")
    assert migrated.returncode == 0, migrated.stderr
    return installation


def run(installation: Installation, code: str, *arguments: str) -> Any:
    """What the code printed last, as JSON."""
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=installation.environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize(
    "work", [UPLOADING, BUILDING, EVERYTHING], ids=["uploading", "building", "everything that writes files"]
)
def test_what_is_killed_at_any_moment_leaves_nothing_loose_after_clearing_up(
    work: str, installation: Installation
) -> None:
    outcomes = run(installation, SET_UP + work + KILLING, json.dumps(DELAYS))
    assert [outcome["signal"] for outcome in outcomes] == [9] * len(DELAYS)
    assert [outcome["after"] for outcome in outcomes] == [[]] * len(DELAYS)


IN_THE_MIDDLE_OF_A_FILE = """
from datetime import date
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db import transaction
from django.db.models.signals import post_delete, post_save

def die(**kwargs):
    os.kill(os.getpid(), signal.SIGKILL)

def dying_in_file(number, work):
    "Does the work, and dies when half of that file is written."
    save, files = FileSystemStorage._save, iter(range(1, number + 1))

    def half(storage, name, content):
        if next(files) < number:
            return save(storage, name, content)
        whole = content.read()
        save(storage, name, ContentFile(whole[: len(whole) // 2]))
        die()

    FileSystemStorage._save = half
    work()

def dying_at_link(number, work):
    "Does the work, and dies before that file gets its second name."
    link, links = Path.hardlink_to, iter(range(1, number + 1))

    def first_some(path, target):
        return die() if next(links) == number else link(path, target)

    Path.hardlink_to = first_some
    work()

def dying_before_the_commit(signal, model, work):
    "Does the work, and dies when all files are written and no row is committed."
    signal.connect(die, model)
    work()

def dying_after_the_commit(work):
    "Does the work, and dies before anything that waits for the commit."
    with transaction.atomic():
        transaction.on_commit(die)
        work()

def upload():
    make_photo(upload=make_upload(280, 210))

def restrict():
    photo.usable_until = date(2100, 1, 1)
    actions.revise(photo=photo, actor=None)

def move_focal_point():
    Photo.objects.update(focal_x=0.1)
    actions.build(photo_id=photo.pk)

def replace():
    actions.replace_original(photo=photo, original=examine(make_upload(300, 220)), actor=None)

def withdraw():
    actions.withdraw(photo=photo, reason="", actor=None, erase=True)

outcomes = []
for how in (
    (dying_in_file, 1, upload),
    (dying_in_file, 2, upload),
    (dying_before_the_commit, post_save, Photo, upload),
    (dying_in_file, 1, move_focal_point),
    (dying_in_file, 7, move_focal_point),
    (dying_in_file, 14, move_focal_point),
    (dying_at_link, 1, restrict),
    (dying_at_link, 15, restrict),
    (dying_before_the_commit, post_delete, Rendition, restrict),
    (dying_after_the_commit, restrict),
    (dying_in_file, 1, replace),
    (dying_in_file, 2, replace),
    (dying_before_the_commit, post_save, Photo, replace),
    (dying_before_the_commit, post_delete, FormerOriginal, withdraw),
    (dying_after_the_commit, withdraw),
):
    Photo.objects.all().delete()
    photo = make_photo(upload=make_upload(280, 210))
    assert ended_well(in_a_process(put_in_order))
    photo.refresh_from_db()
    pid = in_a_process(*how)
    outcomes.append(killed_and_put_in_order(pid, how=[getattr(part, "__name__", str(part)) for part in how]))
print(json.dumps(outcomes))
"""


def test_what_is_killed_in_the_middle_of_a_file_or_before_the_commit_leaves_nothing_loose_after_clearing_up(
    installation: Installation,
) -> None:
    outcomes = run(installation, SET_UP + IN_THE_MIDDLE_OF_A_FILE)
    assert [outcome["how"] for outcome in outcomes if outcome["signal"] != 9] == []
    assert [outcome for outcome in outcomes if outcome["after"]] == []
    # All had left something, but for those who had not begun yet.
    harmless = [outcome["how"] for outcome in outcomes if not outcome["before"]]
    assert [(how[0], how[-1]) for how in harmless] == [
        ("dying_at_link", "restrict"),
        ("dying_before_the_commit", "withdraw"),
    ]


UPLOADS_DURING_SWEEPS = """
COUNT = 12

def work():
    for _number in range(COUNT):
        make_photo(upload=a_file())

before = Photo.objects.count()
writers = [in_a_process(work) for _writer in range(2)]
sweeps = taken = 0
while writers:
    taken += actions.sweep(at=clock.now()).files
    sweeps += 1
    writers = [pid for pid in writers if os.waitpid(pid, os.WNOHANG) == (0, 0)]
connections.close_all()
missing = [name for name in Rendition.objects.values_list("file", flat=True)
           if not (Path(settings.MEDIA_ROOT) / "renditions" / name).exists()]
print(json.dumps({"photos": Photo.objects.count() - before, "sweeps": sweeps, "taken": taken,
                  "missing": missing, "originals": actions.missing_originals()}))
"""


def test_uploads_go_on_while_strays_are_cleared_and_lose_nothing(installation: Installation) -> None:
    found = run(installation, SET_UP + UPLOADS_DURING_SWEEPS)
    assert found.pop("sweeps") > 3
    assert found == {"photos": 24, "taken": 0, "missing": [], "originals": []}


BUILDING_AT_ONCE = """
def build(key):
    actions.build(photo_id=key)

def move_focal_point(key):
    photo = Photo.objects.get(pk=key)
    photo.focal_x = random.random()
    actions.revise(photo=photo, actor=None)
    actions.build(photo_id=key)

outcomes = []
for works in [(build, build, build), (build, move_focal_point, build)] * 4:
    Photo.objects.all().delete()
    key = make_photo(upload=a_file()).pk
    pids = [in_a_process(work, key) for work in works]
    ended = [ended_well(pid) for pid in pids]
    actions.build(photo_id=key)
    actions.sweep(at=clock.now())
    lost = Rendition.objects.filter(photo=key, retired_at=None).count() - len(
        renditions.plan(*Photo.objects.values_list("width", "height").get())) - 1
    outcomes.append({"ended": all(ended), "loose": loose(), "unbuilt": unbuilt(), "lost": lost})
    connections.close_all()
print(json.dumps(outcomes))
"""


def test_jobs_that_run_at_once_and_a_focal_point_that_moves_between_them_end_with_one_whole_set(
    installation: Installation,
) -> None:
    outcomes = run(installation, SET_UP + BUILDING_AT_ONCE)
    assert outcomes == [{"ended": True, "loose": [], "unbuilt": [], "lost": 0}] * 8


def test_the_command_answers_an_operator_by_its_exit_code(installation: Installation) -> None:
    media = installation.media
    name = run(installation, SET_UP + "print(json.dumps(make_photo(upload=a_file()).original.name))")
    assert installation.manage("sweep_media").returncode == 0
    (media / "originals" / name).rename(media / "elsewhere.jpg")
    assert installation.manage("sweep_media").returncode == 1
    (media / "elsewhere.jpg").rename(media / "originals" / name)
    assert installation.manage("sweep_media").returncode == 0
