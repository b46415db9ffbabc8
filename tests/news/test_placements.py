"""Photos put into an article by its form: what is written there, where it goes, and what is asked."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from news.models import Article, ArticlePhoto
from photos.actions import withdraw
from photos.models import Photo
from publishing.embeds import Embed
from publishing.models import ConfirmedText
from tests.factories import make_article, make_photo, make_published_article, make_user

pytestmark = pytest.mark.django_db

FINNISH = "Kaksi ihmistä allekirjoittaa sopimuksen juhlavassa salissa"
ENGLISH = "Two people are signing the agreement in a festive hall"
UNDESCRIBED = {"alt_fi": "Valoisa katto", "alt_sv": "", "alt_en": ""}


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(make_user("editor"))
    return client


def change_url(article: Article) -> str:
    return reverse("admin:news_article_change", args=[article.pk])


def opened(client: Client, article: Article) -> dict[str, Any]:
    """What the browser of somebody who opened the form would send back."""
    context = client.get(change_url(article)).context
    formsets = [inline.formset for inline in context["inline_admin_formsets"]]
    forms = [context["adminform"].form, *(form for formset in formsets for form in (formset.management_form, *formset))]
    values = {bound.html_name: bound.value() for form in forms for bound in form}
    values["version"] = context["original"].version
    return {name: value for name, value in values.items() if value is not None and value is not False}


def row(photo: Any, number: int = 0, **words: Any) -> dict[str, Any]:
    """A row of the form as it is sent, the last one of all."""
    fields = {"photo": getattr(photo, "pk", photo), "alt": "", "caption": "", "position": number + 1} | words
    start = "photo_placements"
    return {f"{start}-TOTAL_FORMS": number + 1, **{f"{start}-{number}-{name}": text for name, text in fields.items()}}


def save(client: Client, article: Article, *rows: dict[str, Any]) -> Any:
    """Sends the form with these rows; `opened` first, so that nothing else changes."""
    sent = opened(client, article)
    for one in rows:
        sent |= one
    return client.post(change_url(article), sent)


def row_errors(answer: Any, number: int = 0) -> dict[str, list[str]]:
    assert answer.status_code == 200
    (formset,) = [
        inline.formset
        for inline in answer.context["inline_admin_formsets"]
        if inline.formset.prefix == "photo_placements"
    ]
    return dict(formset.forms[number].errors)


def placement_of(article: Article) -> ArticlePhoto:
    return article.photo_placements.get()


# Where the words go


def test_what_the_library_lacks_goes_to_the_library(desk: Client) -> None:
    photo = make_photo(**UNDESCRIBED, credit_organisation="")
    article = make_article()

    answer = save(
        desk,
        article,
        row(photo, alt=ENGLISH, caption="In June.", photographer="Mikko Raskinen", licence="press"),
    )

    assert answer.status_code == 302
    photo.refresh_from_db()
    assert (photo.alt_en, photo.caption_en, photo.photographer, photo.licence) == (
        ENGLISH,
        "In June.",
        "Mikko Raskinen",
        "press",
    )
    assert (photo.alt_fi, photo.version) == ("Valoisa katto", 2)
    placement = placement_of(article)
    assert (placement.photo, placement.alt, placement.caption) == (photo, "", "")


def test_what_the_library_has_already_stays_and_what_differs_stays_here(desk: Client) -> None:
    photo = make_photo(alt_en="A light roof", caption_en="The library's caption.", photographer="Mikko Raskinen")
    article = make_article()

    save(desk, article, row(photo, alt=ENGLISH, caption="For this article.", photographer="Somebody else"))

    photo.refresh_from_db()
    assert (photo.alt_en, photo.caption_en, photo.photographer) == (
        "A light roof",
        "The library's caption.",
        "Mikko Raskinen",
    )
    assert photo.version == 1
    placement = placement_of(article)
    assert (placement.alt, placement.caption) == (ENGLISH, "For this article.")


def test_the_same_words_as_the_librarys_are_no_words_of_the_place(desk: Client) -> None:
    photo = make_photo(alt_en="A light roof", caption_en="The library's caption.")
    article = make_article()

    save(desk, article, row(photo, alt="A light roof", caption="The library's caption."))

    placement = placement_of(article)
    assert (placement.alt, placement.caption) == ("", "")


def test_words_go_into_the_column_of_the_articles_language(desk: Client) -> None:
    photo = make_photo(alt_fi="", alt_sv="", alt_en="A light roof")

    save(desk, make_article(language="sv", title="Snö", slug="sno"), row(photo, alt="Ett ljust tak över en trappa"))

    photo.refresh_from_db()
    assert (photo.alt_fi, photo.alt_sv, photo.alt_en) == ("", "Ett ljust tak över en trappa", "A light roof")


def test_a_description_written_for_a_decorative_photo_stays_at_its_place(desk: Client) -> None:
    """In the library it would be passed over, since the photo is not described there on purpose."""
    photo = make_photo(is_decorative=True, alt_fi="", alt_sv="", alt_en="")
    article = make_article()

    save(desk, article, row(photo, alt=ENGLISH))

    photo.refresh_from_db()
    assert (photo.alt_en, placement_of(article).alt) == ("", ENGLISH)


def test_words_that_are_taken_back_are_those_of_the_library_again(desk: Client) -> None:
    photo = make_photo(alt_en="A light roof")
    article = make_article()
    save(desk, article, row(photo, alt=ENGLISH))
    sent = opened(desk, article) | {"photo_placements-0-alt": ""}

    answer = desk.post(change_url(article), sent)

    assert answer.status_code == 302
    assert placement_of(article).alt == ""


def test_what_was_given_to_the_library_serves_every_other_place(desk: Client) -> None:
    photo = make_photo(**UNDESCRIBED)
    first, second = make_article(), make_article(photos=[photo])
    assert "photos" in second.publication_errors(second.snapshot(), photo.created_at)

    save(desk, first, row(photo, alt=ENGLISH))

    assert second.publication_errors(second.snapshot(), photo.created_at) == {}


# Who may


def test_who_may_not_change_a_public_photo_keeps_the_words_here_and_is_told_who_credits_it(client: Client) -> None:
    photo = make_photo(licence="cc0-1.0", credit_organisation="", **UNDESCRIBED)
    make_published_article(language="fi", title="Katto", slug="katto", photos=[photo])
    writer = make_user("writer")
    client.force_login(writer)
    article = make_article(owner=writer)

    refused = save(client, article, row(photo, alt=ENGLISH, caption="In June.", photographer="Mikko Raskinen"))
    assert row_errors(refused) == {
        "photographer": [
            "Public pages use this photo: only editors can credit it. Leave this empty, and tell one of them."
        ]
    }
    assert save(client, article, row(photo, alt=ENGLISH, caption="In June.")).status_code == 302
    photo.refresh_from_db()
    assert (photo.alt_en, photo.caption_en, photo.photographer, photo.version) == ("", "", "", 1)
    placement = placement_of(article)
    assert (placement.alt, placement.caption) == (ENGLISH, "In June.")


def test_a_writer_completes_a_photo_that_nothing_public_uses(client: Client) -> None:
    photo = make_photo(**UNDESCRIBED)
    writer = make_user("writer")
    client.force_login(writer)

    save(client, make_article(owner=writer), row(photo, alt=ENGLISH))

    photo.refresh_from_db()
    assert (photo.alt_en, photo.updated_by) == (ENGLISH, writer)


def test_who_may_only_look_at_an_article_places_and_completes_nothing(client: Client) -> None:
    photo = make_photo(**UNDESCRIBED)
    article = make_article(owner=make_user("writer"))
    client.force_login(make_user("writer"))

    answer = client.post(change_url(article), row(photo, alt=ENGLISH) | {"title": "Mine", "version": 1})

    assert answer.status_code == 403
    photo.refresh_from_db()
    assert (photo.alt_en, article.photo_placements.count()) == ("", 0)


# Two at once


def test_of_two_who_complete_a_photo_at_once_the_first_fills_the_library_and_nothing_is_lost(desk: Client) -> None:
    photo = make_photo(**UNDESCRIBED)
    one, other = make_article(), make_article()
    mine = opened(desk, one) | row(photo, alt="A light roof over a stair")
    theirs = opened(desk, other) | row(photo, alt="The roof of the metro station")

    assert desk.post(change_url(one), mine).status_code == 302
    assert desk.post(change_url(other), theirs).status_code == 302

    photo.refresh_from_db()
    assert photo.alt_en == "A light roof over a stair"
    assert (placement_of(one).alt, placement_of(other).alt) == ("", "The roof of the metro station")


def test_the_same_words_of_both_are_the_librarys(desk: Client) -> None:
    photo = make_photo(**UNDESCRIBED)
    one, other = make_article(), make_article()
    forms = [(article, opened(desk, article) | row(photo, alt=ENGLISH)) for article in (one, other)]

    for article, sent in forms:
        desk.post(change_url(article), sent)

    photo.refresh_from_db()
    assert (photo.alt_en, photo.version) == (ENGLISH, 2)
    assert (placement_of(one).alt, placement_of(other).alt) == ("", "")


def test_a_form_that_is_refused_completes_nothing(desk: Client) -> None:
    photo = make_photo(**UNDESCRIBED)
    article = make_article()
    sent = opened(desk, article) | row(photo, alt=ENGLISH)
    desk.post(change_url(article), opened(desk, article) | {"title": "Theirs"})

    answer = desk.post(change_url(article), sent)

    assert answer.status_code == 200
    photo.refresh_from_db()
    assert photo.alt_en == ""
    assert ENGLISH in answer.content.decode()


# Language


@pytest.mark.parametrize("name", ["alt", "caption"])
def test_words_in_another_language_are_asked_about_once_and_then_remembered(desk: Client, name: str) -> None:
    photo = make_photo(**UNDESCRIBED)
    article = make_article()

    asked = save(desk, article, row(photo, **{name: FINNISH}))

    assert list(row_errors(asked)) == [name]
    assert "This seems to be Finnish." in row_errors(asked)[name][0]
    assert 'name="photo_placements-0-is_right"' in asked.content.decode()
    assert not article.photo_placements.exists()

    answered = save(desk, article, row(photo, **{name: FINNISH}, is_right="on"))

    assert answered.status_code == 302
    photo.refresh_from_db()
    assert getattr(photo, f"{name}_en") == FINNISH
    assert ConfirmedText.objects.get().confirmed_by is not None
    assert save(desk, make_article(), row(photo, **{name: FINNISH})).status_code == 302
    assert article.publication_errors(article.snapshot(), photo.created_at).keys() <= {"photos"}
    assert "Finnish" not in str(article.publication_errors(article.snapshot(), photo.created_at))


def test_the_question_is_not_shown_where_there_is_none(desk: Client) -> None:
    article = make_article()
    save(desk, article, row(make_photo(), alt=ENGLISH))

    assert "photo_placements-0-is_right" not in desk.get(change_url(article)).content.decode()


def test_saving_an_article_does_not_ask_about_words_that_stood_there(desk: Client) -> None:
    article = make_article()
    ArticlePhoto.objects.create(article=article, photo=make_photo(), position=1, alt=FINNISH)
    sent = opened(desk, article) | {"title": "Another title"}

    assert desk.post(change_url(article), sent).status_code == 302


# Bad input


@pytest.mark.parametrize(
    "number",
    ["", "x", "-1", "0", "1.5", "\x00", "1\x00", "9" * 18, "9" * 60, "9" * 5000, "1 OR 1=1", "<b>", "None", "[]"],
)
def test_a_number_that_is_no_photos_is_refused_in_words(desk: Client, number: str) -> None:
    make_photo()
    article = make_article()

    answer = save(desk, article, row(number, alt=ENGLISH))

    assert list(row_errors(answer)) == ["photo"]
    assert not article.photo_placements.exists()
    assert Photo.objects.get().alt_en == "A light roof"


def test_a_photo_may_be_whose_it_will(client: Client) -> None:
    """The library is everybody's: who uploaded a photo does not own it."""
    photo = make_photo(actor=make_user("editor"), **UNDESCRIBED)
    writer = make_user("writer")
    client.force_login(writer)
    article = make_article(owner=writer)

    assert save(client, article, row(photo, alt=ENGLISH)).status_code == 302
    assert placement_of(article).photo == photo


def test_the_same_photo_twice_is_refused_in_words(desk: Client) -> None:
    photo = make_photo()
    article = make_article()

    answer = save(desk, article, row(photo), row(photo, 1))

    assert answer.status_code == 200
    assert not article.photo_placements.exists()


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"alt": "x" * 301}, "alt"),
        ({"caption": "x " * 301}, "caption"),
        ({"photographer": "x" * 201}, "photographer"),
        ({"licence": "mine"}, "licence"),
        ({"position": "first"}, "position"),
        ({"alt": "a\x00b"}, "alt"),
    ],
)
def test_words_that_do_not_fit_are_refused_at_their_field(desk: Client, words: dict[str, Any], field: str) -> None:
    answer = save(desk, make_article(), row(make_photo(), **words))

    assert list(row_errors(answer)) == [field]


@pytest.mark.parametrize("language", ["", "xx", "fi\x00", "en"])
def test_a_new_article_takes_photos_whatever_is_wrong_with_it(desk: Client, language: str) -> None:
    photo = make_photo(**UNDESCRIBED)
    sent = {"language": language, "title": "", "kind": "news"} | row(photo, alt=ENGLISH)
    sent |= {"photo_placements-INITIAL_FORMS": 0}
    for prefix in ("contact_placements", "agreement_mentions"):
        sent |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}

    answer = desk.post(reverse("admin:news_article_add"), sent)

    assert answer.status_code == 200
    assert ENGLISH in answer.content.decode()
    photo.refresh_from_db()
    assert photo.alt_en == ""


