"""What `NoOverlap` promises, tried on the database itself: raw SQL past forms and actions, rebuilds of the table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

from news.models import ArticleEdition
from publishing.constraints import NoOverlap, installed_triggers
from tests.factories import make_article, make_published_article

on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL has an exclusion constraint instead")
on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has triggers instead")

EDITION_CONSTRAINTS = [one for one in ArticleEdition._meta.constraints if isinstance(one, NoOverlap)]
TRIGGERS = {trigger for constraint in EDITION_CONSTRAINTS for trigger in constraint.trigger_names()}


def day(number: int) -> datetime:
    return datetime(2026, 3, number, tzinfo=UTC)


def given(number: int | None) -> str | None:
    """A day as both databases store it."""
    return (
        None if number is None else f"2026-03-{number:02d} 00:00:00" + ("+00" if connection.vendor != "sqlite" else "")
    )


# Editions, by raw SQL


def copy_of(edition: ArticleEdition, **over: Any) -> None:
    """INSERT the edition's row once more with other values, past Django."""
    row = ArticleEdition.objects.filter(pk=edition.pk).values().get() | over
    del row["id"]
    row["change_notes"] = "[]"
    row["translation_key"] = edition.translation_key.hex
    columns = ", ".join(f'"{name}"' for name in row)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO news_articleedition ({columns}) VALUES ({', '.join(['%s'] * len(row))})", list(row.values())
        )


def update(edition: ArticleEdition, since: int, until: int | None) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE news_articleedition SET live_from = %s, live_until = %s WHERE id = %s",
            [given(since), given(until), edition.pk],
        )


@pytest.fixture
def edition(db: None) -> ArticleEdition:
    """One that was live from 10 to 20 March."""
    edition = make_published_article()
    update(edition, 10, 20)
    edition.refresh_from_db()
    return edition


OVERLAPS = [(9, 11), (10, 20), (12, 13), (19, None), (1, None), (19, 30)]
NEIGHBOURS = [(1, 10), (20, 25), (20, None)]


@pytest.mark.parametrize(("since", "until"), OVERLAPS)
def test_no_insert_puts_two_editions_of_one_document_at_one_time(
    edition: ArticleEdition, since: int, until: int | None
) -> None:
    with pytest.raises(IntegrityError, match="articleedition_one_at_a_time"):
        copy_of(edition, slug="another", live_from=given(since), live_until=given(until))


@pytest.mark.parametrize(("since", "until"), OVERLAPS)
def test_no_insert_gives_one_address_to_two_documents_at_one_time(
    edition: ArticleEdition, since: int, until: int | None
) -> None:
    with pytest.raises(IntegrityError, match="articleedition_address_once"):
        copy_of(edition, document_id=make_article().pk, live_from=given(since), live_until=given(until))


@pytest.mark.parametrize(("since", "until"), OVERLAPS)
def test_no_update_moves_an_edition_over_another(edition: ArticleEdition, since: int, until: int | None) -> None:
    copy_of(edition, slug="another", live_from=given(25), live_until=given(28))
    other = ArticleEdition.objects.get(slug="another")

    with pytest.raises(IntegrityError, match="articleedition_one_at_a_time"):
        update(other, since, until)


@pytest.mark.parametrize(("since", "until"), NEIGHBOURS)
def test_editions_may_touch_but_not_overlap(edition: ArticleEdition, since: int, until: int | None) -> None:
    copy_of(edition, live_from=given(since), live_until=given(until))
    assert ArticleEdition.objects.count() == 2


def test_one_address_may_live_in_two_languages(edition: ArticleEdition) -> None:
    copy_of(edition, document_id=make_article().pk, language="sv")
    assert ArticleEdition.objects.filter(slug=edition.slug).count() == 2


def test_an_edition_may_be_saved_again_as_it_is(edition: ArticleEdition) -> None:
    update(edition, 10, 20)
    update(edition, 11, None)
    assert ArticleEdition.objects.get().live_until is None


@pytest.mark.parametrize(("since", "until"), [(10, 10), (20, 10)])
def test_an_edition_cannot_end_before_it_has_begun(edition: ArticleEdition, since: int, until: int) -> None:
    with pytest.raises(Exception, match="ends_after_start|range lower bound"):
        update(edition, since, until)


