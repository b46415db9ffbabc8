"""Texts that seem to be in the wrong language: asked about once, and never again when somebody knows better."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from news.models import Article
from publishing.doubts import confirm, doubtful, seems_to_be
from publishing.forms import LanguageChecks
from publishing.models import ConfirmedText
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db

FINNISH = "Kaksi ihmistä allekirjoittaa sopimuksen juhlavassa salissa"
SWEDISH = "Två personer skriver under ett avtal i en festlig sal"
ENGLISH = "Two people are signing the agreement in a festive hall"
FRENCH = "Deux personnes signent un accord dans une grande salle de la ville et se serrent la main devant les invités"
NAMES = "Ilkka Niemelä, Jukka Mäkelä"


def test_only_what_is_clearly_in_another_language_is_doubtful() -> None:
    texts = [(text, code) for text in (FINNISH, SWEDISH, ENGLISH, NAMES, "") for code in ("fi", "sv", "en")]

    assert doubtful(texts) == {
        (FINNISH, "sv"): "fi",
        (FINNISH, "en"): "fi",
        (SWEDISH, "fi"): "sv",
        (SWEDISH, "en"): "sv",
        (ENGLISH, "fi"): "en",
        (ENGLISH, "sv"): "en",
    }


def test_a_confirmed_text_is_doubtful_no_more_in_that_language_only() -> None:
    confirm(FINNISH, "en", None)

    assert doubtful([(FINNISH, "en"), (FINNISH, "sv"), (SWEDISH, "en")]) == {
        (FINNISH, "sv"): "fi",
        (SWEDISH, "en"): "sv",
    }


def test_white_space_makes_no_other_text() -> None:
    spaced = FINNISH.replace(" ", "\n  ") + " "
    assert doubtful([(FINNISH, "en"), (spaced, "en")]).keys() == {(FINNISH, "en"), (spaced, "en")}

    confirm(spaced, "en", None)

    assert doubtful([(FINNISH, "en"), (spaced, "en")]) == {}


def test_other_words_are_another_text() -> None:
    confirm(FINNISH, "en", None)

    assert doubtful([(f"{FINNISH} kesällä", "en")])


def test_who_confirmed_it_first_is_remembered() -> None:
    first, second = make_user(), make_user()
    confirm(FINNISH, "en", first)

    confirm(FINNISH, "en", second)

    assert ConfirmedText.objects.get().confirmed_by == first


def test_what_somebody_confirmed_stays_confirmed_when_they_leave() -> None:
    person = make_user()
    confirm(FINNISH, "en", person)

    get_user_model().objects.filter(pk=person.pk).delete()

    assert doubtful([(FINNISH, "en")]) == {}


def test_asking_costs_one_query_and_none_without_doubt(django_assert_num_queries: Callable[..., Any]) -> None:
    with django_assert_num_queries(0):
        doubtful([(ENGLISH, "en"), (FINNISH, "fi"), (NAMES, "sv")])
        doubtful([])
    with django_assert_num_queries(1):
        doubtful([(f"{FINNISH} {number}", code) for number in range(30) for code in ("sv", "en")])


@pytest.mark.parametrize(
    ("code", "words"), [("fi", "Finnish"), ("sv", "Swedish"), ("en", "English"), ("other", "another language")]
)
def test_the_language_is_said_by_name(code: str, words: str) -> None:
    assert words in seems_to_be(code)


# In a form


class Form(LanguageChecks):
    """The words of an article as a form with checks would have them."""

    class Meta:
        model = Article
        fields = ("kicker", "lead")

    def written(self) -> dict[str, str]:
        return {"kicker": "en", "lead": "en"}


def form_of(article: Article, **data: Any) -> Form:
    return Form({"kicker": article.kicker, "lead": article.lead, **data}, instance=article)


def test_a_doubtful_text_is_asked_about_at_its_field() -> None:
    form = form_of(make_article(), lead=FINNISH)

    assert not form.is_valid()
    assert list(form.errors) == ["lead"]
    assert "This seems to be Finnish." in form.errors["lead"][0]
    assert form.asks_about_language


def test_a_text_that_nobody_changed_is_not_asked_about() -> None:
    article = make_article(lead=FINNISH)

    assert form_of(article, kicker="News").is_valid()


def test_of_two_equal_texts_only_the_changed_one_is_asked_about() -> None:
    form = form_of(make_article(kicker=FINNISH[:60]), lead=FINNISH[:60])

    assert list(form.errors) == ["lead"]


def test_whoever_says_that_it_is_right_is_not_asked_again() -> None:
    person = make_user()
    form = form_of(make_article(), lead=FINNISH, is_right="on")
    assert form.is_valid()
    assert not form.asks_about_language
    assert not ConfirmedText.objects.exists()  # Nothing is saved yet.

    form.save()
    form.remember_confirmed(person)

    assert ConfirmedText.objects.get().confirmed_by == person
    assert form_of(make_article(), lead=FINNISH).is_valid()


def test_saying_so_of_a_text_without_doubt_remembers_nothing() -> None:
    form = form_of(make_article(), lead=ENGLISH, is_right="on")

    assert form.is_valid()
    form.remember_confirmed(make_user())

    assert not ConfirmedText.objects.exists()


def test_a_language_that_is_none_of_the_sites_is_asked_about_as_well() -> None:
    form = form_of(make_article(), lead=FRENCH)

    assert "This seems to be in another language." in form.errors["lead"][0]
