"""What is decided about partnerships and agreements, and what follows from the calendar.

Stages are stored and change by the table below; a status is never stored (`AgreementQuerySet.with_status`).
"""

from collections.abc import Iterable, Mapping

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Visibility(TextChoices):
    """Of a partnership, with all that belongs to it."""

    PRIVATE = "private", _("Private")
    PUBLIC = "public", _("Public")


class Stage(TextChoices):
    DRAFT = "draft", _("Draft")
    IN_NEGOTIATION = "in-negotiation", _("In negotiation")
    APPROVED = "approved", _("Approved, not signed")
    SIGNED = "signed", _("Signed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class EndKind(TextChoices):
    FIXED = "fixed", _("Fixed date")
    OPEN_ENDED = "open-ended", _("Open-ended")
    NOT_PUBLISHED = "not-published", _("Not published")
    UNKNOWN = "unknown", _("Not known")


class Status(TextChoices):
    """In the order of the rules that decide it: the first that holds wins."""

    WITHDRAWN = "withdrawn", _("Withdrawn")
    DRAFT = "draft", _("Draft")
    IN_NEGOTIATION = "in-negotiation", _("In negotiation")
    APPROVED = "approved", _("Approved, not signed")
    TERMINATED = "terminated", _("Terminated")
    NOT_YET_IN_FORCE = "not-yet-in-force", _("Signed, not yet in force")
    RENEWED = "renewed", _("Renewed")
    EXPIRED = "expired", _("Expired")
    EXPIRING = "expiring", _("Expiring")
    REVIEW_OVERDUE = "review-overdue", _("In force, review overdue")
    IN_FORCE = "in-force", _("In force")


# What binds the parties on the day.
BINDING = frozenset({Status.EXPIRING, Status.REVIEW_OVERDUE, Status.IN_FORCE})

# An agreement counts as expiring for so many days before its end.
EXPIRING_DAYS = 180

# A signature cannot be taken back here: what ends a signed agreement is its end, its termination or a later agreement.
NEXT_STAGES: Mapping[Stage, frozenset[Stage]] = {
    Stage.DRAFT: frozenset({Stage.IN_NEGOTIATION, Stage.APPROVED, Stage.SIGNED, Stage.WITHDRAWN}),
    Stage.IN_NEGOTIATION: frozenset({Stage.DRAFT, Stage.APPROVED, Stage.SIGNED, Stage.WITHDRAWN}),
    Stage.APPROVED: frozenset({Stage.IN_NEGOTIATION, Stage.SIGNED, Stage.WITHDRAWN}),
    Stage.SIGNED: frozenset(),
    Stage.WITHDRAWN: frozenset({Stage.DRAFT}),
}


def may_become(before: Stage, after: Stage) -> bool:
    return after == before or after in NEXT_STAGES[before]


def party_problem(are_home: Iterable[bool]) -> str | Promise | None:
    """Why these parties cannot have signed, or None. One flag for each party: whether it is the home organisation."""
    homes = list(are_home)
    if homes.count(True) != 1:
        return _("A signed agreement has exactly one home party: add our own organisation, once.")
    if len(homes) < 2:
        return _("A signed agreement has at least two parties: add the organisation that it is made with.")
    return None