def test_microseconds_count(edition: ArticleEdition) -> None:
    """SQLite compares datetimes as text, and writes those of a whole second shorter."""
    clash = ArticleEdition.objects.get()
    clash.pk, clash._state.adding, clash.document_id = None, True, make_article().pk
    clash.live_from, clash.live_until = day(20) - timedelta(microseconds=1), None
    with pytest.raises(IntegrityError), transaction.atomic():
        clash.save()

    clash.live_from = day(20)
    clash.save()


# The triggers, after migrations and after rebuilds


@on_sqlite
@pytest.mark.django_db
def test_all_migrations_leave_two_triggers_for_each_constraint() -> None:
    assert installed_triggers() == TRIGGERS


@on_postgresql
@pytest.mark.django_db
def test_all_migrations_leave_an_exclusion_constraint_for_each() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint WHERE contype = 'x'")
        names = {name for (name,) in cursor.fetchall()}
    assert names == {constraint.name for constraint in EDITION_CONSTRAINTS}
    assert installed_triggers() == set()


def room_state(*, fields: tuple[str, ...] = ("room",), constrained: bool = True) -> ModelState:
    """A hotel: somebody stays in a room from the first to the last day."""
    columns = [
        ("id", models.BigAutoField(primary_key=True)),
        ("room", models.CharField(max_length=20)),
        ("from_at", models.DateTimeField()),
        ("to_at", models.DateTimeField(null=True)),
    ]
    constraints = [NoOverlap(name="one_guest", fields=fields, since="from_at", until="to_at")] if constrained else []
    return ModelState("news", "Stay", columns, options={"db_table": "test_stay", "constraints": constraints})


def built(state: ModelState) -> type[models.Model]:
    return ProjectState({("news", "stay"): state}).apps.get_model("news", "Stay")


@pytest.fixture
def hotel(transactional_db: None) -> Iterator[type[models.Model]]:
    """A table of its own, outside a transaction, since SQLite rebuilds tables only there."""
    stay = built(room_state())
    with connection.schema_editor() as editor:
        editor.create_model(stay)
    yield stay
    with connection.cursor() as cursor:
        for table in ("test_stay", "test_visit"):
            cursor.execute(f"DROP TABLE IF EXISTS {table}")


def refuses_double_booking(stay: type[models.Model]) -> bool:
    """Whether the database does, for INSERT and for UPDATE; what it holds already stays."""
    stay._default_manager.all().delete()
    stay._default_manager.create(room="101", from_at=day(1), to_at=day(5))
    early = stay._default_manager.create(room="101", from_at=day(5), to_at=None)
    refused = 0
    for attempt in (
        lambda: stay._default_manager.create(room="101", from_at=day(4), to_at=day(6)),
        lambda: stay._default_manager.filter(pk=early.pk).update(from_at=day(4)),
    ):
        try:
            with transaction.atomic():
                attempt()
        except IntegrityError:
            refused += 1
    return refused == 2


def with_default(editor: BaseDatabaseSchemaEditor, stay: type[models.Model]) -> None:
    """On SQLite this rebuilds the table."""
    field = models.CharField(max_length=20, default="single")
    field.set_attributes_from_name("bed")
    editor.add_field(stay, field)


def with_longer_column(editor: BaseDatabaseSchemaEditor, stay: type[models.Model]) -> None:
    new = models.CharField(max_length=30)
    new.set_attributes_from_name("room")
    new.model = stay
    editor.alter_field(stay, stay._meta.get_field("room"), new)


def with_other_constraint(editor: BaseDatabaseSchemaEditor, stay: type[models.Model]) -> None:
    editor.add_constraint(stay, models.CheckConstraint(condition=~models.Q(room=""), name="stay_has_room"))


def renamed(editor: BaseDatabaseSchemaEditor, stay: type[models.Model]) -> None:
    editor.alter_db_table(stay, "test_stay", "test_visit")


@pytest.mark.parametrize("change", [with_default, with_longer_column, with_other_constraint, renamed])
def test_the_constraint_survives_every_change_of_its_table(hotel: type[models.Model], change: Any) -> None:
    assert refuses_double_booking(hotel)
    hotel._default_manager.all().delete()

    with connection.schema_editor() as editor:
        change(editor, hotel)

    assert refuses_double_booking(as_it_is_now())
    if connection.vendor == "sqlite":
        assert installed_triggers() == TRIGGERS | {"one_guest_insert", "one_guest_update"}


