"""The site as an operator has it: a folder, an environment, and `manage.py` in a process of its own."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.ports import free_port

ROOT = Path(__file__).parents[2]
# A first start migrates, collects static files and loads the demonstration, here beside other tests.
READY_WITHIN_SECONDS = 240
STOPPED_WITHIN_SECONDS = 60
SIGN_IN = re.compile(r"^  ([a-z-]+) +(\S+)$", re.MULTILINE)


@dataclass(frozen=True)
class Start:
    """What a start printed, to either stream, until the site answered."""

    url: str
    output: str
    process: subprocess.Popen[bytes]

    @property
    def sign_ins(self) -> dict[str, str]:
        """The printed passwords by name."""
        return dict(SIGN_IN.findall(self.output))


@dataclass(frozen=True)
class Installation:
    folder: Path
    database_url: str

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def media(self) -> Path:
        return self.folder / "media"

    def environment(self, **variables: str) -> dict[str, str]:
        own = {
            "DATA_DIR": str(self.data),
            "MEDIA_ROOT": str(self.media),
            "DATABASE_URL": self.database_url,
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "PYTHONUNBUFFERED": "1",
            "WORKER": "0",
        }
        return os.environ | own | variables

    def manage(self, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """A command of `manage.py` that ends by itself."""
        return subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment(**variables),
            capture_output=True,
            text=True,
            timeout=READY_WITHIN_SECONDS,
        )

    def answer(self, expression: str) -> str:
        """The value of a Python expression over the installation's database; all models and the clock are imported."""
        code = f"from publishing import clock; print({expression})"
        done = self.manage("shell", "--verbosity", "0", "--command", code)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def processes(self) -> list[str]:
        """The command lines of everything that runs with this installation's folder in its environment (Linux only)."""
        mark, found = f"DATA_DIR={self.data}".encode(), []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if mark in (process / "environ").read_bytes().split(b"\0"):
                    found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
            except OSError:  # Somebody else's, or it ended while we looked.
                continue
        return found

    @contextmanager
    def serving(self, *words: str, program: tuple[str, ...] = ("manage.py",), **variables: str) -> Iterator[Start]:
        """`manage.py serve` on a free port, from when it answers until the end of the block, when SIGTERM stops it."""
        port = free_port()
        log = self.folder / f"serve-{port}.log"
        with (
            log.open("w") as output,
            subprocess.Popen(
                [sys.executable, *program, "serve", *words],
                cwd=ROOT,
                env=self.environment(PORT=str(port), **variables),
                stdout=output,
                stderr=subprocess.STDOUT,
            ) as process,
        ):
            try:
                wait_for_greeting(process, log)
                yield Start(f"http://127.0.0.1:{port}", log.read_text(), process)
            finally:
                stop(process)


def wait_for_greeting(process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    while "Alvari serves" not in log.read_text():
        if process.poll() is not None or time.monotonic() > deadline:
            raise AssertionError(f"the site did not start:\n{log.read_text()}")
        time.sleep(0.1)


def stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=STOPPED_WITHIN_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        raise


def is_free(url: str) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", int(url.rpartition(":")[2]))) != 0
