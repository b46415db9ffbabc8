"""Who hears of what by mail, and in which words: each in the language of their back office."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from publishing import mail
from publishing.actions import may
from publishing.models import Comment, Document
from publishing.states import Verb

# The one that knows permissions: `with_perm` wants to be told where there are several.
BACKEND = "django.contrib.auth.backends.ModelBackend"


def tell_of_step(*, document: Document, verb: Verb, actor: Any, at: datetime, remark: str) -> None:
    """A text that waits for review goes to whose turn it is, or to all who may approve it; the rest to its owner."""
    people = _reviewers(document) if verb == Verb.SUBMIT else [document.owner]
    # The remark stands in the text of the mail; whom it names reads it there.
    mentioned = _named(Comment.names_in(remark), document)
    _tell([*people, *mentioned], actor, verb.value, document, at, remark=remark)


def tell_of_assignment(*, document: Document, actor: Any, at: datetime) -> None:
    _tell([document.assignee], actor, "assign", document, at)


def tell_of_comment(*, comment: Comment) -> None:
    """To those whom it names, to the owner and to whose turn it is."""
    document = comment.document
    people = [*_named(comment.mentioned, document), document.owner, document.assignee]
    _tell(people, comment.author, "comment", document, comment.created_at, remark=comment.text, field=comment.field)


def those_who_may(verb: str, document: Document) -> list[Any]:
    """Active members of staff with that right over the document, by name."""
    permission = f"{document._meta.app_label}.{verb}_{document._meta.model_name}"
    people = get_user_model().objects.with_perm(permission, include_superusers=False, backend=BACKEND)
    return document.those_within_reach(list(people.order_by("last_name", "first_name", "pk")))


def _reviewers(document: Document) -> list[Any]:
    """Whose turn it is; where nobody is named, or who is named has left, everybody who may approve it."""
    if document.assignee is not None and document.assignee.is_active:
        return [document.assignee]
    return those_who_may(Verb.APPROVE, document)


def _named(names: Iterable[str], document: Document) -> list[Any]:
    """Those of the names who may read the text: nobody else hears of it by being called."""
    people = get_user_model().objects.filter(username__in=set(names), is_staff=True)
    return [person for person in people if may(person, "view", type(document))]


def _tell(people: Iterable[Any], actor: Any, what: str, document: Document, at: datetime, **more: Any) -> None:
    told = {person.pk: person for person in people if person is not None and person.is_active and person.email}
    told.pop(getattr(actor, "pk", None), None)  # Who did it knows.
    for person in told.values():
        with override(person.language):
            context = {
                "person": person,
                "actor": actor or _("Somebody"),
                "document": document,
                "at": at,
                "url": f"{settings.SITE_URL}{_address(document)}",
                "about": document.content_class.labels.get(more.get("field", ""), ""),
                **more,
            }
            body = render_to_string(f"mail/{what}.txt", context)
            mail.write(to=person, subject=_subject(what, actor, document), body=body, at=at)


def _subject(what: str, actor: Any, document: Document) -> str:
    words = {
        "submit": _("For review: %(title)s"),
        "approve": _("Approved: %(title)s"),
        "send_back": _("Changes asked for: %(title)s"),
        "publish": _("Published: %(title)s"),
        "assign": _("Your turn: %(title)s"),
        "comment": _("Comment: %(title)s"),
    }
    return words[what] % {"title": document}


def _address(document: Document) -> str:
    options = document._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[document.pk])
