"""`manage.py serve` as an operator meets it: what it prints, keeps, refuses, and leaves behind."""

from __future__ import annotations

import http.cookies
import json
import re
import signal
import socket
import stat
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlencode

import pytest

from accounts.roles import ROLES
from tests.ports import free_port
from tests.site.conftest import DEMO_PASSWORD, Demo
from tests.site.installation import ROOT, STOPPED_WITHIN_SECONDS, Installation, Start, is_free


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments: object) -> None:
        """The answer itself is what the tests want to see."""


def may_sign_in(start: Start, name: str, password: str) -> bool:
    """Fills in the form of the back office."""
    address = f"{start.url}/admin/login/?next=/admin/"
    opener = urllib.request.build_opener(NoRedirect)
    with opener.open(address, timeout=30) as form:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form.read().decode())[1]
        cookie = http.cookies.SimpleCookie(form.headers["Set-Cookie"])["csrftoken"].value
    words = urlencode({"csrfmiddlewaretoken": token, "username": name, "password": password, "next": "/admin/"})
    request = urllib.request.Request(address, words.encode(), {"Cookie": f"csrftoken={cookie}", "Referer": address})
    try:
        with opener.open(request, timeout=30) as answer:
            return answer.status == 302
    except urllib.error.HTTPError as answer:
        answer.close()
        return answer.code == 302


def test_the_first_start_prints_the_address_and_a_sign_in_for_each_role(demo: Demo):
    assert f"Alvari serves {demo.first.url}/" in demo.first.output
    assert f"Sign in at {demo.first.url}/admin/" in demo.first.output
    assert "Demo content loaded:" in demo.first.output
    assert demo.first.sign_ins.keys() == ROLES.keys()


def test_passwords_are_made_up_one_for_each_and_kept_in_a_file_for_the_owner_only(demo: Demo):
    file = demo.installation.data / "secrets.json"
    kept = json.loads(file.read_text())

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert demo.first.sign_ins == {role: kept[f"demo_{role}"] for role in ROLES}
    assert len(set(demo.first.sign_ins.values())) == len(ROLES)
    assert all(len(password) >= 12 for password in demo.first.sign_ins.values())


def test_a_second_start_does_none_of_the_slow_work_again(demo: Demo):
    assert "the content was there already" in demo.second.output
    assert demo.work_after_second_start == demo.work_after_first_start


def test_demo_password_is_that_of_every_sign_in(demo: Demo):
    assert demo.second.sign_ins == dict.fromkeys(ROLES, DEMO_PASSWORD)
    assert [role for role in ROLES if not may_sign_in(demo.second, role, DEMO_PASSWORD)] == []
    assert not may_sign_in(demo.second, "editor", demo.first.sign_ins["editor"])


def test_nobody_of_the_demonstration_is_a_superuser(demo: Demo):
    assert demo.installation.answer("sorted(User.objects.values_list('username', 'is_superuser'))") == str(
        sorted((role, False) for role in ROLES)
    )


def test_the_site_keeps_to_its_own_folders(demo: Demo):
    originals = [path for path in (demo.installation.media / "originals").rglob("*") if path.is_file()]

    assert len(originals) > 40
    assert {stat.S_IMODE(path.stat().st_mode) for path in originals} == {0o600}
    assert not (demo.installation.data / "media").exists()
    assert not (demo.installation.data / "alvari.sqlite3").exists()


def test_without_the_demonstration_there_is_nobody_and_nothing(empty_installation: Installation):
    with empty_installation.serving() as start, urllib.request.urlopen(f"{start.url}/fi/", timeout=30) as page:
        assert page.status == 200
        assert "Sign in" not in start.output

    assert empty_installation.answer("User.objects.count(), Article.objects.count(), Photo.objects.count()") == "0 0 0"


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="only Linux tells which processes there are")
def test_stopping_leaves_no_process_behind(empty_installation: Installation):
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        with empty_installation.serving(WORKER="1") as start:
            running = "\n".join(empty_installation.processes())
            start.process.send_signal(number)
            exit_code = start.process.wait(timeout=STOPPED_WITHIN_SECONDS)

        assert "granian" in running
        assert "db_worker" in running
        assert (exit_code, empty_installation.processes(), is_free(start.url)) == (0, [], True), number


def test_a_port_in_use_is_said_in_one_line(empty_installation: Installation):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        done = empty_installation.manage("serve", PORT=port)

    assert_refused(done, f"PORT {port} is in use")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "abc"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("DATABASE_URL", "foo"),
        ("DATABASE_URL", "mysql://127.0.0.1/alvari"),
        ("DATABASE_URL", "postgres://nobody:secret-word@127.0.0.1:1/alvari"),
        ("WORKER", "perhaps"),
        ("SITE_URL", "www.example.org"),
        ("DATA_DIR", str(ROOT / "manage.py")),
        ("DATA_DIR", str(ROOT / "manage.py" / "folder")),
        ("MEDIA_ROOT", str(ROOT / "manage.py" / "folder")),
    ],
)
def test_a_wrong_variable_is_named_in_one_line(empty_installation: Installation, name: str, value: str):
    done = empty_installation.manage("serve", "--demo", **{"PORT": str(free_port()), name: value})

    assert_refused(done, name)
    assert "secret-word" not in done.stderr


def assert_refused(done, words: str) -> None:
    (line,) = done.stderr.splitlines()
    assert words in line
    assert (done.returncode, done.stdout) == (1, "")
