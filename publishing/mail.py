"""Verbs about the site's mail: writing, delivering, and deciding about what nobody knows the fate of.

Never twice by itself, never lost in silence: what is not sent stands in the outbox with the reason.
"""

from __future__ import annotations

import smtplib
import uuid
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage, get_connection

from publishing.models import OutgoingMail
from publishing.signals import mail_waits

State = OutgoingMail.State
# Attempts grow apart, up to an hour; after three days nobody waits for it any more.
LONGEST_PAUSE = timedelta(hours=1)
GIVEN_UP_AFTER = timedelta(days=3)
_NO_ANSWER = (OSError, smtplib.SMTPException)


def write(*, to: Any, subject: str, body: str, at: datetime) -> OutgoingMail:
    """Put a mail to a member of staff into the outbox; it goes out after the commit. One line of subject."""
    host = urlsplit(settings.SITE_URL).hostname
    mail = OutgoingMail.objects.create(
        recipient=to,
        address=to.email,
        subject=" ".join(subject.split())[:200],
        body=body,
        message_id=f"<{uuid.uuid4()}@{host}>",
        written_at=at,
        due_at=at,
    )
    mail_waits.send(OutgoingMail, at=at)
    return mail


def deliver_due(*, at: datetime) -> None:
    """Send what waits. Where the mail server does not answer at all, everything waits on."""
    for mail in OutgoingMail.objects.due(at):
        connection = get_connection()
        try:
            connection.open()
        except _NO_ANSWER as error:
            for waiting in OutgoingMail.objects.due(at):
                waiting.attempts += 1
                _postpone(waiting, at, error)
            return
        try:
            _hand_over(mail, connection, at)
        finally:
            _close(connection)


def repeat(*, mail: OutgoingMail, actor: Any, at: datetime) -> bool:
    """Send once more what failed, or what nobody knows the fate of: a person's decision. False for any other mail."""
    return _decide(mail, actor, at, state=State.WAITING, due_at=at, written_at=at, attempts=0, problem="")


def settle(*, mail: OutgoingMail, actor: Any, at: datetime) -> bool:
    """Leave such a mail as it is: it is no open question any more."""
    return _decide(mail, actor, at, state=State.SETTLED)


def _decide(mail: OutgoingMail, actor: Any, at: datetime, **columns: Any) -> bool:
    if not actor.has_perm("publishing.change_outgoingmail"):
        raise PermissionDenied
    mail.refresh_from_db()
    if not mail.is_questionable(at) or not _moved(mail, **columns):
        return False
    if mail.state == State.WAITING:
        mail_waits.send(OutgoingMail, at=at)
    return True


def _hand_over(mail: OutgoingMail, connection: Any, at: datetime) -> None:
    if not _moved(mail, state=State.HANDED_OVER, handed_over_at=at, attempts=mail.attempts + 1):
        return  # Another worker was faster.
    message = EmailMessage(
        mail.subject,
        mail.body,
        to=[mail.address],
        connection=connection,
        # RFC 3834: no out-of-office answers to a machine.
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
    )
    try:
        connection.send_messages([message])
    except smtplib.SMTPRecipientsRefused as refusal:
        _refused(mail, at, max(code for code, _text in refusal.recipients.values()), refusal)
    except smtplib.SMTPResponseException as refusal:
        _refused(mail, at, refusal.smtp_code, refusal)
    except (ValueError, smtplib.SMTPNotSupportedError) as error:
        # Headers or an address that no mail, or this server's, can have: nothing was handed over.
        _moved(mail, state=State.FAILED, problem=_words(error))
    except _NO_ANSWER as error:
        # It may have been taken: the row goes on saying that nobody knows.
        _moved(mail, problem=_words(error))
    else:
        _moved(mail, state=State.SENT, problem="")


def _refused(mail: OutgoingMail, at: datetime, code: int, refusal: Exception) -> None:
    """4yz means later, 5yz never (RFC 5321, 4.2.1)."""
    if 400 <= code < 500:
        _postpone(mail, at, refusal)
    else:
        _moved(mail, state=State.FAILED, problem=_words(refusal))


def _postpone(mail: OutgoingMail, at: datetime, error: Exception) -> None:
    if mail.written_at <= at - GIVEN_UP_AFTER:
        _moved(mail, state=State.FAILED, problem=_words(error))
        return
    due_at = at + min(timedelta(minutes=2 ** min(mail.attempts, 10)), LONGEST_PAUSE)
    if _moved(mail, state=State.WAITING, due_at=due_at, attempts=mail.attempts, problem=_words(error)):
        mail_waits.send(OutgoingMail, at=due_at)


def _moved(mail: OutgoingMail, **columns: Any) -> bool:
    """Write the columns, unless the mail is in another state by now than `mail` says: then somebody else has it."""
    moved = OutgoingMail.objects.filter(pk=mail.pk, state=mail.state).update(**columns)
    if moved:
        for name, value in columns.items():
            setattr(mail, name, value)
    return bool(moved)


def _close(connection: Any) -> None:
    with suppress(*_NO_ANSWER):  # It may have gone already.
        connection.close()


def _words(error: Exception) -> str:
    return (str(error) or type(error).__name__)[:300]
