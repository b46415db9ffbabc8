"""The verbs of publishing, for every kind of document.

Each locks the document's row, reads the clock *after* the lock (so that two publications cannot claim the same past),
checks permission and state, changes, and records a revision: wholly or not at all. A refusal is a `Refused`, whose
messages are for the editor; a missing right is Django's PermissionDenied.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from publishing import clock
from publishing.content import Content, merge
from publishing.models import LONGEST_COMMENT, Comment, DeskRules, Document, Edition, Revision
from publishing.signals import commented, document_moved
from publishing.states import State, Verb, transition

D = TypeVar("D", bound=Document)


class Refused(ValidationError):
    """The action cannot be taken; the messages say why, keyed by field where one field is to blame."""


class Scheduled(models.TextChoices):
    """What becomes of changes that are scheduled for later, when something else is published before them."""

    CARRY = "carry", "carry"
    KEEP = "keep", "keep"
    CANCEL = "cancel", "cancel"


def may(actor: Any, verb: str, document: Document | type[Document]) -> bool:
    """Whether the actor holds the permission `<verb>_<model>` on this kind of document, and it reaches this one."""
    options = document._meta
    if not actor.has_perm(f"{options.app_label}.{verb}_{options.model_name}"):
        return False
    return isinstance(document, type) or document.is_within_reach(actor)


def editable_by(actor: Any, document: Document) -> bool:
    """Whether the actor may change this document: an own one, or any with the right to edit those of others."""
    if document.owner_id == actor.pk:
        return may(actor, "change", type(document))
    return may(actor, "change", document) and may(actor, "edit_others", document)


def must_be_reviewed(document: Document, actor: Any) -> bool:
    """Whether somebody else has to approve the working copy before this actor may publish it.

    One's own is what one has started, and what one was the last to write on.
    """
    if document.state == State.APPROVED or DeskRules.current().may_publish_own:
        return False
    return _is_own(document, actor)


@transaction.atomic
def save(*, document: Document, actor: Any, note: str = "") -> Revision:
    """Record the working copy, whose rows have just been saved, as a revision; an unchanged one not again.

    What was approved is that text: with a change to it, it is in review again.
    """
    locked, at = _lock(document)
    before = _latest(locked)
    revision = _record(locked, kind=Revision.Kind.SAVED, actor=actor, at=at, note=note)
    if locked.state == State.APPROVED and revision != before:
        locked.state = State.IN_REVIEW
        _keep(document, locked, actor, at)
    return revision


@transaction.atomic
def submit(*, document: Document, actor: Any, remark: str = "") -> None:
    """Hand the working copy to whoever may approve it; they are told by mail, with the remark."""
    locked, at = _lock(document)
    _step(locked, Verb.SUBMIT, actor)
    _record(locked, kind=Revision.Kind.SUBMITTED, actor=actor, at=at, always=True)
    _keep(document, locked, actor, at)
    _tell(locked, Verb.SUBMIT, actor, at, remark)


@transaction.atomic
def approve(*, document: Document, actor: Any, remark: str = "") -> None:
    """Say that the working copy may be published as it stands; its owner is told by mail."""
    locked, at = _lock(document)
    _step(locked, Verb.APPROVE, actor)
    if not DeskRules.current().may_publish_own and _is_own(locked, actor):
        raise Refused(_("You have written on this yourself: somebody else has to approve it."))
    _record(locked, kind=Revision.Kind.APPROVED, actor=actor, at=at, always=True)
    _keep(document, locked, actor, at)
    _tell(locked, Verb.APPROVE, actor, at, remark)


@transaction.atomic
def send_back(*, document: Document, actor: Any, remark: str = "") -> None:
    """Ask for changes: give a submitted or approved working copy back to its owner, who is told by mail why."""
    locked, at = _lock(document)
    _step(locked, Verb.SEND_BACK, actor)
    _keep(document, locked, actor, at)
    _tell(locked, Verb.SEND_BACK, actor, at, remark)


@transaction.atomic
def comment(*, document: Document, actor: Any, text: str, field: str = "") -> Comment:
    """Say something about the working copy, or about one field of its content. Refused without words."""
    locked, at = _lock(document)
    if not may(actor, "view", type(document)):
        raise PermissionDenied
    remark = _said(locked, text, actor, at, field)
    commented.send(type(remark), comment=remark)
    return remark


@transaction.atomic
def resolve(*, document: Document, comment_pk: int, actor: Any) -> None:
    """Note that a comment is dealt with: its author, the owner of the text and whoever may edit it can."""
    locked, at = _lock(document)
    remark = locked.comments.filter(pk=comment_pk).first()
    if remark is None:
        raise Refused(_("That comment does not exist."))
    if remark.author_id != actor.pk and not editable_by(actor, locked):
        raise PermissionDenied
    if remark.resolved_at is None:
        remark.resolved_at, remark.resolved_by = at, actor
        remark.save(update_fields=["resolved_at", "resolved_by"])


@transaction.atomic
def publish(
    *,
    document: Document,
    actor: Any,
    live_from: datetime | None = None,
    live_until: datetime | None = None,
    change_note: str = "",
    scheduled: Scheduled = Scheduled.CARRY,
) -> Edition:
    """Open an edition of the working copy as it stands: now, or at `live_from`; until `live_until`, or for ever.

    A `change_note` makes it an update that readers are told about. `scheduled` says what happens to changes that wait
    for a later time; when a correction cannot be carried into one because both changed the same field, the action is
    refused. A change that is scheduled for the very time `live_from` is replaced by this one.
    """
    locked, at = _lock(document)
    if must_be_reviewed(locked, actor):
        raise Refused(_("You have written on this yourself: somebody else has to approve it first."))
    _step(locked, Verb.PUBLISH, actor)
    start = at if live_from is None else live_from
    _check_times(locked, start, live_until, at)
    content = locked.snapshot()
    errors = locked.publication_errors(content, start)
    if errors:
        raise Refused(errors)
    revision = _record(locked, kind=Revision.Kind.PUBLISHED, actor=actor, at=at, note=change_note, always=True)
    opening = _Opening(locked, actor, at)
    waiting = [] if scheduled == Scheduled.CANCEL else _waiting(locked, start)
    before = locked.editions.filter(live_from__lt=start).select_related("revision").order_by("-live_from").first()
    carried = opening.carry(content, before, waiting) if scheduled == Scheduled.CARRY else None
    locked.editions.scheduled(at).filter(live_from__gte=start).delete()
    edition = opening.open(revision, content, start, live_until, change_note, replaced_at=_first_start(waiting))
    opening.reopen(waiting, carried)
    # What it was wanted for is done; the next change is another turn.
    locked.assignee = locked.due_on = None
    _keep(document, locked, actor, at)
    _tell(locked, Verb.PUBLISH, actor, at, "")
    return edition


@transaction.atomic
def withdraw(*, document: Document, actor: Any) -> None:
    """Take the document off the site now, and drop what is scheduled. Its address answers 410 from here on."""
    locked, at = _lock(document)
    _require(actor, "publish", locked)
    unfinished = locked.editions.unfinished(at)
    if not unfinished.exists():
        raise Refused(_("This item is not public and nothing is scheduled."))
    unfinished.filter(live_from__gte=at).delete()
    unfinished.update(planned_until=at, live_until=at)
    _keep(document, locked, actor, at)


@transaction.atomic
def cancel_scheduled(*, document: Document, edition_pk: int, actor: Any) -> None:
    """Drop one scheduled edition; the version before it gets the end back that was planned for it."""
    locked, at = _lock(document)
    _require(actor, "publish", locked)
    waiting = _waiting(locked, at)
    kept = [edition for edition in waiting if edition.pk != edition_pk]
    if len(kept) == len(waiting):
        raise Refused(_("That change is not waiting any more: it has gone live or was cancelled."))
    locked.editions.scheduled(at).delete()
    for live in locked.editions.live(at):
        live.live_until = _earliest(live.planned_until, _first_start(kept))
        with _one_document_per_address():
            live.save(update_fields=["live_until"])
    _Opening(locked, actor, at).reopen(kept)
    _keep(document, locked, actor, at)


@transaction.atomic
def restore(*, document: Document, revision: Revision, actor: Any) -> Revision:
    """Make the working copy equal to an old revision. What it held before is recorded first, so nothing is lost."""
    locked, at = _lock(document)
    if not editable_by(actor, locked):
        raise PermissionDenied
    if revision.document_id != locked.pk:
        raise ValueError("The revision is of another document.")
    _record(locked, kind=Revision.Kind.SAVED, actor=actor, at=at)
    locked.apply(locked.content_class.from_json(revision.content, revision.schema))
    if locked.state == State.APPROVED:
        locked.state = State.IN_REVIEW
    _keep(document, locked, actor, at)
    note = _("Restored from version %(number)s") % {"number": revision.number}
    return _record(locked, kind=Revision.Kind.RESTORED, actor=actor, at=at, note=note, always=True)


def _lock(document: D) -> tuple[D, datetime]:
    """The document's row as the database has it, locked till the end of the transaction, and the time after that."""
    model = type(document)
    locked: D = model._default_manager.select_for_update().get(pk=document.pk)
    return locked, clock.now()


