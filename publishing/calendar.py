"""Calendar arithmetic that the database does itself."""

from __future__ import annotations

from typing import Any

from django.db.models import Func, IntegerField


class HelsinkiYear(Func):
    """The year of a datetime column by the Finnish calendar.

    Django's ExtractYear calls back into Python for every row on SQLite. New Year is in winter, when Finland is two
    hours ahead of UTC, so that the year is that of the instant two hours later, whatever the hour is in summer.
    """

    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        # Without the microseconds: SQLite rounds them, and the last one of a year would be in the next.
        template = "CAST(strftime('%%%%Y', substr(%(expressions)s, 1, 19), '+2 hours') AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "CAST(EXTRACT(YEAR FROM %(expressions)s AT TIME ZONE 'Europe/Helsinki') AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, **context)
