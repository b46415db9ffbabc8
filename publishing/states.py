"""The states of a working copy and the one table of how it moves between them.

What the public sees is not a state: it is whether an edition is live (`EditionQuerySet.live`). The states here are
about whose turn it is to work on the text.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    APPROVED = "approved", _("Approved")


class Verb(TextChoices):
    SUBMIT = "submit", _("Submit for review")
    APPROVE = "approve", _("Approve")
    SEND_BACK = "send_back", _("Ask for changes")
    PUBLISH = "publish", _("Publish")


@dataclass(frozen=True)
class Transition:
    """One allowed step; `permission` is the prefix of the codename, as in `publish_article`."""

    verb: Verb
    sources: frozenset[State]
    target: State
    permission: str


TRANSITIONS: tuple[Transition, ...] = (
    Transition(Verb.SUBMIT, frozenset({State.DRAFT}), State.IN_REVIEW, "submit"),
    Transition(Verb.APPROVE, frozenset({State.IN_REVIEW}), State.APPROVED, "approve"),
    Transition(Verb.SEND_BACK, frozenset({State.IN_REVIEW, State.APPROVED}), State.DRAFT, "approve"),
    Transition(Verb.PUBLISH, frozenset(State), State.DRAFT, "publish"),
)


def transition(verb: Verb, state: State) -> Transition | None:
    """The step that `verb` takes from `state`, or None where the table has none."""
    for step in TRANSITIONS:
        if step.verb == verb and state in step.sources:
            return step
    return None


class PublicStatus(TextChoices):
    """What the public sees of a document, in the words of the back office."""

    NEVER = "never", _("Not yet public")
    SCHEDULED = "scheduled", _("Scheduled")
    LIVE = "live", _("Public")
    CHANGED = "changed", _("Public, changes not published")
    ENDED = "ended", _("No longer public")


def public_status(
    *, live_digest: str | None, latest_digest: str | None, is_scheduled: bool, was_public: bool
) -> PublicStatus:
    """From what `with_public_state` annotates: the digest of the live revision and of the newest one."""
    if live_digest is not None:
        return PublicStatus.LIVE if live_digest == latest_digest else PublicStatus.CHANGED
    if is_scheduled:
        return PublicStatus.SCHEDULED
    return PublicStatus.ENDED if was_public else PublicStatus.NEVER
