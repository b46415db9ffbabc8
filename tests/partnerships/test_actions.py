"""Recording an agreement with its parties and signatures: wholly, or not at all."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied, ValidationError

from partnerships.actions import record_agreement
from partnerships.models import Agreement, Signature
from partnerships.states import NEXT_STAGES, Stage, may_become, party_problem
from tests.directory.factories import make_home, make_organisation
from tests.partnerships.factories import agreement_fields, make_agreement, make_partnership

pytestmark = pytest.mark.django_db


def somebody_who_may(*codenames):
    user = get_user_model().objects.create_user(f"person-{'-'.join(codenames)}", email=f"{len(codenames)}@example.org")
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


@pytest.fixture
def manager():
    return somebody_who_may("change_partnership", "publish_partnership")


def unsaved(**over):
    return Agreement(partnership=over.pop("partnership", None) or make_partnership(), **agreement_fields(**over))


def test_an_agreement_comes_with_its_parties_and_signatures_in_order(manager):
    home, other = make_home(), make_organisation()
    signatures = [Signature(organisation=other, name="Rector"), Signature(organisation=home, name="President")]

    agreement = record_agreement(agreement=unsaved(), parties=[other, home], signatures=signatures, actor=manager)

    assert [party.organisation for party in agreement.parties.all()] == [other, home]
    assert [signature.name for signature in agreement.signatures.all()] == ["Rector", "President"]
    assert agreement.created_by == manager


@pytest.mark.parametrize(
    ("homes", "others", "words"),
    [(0, 0, "exactly one home party"), (0, 2, "exactly one home party"), (1, 0, "at least two parties")],
)
def test_a_signed_agreement_names_the_rule_that_its_parties_break(manager, homes, others, words):
    parties = [make_home() for _ in range(homes)] + [make_organisation() for _ in range(others)]

    with pytest.raises(ValidationError) as refusal:
        record_agreement(agreement=unsaved(), parties=parties, actor=manager)

    assert words in str(refusal.value.message_dict["parties"])
    assert not Agreement.objects.exists()


def test_a_draft_may_still_look_for_its_counterparty(manager):
    agreement = record_agreement(agreement=unsaved(stage="draft", signed=None), parties=[make_home()], actor=manager)

    assert agreement.parties.count() == 1


def test_who_signs_signs_for_a_party(manager):
    outsider = Signature(organisation=make_organisation(), name="Somebody")

    with pytest.raises(ValidationError, match="signs for one of the parties"):
        record_agreement(
            agreement=unsaved(), parties=[make_home(), make_organisation()], signatures=[outsider], actor=manager
        )


def test_a_broken_signature_leaves_nothing_behind(manager):
    home = make_home()
    nameless = Signature(organisation=home, name="")

    with pytest.raises(ValidationError):
        record_agreement(agreement=unsaved(), parties=[home, make_organisation()], signatures=[nameless], actor=manager)

    assert not Agreement.objects.exists()


def test_what_is_public_is_changed_by_who_may_publish():
    writer = somebody_who_may("change_partnership")
    public, private = make_partnership(), make_partnership(visibility="private")
    parties = [make_home(), make_organisation()]

    with pytest.raises(PermissionDenied):
        record_agreement(agreement=unsaved(partnership=public), parties=parties, actor=writer)
    with pytest.raises(PermissionDenied):
        record_agreement(agreement=unsaved(partnership=private), parties=parties, actor=somebody_who_may())
    assert record_agreement(agreement=unsaved(partnership=private), parties=parties, actor=writer).pk


def test_a_number_of_the_chain_is_taken_once(manager):
    first = make_agreement()

    with pytest.raises(ValidationError, match="number already"):
        record_agreement(
            agreement=unsaved(partnership=first.partnership, position=1),
            parties=[make_home(), make_organisation()],
            actor=manager,
        )


def test_one_home_party_and_one_other_are_enough():
    assert party_problem([False, True]) is None
    assert party_problem([True, True, False]) is not None


def test_a_signature_is_not_taken_back():
    assert NEXT_STAGES[Stage.SIGNED] == frozenset()
    assert may_become(Stage.SIGNED, Stage.SIGNED)
    assert set(NEXT_STAGES) == set(Stage)


def test_every_stage_can_be_reached_from_a_draft():
    reached, frontier = {Stage.DRAFT}, [Stage.DRAFT]
    while frontier:
        new = NEXT_STAGES[frontier.pop()] - reached
        reached |= new
        frontier.extend(new)

    assert reached == set(Stage)
