"""What readers are told about an agreement: sentences in the language that is active, from values, without a query.

Readers are not told that an agreement is expiring or that its review is overdue: the first is in the date, the second
is work of the office.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from partnerships.states import EndKind, Status
from publishing.partial_dates import PartialDate, Precision


def status_sentence(
    status: str,
    *,
    starts: PartialDate | None,
    ends: PartialDate | None,
    end_kind: str,
    terminated_on: date | None,
    language: str,
) -> str:
    """For example "In force until 31 December 2029" or "In force, end date not published".

    Start and end are the effective ones: the end that an extension has moved, the start that was taken from the
    signature.
    """
    if status == Status.TERMINATED and terminated_on:
        return _("Ended early, no longer in force from %(date)s") % {
            "date": PartialDate(terminated_on).format(language)
        }
    if status == Status.NOT_YET_IN_FORCE and starts:
        return _("Signed, in force from %(date)s") % {"date": starts.format(language)}
    if status == Status.RENEWED:
        return _("Replaced by a later agreement")
    if status == Status.EXPIRED and ends:
        return _expired(ends, language)
    if status in (Status.IN_FORCE, Status.EXPIRING, Status.REVIEW_OVERDUE):
        if terminated_on:
            last = PartialDate(terminated_on - timedelta(days=1))
            return _("In force until %(date)s, ended early") % {"date": last.format(language)}
        return _in_force(ends, end_kind, language)
    return str(Status(status).label)


def sentence_of(agreement: Any, language: str) -> str:
    """The sentence of one row of `AgreementQuerySet.with_status`."""
    return status_sentence(
        agreement.status,
        starts=agreement.starts or agreement.signed,
        ends=effective_end(agreement.effective_end_on, agreement.effective_end_precision),
        end_kind=agreement.effective_end_kind,
        terminated_on=agreement.effective_terminated_on,
        language=language,
    )


def effective_end(last: date | None, precision: str) -> PartialDate | None:
    return PartialDate.ending(last, precision) if last else None


def _expired(ends: PartialDate, language: str) -> str:
    sentence = {
        Precision.DAY: _("Expired on %(date)s"),
        Precision.MONTH: pgettext("month", "Expired in %(date)s"),
        Precision.YEAR: _("Expired in %(date)s"),
    }[ends.precision]
    return sentence % {"date": ends.format(language)}


def _in_force(ends: PartialDate | None, end_kind: str, language: str) -> str:
    if ends is None:
        return {
            EndKind.OPEN_ENDED: _("In force until further notice"),
            EndKind.NOT_PUBLISHED: _("In force, end date not published"),
        }.get(EndKind(end_kind), _("In force, end date not known"))
    sentence = {
        Precision.DAY: _("In force until %(date)s"),
        Precision.MONTH: pgettext("month", "In force until the end of %(date)s"),
        Precision.YEAR: _("In force until the end of %(date)s"),
    }[ends.precision]
    return sentence % {"date": ends.format(language)}


def predecessor_sentence(kind: str, since: PartialDate | None, language: str) -> str:
    """What an agreement of that kind does to the one before it, in force since then (None: not known)."""
    dated, undated = {
        "extension": (
            _("Extends the agreement in force since %(date)s"),
            _("Extends an earlier agreement"),
        ),
        "renewal": (
            _("Renews the agreement in force since %(date)s"),
            _("Renews an earlier agreement"),
        ),
        "amendment": (
            _("Amends the agreement in force since %(date)s"),
            _("Amends an earlier agreement"),
        ),
    }.get(kind, (_("Follows the agreement in force since %(date)s"), _("Follows an earlier agreement")))
    return dated % {"date": since.format(language)} if since else undated


def gap_sentence(until: PartialDate, since: PartialDate, language: str) -> str:
    """That nothing was in force from the end of one agreement to the start of the next."""
    return _("No agreement was in force between %(end)s and %(start)s.") % {
        "end": until.format(language),
        "start": since.format(language),
    }


def unknown_end_sentence() -> str:
    return _("When the earlier agreement ended is not known, nor whether another was in force before the next one.")
