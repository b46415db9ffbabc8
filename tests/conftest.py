"""What every test may ask for: a clock, real mail on loopback, the Nu HTML checker; tests/browser.py adds a browser."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.core.cache import cache
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from publishing import clock as publishing_clock
from tests.ports import free_port

pytest_plugins = ["tests.browser"]

VNU_JAR = Path(__file__).parent.parent / ".cache/vnu/node_modules/vnu-jar/build/dist/vnu.jar"

# Deadlines measure the neighbours on a shared machine, not the code; function-scoped fixtures hold no state of ours.
COMMON = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]}
hypothesis_settings.register_profile("alvari", max_examples=60, **COMMON)
hypothesis_settings.register_profile("torture", max_examples=2000, **COMMON)
hypothesis_settings.load_profile("alvari")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Translated pages need compiled catalogues; one process makes them before the others start."""
    if not hasattr(session.config, "workerinput"):
        from portal import catalogues

        catalogues.compile_all()


def pytest_report_header() -> str:
    from django.conf import settings

    return f"database: {settings.DATABASES['default']['ENGINE'].rpartition('.')[2]}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks by what a test asks for, so that nobody has to remember: a page is `browser`, @given is `property`."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker("property")


@dataclass
class Clock:
    """The time that `publishing.clock.now` tells while a test holds it."""

    at: datetime

    def now(self) -> datetime:
        return self.at

    def set(self, at: datetime) -> None:
        self.at = at

    def advance(self, by: timedelta) -> None:
        self.at += by


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The site's clock, stopped at the present second; the only part of the site that tests replace."""
    stopped = Clock(publishing_clock.now().replace(microsecond=0))
    monkeypatch.setattr(publishing_clock, "now", stopped.now)
    return stopped


class Mailbox:
    """Receives what the site sends, as a mail server would."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.messages.append(message_from_bytes(envelope.content, EmailMessage, policy=policy.default))
        return "250 OK"


@pytest.fixture
def smtp(settings: Any) -> Iterator[list[EmailMessage]]:
    """A real mail server on loopback; the list fills with the messages that the site sent to it."""
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = controller.hostname, controller.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield mailbox.messages
    controller.stop()


@pytest.fixture(scope="session")
def nu(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Mapping[str, str]], list[str]]:
    """Runs the Nu HTML checker: takes documents by name, answers "name:line: message" for each error and warning.

    It starts a Java process: give it all documents of a test at once.
    """
    if not (shutil.which("java") and VNU_JAR.exists()):
        pytest.skip("the Nu HTML checker is not installed (make test fetches it, with Java, through npm)")

    def check(documents: Mapping[str, str]) -> list[str]:
        folder = tmp_path_factory.mktemp("nu")
        names = {}
        for number, (name, html) in enumerate(documents.items()):
            file = folder / f"{number}.html"
            file.write_text(html, encoding="utf-8")
            names[file.name] = name
        command = ["java", "-jar", VNU_JAR, "--format", "json", "--exit-zero-always", *sorted(folder.iterdir())]
        report = subprocess.run(command, capture_output=True, text=True, check=True).stderr
        return [
            f"{names[Path(message['url']).name]}:{message.get('lastLine', 0)}: {message['message']}"
            for message in json.loads(report)["messages"]
            if message["type"] != "info" or message.get("subType") == "warning"
        ]

    return check


@pytest.fixture(autouse=True)
def forgotten(settings: Any) -> None:
    """No test sees what another one left in the cache, nor reads in the language of its last request."""
    cache.clear()
    translation.activate(settings.LANGUAGE_CODE)
