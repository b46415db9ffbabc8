"""What a revision freezes comes back the same, whatever its age; and how two changes of one text are merged."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.content import AgreementMention, ArticleContent, PhotoPlacement
from publishing.content import Content, Upcaster, merge
from publishing.text import Text

WORDS = st.text(max_size=20)
IDS = st.lists(st.integers(1, 9), max_size=3, unique=True).map(tuple)
ARTICLES = st.builds(
    ArticleContent,
    language=st.sampled_from(["fi", "sv", "en"]),
    photos=st.lists(st.builds(PhotoPlacement, photo=st.integers(1, 9), alt=WORDS, caption=WORDS), max_size=2).map(
        tuple
    ),
    agreements=st.lists(st.builds(AgreementMention, agreement=st.integers(1, 9), role=WORDS), max_size=2).map(tuple),
    **dict.fromkeys(["title", "slug", "kind", "kicker", "lead", "body", "contacts_heading"], WORDS),
    **dict.fromkeys(["contacts", "topics", "tags", "organisations"], IDS),
)


@given(ARTICLES)
def test_an_article_survives_storage_unchanged(content: ArticleContent) -> None:
    stored = json.loads(json.dumps(content.to_json()))
    assert ArticleContent.from_json(stored, content.schema) == content


@given(ARTICLES, ARTICLES)
def test_equal_contents_have_equal_digests_and_different_ones_do_not(
    one: ArticleContent, other: ArticleContent
) -> None:
    assert (one.digest() == other.digest()) == (one == other)
    assert one.digest() == ArticleContent.from_json(json.loads(json.dumps(one.to_json())), one.schema).digest()


def test_the_digest_does_not_care_which_kind_of_string_a_field_is() -> None:
    plain, marked = Content("en", "Snow", "snow"), Content("en", Text("Snow", "en"), "snow")
    assert plain.digest() == marked.digest()


@dataclass(frozen=True)
class Renamed(Content):
    """In schema 1 there was a `heading`; in 2 a `title`; in 3 came `stars`, and nobody had any."""

    schema: ClassVar[int] = 3
    upcasters: ClassVar[Mapping[int, Upcaster]] = {
        1: lambda data: {**{name: data[name] for name in data if name != "heading"}, "title": data["heading"]},
        2: lambda data: {**data, "stars": 0},
    }

    stars: int


@pytest.mark.parametrize(
    ("data", "schema"),
    [
        ({"language": "en", "heading": "Snow", "slug": "snow"}, 1),
        ({"language": "en", "title": "Snow", "slug": "snow"}, 2),
        ({"language": "en", "title": "Snow", "slug": "snow", "stars": 0}, 3),
    ],
)
def test_old_data_is_brought_up_to_date_step_by_step_and_left_as_it_was(data: dict[str, Any], schema: int) -> None:
    stored = dict(data)
    assert Renamed.from_json(stored, schema) == Renamed("en", "Snow", "snow", 0)
    assert stored == data


def test_every_stored_schema_of_an_article_can_be_read() -> None:
    assert set(ArticleContent.upcasters) == set(range(1, ArticleContent.schema))


def test_a_missing_step_is_a_programming_error() -> None:
    with pytest.raises(KeyError):
        Renamed.from_json({}, 0)


def test_every_field_of_an_article_has_a_name_for_editors() -> None:
    assert {field.name for field in fields(ArticleContent)} - set(ArticleContent.labels) == {"language"}


# Merging

SMALL = st.builds(Content, *[st.sampled_from("ab")] * 3)


@given(SMALL, SMALL)
def test_where_nobody_else_changed_anything_the_correction_is_the_result(
    ancestor: Content, correction: Content
) -> None:
    assert merge(ancestor=ancestor, correction=correction, scheduled=ancestor) == (correction, ())


@given(SMALL, SMALL)
def test_without_a_correction_the_scheduled_text_stays(ancestor: Content, scheduled: Content) -> None:
    assert merge(ancestor=ancestor, correction=ancestor, scheduled=scheduled) == (scheduled, ())


@given(st.builds(Content, *[st.sampled_from("abc")] * 3), *[st.builds(Content, *[st.sampled_from("abc")] * 3)] * 2)
def test_each_field_is_from_the_side_that_changed_it_or_a_conflict(
    ancestor: Content, correction: Content, scheduled: Content
) -> None:
    merged, conflicts = merge(ancestor=ancestor, correction=correction, scheduled=scheduled)

    for field in fields(Content):
        before, ours, theirs, result = (getattr(one, field.name) for one in (ancestor, correction, scheduled, merged))
        both_changed_it = ours != before and theirs != before and ours != theirs
        assert (field.name in conflicts) == both_changed_it
        assert result == (theirs if both_changed_it or ours == before else ours)