def as_it_is_now() -> type[models.Model]:
    """The model for whatever the table has become."""
    state = room_state()
    with connection.cursor() as cursor:
        if "test_visit" in connection.introspection.table_names(cursor):
            state.options["db_table"] = "test_visit"
        columns = connection.introspection.get_table_description(cursor, state.options["db_table"])
    if "bed" in {column.name for column in columns}:
        state.fields["bed"] = models.CharField(max_length=20, default="single")
    return built(state)


def test_the_constraint_can_be_added_to_a_table_and_taken_away_again(hotel: type[models.Model]) -> None:
    constraint = hotel._meta.constraints[0]

    free = built(room_state(constrained=False))
    with connection.schema_editor() as editor:
        editor.remove_constraint(free, constraint)
    assert not refuses_double_booking(free)
    assert not installed_triggers() & {"one_guest_insert", "one_guest_update"}

    free._default_manager.all().delete()
    with connection.schema_editor() as editor:
        editor.add_constraint(hotel, constraint)
    assert refuses_double_booking(hotel)


@on_sqlite
def test_a_rebuild_of_the_editions_table_itself_keeps_its_triggers(transactional_db: None) -> None:
    """AddField with a default, and back: what the next migration of the newsroom will do."""
    field = models.CharField(max_length=10, default="x")
    field.set_attributes_from_name("passing")
    state = ProjectState.from_apps(apps)
    before = state.apps.get_model("news", "ArticleEdition")
    with connection.schema_editor() as editor:
        editor.add_field(before, field)
    assert installed_triggers() == TRIGGERS

    state.add_field("news", "articleedition", "passing", field, preserve_default=True)
    after = state.apps.get_model("news", "ArticleEdition")
    with connection.schema_editor() as editor:
        editor.remove_field(after, after._meta.get_field("passing"))
    assert installed_triggers() == TRIGGERS


@on_postgresql
def test_two_rows_may_change_places_in_one_transaction_where_the_check_is_deferred(hotel: type[models.Model]) -> None:
    one = hotel._default_manager.create(room="101", from_at=day(1), to_at=None)
    two = hotel._default_manager.create(room="102", from_at=day(1), to_at=None)

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS one_guest DEFERRED")
        hotel._default_manager.filter(pk=one.pk).update(room="102")
        hotel._default_manager.filter(pk=two.pk).update(room="101")

    assert hotel._default_manager.get(pk=one.pk).room == "102"


# What Django asks of a constraint


def test_the_autodetector_sees_no_difference_between_models_and_migrations() -> None:
    detector = MigrationAutodetector(MigrationLoader(None).project_state(), ProjectState.from_apps(apps))
    changes = detector.changes(graph=MigrationLoader(None).graph)
    assert {
        app: [str(operation) for one in found for operation in one.operations] for app, found in changes.items()
    } == {}


def test_the_autodetector_sees_a_changed_constraint() -> None:
    before, after = ProjectState(), ProjectState()
    before.add_model(room_state())
    after.add_model(room_state(fields=("room", "id")))
    (found,) = MigrationAutodetector(before, after)._detect_changes()["news"]
    assert [type(operation).__name__ for operation in found.operations] == ["RemoveConstraint", "AddConstraint"]


def test_a_constraint_is_equal_to_the_one_its_migration_writes() -> None:
    for constraint in EDITION_CONSTRAINTS:
        _path, arguments, options = constraint.deconstruct()
        assert NoOverlap(*arguments, **options) == constraint
        assert hash(NoOverlap(*arguments, **options)) == hash(constraint)
        assert NoOverlap(*arguments, **options | {"since": "published_at"}) != constraint
        assert constraint.clone() == constraint


def test_validation_says_it_in_words_before_the_database_does(edition: ArticleEdition) -> None:
    clash = ArticleEdition.objects.get()
    clash.pk, clash.live_from, clash.live_until = None, day(12), day(13)
    with pytest.raises(ValidationError, match="Another version is public"):
        clash.validate_constraints()

    clash.live_from, clash.live_until = day(20), None
    clash.validate_constraints()
    clash.document_id = make_article().pk
    clash.live_from = day(19)
    with pytest.raises(ValidationError, match="Another item has this address"):
        clash.validate_constraints()
    clash.validate_constraints(exclude={"slug"})


def test_validation_leaves_missing_values_to_the_columns(db: None) -> None:
    ArticleEdition(language="en", slug="x", live_from=day(1)).validate_constraints(exclude={"published_at"})
    ArticleEdition(language="en", slug="x", document=make_article()).validate_constraints()
