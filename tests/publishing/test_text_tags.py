from datetime import UTC, date, datetime

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from publishing.partial_dates import PartialDate
from publishing.templatetags.text_tags import date_of, first_sentence, hyphenated, in_lang, page_numbers, page_url
from publishing.text import Text

SOFT_HYPHEN = "\u00ad"


def test_a_text_in_another_language_than_the_page_says_so_and_stays_escaped() -> None:
    with override("en"):
        assert in_lang(Text("Espoon <kaupunki>", "fi")) == '<span lang="fi">Espoon &lt;kaupunki&gt;</span>'


def test_a_text_in_the_language_of_the_page_is_not_marked() -> None:
    with override("fi"):
        assert in_lang(Text("Espoon kaupunki", "fi")) == "Espoon kaupunki"


def test_an_element_of_one_foreign_text_carries_the_language_itself() -> None:
    template = Template("{% load text_tags %}<h1{{ title|lang_attribute }}>{{ title }}</h1>")

    with override("sv"):
        assert template.render(Context({"title": Text("Notice", "en")})) == '<h1 lang="en">Notice</h1>'
        assert template.render(Context({"title": Text("Notis", "sv")})) == "<h1>Notis</h1>"


@pytest.mark.parametrize(
    ("language", "words"), [("en", "16 June 2020"), ("fi", "16. kesäkuuta 2020"), ("sv", "16 juni 2020")]
)
def test_a_date_stands_in_the_words_of_the_language(language: str, words: str) -> None:
    with override(language):
        assert date_of(date(2020, 6, 16)) == f'<time datetime="2020-06-16">{words}</time>'


def test_an_instant_has_the_date_that_it_had_in_finland() -> None:
    with override("en"):
        last_evening_in_utc = datetime(2020, 6, 15, 22, 30, tzinfo=UTC)

        assert date_of(last_evening_in_utc) == '<time datetime="2020-06-16T01:30+03:00">16 June 2020</time>'


def test_a_date_is_shown_no_more_exactly_than_it_is_known() -> None:
    with override("fi"):
        assert date_of(PartialDate.parse("2020-06")) == '<time datetime="2020-06">kesäkuu 2020</time>'
        assert date_of(PartialDate.parse("2012")) == '<time datetime="2012">2012</time>'


def test_a_long_finnish_word_may_break_between_its_parts() -> None:
    headline = Text("Kansainvälistymisyhteistyösopimus syntyi", "fi")

    assert hyphenated(headline).replace(SOFT_HYPHEN, "|") == "Kansain|välis|tymis|yhteistyö|sopimus syntyi"


def test_words_of_other_languages_are_left_to_the_browser() -> None:
    with override("sv"):
        assert hyphenated(Text("internationaliseringssamarbete", "sv")) == "internationaliseringssamarbete"


@given(st.text(alphabet="abdehijklmnoprstuvyäö -", max_size=80))
def test_soft_hyphens_change_no_letter_and_leave_no_stub(headline: str) -> None:
    softened = hyphenated(Text(headline, "fi"))

    assert softened.replace(SOFT_HYPHEN, "") == headline
    assert all(len(part) >= 4 for word in softened.split() if SOFT_HYPHEN in word for part in word.split(SOFT_HYPHEN))


def test_the_first_sentence_keeps_the_language_and_is_not_cut_at_a_name() -> None:
    sentence = first_sentence(Text("Unite! is an alliance of nine universities. It began in 2019.", "en"))

    assert sentence == "Unite! is an alliance of nine universities."
    assert sentence.language == "en"


def test_page_numbers_offer_the_ends_and_the_neighbours() -> None:
    page = Paginator(range(2_000), 20).page(50)

    assert list(page_numbers(page)) == [1, "…", 49, 50, 51, "…", 100]


def test_the_first_page_of_a_list_has_one_address() -> None:
    assert page_url("/en/news/", "", 1) == "/en/news/"
    assert page_url("/en/news/", "", 2) == "/en/news/?page=2"
    assert page_url("/en/news/", "?year=2020", 2) == "/en/news/?year=2020&page=2"
