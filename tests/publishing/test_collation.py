"""Folding and sorting: pure functions, and that the database sorts by the keys as they mean it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.models import Organisation
from publishing.collation import fold, sort_key


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Åbo  Akademi", "abo akademi"),
        ("Wrocław University", "wroclaw university"),
        ("Universität Straße", "universitat strasse"),
        ("ŒUVRE Ærø", "oeuvre aero"),
        ("ﬁn\u00a0land", "fin land"),
        ("İstanbul", "istanbul"),
    ],
)
def test_folding_leaves_what_one_can_type_anywhere(text, folded):
    assert fold(text) == folded


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=40))
def test_folding_is_blind_to_case_where_case_is_only_case(text):
    if text.upper().lower() == text.lower():
        assert fold(text.upper()) == fold(text)


def _in_order(words, language):
    return sorted(words, key=lambda word: sort_key(word, language))


def test_finnish_and_swedish_put_their_last_letters_last():
    words = ["Öland", "Äänekoski", "Zürich", "Åbo", "Aalto"]

    for language in ("fi", "sv"):
        assert _in_order(words, language) == ["Aalto", "Zürich", "Åbo", "Äänekoski", "Öland"]


def test_english_files_them_with_a_and_o():
    words = ["Öland", "Zürich", "Åbo", "Aalto", "Oulu"]

    assert _in_order(words, "en") == ["Aalto", "Åbo", "Öland", "Oulu", "Zürich"]


def test_a_short_word_comes_before_a_longer_one_that_begins_with_it():
    assert _in_order(["KTH Royal", "KT", "KTH"], "en") == ["KT", "KTH", "KTH Royal"]


@given(st.text(max_size=40), st.sampled_from(["fi", "sv", "en"]))
def test_keys_consist_of_the_digits_that_every_database_sorts_alike(text, language):
    assert set(sort_key(text, language)) <= set("0123456789abcdef")


@pytest.mark.django_db
def test_the_database_lists_organisations_as_the_dictionary_does():
    for name in ["Öland", "Äänekoski", "Zürich", "Åbo", "Aalto"]:
        Organisation.objects.create(kind="city", name_fi=name, country="FI")

    listed = Organisation.objects.order_by("sort_fi", "pk").values_list("name_fi", flat=True)

    assert list(listed) == ["Aalto", "Zürich", "Åbo", "Äänekoski", "Öland"]
