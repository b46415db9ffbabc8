"""The database refuses what must not be, whoever writes: each constraint broken on purpose."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from hypothesis import given

from partnerships.models import Agreement, AgreementParty, Partnership, PartnershipAim, Signature, Theme
from tests.directory.factories import make_home
from tests.partial_dates import partial_dates
from tests.partnerships.factories import agreement_fields, make_agreement, make_partnership

pytestmark = pytest.mark.django_db


def refuses(name, write):
    """Whether the database refuses the write in the name of that constraint, or of its columns on SQLite."""
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        write()


@pytest.mark.parametrize(
    ("constraint", "columns"),
    [
        ("agreement_position_from_1", {"position": 0}),
        ("agreement_ends_after_start", {"starts": "2026-06-02", "ends": "2026-06-01"}),
        ("agreement_ends_after_start", {"starts": "2027", "ends": "2026"}),
        ("agreement_fixed_end_has_date", {"end_kind": "fixed"}),
        ("agreement_fixed_end_has_date", {"ends": "2026", "end_kind": "not-published"}),
        ("agreement_signed_has_date", {"signed": None}),
        ("agreement_signed_known_or_not", {"stage": "draft", "signed_unknown": False, "signed": "2020"}),
        ("agreement_terminated_was_signed", {"stage": "approved", "terminated_on": date(2026, 1, 1)}),
    ],
)
def test_an_impossible_agreement_is_refused(constraint, columns):
    fields = agreement_fields(**columns)
    if constraint == "agreement_signed_known_or_not":
        fields["signed_unknown"] = True

    refuses(constraint, lambda: Agreement.objects.create(partnership=make_partnership(), **fields))


@pytest.mark.parametrize(
    "columns",
    [
        {"starts_on": date(2020, 6, 16), "starts_last_on": date(2020, 6, 17), "starts_precision": "day"},
        {"starts_on": date(2020, 6, 16), "starts_last_on": date(2020, 6, 30), "starts_precision": "month"},
        {"starts_on": date(2020, 6, 1), "starts_last_on": date(2020, 6, 29), "starts_precision": "month"},
        {"starts_on": date(2023, 2, 1), "starts_last_on": date(2024, 2, 29), "starts_precision": "month"},
        {"starts_on": date(2020, 2, 1), "starts_last_on": date(2020, 12, 31), "starts_precision": "year"},
        {"starts_on": date(2020, 1, 1), "starts_last_on": date(2021, 12, 31), "starts_precision": "year"},
        {"starts_on": date(2020, 1, 1), "starts_last_on": None, "starts_precision": "day"},
        {"starts_on": None, "starts_last_on": date(2020, 1, 1), "starts_precision": "day"},
        {"starts_on": None, "starts_last_on": None, "starts_precision": "day"},
        {"starts_on": date(2020, 1, 1), "starts_last_on": date(2020, 1, 1), "starts_precision": ""},
        {"starts_on": date(2020, 1, 1), "starts_last_on": date(2020, 1, 1), "starts_precision": "week"},
    ],
)
def test_columns_that_make_up_no_partial_date_are_refused(columns):
    agreement = make_agreement()

    refuses("agreement_starts_consistent", lambda: Agreement.objects.filter(pk=agreement.pk).update(**columns))


@given(partial_dates())
def test_every_partial_date_is_stored_and_read_back(value):
    Agreement.objects.all().delete()
    agreement = Agreement.objects.create(partnership=make_partnership(), starts=value)

    agreement.full_clean()

    assert Agreement.objects.get(pk=agreement.pk).starts == value


def test_a_chain_has_one_agreement_for_each_number():
    first = make_agreement()

    refuses("position", lambda: make_agreement(partnership=first.partnership, position=1))


def test_an_organisation_is_a_party_once():
    agreement = make_agreement()

    refuses("organisation", lambda: AgreementParty.objects.create(agreement=agreement, organisation=make_home()))


@pytest.mark.parametrize(
    ("constraint", "write"),
    [
        ("partnership_has_a_title", lambda: Partnership.objects.create(kind="other", slug_fi="jotain")),
        ("theme_has_a_name", lambda: Theme.objects.create()),
        ("partnershipaim_has_a_text", lambda: PartnershipAim.objects.create(partnership=make_partnership())),
        (
            "signature_has_a_name",
            lambda: Signature.objects.create(agreement=make_agreement(), organisation=make_home()),
        ),
    ],
)
def test_nothing_is_without_words_in_any_language(constraint, write):
    refuses(constraint, write)


def test_a_title_without_an_address_is_refused_where_bulk_writing_forgot_it():
    refuses(
        "partnership_has_an_address",
        lambda: Partnership.objects.bulk_create([Partnership(kind="other", title_fi="Yhteistyö")]),
    )


def test_an_address_leads_to_one_partnership_in_each_language():
    make_partnership(title_fi="Yhteistyö", slug_fi="yhteistyo")

    refuses("slug_fi", lambda: make_partnership(title_fi="Toinen", slug_fi="yhteistyo"))
    make_partnership(title_sv="Samarbete", slug_sv="yhteistyo")


def test_an_address_is_made_from_the_title_and_numbered_where_it_is_taken():
    first, second = (
        make_partnership(title_fi="Espoo ja Åbo"),
        make_partnership(title_fi="Espoo ja Abo", title_sv="Esbo"),
    )

    assert (first.slug_fi, first.slug_sv) == ("espoo-ja-abo", "")
    assert (second.slug_fi, second.slug_sv) == ("espoo-ja-abo-2", "esbo")


def test_saving_one_column_keeps_what_follows_from_it():
    partnership = make_partnership(title_en="Sea ice")
    partnership.title_en = "Ocean ice"

    partnership.save(update_fields=["title_en"])

    partnership.refresh_from_db()
    assert partnership.folded == "ocean ice"
    assert partnership.slug_en == "sea-ice"


def test_what_an_agreement_needs_cannot_be_deleted():
    agreement = make_agreement()
    party = agreement.parties.last().organisation

    with pytest.raises(ProtectedError):
        agreement.partnership.delete()
    with pytest.raises(ProtectedError):
        party.delete()


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("signed", {"signed": None}),
        ("signed_unknown", {"signed": "2020", "also_unknown": True}),
        ("ends", {"end_kind": "fixed"}),
        ("end_kind", {"ends": "2026", "end_kind": "open-ended"}),
        ("ends", {"starts": "2027", "ends": "2026"}),
        ("terminated_on", {"stage": "draft", "terminated_on": date(2026, 1, 1)}),
    ],
)
def test_validation_names_the_field_and_says_it_once(field, fields):
    also_unknown = fields.get("also_unknown", False)
    agreement = Agreement(
        partnership=make_partnership(),
        **agreement_fields(**{name: fields[name] for name in fields if name != "also_unknown"}),
    )
    agreement.signed_unknown = also_unknown

    with pytest.raises(ValidationError) as refusal:
        agreement.full_clean()

    assert list(refusal.value.message_dict) == [field]
