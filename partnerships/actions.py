"""The verbs that write more than one form does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from directory.models import Organisation
from partnerships.models import Agreement, AgreementParty, Signature
from partnerships.states import Stage, Visibility, party_problem
from publishing import clock


@transaction.atomic
def record_agreement(
    *, agreement: Agreement, parties: Sequence[Organisation], signatures: Sequence[Signature] = (), actor: Any
) -> Agreement:
    """Save a new agreement with its parties and signatures, in the orders given: wholly or not at all.

    Signatures come unsaved, without agreement or position. Raises ValidationError, keyed by field where one is to
    blame, when a rule of the chain, the dates, the parties or the signatures is broken; PermissionDenied without the
    right to change partnerships, or to publish where this one is public.
    """
    _require(actor, agreement)
    agreement.full_clean()
    problem = party_problem(party.is_home for party in parties)
    if agreement.stage == Stage.SIGNED and problem:
        raise ValidationError({"parties": problem})
    if any(signature.organisation not in parties for signature in signatures):
        raise ValidationError({"signatures": _("Everybody signs for one of the parties.")})
    agreement.stamp(actor=actor, at=clock.now())
    agreement.save()
    for position, party in enumerate(parties, start=1):
        AgreementParty.objects.create(agreement=agreement, organisation=party, position=position)
    for position, signature in enumerate(signatures, start=1):
        signature.agreement, signature.position = agreement, position
        signature.full_clean()
        signature.save()
    return agreement


def _require(actor: Any, agreement: Agreement) -> None:
    is_public = agreement.partnership.visibility == Visibility.PUBLIC
    if not actor.has_perm("partnerships.change_partnership"):
        raise PermissionDenied
    if is_public and not actor.has_perm("partnerships.publish_partnership"):
        raise PermissionDenied
