"""The outbox: every mail goes out once, or stands there with the reason why it did not."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.db import connections, transaction
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from publishing import mail
from publishing.models import OutgoingMail
from publishing.tasks import deliver_mail
from tests.conftest import Clock
from tests.factories import make_user
from tests.ports import free_port
from tests.site.installation import ROOT, Installation

pytestmark = pytest.mark.django_db

State = OutgoingMail.State
MINUTE = timedelta(minutes=1)


def written(clock: Clock, **over: Any) -> OutgoingMail:
    to = over.pop("to", None) or make_user("writer", first_name="Aino")
    fields = {"subject": "Please look at “Snow”", "body": "Hello,\n\nthe text is ready: ä ö å.\n"} | over
    return mail.write(to=to, at=clock.at, **fields)


def state_of(one: OutgoingMail) -> str:
    one.refresh_from_db()
    return str(one.state)


def jobs() -> int:
    return DBTaskResult.objects.filter(task_path="publishing.tasks.deliver_mail", status="READY").count()


class Server:
    """A mail server that answers each mail with what `answer` says, and counts what it was sent."""

    def __init__(self, answer: Callable[[Any], str] | str = "250 OK") -> None:
        self.answer, self.taken = answer, []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.taken.append(envelope.rcpt_tos)
        return self.answer if isinstance(self.answer, str) else self.answer(server)


@contextmanager
def serving(handler: Server, settings: Any, port: int | None = None) -> Iterator[Server]:
    controller = Controller(handler, hostname="127.0.0.1", port=port or free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = controller.hostname, controller.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    try:
        yield handler
    finally:
        controller.stop()


# Writing and sending


def test_a_mail_waits_in_the_outbox_with_its_job_and_goes_out_once(clock: Clock, smtp: list[EmailMessage]) -> None:
    one = written(clock, subject="Two\nlines\r\nBcc: x@example.org")
    assert (state_of(one), jobs(), smtp) == (State.WAITING, 1, [])

    for _time in range(3):
        mail.deliver_due(at=clock.at)

    (sent,) = smtp
    assert (sent["To"], sent["Message-ID"], sent["Auto-Submitted"]) == (one.address, one.message_id, "auto-generated")
    assert (sent["Subject"], sent["Bcc"]) == ("Two lines Bcc: x@example.org", None)
    assert sent.get_content().replace("\r\n", "\n") == "Hello,\n\nthe text is ready: ä ö å.\n"
    assert (state_of(one), one.attempts, one.handed_over_at) == (State.SENT, 1, clock.at)


def test_a_mail_of_a_transaction_that_failed_was_never_written(clock: Clock, smtp: list[EmailMessage]) -> None:
    with transaction.atomic():
        written(clock)
        transaction.set_rollback(True)
    mail.deliver_due(at=clock.at)
    assert (smtp, OutgoingMail.objects.count(), jobs()) == ([], 0, 0)


def test_what_a_lost_job_has_left_is_sent_by_the_next(clock: Clock, smtp: list[EmailMessage]) -> None:
    first, second = written(clock), written(clock)
    DBTaskResult.objects.all().delete()
    deliver_mail.call()
    assert [state_of(first), state_of(second)] == [State.SENT, State.SENT]
    assert [message["Message-ID"] for message in smtp] == [first.message_id, second.message_id]


def test_the_outbox_works_on_when_the_mail_server_is_back(clock: Clock, settings: Any) -> None:
    one, two = written(clock), written(clock)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    DBTaskResult.objects.all().delete()

    mail.deliver_due(at=clock.at)
    assert [state_of(one), state_of(two)] == [State.WAITING, State.WAITING]
    assert "refused" in one.problem.lower()
    assert one.due_at == clock.at + 2 * MINUTE
    assert set(DBTaskResult.objects.values_list("run_after", flat=True)) == {one.due_at}

    with serving(Server(), settings, settings.EMAIL_PORT) as server:
        mail.deliver_due(at=clock.at + MINUTE)
        assert server.taken == []
        mail.deliver_due(at=clock.at + 2 * MINUTE)
        assert len(server.taken) == 2
    assert [state_of(one), state_of(two), one.problem] == [State.SENT, State.SENT, ""]


def test_pauses_grow_to_an_hour_and_after_three_days_a_person_is_asked(clock: Clock, settings: Any) -> None:
    one = written(clock)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    pauses = []
    while state_of(one) == State.WAITING:
        clock.set(one.due_at)
        mail.deliver_due(at=clock.at)
        one.refresh_from_db()
        pauses.append(one.due_at - clock.at)
    assert pauses[:7] == [minutes * MINUTE for minutes in (2, 4, 8, 16, 32, 60, 60)]
    assert (state_of(one), clock.at - one.written_at >= timedelta(days=3)) == (State.FAILED, True)


@pytest.mark.parametrize(
    ("answer", "state"),
    [("451 4.3.0 Try later", State.WAITING), ("550 5.1.1 No such mailbox", State.FAILED)],
)
def test_what_the_mail_server_refuses_waits_or_has_failed(answer: str, state: str, clock: Clock, settings: Any) -> None:
    one = written(clock)
    with serving(Server(answer), settings) as server:
        mail.deliver_due(at=clock.at)
        mail.deliver_due(at=clock.at)
    assert (state_of(one), len(server.taken)) == (state, 1)
    assert answer[4:] in one.problem


def test_a_bad_address_holds_up_nobody_else(clock: Clock, smtp: list[EmailMessage]) -> None:
    bad = written(clock)
    OutgoingMail.objects.filter(pk=bad.pk).update(address="x@example.org\nBcc: y@example.org")
    good = written(clock)
    mail.deliver_due(at=clock.at)
    assert (state_of(bad), state_of(good)) == (State.FAILED, State.SENT)
    assert [message["To"] for message in smtp] == [good.address]


# What nobody knows the fate of


def test_a_mail_whose_answer_never_came_is_not_repeated_and_reads_so(clock: Clock, settings: Any) -> None:
    def cut(server: Any) -> str:
        server.transport.close()
        return ""

    one = written(clock)
    with serving(Server(cut), settings) as server:
        for minutes in (0, 10, 10_000):
            mail.deliver_due(at=clock.at + minutes * MINUTE)
    assert len(server.taken) == 1
    assert state_of(one) == State.HANDED_OVER
    assert not one.is_unknown(clock.at)
    assert one.is_unknown(clock.at + 6 * MINUTE)
    assert list(OutgoingMail.objects.questionable(clock.at)) == []
    assert list(OutgoingMail.objects.questionable(clock.at + 6 * MINUTE)) == [one]


SENDING = """
import os, signal, sys
import django
django.setup()
from django.core.mail.backends.smtp import EmailBackend
from accounts.models import User
from publishing import clock, mail
from publishing.models import OutgoingMail

