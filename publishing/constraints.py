"""A constraint that plain SQL tables lack: rows of one partition never overlap in time, on both databases."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement, Table
from django.utils.translation import gettext_lazy as _

# PostgreSQL: one exclusion constraint. It can be deferred, so that two documents may swap slugs in one transaction, but
# starts immediate: then a clash shows at the statement that makes it, on both databases alike.
_EXCLUDE = "EXCLUDE USING gist ({equal}, tstzrange({since}, {until}) WITH &&) DEFERRABLE INITIALLY IMMEDIATE"

# SQLite has no exclusion constraints. NULL as an end means for ever; datetimes compare as text there, and the end of
# time has to look like a date: a column with NUMERIC affinity turns '9999' into a number that never compares.
_TRIGGER = (
    "CREATE TRIGGER %(trigger)s BEFORE {event} ON %(table)s FOR EACH ROW WHEN EXISTS ("
    "SELECT 1 FROM %(table)s AS other WHERE {equal} AND other.{key} IS NOT NEW.{key} "
    "AND other.{since} < coalesce(NEW.{until}, '9999-12-31') "
    "AND NEW.{since} < coalesce(other.{until}, '9999-12-31')) "
    "BEGIN SELECT RAISE(ABORT, '{name}'); END"
)


class NoOverlap(models.BaseConstraint):
    """Rows that agree in `fields` have disjoint periods [since, until); an `until` of NULL means for ever.

    PostgreSQL holds it with an exclusion constraint (needs the extension btree_gist), SQLite with a trigger on INSERT
    and one on UPDATE. SQLite drops triggers with the old table whenever Django rebuilds one; they come back because
    `constraint_sql`, which every rebuild calls, defers their statements with a table reference that follows the rename.
    """

    violation_error_message = _("This overlaps in time with another one.")

    def __init__(
        self, *, fields: tuple[str, ...] | list[str], since: str, until: str, name: str, **messages: Any
    ) -> None:
        super().__init__(name=name, **messages)
        self.fields = tuple(fields)
        self.since = since
        self.until = until

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, NoOverlap):
            return NotImplemented
        return self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash((self.name, self.fields, self.since, self.until))

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        kwargs |= {"fields": self.fields, "since": self.since, "until": self.until}
        return path, args, kwargs

    def trigger_names(self) -> tuple[str, str]:
        """The names of the SQLite triggers, for INSERT and for UPDATE."""
        return f"{self.name}_insert", f"{self.name}_update"

    def constraint_sql(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> str | None:
        if schema_editor.connection.vendor == "postgresql":
            return f"CONSTRAINT {schema_editor.quote_name(self.name)} {self._exclude(model, schema_editor)}"
        schema_editor.deferred_sql.extend(self._triggers(model, schema_editor))
        return None

    def create_sql(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> str:
        # Only PostgreSQL comes here: on SQLite Django adds and removes a constraint by rebuilding the table.
        table = schema_editor.quote_name(model._meta.db_table)
        return f"ALTER TABLE {table} ADD {self.constraint_sql(model, schema_editor)}"

    def remove_sql(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> str:
        table = schema_editor.quote_name(model._meta.db_table)
        return f"ALTER TABLE {table} DROP CONSTRAINT {schema_editor.quote_name(self.name)}"

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: Any = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        if exclude and {*self.fields, self.since, self.until} & set(exclude):
            return
        since, until = getattr(instance, self.since), getattr(instance, self.until)
        shared = {field: getattr(instance, model._meta.get_field(field).attname) for field in self.fields}
        if since is None or None in shared.values():
            return  # Neither database compares what is not there; that it is missing, the columns say.
        others = (
            model._default_manager.using(using)
            .filter(**shared)
            .filter(models.Q(**{f"{self.until}__isnull": True}) | models.Q(**{f"{self.until}__gt": since}))
            .exclude(pk=instance.pk)
        )
        if until is not None:
            others = others.filter(**{f"{self.since}__lt": until})
        if others.exists():
            raise ValidationError(self.get_violation_error_message(), code=self.violation_error_code)

    def _column(self, model: type[models.Model], field: str, schema_editor: BaseDatabaseSchemaEditor) -> str:
        column: str = schema_editor.quote_name(model._meta.get_field(field).column)
        return column

    def _exclude(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> str:
        return _EXCLUDE.format(
            equal=", ".join(f"{self._column(model, field, schema_editor)} WITH =" for field in self.fields),
            since=self._column(model, self.since, schema_editor),
            until=self._column(model, self.until, schema_editor),
        )

    def _triggers(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> list[Statement]:
        columns = {field: self._column(model, field, schema_editor) for field in (*self.fields, self.since, self.until)}
        equal = " AND ".join(f"other.{columns[field]} = NEW.{columns[field]}" for field in self.fields)
        key = schema_editor.quote_name(model._meta.pk.column)
        table = Table(model._meta.db_table, schema_editor.quote_name)
        return [
            Statement(
                _TRIGGER.format(
                    event=event,
                    equal=equal,
                    key=key,
                    since=columns[self.since],
                    until=columns[self.until],
                    name=self.name,
                ),
                trigger=schema_editor.quote_name(trigger),
                table=table,
            )
            for event, trigger in zip(("INSERT", "UPDATE"), self.trigger_names(), strict=True)
        ]


def installed_triggers(using: str = DEFAULT_DB_ALIAS) -> set[str]:
    """The triggers that the database really has, for checks after migrations (SQLite only; empty elsewhere)."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return {name for (name,) in cursor.fetchall()}