def _require(actor: Any, verb: str, document: Document) -> None:
    if may(actor, verb, document):
        return
    if may(actor, verb, type(document)):
        # Somebody may just have changed the topics: that is told, and what was typed stays saved.
        raise Refused(_("Your rights do not reach this text: it is in none of the topics that you are named under."))
    raise PermissionDenied


def _step(document: Document, verb: Verb, actor: Any) -> None:
    step = transition(verb, State(document.state))
    if step is None:
        message = _("This cannot be done while the item is in the state “%(state)s”.")
        raise Refused(message % {"state": document.get_state_display()})
    _require(actor, step.permission, document)
    if verb is Verb.SUBMIT and not editable_by(actor, document):
        raise PermissionDenied
    document.state = step.target


def _is_own(document: Document, actor: Any) -> bool:
    latest = _latest(document)
    return actor.pk in (document.owner_id, latest.author_id if latest else None)


def _latest(document: Document) -> Revision | None:
    latest: Revision | None = document.revisions.order_by("-number").first()
    return latest


def _said(document: Document, text: str, actor: Any, at: datetime, field: str = "") -> Comment:
    """Keep a remark; Refused where it has no words or too many, or is about nothing. PostgreSQL takes no NUL."""
    text = text.replace("\0", "").strip()
    if not text or len(text) > LONGEST_COMMENT:
        message = _("Write a comment of at most %(count)s characters.") % {"count": LONGEST_COMMENT}
        raise Refused({"comment": message})
    if field and field not in document.content_class.labels:
        raise Refused({"comment": _("There is no such field.")})
    remark: Comment = document.comments.create(field=field, text=text, author=actor, created_at=at)
    return remark