send = EmailBackend._send
def die(self, message):
    if sys.argv[1] == "after":
        send(self, message)
    os.kill(os.getpid(), signal.SIGKILL)

if sys.argv[1] in ("before", "after"):
    to = User.objects.create(username=sys.argv[1], email=f"{sys.argv[1]}@example.org")
    mail.write(to=to, subject="S", body="B", at=clock.now())
    EmailBackend._send = die
mail.deliver_due(at=clock.now())
print(*OutgoingMail.objects.values_list("state", flat=True))
"""


def test_a_worker_killed_around_the_handing_over_repeats_nothing(tmp_path: Path, settings: Any) -> None:
    (tmp_path / "data").mkdir()
    installation = Installation(tmp_path, f"sqlite:///{tmp_path / 'data' / 'site.sqlite3'}")
    assert installation.manage("migrate", "--verbosity", "0").returncode == 0

    def send(moment: str) -> subprocess.CompletedProcess[str]:
        environment = installation.environment(EMAIL_HOST=settings.EMAIL_HOST, EMAIL_PORT=str(settings.EMAIL_PORT))
        command = [sys.executable, "-c", SENDING, moment]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)

    with serving(Server(), settings) as server:
        assert [send(moment).returncode for moment in ("before", "after")] == [-9, -9]
        assert server.taken == [["after@example.org"]]
        assert send("again").stdout.split() == ["handed_over", "handed_over"]
        assert server.taken == [["after@example.org"]]


@pytest.mark.django_db(transaction=True)
def test_several_workers_send_each_mail_once(clock: Clock, smtp: list[EmailMessage]) -> None:
    user = make_user("writer")
    ids = {written(clock, to=user, subject=str(number)).message_id for number in range(20)}

    def work() -> None:
        try:
            mail.deliver_due(at=clock.at)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as threads:
        for future in [threads.submit(work) for _worker in range(4)]:
            future.result()
    assert sorted(message["Message-ID"] for message in smtp) == sorted(ids)
    assert set(OutgoingMail.objects.values_list("state", flat=True)) == {State.SENT}


# A person decides


@pytest.fixture
def unknown(clock: Clock) -> OutgoingMail:
    one = written(clock)
    OutgoingMail.objects.update(state=State.HANDED_OVER, handed_over_at=clock.at - timedelta(hours=1), attempts=1)
    one.refresh_from_db()
    return one


def address(one: OutgoingMail) -> str:
    return reverse("admin:publishing_outgoingmail_change", args=[one.pk])


def test_an_administrator_sends_once_more_what_nobody_knows_the_fate_of(
    client: Client, unknown: OutgoingMail, smtp: list[EmailMessage], clock: Clock
) -> None:
    client.force_login(make_user("administrator"))
    listing = client.get(reverse("admin:publishing_outgoingmail_changelist"), {"state": "open"}).content.decode()
    assert "Unknown, not repeated" in listing
    assert "Nobody knows whether this mail was delivered." in client.get(address(unknown)).content.decode()

    for _press in range(2):
        assert client.post(address(unknown), {"_repeat": "1"}).status_code == 302
        mail.deliver_due(at=clock.at)
    assert [message["Message-ID"] for message in smtp] == [unknown.message_id]
    assert (state_of(unknown), LogEntry.objects.count()) == (State.SENT, 1)
    assert unknown.attempts == 1


def test_an_administrator_lets_a_mail_be(client: Client, unknown: OutgoingMail, clock: Clock) -> None:
    client.force_login(make_user("administrator"))
    client.post(address(unknown), {"_settle": "1"})
    assert state_of(unknown) == State.SETTLED
    assert list(OutgoingMail.objects.questionable(clock.at)) == []


@pytest.mark.parametrize("state", [State.SENT, State.WAITING, State.SETTLED])
def test_what_is_no_open_question_is_not_decided(state: str, unknown: OutgoingMail, clock: Clock) -> None:
    OutgoingMail.objects.update(state=state)
    mail.repeat(mail=unknown, actor=make_user("administrator"), at=clock.at)
    mail.settle(mail=unknown, actor=make_user("administrator"), at=clock.at)
    assert state_of(unknown) == state


def test_what_is_being_sent_is_not_decided(unknown: OutgoingMail, clock: Clock) -> None:
    OutgoingMail.objects.update(handed_over_at=clock.at)
    mail.repeat(mail=unknown, actor=make_user("administrator"), at=clock.at)
    assert state_of(unknown) == State.HANDED_OVER


def test_nobody_else_decides_or_reads_mail(client: Client, unknown: OutgoingMail, clock: Clock) -> None:
    for role in ("writer", "editor", "photo-editor", "partnership-manager", "legal"):
        person = make_user(role)
        client.force_login(person)
        assert client.get(address(unknown)).status_code == 403
        assert client.post(address(unknown), {"_repeat": "1"}).status_code == 403
        with pytest.raises(PermissionDenied):
            mail.settle(mail=unknown, actor=person, at=clock.at)
    assert state_of(unknown) == State.HANDED_OVER


@pytest.mark.parametrize("key", ["abc", "999999", "9" * 30])
def test_a_mail_that_is_none_is_not_found(key: str, client: Client) -> None:
    client.force_login(make_user("administrator"))
    url = reverse("admin:publishing_outgoingmail_changelist") + f"{key}/change/"
    assert client.post(url, {"_repeat": "1"}).status_code == 404


def test_the_list_of_the_outbox_asks_as_often_however_long_it_is(
    client: Client, clock: Clock, django_assert_max_num_queries: Any
) -> None:
    client.force_login(make_user("administrator"))
    user = make_user("writer")
    for number in range(30):
        written(clock, to=user, subject=str(number))
    with django_assert_max_num_queries(8):
        assert client.get(reverse("admin:publishing_outgoingmail_changelist")).status_code == 200
