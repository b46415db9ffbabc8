"""The derived status: each rule on its boundary days, and the SQL held against a plain reading of the rules."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from partnerships.models import Agreement
from partnerships.states import EXPIRING_DAYS, Status
from tests.partial_dates import partial_dates
from tests.partnerships.factories import agreement_fields, make_agreement, make_espoo_aalto, make_partnership

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)


def status_of(agreement, on=TODAY):
    return Agreement.objects.with_status(on).get(pk=agreement.pk).status


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"stage": "withdrawn", "signed": None}, Status.WITHDRAWN),
        ({"stage": "withdrawn", "signed": None, "ends": "2020"}, Status.WITHDRAWN),
        ({"stage": "draft", "signed": None, "starts": "2012"}, Status.DRAFT),
        ({"stage": "in-negotiation", "signed": None}, Status.IN_NEGOTIATION),
        ({"stage": "approved", "signed": None, "ends": "2020"}, Status.APPROVED),
        ({"terminated_on": TODAY}, Status.TERMINATED),
        ({"terminated_on": TODAY + DAY}, Status.IN_FORCE),
        ({"starts": "2027-01-01", "terminated_on": date(2026, 1, 1)}, Status.TERMINATED),
        ({"starts": "2026-11-22", "terminated_on": TODAY}, Status.TERMINATED),
        ({"starts": "2026-11-23"}, Status.NOT_YET_IN_FORCE),
        ({"starts": "2026-11-22"}, Status.IN_FORCE),
        ({"starts": "2026"}, Status.IN_FORCE),
        ({"starts": "2027"}, Status.NOT_YET_IN_FORCE),
        ({"signed": "2026-11-23"}, Status.NOT_YET_IN_FORCE),
        ({"signed": "2026-11-23", "starts": "2026-01-01"}, Status.IN_FORCE),
        ({"ends": "2026-11-21"}, Status.EXPIRED),
        ({"ends": "2026-11-22"}, Status.EXPIRING),
        ({"ends": "2026-10"}, Status.EXPIRED),
        ({"ends": "2026-11"}, Status.EXPIRING),
        ({"ends": "2025"}, Status.EXPIRED),
        ({"ends": "2026"}, Status.EXPIRING),
        ({"ends": str(TODAY + timedelta(days=EXPIRING_DAYS))}, Status.EXPIRING),
        ({"ends": str(TODAY + timedelta(days=EXPIRING_DAYS + 1))}, Status.IN_FORCE),
        ({"ends": "2026-11-22", "review_on": date(2026, 1, 1)}, Status.EXPIRING),
        ({"review_on": TODAY - DAY}, Status.REVIEW_OVERDUE),
        ({"review_on": TODAY}, Status.IN_FORCE),
        ({"end_kind": "open-ended"}, Status.IN_FORCE),
        ({"end_kind": "unknown", "signed_unknown": True}, Status.IN_FORCE),
        ({"end_kind": "not-published"}, Status.IN_FORCE),
    ],
)
def test_each_rule_holds_on_its_last_and_first_day(fields, status):
    assert status_of(make_agreement(**fields)) == status


@pytest.mark.parametrize(("on", "status"), [(date(2024, 2, 29), Status.EXPIRING), (date(2024, 3, 1), Status.EXPIRED)])
def test_february_of_a_leap_year_has_a_29th_day(on, status):
    assert status_of(make_agreement(ends="2/2024"), on) == status


def test_the_window_before_an_end_counts_days_across_a_leap_day():
    agreement = make_agreement(ends="2024-08-27")

    assert status_of(agreement, date(2024, 2, 29)) == Status.EXPIRING
    assert status_of(agreement, date(2024, 2, 28)) == Status.IN_FORCE


def test_the_last_days_of_the_calendar_are_days_like_others():
    assert status_of(make_agreement(ends="9999"), date(9999, 12, 31)) == Status.EXPIRING


def test_espoo_and_aalto_are_in_force_since_2012_without_a_published_end():
    chain = Agreement.objects.filter(partnership=make_espoo_aalto()).with_status(TODAY)

    assert [(one.status, one.effective_end_kind, one.effective_end_on) for one in chain] == [
        (Status.IN_FORCE, "not-published", None),
        (Status.IN_FORCE, "not-published", None),
    ]


def chain(*fields):
    partnership = make_partnership()
    return [make_agreement(partnership=partnership, **one) for one in fields]


def test_an_extension_moves_the_end_of_its_predecessor_to_its_own():
    original, _extension = chain({"ends": "2020"}, {"kind": "extension", "ends": "2030"})

    found = Agreement.objects.with_status(TODAY).get(pk=original.pk)

    assert (found.status, found.effective_end_on) == (Status.IN_FORCE, date(2030, 12, 31))


def test_an_extension_without_a_published_end_makes_it_unknown():
    original, _extension = chain({"ends": "2020-06-30"}, {"kind": "extension", "end_kind": "not-published"})

    found = Agreement.objects.with_status(TODAY).get(pk=original.pk)

    assert (found.status, found.effective_end_on, found.effective_end_kind) == (Status.IN_FORCE, None, "not-published")


def test_extensions_add_up():
    original, first, _second = chain(
        {"ends": "2015"}, {"kind": "extension", "ends": "2020"}, {"kind": "extension", "ends": "2030"}
    )

    assert [status_of(one) for one in (original, first)] == [Status.IN_FORCE, Status.IN_FORCE]


def test_an_extension_that_is_not_signed_moves_nothing():
    original, _draft = chain(
        {"ends": "2020"}, {"kind": "extension", "ends": "2030", "stage": "approved", "signed": None}
    )

    assert status_of(original) == Status.EXPIRED


def test_an_extension_counts_from_the_day_it_was_signed():
    original, _extension = chain(
        {"signed": "2012", "ends": "2020-05-31"}, {"kind": "extension", "signed": "2020-06-16", "ends": "2030"}
    )

    assert status_of(original, date(2020, 6, 15)) == Status.EXPIRED
    assert status_of(original, date(2020, 6, 16)) == Status.IN_FORCE


def test_an_extension_that_is_terminated_takes_what_it_extended_with_it():
    original, _extension = chain(
        {"ends": "2020"}, {"kind": "extension", "ends": "2030", "terminated_on": date(2025, 1, 1)}
    )

    assert status_of(original, date(2024, 12, 31)) == Status.IN_FORCE
    assert status_of(original, date(2025, 1, 1)) == Status.TERMINATED


def test_an_extension_of_a_renewal_does_not_move_the_first_agreement():
    original, renewal, _extension = chain(
        {"ends": "2020"}, {"kind": "renewal", "ends": "2025", "starts": "2021"}, {"kind": "extension", "ends": "2030"}
    )

    found = Agreement.objects.with_status(TODAY).in_bulk([original.pk, renewal.pk])

    assert found[original.pk].effective_end_on == date(2020, 12, 31)
    assert found[renewal.pk].effective_end_on == date(2030, 12, 31)


def test_a_renewal_replaces_from_the_day_it_starts():
    original, renewal = chain(
        {"ends": "2026"}, {"kind": "renewal", "signed": "2026-06-01", "starts": "2026-11-22", "ends": "2030"}
    )

    assert status_of(original, date(2026, 11, 21)) == Status.EXPIRING
    assert status_of(original) == Status.RENEWED
    assert status_of(renewal, date(2026, 11, 21)) == Status.NOT_YET_IN_FORCE
    assert status_of(renewal) == Status.IN_FORCE


def test_an_amendment_changes_neither_end_nor_status():
    original, _amendment = chain({"ends": "2020"}, {"kind": "amendment", "ends": "2030"})

    assert status_of(original) == Status.EXPIRED


def test_agreements_of_other_partnerships_do_not_matter():
    original = make_agreement(ends="2020")
    make_agreement(kind="extension", position=2, ends="2030")

    assert status_of(original) == Status.EXPIRED


def test_the_newest_signed_agreement_speaks_for_the_chain():
    _original, extension, _draft = chain(
        {}, {"kind": "extension"}, {"kind": "renewal", "stage": "draft", "signed": None}
    )

    assert list(Agreement.objects.newest_signed(TODAY)) == [extension]


def test_an_amendment_speaks_only_where_nothing_else_does():
    original, _amendment = chain({}, {"kind": "amendment"})
    alone = make_agreement(kind="amendment")

    assert set(Agreement.objects.newest_signed(TODAY)) == {original, alone}


class Reading:
    """The rules of the domain, read one after the other. Only for this file: the site has one expression, in SQL."""

    def __init__(self, agreement, family, on):
        self.agreement, self.on = agreement, on
        later = [one for one in family if one.position > agreement.position and self.is_signed(one)]
        self.later = sorted(later, key=lambda one: one.position)

    def is_signed(self, one):
        return one.stage == "signed" and (one.signed is None or one.signed.first <= self.on)

    @property
    def last_extension(self):
        found = None
        for one in self.later:
            if one.kind in ("original", "renewal"):
                break
            if one.kind == "extension":
                found = one
        return found

    @property
    def end(self):
        speaking = self.last_extension or self.agreement
        return speaking.ends.last if speaking.ends else None

    @property
    def terminated_on(self):
        extension = self.last_extension
        return self.agreement.terminated_on or (extension.terminated_on if extension else None)

    @staticmethod
    def start(one):
        begins = one.starts or one.signed
        return begins.first if begins else date.min

    def status(self):
        on, stage = self.on, self.agreement.stage
        rules = [
            (stage != "signed", Status(stage) if stage != "signed" else None),
            (self.terminated_on is not None and self.terminated_on <= on, Status.TERMINATED),
            (self.start(self.agreement) > on, Status.NOT_YET_IN_FORCE),
            (any(one.kind == "renewal" and self.start(one) <= on for one in self.later), Status.RENEWED),
            (self.end is not None and self.end < on, Status.EXPIRED),
            (self.end is not None and (self.end - on).days <= EXPIRING_DAYS, Status.EXPIRING),
            (self.agreement.review_on is not None and self.agreement.review_on < on, Status.REVIEW_OVERDUE),
            (True, Status.IN_FORCE),
        ]
        return next(status for holds, status in rules if holds)


near_dates = partial_dates(min_year=2023, max_year=2025)
near_days = st.dates(date(2023, 6, 1), date(2025, 6, 30))


@st.composite
def agreements(draw):
    """Any agreement that the constraints let through, with dates near enough to each other for rules to meet."""
    stage = draw(st.sampled_from(["signed"] * 6 + ["draft", "in-negotiation", "approved", "withdrawn"]))
    starts, ends = draw(st.none() | near_dates), draw(st.none() | near_dates)
    if starts and ends and ends.last < starts.first:
        starts, ends = ends, starts
    signed = draw(st.none() | near_dates)
    return {
        "stage": stage,
        "kind": draw(st.sampled_from(Agreement.Kind.values)),
        "signed": signed,
        "signed_unknown": stage == "signed" and signed is None,
        "starts": starts,
        "ends": ends,
        "end_kind": "fixed" if ends else draw(st.sampled_from(["open-ended", "not-published", "unknown"])),
        "terminated_on": draw(st.none() | near_days) if stage == "signed" else None,
        "review_on": draw(st.none() | near_days),
    }


@hypothesis_settings(max_examples=120)
@given(st.lists(agreements(), min_size=1, max_size=5), near_days)
def test_the_database_reads_the_rules_as_a_person_does(chain, on):
    Agreement.objects.all().delete()
    partnership = make_partnership()
    family = [
        Agreement.objects.create(partnership=partnership, position=position, **agreement_fields(**fields))
        for position, fields in enumerate(chain, start=1)
    ]

    derived = Agreement.objects.with_status(on).in_bulk()

    for one in family:
        reading = Reading(one, family, on)
        found = derived[one.pk]
        assert (found.status, found.effective_end_on) == (reading.status(), reading.end)
