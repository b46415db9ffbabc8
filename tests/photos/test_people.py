"""Who stands where: one sentence a row, in three languages."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photos.people import (
    PersonShown,
    Row,
    before_a_name,
    people_from_json,
    people_html,
    people_text,
    people_to_json,
)
from tests.news.documents import parsed

ANNA, BO, CARL = PersonShown("Anna Aho", {}), PersonShown("Bo Ek", {}), PersonShown("Carl Dahl", {})
LANGUAGES = ("fi", "sv", "en")


def placed(person: PersonShown, row: str) -> PersonShown:
    return PersonShown(person.name, person.title, row, person.contact)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("fi", "Kuvassa: Anna Aho."), ("sv", "På bilden: Anna Aho."), ("en", "In the picture: Anna Aho.")],
)
def test_one_person_is_in_the_picture(language: str, sentence: str) -> None:
    assert people_text([ANNA], language) == sentence


@pytest.mark.parametrize(
    ("language", "two", "three"),
    [
        ("fi", "Vasemmalta: Anna Aho ja Bo Ek.", "Vasemmalta: Anna Aho, Bo Ek ja Carl Dahl."),
        ("sv", "Från vänster: Anna Aho och Bo Ek.", "Från vänster: Anna Aho, Bo Ek och Carl Dahl."),
        ("en", "From left: Anna Aho and Bo Ek.", "From left: Anna Aho, Bo Ek and Carl Dahl."),
    ],
)
def test_several_people_are_told_from_the_left(language: str, two: str, three: str) -> None:
    assert people_text([ANNA, BO], language) == two
    assert people_text([ANNA, BO, CARL], language) == three


def test_nobody_makes_no_sentence() -> None:
    assert [people_text([], language) for language in LANGUAGES] == [""] * 3
    assert people_html([], "en", {}) == ""


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("fi", "Edessä vasemmalta: Anna Aho ja Bo Ek. Keskellä: Carl Dahl. Takana vasemmalta: Bo Ek ja Anna Aho."),
        (
            "sv",
            "Främre raden från vänster: Anna Aho och Bo Ek. I mitten: Carl Dahl. "
            "Bakre raden från vänster: Bo Ek och Anna Aho.",
        ),
        (
            "en",
            "In front, from left: Anna Aho and Bo Ek. In the middle: Carl Dahl. "
            "At the back, from left: Bo Ek and Anna Aho.",
        ),
    ],
)
def test_each_row_has_a_sentence_the_front_one_first(language: str, sentences: str) -> None:
    front = [placed(ANNA, Row.FRONT), placed(BO, Row.FRONT)]
    back = [placed(BO, Row.BACK), placed(ANNA, Row.BACK)]
    people = people_from_json(people_to_json([*back, placed(CARL, Row.MIDDLE), *front]))
    assert people_text(people, language) == sentences


@pytest.mark.parametrize("row", Row)
def test_a_row_that_is_the_only_one_is_not_named(row: str) -> None:
    assert people_text([placed(ANNA, row), placed(BO, row)], "en") == "From left: Anna Aho and Bo Ek."


def test_people_of_no_row_come_before_those_of_one() -> None:
    people = people_from_json(people_to_json([placed(ANNA, Row.BACK), BO, CARL]))
    assert people_text(people, "en") == "From left: Bo Ek and Carl Dahl. At the back: Anna Aho."


MAYOR = {"fi": "kaupunginjohtaja", "sv": "stadsdirektör", "en": "Mayor"}


@pytest.mark.parametrize(
    ("title", "named"),
    [
        (MAYOR, {"fi": "kaupunginjohtaja Anna Aho", "sv": "stadsdirektör Anna Aho", "en": "Mayor Anna Aho"}),
        # In the next best language; capitals stay where somebody wrote them.
        ({"fi": "Aalto-yliopiston rehtori"}, dict.fromkeys(LANGUAGES, "Aalto-yliopiston rehtori Anna Aho")),
        ({"sv": "rektor", "en": "President"}, {"fi": "President Anna Aho", "sv": "rektor Anna Aho"}),
        ({}, dict.fromkeys(LANGUAGES, "Anna Aho")),
    ],
    ids=str,
)
def test_a_title_stands_before_the_name_as_it_was_written(title: dict[str, str], named: dict[str, str]) -> None:
    person = PersonShown("Anna Aho", title)
    assert {language: person.named_in(language) for language in named} == named


@pytest.mark.parametrize(
    ("title", "language", "expected"),
    [
        ("Rehtori", "fi", "rehtori"),
        ("Rektor", "sv", "rektor"),
        ("President", "en", "President"),
        ("Åkeri", "sv", "åkeri"),
        ("KTM, rehtori", "fi", "KTM, rehtori"),
        ("T", "fi", "t"),
        ("", "fi", ""),
    ],
)
def test_a_title_of_the_register_loses_its_capital_before_a_name(title: str, language: str, expected: str) -> None:
    assert before_a_name(title, language) == expected


def test_whoever_is_on_the_page_is_linked_from_the_sentence() -> None:
    people = [
        PersonShown("Anna Aho", MAYOR, contact=7),
        PersonShown("Bo Ek", {}, contact=8),
        PersonShown("Carl Dahl", {}),
    ]
    sentence = people_html(people, "en", {7: "#contact-7", 9: "#contact-9"})
    assert sentence == 'From left: <a href="#contact-7">Mayor Anna Aho</a>, Bo Ek and Carl Dahl.'
    assert people_html(people, "en", {}) == people_text(people, "en")


def test_a_title_in_another_language_says_so_on_the_page() -> None:
    person = PersonShown("Bo Ek", {"fi": "pormestari", "sv": "", "en": ""}, contact=4)

    assert people_html([person], "en", {}) == 'In the picture: <span lang="fi">pormestari</span> Bo Ek.'
    linked = '<a href="#contact-4"><span lang="fi">pormestari</span> Bo Ek</a>'
    assert people_html([person], "sv", {4: "#contact-4"}) == f"På bilden: {linked}."
    assert people_html([person], "fi", {}) == "Kuvassa: pormestari Bo Ek."


def test_a_title_in_another_language_than_the_page_says_so_on_the_page() -> None:
    people = [PersonShown("Anna Aho", {"fi": "rehtori"}, contact=7), PersonShown("Bo Ek", {"fi": "rehtori"})]
    assert people_html(people, "sv", {7: "#contact-7"}) == (
        'Från vänster: <a href="#contact-7"><span lang="fi">rehtori</span> Anna Aho</a> '
        'och <span lang="fi">rehtori</span> Bo Ek.'
    )
    assert "lang" not in people_html(people, "fi", {})


def test_names_are_text_and_never_markup() -> None:
    hostile = PersonShown("<script>\"&'", {"en": "<b>Dr</b>"}, contact=1)
    anchors = {1: '#"><script>'}
    page = parsed(people_html([hostile, hostile], "en", anchors))
    assert [element.tag for element in page.all()] == ["a", "a"]
    assert [element.tag for element in parsed(people_html([hostile], "fi", {})).all()] == ["span"]
    assert page.text == "From left: <b>Dr</b> <script>\"&' and <b>Dr</b> <script>\"&'."
    assert page.all("a")[0]["href"] == anchors[1]
    assert people_text([hostile], "en") == "In the picture: <b>Dr</b> <script>\"&'."


# As forms leave them: without space around.
NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12).map(str.strip).filter(bool)
PEOPLE = st.lists(
    st.builds(
        PersonShown,
        name=NAMES,
        title=st.dictionaries(st.sampled_from(LANGUAGES), NAMES),
        row=st.sampled_from(["", *[row.value for row in Row]]),
        contact=st.none() | st.integers(1, 5),
    ),
    max_size=8,
)


@given(PEOPLE, st.sampled_from(LANGUAGES))
def test_page_and_text_say_the_same_and_name_everybody_once_in_order(people: list[PersonShown], language: str) -> None:
    stored = json.loads(json.dumps(people_to_json(people)))
    shown = people_from_json(stored)
    text = people_text(shown, language)
    html = people_html(shown, language, {1: "#contact-1", 2: "#contact-2"})
    assert parsed(html).text == " ".join(text.replace("\u00ad", "").split())
    position = 0
    for person in shown:
        position = text.index(person.named_in(language), position) + len(person.named_in(language))
    assert sorted(map(repr, shown)) == sorted(map(repr, people))
