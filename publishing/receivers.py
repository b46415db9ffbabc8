"""What publishing does when something of its own is told: mail, within the same transaction."""

from datetime import datetime
from typing import Any

from publishing import letters
from publishing.models import Comment, Document
from publishing.signals import commented, document_assigned, document_moved, mail_waits
from publishing.states import Verb
from publishing.tasks import deliver_mail


def connect() -> None:
    mail_waits.connect(queue_delivery, dispatch_uid="publishing.queue_delivery")
    document_moved.connect(tell_of_step, dispatch_uid="publishing.tell_of_step")
    document_assigned.connect(tell_of_assignment, dispatch_uid="publishing.tell_of_assignment")
    commented.connect(tell_of_comment, dispatch_uid="publishing.tell_of_comment")


def queue_delivery(at: datetime, **kwargs: Any) -> None:
    """The job is committed with the mail: neither can be there without the other."""
    deliver_mail.using(run_after=at).enqueue()


def tell_of_step(document: Document, verb: Verb, actor: Any, at: datetime, remark: str, **kwargs: Any) -> None:
    letters.tell_of_step(document=document, verb=verb, actor=actor, at=at, remark=remark)


def tell_of_assignment(document: Document, actor: Any, at: datetime, **kwargs: Any) -> None:
    letters.tell_of_assignment(document=document, actor=actor, at=at)


def tell_of_comment(comment: Comment, **kwargs: Any) -> None:
    letters.tell_of_comment(comment=comment)
