"""Things inside a text: one form in which they are kept, and what readers get in their place."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from photos.embeds import PHOTO, photos_in
from photos.people import PersonShown, people_to_json
from publishing.embeds import LONGEST_CAPTION, PLACES, Embed, canonical, embeds_in, ids_in, rendered, without_embeds
from publishing.richtext import RichTextFormField, clean_html, plain_text
from tests.factories import make_photo
from tests.news.documents import Element, parsed

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)


def shown(html: str, language: str = "en", loaded: Any = None) -> Element:
    """What readers get of a text, which is cleaned first, as it always is."""
    return parsed(rendered(clean_html(html), language, AT, loaded or {}))


# The form in which they are kept


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("caption", ["", "Two people", 'R&D: 1 < 2, "quoted", it’s', "&lt;b&gt; as words", "研究 🎓"])
def test_an_embed_is_read_back_as_it_was_written(place: str, caption: str) -> None:
    embed = Embed("photo", 12, place, caption)

    assert embeds_in(str(embed)) == [embed]
    assert clean_html(str(embed)) == str(embed)


@pytest.mark.parametrize(
    "sent",
    [
        "<figure data-embed='photo:7' data-place='wide'><figcaption>Roof</figcaption></figure>",
        '<figure class="x" data-place="wide" id="y" data-embed="photo:7" style="width:9px">Roof</figure>',
        '<FIGURE data-embed="photo:7" data-place="wide"><FigCaption lang="fi"> Roof\n</FIGCAPTION></FIGURE>',
        '<figure data-embed="photo:7" data-place="wide"><img src="/x.jpg" alt="Not ours"><p>Roof</p></figure>',
        '<figure data-embed="photo:7" data-place="wide"><figcaption><p><em>Ro</em>of</p></figcaption></figure>',
        '<figure data-embed="photo:7" data-place="wide" data-embed="photo:8">Roof',
        '<p><figure data-embed="photo:7" data-place="wide"><figcaption>Roof</figcaption></figure></p>',
    ],
)
def test_however_it_is_sent_there_is_one_form(sent: str) -> None:
    assert clean_html(sent) == '<figure data-embed="photo:7" data-place="wide"><figcaption>Roof</figcaption></figure>'


@pytest.mark.parametrize("place", ["column", "", "top", "wide end", "WIDE", '"><script>'])
def test_an_embed_of_no_known_place_stands_in_the_column(place: str) -> None:
    assert clean_html(f"<figure data-embed='photo:7' data-place='{place}'></figure>") == str(Embed("photo", 7))


@pytest.mark.parametrize(
    "reference",
    [
        "",
        "photo",
        "photo:",
        "photo:0",
        "photo:-1",
        "photo:01",
        "photo:1.5",
        "photo:1 ",
        "photo:١",
        "photo:1000000000000000000",
        "PHOTO:1",
        "video:1",
        "photo:1:2",
        "javascript:1",
        "photo:1&quot; onclick=&quot;alert(1)",
    ],
)
def test_a_figure_of_nothing_that_we_know_keeps_its_words_and_nothing_else(reference: str) -> None:
    sent = f'<p>Before</p><figure data-embed="{reference}" data-place="end"><figcaption>Roof</figcaption></figure>'

    assert clean_html(sent) == "<p>Before</p><p>Roof</p>"
    assert clean_html("<figure><img src=x></figure>") == ""


def test_the_largest_key_that_is_accepted_fits_into_the_database() -> None:
    assert ids_in(str(Embed("photo", 10**18 - 1)), "photo") == [10**18 - 1]
    assert 10**18 - 1 < 2**63


@pytest.mark.parametrize(
    ("sent", "caption"),
    [
        ("<strong>Bold</strong> and <a href='/x'>linked</a>", "Bold and linked"),
        ("One<br>two", "One two"),
        ("<p>One</p><p>two</p><ul><li>three</li></ul>", "One two three"),
        ("1 &lt; 2 &amp;amp; 3", "1 < 2 &amp; 3"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert(1)</script>"),
        ("10&nbsp;000\n  \t places", "10 000 places"),
        ("<script>alert(1)</script>Words", "Words"),
        ("</figcaption>After it", "After it"),
    ],
)
def test_a_caption_is_words_without_markup(sent: str, caption: str) -> None:
    html = clean_html(f'<figure data-embed="photo:7"><figcaption>{sent}</figcaption></figure>')

    assert embeds_in(html) == [Embed("photo", 7, caption=caption)]
    assert clean_html(html) == html


def test_a_caption_ends_where_it_becomes_a_text() -> None:
    too_long = "word " * LONGEST_CAPTION
    html = clean_html(f'<figure data-embed="photo:7"><figcaption>{too_long}</figcaption></figure>')

    (embed,) = embeds_in(html)
    assert embed.caption == too_long[:LONGEST_CAPTION].strip()
    assert clean_html(html) == html


def test_a_form_refuses_a_caption_that_is_too_long_instead_of_cutting_it() -> None:
    def sent(length: int) -> str:
        return f'<p>Text</p><figure data-embed="photo:7"><figcaption>{"x" * length}</figcaption></figure>'

    assert RichTextFormField().clean(sent(LONGEST_CAPTION)) == sent(LONGEST_CAPTION)
    with pytest.raises(ValidationError) as refusal:
        RichTextFormField().clean(sent(LONGEST_CAPTION + 1))
    assert refusal.value.messages == ["A caption inside the text has at most 600 characters."]


@pytest.mark.parametrize(
    "around",
    [
        "<ul><li>One{}</li></ul>",
        "<ol><li>{}</li></ol>",
        "<blockquote><p>Said</p>{}</blockquote>",
        '<table><tbody><tr><th scope="row">One</th><td>{}</td></tr></tbody></table>',
        "<p>Before</p>{}<p>After</p>",
        "<h2>Heading</h2>{}<hr>",
    ],
)
def test_an_embed_stays_where_it_stands(around: str) -> None:
    html = around.format(Embed("photo", 7, "start", "Roof"))

    assert clean_html(html) == html


def test_an_embed_does_not_stay_in_a_paragraph_nor_between_the_rows_of_a_table() -> None:
    embed = str(Embed("photo", 7))

    assert clean_html(f"<p>One{embed}two</p>") == f"<p>One</p>{embed}two"
    assert clean_html(f"<table>{embed}<tr><td>x</td></tr></table>") == (
        f"{embed}<table><tbody><tr><td>x</td></tr></tbody></table>"
    )


def test_figures_in_a_figure_come_to_stand_after_it() -> None:
    first, second, third = (Embed("photo", pk, caption=str(pk)) for pk in (1, 2, 3))
    nested = (
        '<figure data-embed="photo:1"><figcaption>1</figcaption>'
        f'<figure>Loose <b>words</b>{third}</figure><figure data-embed="photo:2">2</figure></figure>'
    )

    assert clean_html(nested) == f"{first}<p>Loose words</p>{third}{second}"


@pytest.mark.parametrize("name", ["h2", "h3", "strong", "em", "sub", 'a href="/"'])
def test_an_embed_in_a_line_of_text_comes_to_stand_after_it(name: str) -> None:
    embed, end = Embed("photo", 5, "wide"), name.partition(" ")[0]

    cleaned = clean_html(f"<{name}>One {embed} two</{end}><p>Three</p>")

    assert embeds_in(cleaned) == [embed]
    assert cleaned.endswith(f"</{end}>{embed}<p>Three</p>")
    assert plain_text(cleaned) == "One two Three"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("a<figcaption>b</figcaption>c", "a b c"),
        ("<p>a</p></figure></figcaption><figcaption>b", "<p>a</p>b"),
        ("<ul><li>a<figcaption>b</li></ul>", "<ul><li>a b</li></ul>"),
    ],
)
def test_a_caption_without_a_figure_keeps_its_words_apart_from_those_around(sent: str, kept: str) -> None:
    assert clean_html(sent) == kept


def test_neighbours_are_told_apart() -> None:
    html = f"{Embed('photo', 1)}{Embed('photo', 2, 'end')}<p>Text</p>{Embed('photo', 1, 'wide', 'Again')}"

    assert [embed.pk for embed in embeds_in(html)] == [1, 2, 1]
    assert photos_in(html) == [1, 2]
    assert ids_in(html, "video") == []


@pytest.mark.parametrize("piece", ["<figure>x", '<figure data-embed="photo:1">', "<blockquote>", "<strong>"])
def test_a_text_of_deeply_nested_elements_does_not_hold_up_everybody(piece: str) -> None:
    """What takes the square of the depth took minutes for the half megabyte that a form may send."""
    began = time.process_time()
    clean_html(piece * 5_000)

    assert time.process_time() - began < 3


EMBEDS = st.builds(
    Embed,
    st.just("photo"),
    st.integers(1, 10**18 - 1),
    st.sampled_from(PLACES),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40).map(lambda text: " ".join(text.split())),
)


@given(st.lists(st.one_of(EMBEDS, st.sampled_from(["<p>Text</p>", "<h2>Head</h2>", "<ul><li>one</li></ul>"]))))
def test_what_is_in_its_form_stays_as_it_is(pieces: list[Any]) -> None:
    html = "".join(map(str, pieces))

    assert clean_html(html) == canonical(html) == html
    assert embeds_in(html) == [piece for piece in pieces if isinstance(piece, Embed)]
    assert "<figure" not in without_embeds(html)


# What readers get


@pytest.mark.django_db
def test_what_readers_may_not_see_leaves_no_trace() -> None:
    ended = make_photo(usable_until=AT.date() - timedelta(days=1), caption_en="Secret caption")
    html = f"<p>Before</p>{Embed('photo', ended.pk, caption='Secret words')}{Embed('photo', 999999)}<p>After</p>"

    assert rendered(clean_html(html), "en", AT, {}) == "<p>Before</p><p>After</p>"


@pytest.mark.django_db
def test_an_embed_becomes_a_figure_with_everything_that_the_library_knows() -> None:
    people = [PersonShown(name, {}) for name in ("Ada Niemi", "Kaj Ek")]
    photo = make_photo(
        caption_en="The roof in June.", photographer="Mikko Raskinen", people=people_to_json(people), alt_en="A roof"
    )

    figure = shown(str(Embed("photo", photo.pk))).one("figure")

    assert figure.one("img")["alt"] == "A roof"
    assert figure.one(class_="figure__caption").text == "The roof in June."
    assert figure.one(class_="figure__people").text == "From left: Ada Niemi and Kaj Ek."
    assert figure.one(class_="figure__credit").text == "Photo: Aalto University / Mikko Raskinen"
    assert "data-embed" not in figure.attributes


@pytest.mark.django_db
def test_a_caption_for_the_place_says_it_all() -> None:
    photo = make_photo(caption_en="Library", people=people_to_json([PersonShown("Ada Niemi", {})]))

    caption = shown(str(Embed("photo", photo.pk, caption="Ada & <b>Kaj</b>"))).one("figcaption")

    assert caption.one(class_="figure__caption").text == "Ada & <b>Kaj</b>"
    assert caption.all(class_="figure__people") == caption.all("b") == []


@pytest.mark.django_db
@pytest.mark.parametrize(("place", "name"), [("column", "text"), ("wide", "wide"), ("start", "start"), ("end", "end")])
def test_the_place_is_a_class_of_the_figure(place: str, name: str) -> None:
    photo = make_photo()

    figure = shown(str(Embed("photo", photo.pk, place))).one("figure")

    assert [one for one in figure["class"].split() if one.startswith("figure--")] == [f"figure--{name}"]


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "credit"), [("fi", "Kuva: A"), ("sv", "Foto: A"), ("en", "Photo: A")])
def test_the_words_around_are_in_the_language_of_the_text_whatever_is_read_beside_it(
    language: str, credit: str
) -> None:
    photo = make_photo(credit_organisation="A")

    assert shown(str(Embed("photo", photo.pk)), language).one(class_="figure__credit").text == credit


@pytest.mark.django_db
def test_what_falls_back_to_another_language_says_so() -> None:
    photo = make_photo(alt_en="", alt_fi="Katto", alt_sv="", caption_fi="Kesäkuussa.")
    html = str(Embed("photo", photo.pk))

    finnish, swedish = shown(html, "fi"), shown(html, "sv")

    assert (swedish.one("img")["lang"], swedish.one("img")["alt"]) == ("fi", "Katto")
    assert swedish.one(class_="figure__caption").all()[-1].language == "fi"
    assert "lang" not in finnish.one("img").attributes
    assert finnish.one(class_="figure__caption").all() == []


@pytest.mark.django_db
def test_all_embeds_cost_one_query_and_loaded_ones_none() -> None:
    photos = [make_photo() for _ in range(3)]
    html = clean_html("".join(str(Embed("photo", photo.pk)) for photo in (*photos, *photos)))

    with CaptureQueriesContext(connection) as one:
        assert rendered(html, "en", AT, {}).count("<figure") == 6
    with CaptureQueriesContext(connection) as none:
        assert rendered(html, "en", AT, {PHOTO.name: {photos[0].pk: photos[0]}}).count("<figure") == 2
        assert rendered("<p>Text</p>", "en", AT, {}) == "<p>Text</p>"

    assert (len(one), len(none)) == (1, 0)


@pytest.mark.django_db
def test_a_figure_breaks_nothing_around_it() -> None:
    photo = make_photo(caption_en="A & B", licence="cc-by-4.0")
    embed = Embed("photo", photo.pk)

    page = shown(f"<ul><li>{embed}</li></ul><table><tr><td>{embed}</td></tr></table><blockquote>{embed}</blockquote>")

    assert [figure.parent.tag for figure in page.all("figure") if figure.parent] == ["li", "td", "blockquote"]


def test_the_words_of_a_text_are_without_captions() -> None:
    html = f"<p>One</p>{Embed('photo', 1, caption='Caption')}<p>two</p>"

    assert plain_text(html) == "One two"
