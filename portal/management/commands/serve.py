"""`manage.py serve`: the whole site in one command, on loopback, with its worker."""

from __future__ import annotations

import errno
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from accounts.roles import ROLES
from photos.actions import sweep
from portal import catalogues
from portal.demo.loading import load
from portal.demo.people import password_of
from publishing import clock
from publishing.tasks import deliver_mail

ADDRESS = "127.0.0.1"
READY_WITHIN_SECONDS = 60
STOPPED_WITHIN_SECONDS = 20
# Ctrl+C, a supervisor, and the terminal that is closed.
STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Command(BaseCommand):
    help = "Prepares the database and the static files, then serves the site on loopback until it is stopped."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--demo", action="store_true", help="Also load the demonstration content and sign-ins.")

    def handle(self, *args: Any, demo: bool, **options: Any) -> None:
        for number in STOPS:
            signal.signal(number, _interrupt)
        children: list[subprocess.Popen[bytes]] = []
        try:
            self._serve(children, demo)
        except KeyboardInterrupt:
            self.stdout.write("Stopped.")
        finally:
            _stop(children)

    def _serve(self, children: list[subprocess.Popen[bytes]], demo: bool) -> None:
        started = time.monotonic()
        self._claim_port()
        self._prepare()
        if demo:
            self.stdout.write(load())
        children.append(self._start_server())
        if settings.WORKER:
            children.append(self._start_worker())
        self._wait_until_ready(children[0])
        self._greet(demo, time.monotonic() - started)
        self._watch(children)

    def _claim_port(self) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((ADDRESS, settings.PORT))
            except OSError as error:
                reason = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be used ({error.strerror})"
                raise CommandError(f"PORT {settings.PORT} {reason}; set PORT to a free one.") from error

    def _prepare(self) -> None:
        try:
            for folder in (settings.DATA_DIR, Path(settings.MEDIA_ROOT)):
                folder.mkdir(parents=True, exist_ok=True)
            catalogues.compile_all()
            call_command("migrate", verbosity=0)
            collect_static()
            # What the last run left half done when it was stopped.
            sweep(at=clock.now())
            deliver_mail.enqueue()
        except OperationalError as error:
            raise CommandError(f"DATABASE_URL: the database does not answer: {str(error).splitlines()[0]}") from error
        except OSError as error:
            raise CommandError(f"DATA_DIR or MEDIA_ROOT cannot be written: {error}") from error

    def _start_server(self) -> subprocess.Popen[bytes]:
        return _start(
            *("-m", "granian", "--interface", "wsgi", "portal.wsgi:application"),
            *("--host", ADDRESS, "--port", str(settings.PORT), "--workers", "2", "--blocking-threads", "4"),
            *("--backpressure", "64", "--respawn-failed-workers", "--log-level", "warning", "--no-ws"),
            # A worker that is told to stop while it starts never does.
            *("--workers-kill-timeout", "5"),
        )

    def _start_worker(self) -> subprocess.Popen[bytes]:
        return _start(
            *("manage.py", "db_worker", "--queue-name", "*", "--interval", "1", "--no-reload", "-v", "0"),
            stdout=subprocess.DEVNULL,
        )

    def _wait_until_ready(self, server: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + READY_WITHIN_SECONDS
        while time.monotonic() < deadline:
            if server.poll() is not None:
                raise CommandError("The server stopped while it started; its message stands above.")
            if _answers():
                return
            time.sleep(0.1)
        raise CommandError(f"The server did not answer within {READY_WITHIN_SECONDS} seconds.")

    def _greet(self, demo: bool, seconds: float) -> None:
        if demo:
            self.stdout.write(f"\nSign in at {settings.SITE_URL}/admin/ as")
            for role in ROLES:
                self.stdout.write(f"  {role:<20} {password_of(role)}")
        self.stdout.write(f"\nAlvari serves {settings.SITE_URL}/ after {seconds:.0f} seconds. Ctrl+C stops it.")
        self.stdout.flush()

    def _watch(self, children: list[subprocess.Popen[bytes]]) -> None:
        """Stay while the server runs; a worker that died is started again, at most every ten seconds."""
        while children[0].poll() is None:
            for index, child in enumerate(children[1:], start=1):
                if child.poll() is not None:
                    children[index] = self._start_worker()
            time.sleep(10 if len(children) > 1 else 1)
        raise CommandError(f"The server stopped by itself (exit {children[0].returncode}).")


def collect_static() -> None:
    """Collect and compress the static files, unless nothing has changed since the last time."""
    sources = [settings.BASE_DIR / "requirements" / "runtime.txt", *sorted((settings.BASE_DIR / "static").rglob("*"))]
    state = "\n".join(f"{path} {path.stat().st_mtime_ns}" for path in sources)
    stamp = settings.DATA_DIR / "static.stamp"
    if stamp.exists() and stamp.read_text() == state and settings.STATIC_ROOT.exists():
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(state)


def _start(*words: str, stdout: int | None = None) -> subprocess.Popen[bytes]:
    """A program in a process group of its own: Ctrl+C reaches this command only, which then stops its children."""
    return subprocess.Popen([sys.executable, *words], cwd=settings.BASE_DIR, stdout=stdout, process_group=0)


def _stop(children: list[subprocess.Popen[bytes]]) -> None:
    """Politely; what has not gone in time is killed with all that it started. A second Ctrl+C changes nothing."""
    for number in STOPS:
        signal.signal(number, signal.SIG_IGN)
    for child in children:
        child.terminate()
    deadline = time.monotonic() + STOPPED_WITHIN_SECONDS
    for child in children:
        try:
            child.wait(timeout=max(0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _answers() -> bool:
    """Whether a worker answers, whatever it says: the port is open long before."""
    connection = http.client.HTTPConnection(ADDRESS, settings.PORT, timeout=READY_WITHIN_SECONDS)
    try:
        connection.request("HEAD", "/robots.txt")
        connection.getresponse()
    except OSError:
        return False
    finally:
        connection.close()
    return True


def _interrupt(signum: int, frame: Any) -> None:
    # make hands the signal on to us as well: the second one must not break into the stopping.
    for number in STOPS:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt
