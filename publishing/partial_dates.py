"""Dates known to the day, the month or only the year, as agreements and registers print them.

A partial date is a period: it counts from its first day when it starts something and to its last when it ends
something. Both days are stored, so that no comparison in the database has to know about precision.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import total_ordering
from typing import Any

from babel.dates import format_date
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Precision(models.TextChoices):
    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")


# What people type: 2012; 2020-06, 6/2020, 6.2020; 2020-06-16, 16.6.2020, 16. 6. 2020.
_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?P<year>[1-9][0-9]{3})",
        r"(?P<year>[1-9][0-9]{3})-(?P<month>[0-9]{1,2})(?:-(?P<day>[0-9]{1,2}))?",
        r"(?P<month>[0-9]{1,2}) ?[/.] ?(?P<year>[1-9][0-9]{3})",
        r"(?P<day>[0-9]{1,2})\. ?(?P<month>[0-9]{1,2})\. ?(?P<year>[1-9][0-9]{3})",
    )
)

# Day and month patterns (Unicode LDML). Finnish has the month alone in the nominative and, in a date, in the partitive.
_PATTERNS = {
    "fi": {Precision.DAY: "d. MMMM y", Precision.MONTH: "LLLL y"},
    "sv": {Precision.DAY: "d MMMM y", Precision.MONTH: "LLLL y"},
    "en": {Precision.DAY: "d MMMM y", Precision.MONTH: "LLLL y"},
}


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """A day, a month or a year. `first` is its first day: anything else is a ValueError.

    In order by first day, then by last: 1 January 2012 < January 2012 < 2012 < 2 January 2012.
    """

    first: date
    precision: Precision = Precision.DAY

    def __post_init__(self) -> None:
        if self.precision != Precision.DAY and self.first.day != 1:
            raise ValueError("A month and a year begin on the first day of a month.")
        if self.precision == Precision.YEAR and self.first.month != 1:
            raise ValueError("A year begins in January.")

    @property
    def last(self) -> date:
        """The last day of the period; the day itself for a full date."""
        if self.precision == Precision.YEAR:
            return self.first.replace(month=12, day=31)
        if self.precision == Precision.MONTH:
            return self.first.replace(day=monthrange(self.first.year, self.first.month)[1])
        return self.first

    def __lt__(self, other: PartialDate) -> bool:
        return (self.first, self.last) < (other.first, other.last)

    def __str__(self) -> str:
        """As ISO 8601 has it: 2020-06-16, 2020-06 or 2020. `parse` reads it back."""
        length = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}[self.precision]
        return self.first.isoformat()[:length]

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read what somebody typed: 2012, 2020-06, 6/2020, 6.2020, 2020-06-16 or 16.6.2020; ValueError otherwise."""
        words = " ".join(text.split())
        for form in _FORMS:
            if match := form.fullmatch(words):
                parts = {name: int(digits) for name, digits in match.groupdict().items() if digits}
                precision = Precision.DAY if "day" in parts else Precision.MONTH if "month" in parts else Precision.YEAR
                return cls(date(parts["year"], parts.get("month", 1), parts.get("day", 1)), precision)
        raise ValueError(f"Not a date, a month or a year: {text!r}")

    @classmethod
    def ending(cls, last: date, precision: str) -> PartialDate:
        """The period of that precision whose last day is `last`."""
        if precision == Precision.YEAR:
            return cls(last.replace(month=1, day=1), Precision.YEAR)
        if precision == Precision.MONTH:
            return cls(last.replace(day=1), Precision.MONTH)
        return cls(last)

    def format(self, language: str) -> str:
        """For readers of `language`: "16 June 2020", "kesäkuu 2020", "2012"."""
        if self.precision == Precision.YEAR:
            return str(self.first.year)
        return format_date(self.first, _PATTERNS[language][self.precision], locale=language)


class _Bound(Func):
    """The first or last day of the month or year of a date, in the database's own functions.

    Native functions, not Django's: a CHECK that calls into Python would fail for every other program that opens the
    file.
    """

    arity = 1
    output_field = models.DateField()
    sqlite = ""

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template=self.sqlite, **context)


class FirstOfMonth(_Bound):
    template = "date_trunc('month', %(expressions)s::timestamp)::date"
    sqlite = "date(%(expressions)s, 'start of month')"


class LastOfMonth(_Bound):
    template = "(date_trunc('month', %(expressions)s::timestamp) + interval '1 month' - interval '1 day')::date"
    sqlite = "date(%(expressions)s, 'start of month', '+1 month', '-1 day')"