def _tell(document: Document, verb: Verb, actor: Any, at: datetime, remark: str) -> None:
    """The remark that goes with a step is kept as a comment, and the step is told to whom it concerns."""
    if remark.strip():
        remark = _said(document, remark, actor, at).text
    document_moved.send(type(document), document=document, verb=verb, actor=actor, at=at, remark=remark)


def _keep(document: Document, locked: Document, actor: Any, at: datetime) -> None:
    """Save the locked row as changed by `actor`, and let the caller's instance know what it may not overwrite."""
    locked.stamp(actor=actor, at=at)
    locked.save()
    document.state, document.version = locked.state, locked.version


def _record(
    document: Document, *, kind: str, actor: Any, at: datetime, note: str = "", always: bool = False
) -> Revision:
    content = document.snapshot()
    document.keep_links(content)
    digest = content.digest()
    latest = _latest(document)
    if latest is not None and latest.digest == digest and not always:
        return latest
    revision: Revision = document.revisions.create(
        number=latest.number + 1 if latest else 1,
        kind=kind,
        schema=content.schema,
        content=content.to_json(),
        digest=digest,
        author=actor,
        created_at=at,
        note=note,
    )
    return revision


@contextmanager
def _one_document_per_address() -> Iterator[None]:
    """Turn the database's refusal of a second edition at one address into words for the editor."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if "address_once" not in str(error):
            raise
        message = _("Another public item has this address at that time. Change the last part of the address.")
        raise Refused({"slug": message}) from error


def _waiting(document: Document, start: datetime) -> list[Edition]:
    return list(document.editions.scheduled(start).select_related("revision"))


def _first_start(waiting: list[Edition]) -> datetime | None:
    return waiting[0].live_from if waiting else None


def _earliest(*ends: datetime | None) -> datetime | None:
    """The first of several ends, where None is never."""
    return min((end for end in ends if end is not None), default=None)


def _check_times(document: Document, start: datetime, until: datetime | None, at: datetime) -> None:
    if start < at:
        raise Refused({"live_from": _("This time has passed. Publish now, or choose a later time.")})
    if until is not None and until <= start:
        raise Refused({"live_until": _("The end must be later than the start.")})
    if start == at and document.editions.filter(live_from=start).exists():
        raise Refused({"live_from": _("Another change goes live at that very moment. Choose another time.")})
    first = document.editions.filter(live_from__lt=start).order_by("live_from").first()
    if first is not None and document.published_at not in (None, first.published_at):
        message = _("The date of first publication is part of the address and stays as it was: leave this field empty.")
        raise Refused({"published_at": message})


@dataclass
class _Opening:
    """What the editions that one action opens have in common."""

    document: Document
    actor: Any
    at: datetime

    def open(
        self,
        revision: Revision,
        content: Content,
        start: datetime,
        until: datetime | None,
        note: str,
        replaced_at: datetime | None,
    ) -> Edition:
        """Open one edition after all that start earlier; it ends at `until`, or when the next one replaces it.

        The one before gives way first, and the end is the final one from the first moment: both databases check each
        statement at once, and would refuse an address that somebody else has only after the replacement.
        """
        earlier = self.document.editions.filter(live_from__lt=start).order_by("live_from")
        earlier.unfinished(start).update(live_until=start)
        first, before = earlier.first(), earlier.last()
        notes = before.change_notes if before else []
        if note:
            notes = [*notes, {"at": start.isoformat(), "text": note}]
        edition: Edition = self.document.editions.model(
            document=self.document,
            revision=revision,
            language=content.language,
            translation_key=self.document.translation_key,
            title=content.title,
            slug=content.slug,
            published_at=first.published_at if first else self.document.published_at or start,
            live_from=start,
            planned_until=until,
            live_until=_earliest(until, replaced_at),
            change_note=note,
            change_notes=notes,
            changed_at=datetime.fromisoformat(notes[-1]["at"]) if notes else None,
        )
        edition.project(content)
        with _one_document_per_address():
            edition.save()
        edition.link(content)
        return edition

    def reopen(self, waiting: list[Edition], contents: list[Content] | None = None) -> None:
        """Open scheduled changes anew, in order; `contents` where a correction was carried into them."""
        for index, edition in enumerate(waiting):
            theirs = self.content(edition.revision)
            content = contents[index] if contents else theirs
            revision = edition.revision if content == theirs else self._record_carried(content)
            following = _first_start(waiting[index + 1 :])
            self.open(revision, content, edition.live_from, edition.planned_until, edition.change_note, following)

    def carry(self, correction: Content, before: Edition | None, waiting: list[Edition]) -> list[Content]:
        """The scheduled contents with the correction in them; Refused where both changed the same field."""
        carried = []
        for edition in waiting:
            theirs = self.content(edition.revision)
            ancestor = self.content(before.revision) if before else theirs
            merged, conflicts = merge(ancestor=ancestor, correction=correction, scheduled=theirs)
            if conflicts:
                names = ", ".join(str(correction.labels[field]) for field in conflicts)
                message = _(
                    "The scheduled change and this correction both changed: %(fields)s. "
                    "Keep the scheduled change as it is, or cancel it."
                )
                raise Refused({"scheduled": message % {"fields": names}})
            carried.append(merged)
        return carried

    def content(self, revision: Revision) -> Content:
        return self.document.content_class.from_json(revision.content, revision.schema)

    def _record_carried(self, content: Content) -> Revision:
        """The working copy goes on from the scheduled text with the correction in it."""
        self.document.apply(content)
        note = _("Correction carried into the scheduled change")
        kind = Revision.Kind.PUBLISHED
        return _record(self.document, kind=kind, actor=self.actor, at=self.at, note=note, always=True)
