"""How a file goes out over HTTP: whole, in part, or not at all where the browser has it; and to whom, for how long."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from photos import actions
from photos.delivery import Part, send
from photos.models import Photo
from publishing.clock import helsinki_date
from tests.conftest import Clock
from tests.factories import make_user
from tests.photos.factories import make_built_photo, make_photographer

Commit = Callable[..., Any]
DAY = timedelta(days=1)
FOR_EVER = "public, max-age=31536000, immutable"


class Answer(NamedTuple):
    status: int
    headers: Any
    body: bytes


def ask(client: Client, url: str, method: str = "get", **headers: str) -> Answer:
    response = getattr(client, method)(url, headers={name.replace("_", "-"): value for name, value in headers.items()})
    return Answer(response.status_code, response.headers, response.getvalue())


class File(NamedTuple):
    url: str
    content: bytes


def file_of(photo: Photo, media: Path, name: str = "full-280.jpg") -> File:
    path = media / "renditions" / photo.folder / name
    return File(f"/media/{photo.folder}/{name}", path.read_bytes())


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Any) -> Commit:
    """A block whose end is a commit: what waits for one is done then."""
    return partial(django_capture_on_commit_callbacks, execute=True)


@pytest.fixture
def file(db: None, media: Path) -> File:
    """A file in the open."""
    return file_of(make_built_photo(), media)


# Conditions and ranges


def test_a_file_comes_whole_with_its_length_and_may_be_kept_for_ever(file: File, client: Client) -> None:
    answer = ask(client, file.url)
    assert (answer.status, answer.body) == (200, file.content)
    assert answer.headers["Content-Length"] == str(len(file.content))
    assert answer.headers["Cache-Control"] == FOR_EVER
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["ETag"].startswith('"')
    assert "Content-Encoding" not in answer.headers


def test_no_compression_is_tried_on_what_is_compressed_already(file: File, client: Client) -> None:
    answer = ask(client, file.url, Accept_Encoding="gzip, br")
    assert answer.body == file.content
    assert "Content-Encoding" not in answer.headers
    assert answer.headers["Content-Length"] == str(len(file.content))


def test_a_browser_that_has_the_file_is_told_so(file: File, client: Client) -> None:
    first = ask(client, file.url)
    etag, modified = first.headers["ETag"], first.headers["Last-Modified"]
    one_of_several = f'"other", W/{etag}'
    for condition in (
        {"If_None_Match": etag},
        {"If_None_Match": one_of_several},
        {"If_None_Match": "*"},
        {"If_Modified_Since": modified},
    ):
        again = ask(client, file.url, **condition)
        assert (again.status, again.body) == (304, b"")
        assert again.headers["ETag"] == etag
        assert again.headers["Cache-Control"] == FOR_EVER
    for condition in ({"If_None_Match": '"other"'}, {"If_Modified_Since": "Thu, 01 Jan 1970 00:00:00 GMT"}):
        assert ask(client, file.url, **condition).body == file.content
    # The tag goes before the day.
    assert ask(client, file.url, If_None_Match='"other"', If_Modified_Since=modified).status == 200


def test_what_depends_on_a_file_that_is_another_one_is_refused(file: File, client: Client) -> None:
    assert ask(client, file.url, If_Match='"other"').status == 412
    assert ask(client, file.url, If_Match=ask(client, file.url).headers["ETag"]).status == 200


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [
        ("bytes=0-99", 0, 100),
        ("bytes=0-0", 0, 1),
        ("bytes=100-199", 100, 200),
        ("bytes=100-", 100, None),
        ("bytes=-100", -100, None),
        ("bytes=100-99999999", 100, None),
        ("bytes=-99999999", 0, None),
        ("bytes=0-", 0, None),
    ],
)
def test_a_part_comes_alone_and_says_where_it_belongs(
    asked: str, start: int, stop: int | None, file: File, client: Client
) -> None:
    size = len(file.content)
    first, last = range(size)[start:stop][0], range(size)[start:stop][-1]
    answer = ask(client, file.url, Range=asked)
    assert (answer.status, answer.body) == (206, file.content[start:stop])
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/{size}"
    assert answer.headers["Content-Length"] == str(last - first + 1)
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Cache-Control"] == FOR_EVER
    assert answer.headers["ETag"] == ask(client, file.url).headers["ETag"]


@pytest.mark.parametrize("asked", ["bytes={size}-", "bytes={size}-{size}", "bytes=99999999-", "bytes=-0", "bytes=9-3"])
def test_a_part_that_the_file_does_not_have_is_refused_with_its_length(asked: str, file: File, client: Client) -> None:
    size = len(file.content)
    answer = ask(client, file.url, Range=asked.format(size=size))
    assert (answer.status, answer.body) == (416, b"")
    assert answer.headers["Content-Range"] == f"bytes */{size}"


@pytest.mark.parametrize(
    "asked",
    ["bytes=0-1,4-5", "bytes=0-1, 4-5", "lines=0-1", "bytes=", "bytes=-", "bytes=a-b", "0-1", "bytes=0-1x"],
)
def test_several_parts_at_once_and_what_is_no_range_get_the_whole(asked: str, file: File, client: Client) -> None:
    answer = ask(client, file.url, Range=asked)
    assert (answer.status, answer.body) == (200, file.content)
    assert "Content-Range" not in answer.headers


def test_a_download_goes_on_only_where_the_file_is_still_the_same(file: File, client: Client) -> None:
    whole = ask(client, file.url)
    etag, modified = whole.headers["ETag"], whole.headers["Last-Modified"]
    same = [etag, modified]
    other = ['"other"', f"W/{etag}", "Thu, 01 Jan 1970 00:00:00 GMT", "Tue, 01 Jan 2999 00:00:00 GMT", "nonsense", ""]
    parts = [ask(client, file.url, Range="bytes=10-19", If_Range=condition) for condition in same]
    wholes = [ask(client, file.url, Range="bytes=10-19", If_Range=condition) for condition in other]
    assert [(part.status, part.body) for part in parts] == [(206, file.content[10:20])] * 2
    assert [(answer.status, answer.body) for answer in wholes] == [(200, file.content)] * len(other)


def test_the_head_alone_tells_the_length_of_the_whole(file: File, client: Client) -> None:
    whole = ask(client, file.url)
    for headers in ({}, {"Range": "bytes=0-9"}):
        head = ask(client, file.url, "head", **headers)
        assert (head.status, head.body) == (200, b"")
        for name in ("Content-Length", "Content-Type", "ETag", "Last-Modified", "Cache-Control", "Accept-Ranges"):
            assert head.headers[name] == whole.headers[name]


def test_no_answer_leaves_a_file_open(file: File, client: Client, media: Path) -> None:
    whole = ask(client, file.url)
    ask(client, file.url, "head")
    for headers in (
        {"If_None_Match": whole.headers["ETag"]},
        {"Range": "bytes=0-9"},
        {"Range": "bytes=99999999-"},
        {"If_Match": '"other"'},
    ):
        ask(client, file.url, **headers)
    still_open = [link for link in Path("/proc/self/fd").iterdir() if str(media) in os.path.realpath(link)]
    assert still_open == []


@given(st.lists(st.binary(min_size=1, max_size=60), min_size=1, max_size=4), st.floats(0, 1), st.floats(0, 1))
@pytest.mark.parametrize("kind", ["bytes={first}-", "bytes={first}-{last}", "bytes=-{tail}", ""])
def test_a_range_of_what_is_put_together_is_a_range_of_the_whole(
    kind: str, pieces: list[bytes], one: float, other: float
) -> None:
    content = b"".join(pieces)
    first, last = sorted(min(int(share * len(content)), len(content) - 1) for share in (one, other))
    tail = len(content) - first
    expected = content[first : last + 1] if "last" in kind else content[first:] if kind else content
    asked = kind.format(first=first, last=last, tail=tail)
    # By turns bytes in memory, and stretches of a file that has more around them.
    parts = [
        Part(BytesIO(b"before" + piece + b"behind"), 6, len(piece)) if number % 2 else piece
        for number, piece in enumerate(pieces)
    ]
    request = RequestFactory().get("/", headers={"Range": asked} if asked else {})
    response = send(
        request,
        parts,
        media_type="image/jpeg",
        etag='"x"',
        changed_at=datetime(2026, 1, 1, tzinfo=UTC),
        cache_control="no-store",
    )
    assert response.getvalue() == expected
    assert response["Content-Length"] == str(len(expected))


# Whom, and for how long


@pytest.fixture
def now(clock: Clock) -> datetime:
    """Half past ten in the morning, in Finland."""
    clock.set(datetime(2026, 5, 15, 7, 30, tzinfo=UTC))
    return clock.at


def max_age(answer: Answer) -> int:
    kind, age = answer.headers["Cache-Control"].split(", max-age=")
    assert kind == "public"
    return int(age)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rights", "seconds"),
    [
        ({"usable_from": date(2026, 5, 15)}, 365 * 86400),
        ({"usable_until": date(2036, 5, 15)}, 365 * 86400),
        ({"usable_until": date(2026, 5, 16)}, 86400 + 13 * 3600 + 1800),
        ({"usable_until": date(2026, 5, 15)}, 13 * 3600 + 1800),
        ({"consent": "event", "consent_until": date(2026, 5, 15)}, 13 * 3600 + 1800),
        ({"consent": "agreed"}, 60),
        ({"consent": "agreed", "consent_until": date(2036, 1, 1)}, 60),
        ({"consent": "guardians", "shows_minors": True, "consent_on": date(2026, 5, 1)}, 60),
    ],
    ids=str,
)
def test_a_held_file_may_be_kept_as_long_as_the_photo_may_be_shown_and_a_minute_where_that_can_be_taken_back(
    rights: dict[str, Any], seconds: int, now: datetime, media: Path, client: Client
) -> None:
    file = file_of(make_built_photo(**rights), media)
    assert file.url.startswith("/media/held/")
    answer = ask(client, file.url)
    assert (answer.status, answer.body, max_age(answer)) == (200, file.content, seconds)
    again = ask(client, file.url, If_None_Match=answer.headers["ETag"])
    assert (again.status, max_age(again)) == (304, seconds)
    part = ask(client, file.url, Range="bytes=0-9")
    assert (part.status, max_age(part)) == (206, seconds)


@pytest.mark.django_db
def test_no_copy_outlives_the_last_day(clock: Clock, media: Path, client: Client) -> None:
    last_day = date(2026, 10, 25)  # The clocks go back: it has 25 hours.
    midnight = datetime(2026, 10, 25, 22, tzinfo=UTC)
    clock.set(midnight - timedelta(hours=25))
    file = file_of(make_built_photo(usable_until=last_day), media)
    for left in (timedelta(hours=25), timedelta(hours=1), timedelta(seconds=1), timedelta(milliseconds=1)):
        clock.set(midnight - left)
        assert max_age(ask(client, file.url)) == int(left.total_seconds())
    clock.set(midnight)
    assert ask(client, file.url).status == 404
    assert ask(client, file.url, If_None_Match="*").status == 404


@pytest.mark.django_db
def test_a_held_file_appears_on_its_first_day(clock: Clock, media: Path, client: Client) -> None:
    clock.set(datetime(2026, 5, 14, 20, 59, 59, tzinfo=UTC))
    file = file_of(make_built_photo(usable_from=date(2026, 5, 15)), media)
    assert ask(client, file.url).status == 404
    clock.advance(timedelta(seconds=1))
    assert ask(client, file.url).body == file.content


@pytest.mark.django_db
def test_what_is_not_shown_is_seen_by_whoever_may_see_the_library_and_kept_by_nobody(
    now: datetime, media: Path, client: Client
) -> None:
    photo = make_built_photo(usable_until=helsinki_date(now) - DAY)
    file, preview = file_of(photo, media), photo.preview.url
    assert [ask(client, url).status for url in (file.url, preview)] == [404, 404]

    client.force_login(make_user("legal"))
    for url in (file.url, preview):
        answer = ask(client, url)
        assert (answer.status, answer.headers["Cache-Control"]) == (200, "private, no-store")
        assert ask(client, url, Range="bytes=0-9").headers["Cache-Control"] == "private, no-store"

    client.force_login(make_photographer())
    assert ask(client, file.url).status == 404


@pytest.mark.django_db
@pytest.mark.parametrize("rights", [{"usable_from": date(2020, 1, 1)}, {"consent": "agreed"}], ids=str)
def test_what_everybody_may_see_is_answered_without_asking_who_it_is(
    rights: dict[str, Any], media: Path, client: Client, django_assert_num_queries: Any
) -> None:
    file = file_of(make_built_photo(**rights), media)
    client.force_login(make_user("editor"))
    with django_assert_num_queries(1):
        answer = ask(client, file.url)
    assert answer.status == 200
    assert answer.headers["Cache-Control"].startswith("public")
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "Set-Cookie" not in answer.headers


def test_a_file_in_the_open_is_answered_without_any_question(
    file: File, client: Client, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        answer = ask(client, file.url)
    assert (answer.status, "Set-Cookie" in answer.headers) == (200, False)
    assert "Cookie" not in answer.headers.get("Vary", "")


@pytest.mark.django_db
@pytest.mark.parametrize("rights", [{}, {"usable_until": date(2100, 1, 1)}], ids=["open", "held"])
def test_pages_of_before_a_replacement_still_find_their_files_and_of_before_a_withdrawal_none(
    rights: dict[str, Any], media: Path, client: Client, commit: Commit
) -> None:
    photo = make_built_photo(**rights)
    old, preview = file_of(photo, media), photo.preview.url
    Photo.objects.update(focal_x=0.1)
    actions.build(photo_id=photo.pk)
    new = file_of(Photo.objects.get(), media, "card-280.jpg")
    assert [ask(client, url).status for url in (old.url, preview, new.url)] == [200, 200, 200]
    with commit():
        actions.withdraw(photo=photo, reason="", actor=None)
    client.force_login(make_user("photo-editor"))
    assert [ask(client, url).status for url in (old.url, preview, new.url)] == [404, 404, 404]


@pytest.mark.django_db
def test_a_restriction_closes_the_open_address_and_an_open_copy_is_reachable_under_no_other(
    media: Path, client: Client, commit: Commit
) -> None:
    photo = make_built_photo()
    open_file = file_of(photo, media)
    photo.usable_until = date(2020, 1, 1)
    with commit():
        actions.revise(photo=photo, actor=None)
    assert ask(client, open_file.url).status == 404
    assert ask(client, open_file.url.replace("/open/", "/held/")).status == 404


@pytest.mark.django_db
def test_a_held_file_that_no_row_names_is_nobodys(media: Path, client: Client) -> None:
    file = file_of(make_built_photo(usable_until=date(2100, 1, 1)), media)
    Photo.objects.get().renditions.all().delete()
    assert ask(client, file.url).status == 404


@pytest.mark.django_db
def test_nginx_sends_what_we_have_looked_at(settings: Any, media: Path, client: Client, now: datetime) -> None:
    settings.ACCEL_REDIRECT = "/internal-media/"
    photo = make_built_photo(usable_until=helsinki_date(now))
    file = file_of(photo, media, "full-280.avif")

    answer = ask(client, file.url)
    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers["X-Accel-Redirect"] == f"/internal-media/{photo.folder}/full-280.avif"
    assert answer.headers["Content-Type"] == "image/avif"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'"
    assert max_age(answer) == 13 * 3600 + 1800
    # nginx has tags and lengths of its own.
    assert "ETag" not in answer.headers

    photo.usable_until -= DAY
    photo.save()
    refused = ask(client, file.url)
    assert (refused.status, "X-Accel-Redirect" in refused.headers) == (404, False)
    client.force_login(make_user("photo-editor"))
    assert ask(client, file.url).headers["Cache-Control"] == "private, no-store"
