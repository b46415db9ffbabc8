"""The site behind a real nginx, with the file that docs/operators/ gives."""

from __future__ import annotations

import http.client
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.photos.desk import spotted
from tests.ports import free_port
from tests.site.back_office import MEBIBYTE, Staff
from tests.site.conftest import new_installation
from tests.site.installation import ROOT, Installation, stop
from tests.site.test_uploads import PASSWORD, TOO_LARGE, settles

NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
NUMBERS = count()
CONFIGURATION = ROOT / "docs/operators/nginx.conf"
DAY = timedelta(days=1).total_seconds()

pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed (Debian: apt-get install nginx-light)")


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Any
    body: bytes


@dataclass
class Site:
    url: str
    installation: Installation

    def get(self, path: str, **headers: str) -> Answer:
        with closing(http.client.HTTPConnection(self.url.removeprefix("http://"), timeout=30)) as connection:
            asked = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request("GET", path, headers={**asked, "Connection": "close"})
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())

    def run(self, code: str) -> None:
        begin = "from datetime import timedelta; from photos import actions; from publishing import clock\n"
        done = self.installation.manage("shell", "--verbosity", "0", "--command", begin + code)
        assert done.returncode == 0, done.stderr

    def files(self, photo: int) -> dict[str, str]:
        """The addresses of a photo's renditions of today, by their short names."""
        renditions = f"Rendition.objects.filter(photo={photo}, retired_at=None).exclude(crop='preview')"
        found = self.installation.answer(f"' '.join(str(row.file) for row in {renditions})")
        return {name.rpartition("/")[2]: f"/media/{name}" for name in found.split()}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with new_installation(tmp_path_factory.mktemp("nginx")) as installation:
        assert installation.manage("migrate").returncode == 0
        installation.manage(
            *("createsuperuser", "--no-input", "--username", "chief", "--email", "chief@alvari.example"),
            DJANGO_SUPERUSER_PASSWORD=PASSWORD,
        )
        variables = {"SITE_URL": url, "ACCEL_REDIRECT": "/internal-media/", "BEHIND_PROXY": "1"}
        with installation.serving(**variables) as start:
            process = run_nginx(installation, port, start.url)
            try:
                yield Site(url, installation)
            finally:
                stop(process)


def run_nginx(installation: Installation, port: int, upstream: str) -> subprocess.Popen[bytes]:
    server = CONFIGURATION.read_text()
    for here, there in {
        "listen 80;": f"listen 127.0.0.1:{port};",
        "/srv/alvari/media/": f"{installation.media}/",
        "http://127.0.0.1:8000": upstream,
    }.items():
        assert here in server
        server = server.replace(here, there)
    folder = installation.folder / "nginx"
    folder.mkdir()
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in ("proxy", "fastcgi", "uwsgi", "scgi"))
    (folder / "nginx.conf").write_text(
        f"daemon off;\npid {folder}/pid;\n{'user root;' if os.geteuid() == 0 else ''}\nworker_processes 1;\n"
        f"events {{ worker_connections 64; }}\n"
        f"http {{\naccess_log off;\nclient_body_temp_path {folder}/body;\n{temporary}{server}}}\n"
    )
    log = folder / "error.log"
    process = subprocess.Popen([str(NGINX), "-c", folder / "nginx.conf", "-e", log, "-p", folder])
    assert settles((folder / "pid").exists), log.read_text()
    return process


@pytest.fixture
def photo(site: Site) -> int:
    """A photo that everybody may see, with its renditions."""
    (outcome,) = Staff(site.url, "chief", PASSWORD).upload(("good.jpg", spotted(number=next(NUMBERS))))
    assert site.installation.manage("build_renditions").returncode == 0
    return int(outcome["photo"])


def on_disk(site: Site, path: str) -> Path:
    return site.installation.media / "renditions" / path.removeprefix("/media/")


def test_what_everybody_may_see_comes_from_nginx_alone(site: Site, photo: int) -> None:
    path = next(path for name, path in site.files(photo).items() if name.endswith(".avif"))
    answer = site.get(path)

    assert path.startswith("/media/open/")
    assert (answer.status, answer.body) == (200, on_disk(site, path).read_bytes())
    assert answer.headers["Content-Type"] == "image/avif"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert site.get(path, If_None_Match=answer.headers["ETag"]).status == 304
    assert site.get(path, Range="bytes=0-9").status == 206


def test_what_has_an_end_is_asked_for_and_sent_by_nginx_and_stays_away_after_a_withdrawal(
    site: Site, photo: int
) -> None:
    before = site.files(photo)
    site.run(
        f"photo = Photo.objects.get(pk={photo})\n"
        "photo.alt_en, photo.credit_organisation = 'A red spot on a blue ground.', 'Aalto University'\n"
        "photo.usable_until = clock.now().date() + timedelta(days=1)\n"
        "actions.revise(photo=photo, actor=None)"
    )
    held = site.files(photo)
    path = next(path for name, path in held.items() if name.endswith(".webp"))
    answer = site.get(path)

    assert {site.get(old).status for old in before.values()} == {404}
    assert path.startswith("/media/held/")
    assert (answer.status, answer.body) == (200, on_disk(site, path).read_bytes())
    assert answer.headers["Content-Type"] == "image/webp"
    assert 0 < int(answer.headers["Cache-Control"].removeprefix("public, max-age=")) <= 2 * DAY
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'"
    part = site.get(path, Range="bytes=10-19")
    assert (part.status, part.body) == (206, answer.body[10:20])
    assert site.get(path.replace("/media/", "/internal-media/")).status == 404

    site.run(f"actions.withdraw(photo=Photo.objects.get(pk={photo}), reason='asked', actor=None)")
    assert {site.get(old).status for old in held.values()} == {404}
    assert not any(on_disk(site, old).exists() for old in (*held.values(), *before.values()))


def test_what_is_too_large_is_said_by_us_and_not_by_nginx(site: Site) -> None:
    (large,) = Staff(site.url, "chief", PASSWORD).upload(("large.jpg", 70 * MEBIBYTE))

    assert (large["outcome"], large["message"]) == ("refused", TOO_LARGE)


def test_no_path_leads_out_of_the_renditions(site: Site, photo: int) -> None:
    original = next((site.installation.media / "originals").iterdir())
    for path in (
        f"/media/open/../../originals/{original.name}",
        f"/media/open/..%2f..%2foriginals/{original.name}",
        f"/media/open../originals/{original.name}",
        f"/internal-media/../originals/{original.name}",
        "/media/writing.lock",
        "/media/open/",
    ):
        assert site.get(path).status in {400, 403, 404}, path