def test_a_photo_comes_with_a_new_article_at_once(desk: Client) -> None:
    photo = make_photo(**UNDESCRIBED)
    sent = {"language": "en", "title": "New", "kind": "news"} | row(photo, alt=ENGLISH)
    sent |= {"photo_placements-INITIAL_FORMS": 0}
    for prefix in ("contact_placements", "agreement_mentions"):
        sent |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}

    assert desk.post(reverse("admin:news_article_add"), sent).status_code == 302

    photo.refresh_from_db()
    assert photo.alt_en == ENGLISH
    assert placement_of(Article.objects.get()).photo == photo


def test_who_says_that_the_language_is_right_is_asked_no_more_wherever_the_text_stands(desk: Client) -> None:
    in_library, here = make_photo(caption_en=FINNISH), make_photo()
    article = make_article(body=f"<p>Text.</p>{Embed('photo', here.pk, caption=FINNISH + '.')}", photos=[in_library])
    hindering = desk.get(change_url(article)).context["hindrances"]
    button = {"_language_is_right": "1"}
    assert len(hindering) == 2
    assert {"Finnish" in hindrance["message"] for hindrance in hindering} == {True}

    assert desk.post(change_url(article), opened(desk, article) | button).status_code == 302

    answer = desk.get(change_url(article))
    assert answer.context["hindrances"] == []
    assert "_language_is_right" not in answer.content.decode()
    assert set(ConfirmedText.objects.values_list("language", flat=True)) == {"en"}