class FirstOfYear(_Bound):
    template = "date_trunc('year', %(expressions)s::timestamp)::date"
    sqlite = "date(%(expressions)s, 'start of year')"


class LastOfYear(_Bound):
    template = "(date_trunc('year', %(expressions)s::timestamp) + interval '1 year' - interval '1 day')::date"
    sqlite = "date(%(expressions)s, 'start of year', '+1 year', '-1 day')"


class PartialDateColumns:
    """A partial date of a model: `starts = PartialDateColumns(_("starts"))`.

    Adds the columns `starts_on` (first day), `starts_last_on` (last day) and `starts_precision`, and the property
    `starts` that reads and writes all three as one `PartialDate` or None. Name its `consistent("starts")` in a
    CheckConstraint; who writes in bulk writes all three columns.
    """

    def __init__(self, verbose_name: str | Promise) -> None:
        self.first = models.DateField(verbose_name, null=True, blank=True, editable=False)
        self.last = models.DateField(verbose_name, null=True, blank=True, editable=False)
        self.precision = models.CharField(
            verbose_name, max_length=5, choices=Precision.choices, blank=True, editable=False
        )

    def contribute_to_class(self, model: type[models.Model], name: str) -> None:
        self.first.contribute_to_class(model, f"{name}_on")
        self.last.contribute_to_class(model, f"{name}_last_on")
        self.precision.contribute_to_class(model, f"{name}_precision")
        # A true property, because Model.__init__ and create() take those as keywords.
        setattr(model, name, property(self._reader(name), self._writer(name)))

    @staticmethod
    def _reader(name: str) -> Callable[[Any], PartialDate | None]:
        return lambda row: partial_date(getattr(row, f"{name}_on"), getattr(row, f"{name}_precision"))

    @staticmethod
    def _writer(name: str) -> Callable[[Any, PartialDate | None], None]:
        def write(row: Any, value: PartialDate | None) -> None:
            setattr(row, f"{name}_on", value.first if value else None)
            setattr(row, f"{name}_last_on", value.last if value else None)
            setattr(row, f"{name}_precision", value.precision if value else "")

        return write

    @staticmethod
    def consistent(name: str) -> Q:
        """The condition that the three columns say the same: none, a day, a whole month or a whole year."""
        on, last, precision = f"{name}_on", f"{name}_last_on", f"{name}_precision"
        given = Q(**{f"{on}__isnull": False, f"{last}__isnull": False})
        return (
            Q(**{f"{on}__isnull": True, f"{last}__isnull": True, precision: ""})
            | given & Q(**{precision: Precision.DAY.value, last: F(on)})
            | given & Q(**{precision: Precision.MONTH.value, on: FirstOfMonth(F(on)), last: LastOfMonth(F(on))})
            | given & Q(**{precision: Precision.YEAR.value, on: FirstOfYear(F(on)), last: LastOfYear(F(on))})
        )


def partial_date(first: date | None, precision: str) -> PartialDate | None:
    """The value of the columns `…_on` and `…_precision`, as `values()` rows hold them."""
    return PartialDate(first, Precision(precision)) if first else None


class PartialDateField(forms.CharField):
    """A text box for a day, a month or a year."""

    default_error_messages = {
        "invalid": _("Write a day (16.6.2020 or 2020-06-16), a month (6/2020 or 2020-06) or a year (2020)."),
    }

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("A day, a month or a year: 16.6.2020, 6/2020 or 2020."))
        super().__init__(max_length=20, **options)

    def to_python(self, value: Any) -> PartialDate | None:
        text = super().to_python(value)
        if not text:
            return None
        try:
            return PartialDate.parse(text)
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error

    def run_validators(self, value: Any) -> None:
        """The length is judged by the parser: what it reads is short."""

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, PartialDate) else value


class PartialDatesForm(forms.ModelForm):
    """A model form whose PartialDateFields are named as the model's partial dates; it writes their columns."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self._partial_dates():
            self.initial.setdefault(name, getattr(self.instance, name))

    def _partial_dates(self) -> list[str]:
        return [name for name, field in self.fields.items() if isinstance(field, PartialDateField)]

    def _post_clean(self) -> None:
        for name in self._partial_dates():
            if name in self.cleaned_data:
                setattr(self.instance, name, self.cleaned_data[name])
        super()._post_clean()

    def _get_validation_exclusions(self) -> set[str]:
        """The columns are no form fields, but what was read into them is checked against the constraints."""
        read = {name for name in self._partial_dates() if name in self.cleaned_data}
        columns = {f"{name}_{part}" for name in read for part in ("on", "last_on", "precision")}
        return set(super()._get_validation_exclusions()) - columns
