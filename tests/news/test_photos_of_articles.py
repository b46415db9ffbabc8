"""Photos in an article, beside its text and inside it: what keeps it from readers, and what holds them in place."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import ProtectedError

from news.actions import create_translation
from news.models import Article, ArticlePhoto
from photos.actions import move_to_bin, withdraw
from photos.models import Photo
from publishing import actions
from publishing.actions import Refused
from publishing.doubts import confirm
from publishing.embeds import Embed
from tests.conftest import Clock
from tests.factories import (
    make_article,
    make_contact,
    make_photo,
    make_published_article,
    make_user,
    publish,
    revise,
)

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FINNISH = "Kaksi ihmistä allekirjoittaa sopimuksen juhlavassa salissa"
ENGLISH = "Two people are signing the agreement in a festive hall"
ENGLISH_ONLY = {"alt_fi": "", "alt_sv": "", "alt_en": ENGLISH}


def text_with(*photos: Photo | Embed) -> str:
    embeds = [one if isinstance(one, Embed) else Embed("photo", one.pk) for one in photos]
    return f"<p>The text.</p>{''.join(map(str, embeds))}"


def placed(article: Article, photo: Photo, **words: str) -> Article:
    ArticlePhoto.objects.create(article=article, photo=photo, position=article.photo_placements.count() + 1, **words)
    return article


def refusal_of(article: Article, **how: Any) -> dict[str, list[str]]:
    with pytest.raises(Refused) as refused:
        publish(article, **how)
    assert not article.editions.exists()
    return refused.value.message_dict


# What hinders publication


@pytest.mark.parametrize("field", ["photos", "body"])
@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"alt_en": ""}, "no description (alt text) in the article's language"),
        ({"alt_en": "", "alt_fi": "", "alt_sv": ""}, "no description (alt text)"),
        ({"alt_en": FINNISH}, "Description: This seems to be Finnish."),
        ({"caption_en": FINNISH}, "Caption: This seems to be Finnish."),
        ({"credit_organisation": ""}, "Nobody is credited."),
        ({"usable_until": -1}, "It could be used until"),
        ({"usable_from": 1}, "It may be used from"),
        ({"consent_until": -1}, "The people in it had agreed until"),
        ({"shows_minors": True}, "their guardians have not agreed yet"),
        ({"shows_minors": True, "consent": "agreed"}, "their guardians have not agreed yet"),
        ({"shows_minors": True, "consent": "guardians", "consent_on": 1}, "does not hold yet"),
    ],
)
def test_a_photo_that_may_not_be_shown_is_told_where_it_stands(
    clock: Clock, field: str, fields: dict[str, Any], words: str
) -> None:
    day = clock.at.date()
    dated = {name: day + DAY * value if type(value) is int else value for name, value in fields.items()}
    photo = make_photo(**dated)
    article = make_article(photos=[photo]) if field == "photos" else make_article(body=text_with(photo))

    found = refusal_of(article)

    assert list(found) == [field]
    assert found[field][0].startswith("Photo 1: " if field == "photos" else "Photo 1 in the text: ")
    assert words in found[field][0]
    assert len(found[field]) == 1


@pytest.mark.parametrize("field", ["photos", "body"])
def test_a_withdrawn_photo_and_one_in_the_bin_are_told(clock: Clock, field: str) -> None:
    withdrawn, binned = make_photo(), make_photo()
    move_to_bin(photo=binned, actor=make_user("photo-editor"))
    withdraw(photo=withdrawn, reason="Asked to", actor=None)
    both = [withdrawn, binned]
    article = make_article(photos=both) if field == "photos" else make_article(body=text_with(*both))

    assert [sentence.partition(": ")[2] for sentence in refusal_of(article)[field]] == [
        "It was withdrawn.",
        "It is in the bin.",
    ]


def test_a_photo_of_the_text_that_is_gone_is_told() -> None:
    photo = make_photo()
    article = make_article(body=text_with(make_photo(), photo))
    photo.delete()  # The working copy was not saved by its form yet, so that nothing holds it.

    assert refusal_of(article) == {"body": ["Photo 2 in the text: It is gone."]}


def test_what_was_written_for_the_place_is_what_counts() -> None:
    finnish_alt, finnish_caption = make_photo(alt_en=FINNISH), make_photo(caption_en=FINNISH)
    article = make_article(body=text_with(Embed("photo", finnish_caption.pk, caption="Signing in June.")))
    placed(article, finnish_alt, alt=ENGLISH)

    publish(article)


@pytest.mark.parametrize("name", ["alt", "caption"])
def test_what_was_written_for_the_place_is_looked_at_too(name: str) -> None:
    article = placed(make_article(), make_photo(), **{name: FINNISH})

    (sentence,) = refusal_of(article)["photos"]
    assert "This seems to be Finnish." in sentence


def test_each_caption_of_a_photo_that_stands_in_the_text_twice_is_looked_at() -> None:
    photo = make_photo()
    article = make_article(
        body=text_with(Embed("photo", photo.pk, caption=FINNISH), Embed("photo", photo.pk, "end", "In June."))
    )

    (sentence,) = refusal_of(article)["body"]
    assert sentence.startswith("Photo 1 in the text: Caption: This seems to be Finnish.")


def test_all_that_hinders_is_told_at_once_for_every_photo() -> None:
    article = make_article(
        photos=[make_photo(alt_en="", credit_organisation=""), make_photo()],
        body=text_with(make_photo(), make_photo(alt_en="", caption_en=FINNISH)),
        lead="",
    )

    found = refusal_of(article)

    assert list(found) == ["lead", "photos", "body"]
    assert [sentence.partition(":")[0] for sentence in found["photos"]] == ["Photo 1", "Photo 1"]
    assert [sentence.partition(":")[0] for sentence in found["body"]] == ["Photo 2 in the text"] * 2


def test_a_text_that_somebody_has_confirmed_hinders_nothing() -> None:
    photo = make_photo(alt_en=FINNISH, caption_en=FINNISH)
    article = placed(make_article(body=text_with(Embed("photo", photo.pk, caption=FINNISH))), photo)
    assert len(refusal_of(article)["photos"]) == 2

    confirm(FINNISH, "en", make_user())

    publish(article)


def test_a_decorative_photo_needs_no_description() -> None:
    photo = make_photo(is_decorative=True, alt_en="", alt_fi="", alt_sv="")

    publish(make_article(photos=[photo], body=text_with(photo)))


def test_a_description_left_over_on_a_decorative_photo_is_not_judged() -> None:
    publish(make_article(photos=[make_photo(is_decorative=True, alt_en=FINNISH)]))


@pytest.mark.parametrize("licence", ["cc0-1.0", "public-domain"])
def test_where_nobody_must_be_named_no_credit_is_needed(licence: str) -> None:
    publish(make_article(photos=[make_photo(licence=licence, credit_organisation="")]))


def test_the_photos_of_the_source_article_keep_its_english_version_back() -> None:
    """Both have Finnish descriptions on an English page; the second one has no credit either."""
    first = make_photo(
        alt_fi="Espoon kaupunginjohtaja Jukka Mäkelä ja Aalto-yliopiston rehtori Ilkka Niemelä allekirjoittavat "
        "sopimuksen",
        alt_sv="",
        alt_en="Kaksi miestä allekirjoittaa sopimuksen pöydän ääressä",
        credit_organisation="Aalto University",
        photographer="Mikko Raskinen",
    )
    second = make_photo(
        alt_fi="Ryhmäkuva sopimuksen allekirjoittajista",
        alt_sv="",
        alt_en="Ryhmäkuva, jossa kymmenen ihmistä seisoo rivissä rakennuksen edessä",
        credit_organisation="",
    )
    english = make_article(photos=[first, second])

    assert refusal_of(english) == {
        "photos": [
            "Photo 1: Description: This seems to be Finnish.",
            "Photo 2: Nobody is credited.",
            "Photo 2: Description: This seems to be Finnish.",
        ]
    }
    Photo.objects.filter(pk=second.pk).update(credit_organisation="City of Espoo")
    finnish = make_article(language="fi", title="Espoo ja Aalto", slug="espoo-ja-aalto", photos=[first, second])
    publish(finnish)


def test_a_change_for_later_is_judged_by_the_day_on_which_it_goes_public(clock: Clock) -> None:
    day = clock.at.date()
    from_then, until_then = make_photo(usable_from=day + 3 * DAY), make_photo(usable_until=day + DAY)

    publish(make_article(photos=[from_then]), live_from=clock.at + 3 * DAY)

    found = refusal_of(make_article(photos=[until_then]), live_from=clock.at + 3 * DAY)
    assert "It could be used until" in found["photos"][0]
    publish(make_article(photos=[until_then]))


def test_looking_for_hindrances_costs_the_same_however_many_photos(
    clock: Clock, django_assert_max_num_queries: Any
) -> None:
    photos = [make_photo(alt_en=f"{FINNISH} {number}") for number in range(6)]
    few, many = make_article(photos=photos[:1]), make_article(photos=photos[:3], body=text_with(*photos))
    one, other = few.snapshot(), many.snapshot()

    for article, content in ((few, one), (many, other)):
        with django_assert_max_num_queries(2):
            assert article.publication_errors(content, clock.at)


# What holds a photo of the text in place


def inside(article: Article) -> set[int]:
    return set(article.body_photos.values_list("photo", flat=True))


def test_the_rows_follow_the_text_whenever_it_is_saved() -> None:
    first, second = make_photo(), make_photo()
    article = make_article(body=text_with(first, first))
    actions.save(document=article, actor=None)
    assert inside(article) == {first.pk}

    actions.save(document=revise(article, body=text_with(first, second)), actor=None)
    assert inside(article) == {first.pk, second.pk}

    actions.save(document=revise(article, body=text_with(second)), actor=None)
    assert inside(article) == {second.pk}

    first.delete()
    with pytest.raises(ProtectedError):
        second.delete()


def test_the_rows_follow_when_an_unsaved_text_is_published() -> None:
    photo = make_photo()

    edition = publish(make_article(body=text_with(photo)))

    assert inside(edition.document) == {photo.pk}


def test_the_rows_follow_a_restored_text() -> None:
    first, second = make_photo(), make_photo()
    article = make_article(body=text_with(first))
    actions.save(document=article, actor=None)
    actions.save(document=revise(article, body=text_with(second)), actor=None)

    actions.restore(document=article, revision=article.revisions.get(number=1), actor=make_user())

    article.refresh_from_db()
    assert inside(article) == {first.pk}
    assert article.body == text_with(first)


def test_a_version_whose_photos_are_gone_is_restored_and_cannot_be_published_so() -> None:
    gone, placed_gone = make_photo(), make_photo()
    article = make_article(photos=[placed_gone], body=text_with(gone))
    actions.save(document=article, actor=None)
    article.photo_placements.all().delete()
    actions.save(document=revise(article, body="<p>Without</p>"), actor=None)
    gone.delete()
    placed_gone.delete()

    actions.restore(document=article, revision=article.revisions.get(number=1), actor=make_user())

    article.refresh_from_db()
    assert (inside(article), article.photo_placements.count()) == (set(), 0)
    assert refusal_of(article) == {"body": ["Photo 1 in the text: It is gone."]}
    publish(revise(article, body="<p>Without</p>"))


def test_an_edition_holds_the_photos_beside_and_inside_the_text_each_once() -> None:
    lead, further, in_text = make_photo(), make_photo(), make_photo()
    edition = publish(make_article(photos=[lead, further], body=text_with(in_text, further)))

    assert list(edition.photo_links.order_by("pk").values_list("photo", flat=True)) == [
        lead.pk,
        further.pk,
        in_text.pk,
    ]
    assert edition.hero == lead
    actions.save(document=revise(edition.document, body="<p>Without</p>"), actor=None)
    with pytest.raises(ProtectedError):
        in_text.delete()


def test_a_photo_inside_the_text_leads_nothing() -> None:
    edition = publish(make_article(body=text_with(make_photo())))

    assert edition.hero is None


def test_a_new_language_version_has_the_same_photos_beside_the_text_and_inside_it_without_their_words() -> None:
    beside, in_text = make_photo(), make_photo()
    source = make_article(photos=[beside], body=f"<p>One.</p>{Embed('photo', in_text.pk, 'wide', 'Said here.')}")
    actions.save(document=source, actor=None)

    draft = create_translation(article=source, language="sv", actor=make_user())

    assert [row.photo for row in draft.photo_placements.all()] == [beside]
    assert inside(draft) == {in_text.pk}
    assert draft.body == str(Embed("photo", in_text.pk, "wide"))
    assert "body" in draft.publication_errors(draft.snapshot(), in_text.created_at)


# Words of an article's own about a photo


@pytest.mark.parametrize("name", ["alt", "caption"])
def test_words_written_beside_a_placed_photo_are_words_about_it(clock: Clock, name: str) -> None:
    photo, other = make_photo(), make_photo()
    article = placed(make_article(photos=[other]), photo, **{name: ENGLISH})

    assert article.has_words_about(photo, clock.at)
    assert not article.has_words_about(other, clock.at)


def test_a_caption_inside_the_text_is_words_about_the_photo(clock: Clock) -> None:
    photo, other = make_photo(), make_photo()
    body = text_with(other, photo, Embed("photo", photo.pk, caption="In June"))
    article = make_article(body=body)

    assert article.has_words_about(photo, clock.at)
    assert not article.has_words_about(other, clock.at)


def test_words_that_only_readers_see_still_or_will_see_count(clock: Clock) -> None:
    photo = make_photo()
    article = make_published_article(body=text_with(Embed("photo", photo.pk, caption="In June"))).document
    clock.advance(HOUR)
    actions.save(document=revise(article, body="<p>Without</p>"), actor=None)
    assert article.has_words_about(photo, clock.at)

    publish(article)
    assert not article.has_words_about(photo, clock.at)

    publish(revise(article, body=text_with(Embed("photo", photo.pk, caption="In July"))), live_from=clock.at + HOUR)
    actions.save(document=revise(article, body="<p>Without</p>"), actor=None)
    assert article.has_words_about(photo, clock.at)


def test_there_are_no_words_about_what_is_no_photo(clock: Clock) -> None:
    photo = make_photo()
    article = placed(make_article(), photo, alt=ENGLISH)

    assert not article.has_words_about(make_contact(pk=photo.pk), clock.at)