@pytest.mark.parametrize("key", ["abc", "1 2", "9" * 30, "١", "\0", "-1", "1.5"])
def test_what_is_no_key_of_a_person_or_organisation_is_refused_in_words(desk: Client, key: str) -> None:
    article = make_article()
    start = "contact_placements"
    rows = {f"{start}-TOTAL_FORMS": 1, f"{start}-0-contact": key, f"{start}-0-position": 1}

    answer = desk.post(change_url(article), opened(desk, article) | rows | {"organisations": [key]})

    assert answer.status_code == 200
    assert "organisations" in answer.context["adminform"].form.errors
    (contacts,) = [row.formset for row in answer.context["inline_admin_formsets"] if row.formset.prefix == start]
    assert list(contacts.forms[0].errors) == ["contact"]


def test_a_text_of_more_formatting_than_can_be_read_is_refused_and_comes_back(desk: Client) -> None:
    article = make_article(body="<p>Text.</p>")
    body = "<b>x" * 20_001

    answer = desk.post(change_url(article), opened(desk, article) | {"body": body})

    (error,) = answer.context["adminform"].form.errors["body"]
    assert "Ctrl+Shift+V" in error
    assert answer.context["adminform"].form["body"].value() == body
    article.refresh_from_db()
    assert article.body == "<p>Text.</p>"


def test_the_form_of_an_article_asks_as_often_however_many_photos_it_has(desk: Client) -> None:
    one, many = make_article(photos=[make_photo()]), make_article(photos=[make_photo() for _number in range(10)])

    def queries(article: Article) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(change_url(article)).status_code == 200
        return len(asked)

    queries(one)
    assert queries(many) == queries(one)


def test_a_photo_that_may_not_be_shown_says_so_in_its_row(desk: Client) -> None:
    photo = make_photo()
    article = make_article(photos=[photo])
    withdraw(photo=photo, reason="The person asked", actor=None)
    page = desk.get(change_url(article)).content.decode()
    assert '<p class="photo-chooser__problem" data-photo-problem>It was withdrawn.</p>' in page
