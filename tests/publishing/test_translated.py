"""Text that knows its language, and the three columns behind it."""

from __future__ import annotations

import copy
import pickle

import pytest
from django.db import models
from django.utils.translation import override

from news.models import Topic
from publishing.text import Text, first_text
from publishing.translated import Translated, reading_language
from tests.directory.factories import make_organisation
from tests.factories import make_topic

ALL = {"fi": "yliopisto", "sv": "universitet", "en": "university"}


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_readers_get_their_own_language_where_there_is_one(language: str) -> None:
    text = first_text(ALL, language)
    assert (text, text.language) == (ALL[language], language)


@pytest.mark.parametrize(("missing", "shown"), [("fi", "en"), ("sv", "en"), ("en", "fi")])
def test_readers_without_a_text_of_their_own_get_the_next_best_with_its_language(missing: str, shown: str) -> None:
    text = first_text({**ALL, missing: ""}, missing)
    assert (text, text.language) == (ALL[shown], shown)


def test_only_the_last_language_is_better_than_nothing() -> None:
    assert first_text({"sv": "universitet"}, "fi").language == "sv"
    assert first_text({}, "fi") == ""
    assert first_text({}, "fi").language == ""


def test_a_language_the_site_does_not_have_is_an_error() -> None:
    with pytest.raises(KeyError):
        first_text(ALL, "de")


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, lambda text: pickle.loads(pickle.dumps(text))])
def test_a_text_keeps_its_language_when_it_is_cached_or_copied(duplicate: object) -> None:
    text = duplicate(Text("sää", "fi"))  # type: ignore[operator]
    assert (text, text.language) == ("sää", "fi")


@pytest.mark.parametrize(("active", "reads"), [("fi", "fi"), ("sv", "sv"), ("en-gb", "en"), ("de", "en"), (None, "en")])
def test_the_language_of_reading_is_always_one_of_ours(active: str | None, reads: str) -> None:
    with override(active):
        assert reading_language() == reads


@pytest.mark.django_db
def test_a_thing_speaks_the_language_of_the_request() -> None:
    organisation = make_organisation(name_fi="Tukholma", name_sv="Stockholm")

    with override("sv"):
        assert (organisation.name, organisation.name.language) == ("Stockholm", "sv")
    with override("en"):
        assert (organisation.name, organisation.name.language) == ("Tukholma", "fi")
    assert Translated.of(organisation, "name", "fi") == "Tukholma"


@pytest.mark.django_db
def test_a_translated_text_is_three_plain_columns() -> None:
    topic = make_topic(name_fi="Kampus", name_sv="Campus", name_en="Campus")

    assert Translated.columns_of("name") == ("name_fi", "name_sv", "name_en")
    assert Topic.objects.values_list(*Translated.columns_of("name")).get(pk=topic.pk) == ("Kampus", "Campus", "Campus")
    assert isinstance(Topic.name, Translated)
    assert all(isinstance(Topic._meta.get_field(column), models.CharField) for column in Translated.columns_of("name"))


def test_forms_say_which_language_a_column_is_in() -> None:
    with override("en"):
        labels = [str(Topic._meta.get_field(column).verbose_name) for column in Translated.columns_of("name")]
    assert labels == ["name (Finnish)", "name (Swedish)", "name (English)"]
