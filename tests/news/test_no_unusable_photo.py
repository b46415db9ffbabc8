"""Whatever photos are like, whatever becomes of them later: readers never get one that may not be shown, a description
in another language that does not say so, or one without the credit that it needs.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from news.models import Article, ArticleEdition, ArticlePhoto
from partnerships.models import Agreement, Partnership
from photos.licences import Licence
from photos.models import Photo
from photos.people import PersonShown, people_to_json
from photos.renditions import SETTINGS_VERSION
from photos.rights import Consent
from publishing.actions import Refused
from publishing.clock import HELSINKI
from publishing.embeds import PLACES, Embed
from publishing.text import LANGUAGES
from tests.conftest import Clock
from tests.factories import make_agreement, make_article, make_partnership, publish
from tests.news.documents import Element, parsed

DAY = timedelta(days=1)
# The last night of October 2026, in which the clocks go back.
PUBLISHED_ON = date(2026, 10, 24)
GOOD = {
    "alts": ("fi", "sv", "en"),
    "captions": (),
    "credit": "credit_organisation",
    "licence": "",
    "is_decorative": False,
    "shows_minors": False,
    "consent": "",
    "usable": (None, None),
    "consented": (None, None),
    "withdrawn": False,
    "binned": False,
}


# Photos, by number; every text says whose and in which language it is, and is made of names, which are in none


def columns(number: int, facts: dict[str, Any]) -> dict[str, Any]:
    """The facts of a photo as columns."""
    far = datetime(2026, 1, 1, tzinfo=UTC)
    texts = {f"{name}_{code}": "" for name in ("alt", "caption") for code in LANGUAGES}
    texts |= {f"alt_{code}": f"{code.capitalize()} Alt {number}." for code in facts["alts"]}
    texts |= {f"caption_{code}": f"{code.capitalize()} Caption {number}." for code in facts["captions"]}
    credit = {"photographer": "", "credit_organisation": ""}
    if facts["credit"]:
        credit[facts["credit"]] = f"Credit {number}."
    (usable_from, usable_until), (consent_on, consent_until) = facts["usable"], facts["consented"]
    return {
        **texts,
        **credit,
        **{name: facts[name] for name in ("licence", "is_decorative", "shows_minors", "consent")},
        "usable_from": usable_from,
        "usable_until": usable_until,
        "consent_on": consent_on,
        "consent_until": consent_until,
        "withdrawn_at": far if facts["withdrawn"] else None,
        "binned_at": far if facts["binned"] else None,
    }


def make_row(number: int, facts: dict[str, Any], looks: dict[str, Any]) -> Photo:
    """An unsaved photo that can be told from its address."""
    name = f"{number:032x}"
    return Photo(
        original=f"{name}.jpg",
        sha256=name,
        preview=f"open/previews/{name}.jpg",
        rendition_key=f"{SETTINGS_VERSION}-{name}" if looks["is_built"] else "",
        is_held=looks["is_held"],
        width=looks["width"],
        height=1000,
        format="JPEG",
        people=people_to_json(PersonShown(f"Person {number}.{place}", {}) for place in range(looks["people"])),
        **columns(number, facts),
    )


days = st.none() | st.none() | st.integers(-2, 4).map(lambda after: PUBLISHED_ON + DAY * after)
ordered_days = st.tuples(days, days).map(lambda pair: pair if None in pair else tuple(sorted(pair)))
rarely = st.sampled_from([False] * 6 + [True])
languages = st.sets(st.sampled_from(LANGUAGES)).map(tuple)
facts_of_photos = st.fixed_dictionaries(
    {
        "alts": st.just(tuple(LANGUAGES)) | languages,
        "captions": languages,
        "credit": st.sampled_from(["", "photographer", "credit_organisation", "credit_organisation"]),
        "licence": st.sampled_from(["", *Licence]),
        "is_decorative": rarely,
        "shows_minors": rarely,
        "consent": st.sampled_from(["", *Consent]),
        "usable": ordered_days,
        "consented": ordered_days,
        "withdrawn": rarely,
        "binned": rarely,
    }
)
looks_of_photos = st.fixed_dictionaries(
    {
        "is_built": st.sampled_from([True, True, False]),
        "is_held": st.booleans(),
        "width": st.sampled_from([700, 1600]),
        "people": st.integers(0, 3),
    }
)
# What it is like when somebody publishes it, what it looks like, and what becomes of it later: None for nothing.
photos_with_fates = st.tuples(facts_of_photos, looks_of_photos, st.none() | facts_of_photos)
articles = st.fixed_dictionaries(
    {
        "language": st.sampled_from(LANGUAGES),
        "kind": st.sampled_from(["news", "news", "press-release", "notice"]),
        # By number: photos beside the text, each with or without words of its own, and inside it.
        "beside": st.lists(st.tuples(st.integers(0, 7), st.booleans(), st.booleans()), unique_by=lambda row: row[0]),
        "inside": st.lists(st.tuples(st.integers(0, 7), st.sampled_from(PLACES), st.booleans()), max_size=4),
    }
)


# A site with them


def make_articles(plans: list[dict[str, Any]], photos: list[Photo], agreement: Agreement) -> list[Article]:
    made = []
    for plan in plans:
        code = plan["language"]
        embeds = [
            Embed("photo", photos[number].pk, place, f"{code.capitalize()} Here {number}." if has_words else "")
            for number, place, has_words in plan["inside"]
        ]
        body = f"<p>Text</p>{''.join(map(str, embeds))}"
        article = make_article(language=code, kind=plan["kind"], body=body, agreements=[agreement])
        for position, (number, has_alt, has_caption) in enumerate(plan["beside"], start=1):
            ArticlePhoto.objects.create(
                article=article,
                photo=photos[number],
                position=position,
                alt=f"{code.capitalize()} Alt {number}. Here" if has_alt else "",
                caption=f"{code.capitalize()} Caption {number}. Here" if has_caption else "",
            )
        made.append(article)
    return made


def publish_somehow(article: Article) -> ArticleEdition:
    """Whatever hinders it, as the photos were put right for that moment."""
    try:
        return publish(article)
    except Refused:
        for pk in article.snapshot().photo_ids:
            number = int(Photo.objects.get(pk=pk).sha256, 16)
            Photo.objects.filter(pk=pk).update(**columns(number, GOOD))
        return publish(article)


def addresses(editions: list[ArticleEdition], partnership: Partnership) -> list[tuple[str, str]]:
    """Every public page that could show one of their photos, with its language."""
    lists = {"fi": "/fi/uutiset/", "sv": "/sv/nyheter/", "en": "/en/news/"}
    pages = [(edition.language, edition.get_absolute_url()) for edition in editions]
    for code, news in ((code, lists[code]) for code in {edition.language for edition in editions}):
        pages += [(code, news), (code, f"{news}feed.atom"), (code, f"/{code}/"), (code, partnership.url_in(code))]
    return pages


# The judge


@dataclass(frozen=True)
class Judge:
    """What may stand in a response: photos by number, and the numbers of those that may be shown."""

    photos: dict[int, Photo]
    visible: set[int]

    def findings(self, html: str, language: str) -> list[str]:
        found = [f"photo {number}: its {what}" for what, number in self._traces(html) if number not in self.visible]
        if not html.startswith("<?xml"):
            page = parsed(html)
            found += self._about_pictures(page, language)
            found += [finding for figure in page.all("figure") for finding in self._about_figure(figure, language)]
            found += self._for_machines(page, language)
        return found

    def _traces(self, html: str) -> list[tuple[str, int]]:
        files = re.findall(rf"/(?:{SETTINGS_VERSION}-|previews/)([0-9a-f]{{32}})", html)
        texts = re.findall(r"(Alt|Caption|Credit|Person|Here) (\d+)\.", html)
        press = re.findall(r"/([1-9]\d*)\.(?:jpg|txt)\b", html)
        by_key = {photo.pk: number for number, photo in self.photos.items()}
        return [
            *(("file", int(name, 16)) for name in files),
            *((what, int(number)) for what, number in texts),
            *(("press photo", by_key[int(pk)]) for pk in press),
        ]

    def _photo_of(self, picture: Element) -> Photo:
        ((_what, number),) = set(self._traces(picture["src"]))
        return self.photos[number]

    def _about_pictures(self, page: Element, language: str) -> list[str]:
        found = []
        for picture in page.all("img"):
            alt = picture["alt"]
            if alt and alt[:2].lower() != (picture.language or language):
                found.append(f"{alt!r} is marked as {picture.language}")
            if not alt and not self._photo_of(picture).is_decorative:
                found.append(f"no description: {picture['src']}")
        for caption in page.all(class_="figure__caption"):
            innermost = (caption.all() or [caption])[-1]
            if caption.text[:2].lower() != innermost.language:
                found.append(f"{caption.text!r} is marked as {innermost.language}")
        return found

    def _about_figure(self, figure: Element, language: str) -> list[str]:
        photo = self._photo_of(figure.one("img"))
        found = []
        if photo.needs_credit and photo.credit_line not in figure.text:
            found.append(f"no credit: {figure.text!r}")
        if figure.all("details") and not (photo.licence and Licence(photo.licence).is_open_to_press):
            found.append(f"offered to the press: {figure.text!r}")
        return found

    def _for_machines(self, page: Element, language: str) -> list[str]:
        found = []
        alts = [meta["content"] for meta in page.all("meta", property="og:image:alt")]
        found += [f"og:image:alt {alt!r}" for alt in alts if alt and alt[:2].lower() != language]
        for script in page.all("script", type="application/ld+json"):
            for image in json.loads("".join(map(str, script.children))).get("image", []):
                ((_what, number),) = set(self._traces(image["url"]))
                photo = self.photos[number]
                if photo.needs_credit and image["creditText"] != photo.credit_line:
                    found.append(f"JSON-LD without credit: {image}")
        return found


@pytest.mark.django_db
# A failure says what stands where; to make the example smaller would take minutes.
@settings(max_examples=settings().max_examples * 2 // 5, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(
    st.lists(photos_with_fates, min_size=8, max_size=8),
    st.lists(articles, min_size=1, max_size=3),
    st.integers(0, 5 * 24),
    st.booleans(),
)
def test_no_public_page_shows_a_photo_that_it_must_not_show_or_without_the_words_it_needs(
    client: Client, clock: Clock, fates: list[Any], plans: list[dict[str, Any]], hours: int, is_before: bool
) -> None:
    clock.set(datetime(2026, 10, 24, 12, tzinfo=HELSINKI).astimezone(UTC))
    with transaction.atomic():
        photos = Photo.objects.bulk_create(
            make_row(number, facts, looks) for number, (facts, looks, _later) in enumerate(fates)
        )
        agreement = make_agreement(partnership=make_partnership(photo=photos[0], title_en="Together"))
        published = [publish_somehow(article) for article in make_articles(plans, photos, agreement)]
        for photo, (number, (_facts, _looks, later)) in zip(photos, enumerate(fates), strict=True):
            if later is not None:
                Photo.objects.filter(pk=photo.pk).update(**columns(number, later))
        # On the hour, or in the second before: all hours that matter, midnights too, are among them.
        clock.advance(timedelta(hours=hours, seconds=-1 if hours and is_before else 0))
        visible = {int(name, 16) for name in Photo.objects.visible_to(None, clock.at).values_list("sha256", flat=True)}
        judge = Judge({int(photo.sha256, 16): photo for photo in Photo.objects.all()}, visible)

        for language, url in addresses(published, agreement.partnership):
            response = client.get(url)
            assert response.status_code == 200, url
            assert judge.findings(response.content.decode(), language) == [], url
        transaction.set_rollback(True)


@pytest.fixture
def judge() -> Judge:
    """Photo 1 may be shown, 2 is decorative, 3 may not be shown."""
    looks = {"is_built": True, "is_held": False, "width": 1600, "people": 0}
    facts = {1: GOOD, 2: {**GOOD, "is_decorative": True}, 3: {**GOOD, "withdrawn": True}}
    photos = {number: make_row(number, fact, looks) for number, fact in facts.items()}
    for number, photo in photos.items():
        photo.pk = number
    return Judge(photos, {1, 2})


def page_with(figure: str) -> str:
    return f'<html lang="en"><body>{figure}</body></html>'


def file_of(number: int) -> str:
    return f"/media/open/{SETTINGS_VERSION}-{number:032x}/full-320.jpg"


def test_the_judge_of_these_tests_lets_what_is_right_pass(judge: Judge) -> None:
    for figure in (
        f'<figure><img src="{file_of(1)}" alt="En Alt 1."><p>Credit 1.</p></figure>',
        f'<figure><img src="{file_of(1)}" alt="Fi Alt 1." lang="fi"><p>Credit 1.</p></figure>',
        f'<img src="{file_of(2)}" alt="">',
        '<p class="figure__caption"><span lang="sv">Sv Caption 1.</span></p>',
        f'<meta property="og:image" content="{file_of(1)}"><meta property="og:image:alt" content="">',
    ):
        assert judge.findings(page_with(figure), "en") == []


@pytest.mark.parametrize(
    "figure",
    [
        f'<img src="{file_of(3)}" alt="En Alt 1. Here">',
        f'<source srcset="{file_of(1)} 320w, {file_of(3)} 640w">',
        f'<meta property="og:image" content="https://example.org{file_of(3)}">',
        f'<img src="/media/open/previews/{3:032x}.jpg" alt="">',
        "<p>En Caption 3.</p>",
        "<p>Person 3.1</p>",
        '<a href="/en/photos/3.jpg">Press</a>',
        f'<img src="{file_of(1)}" alt="Fi Alt 1.">',
        f'<img src="{file_of(1)}" alt="En Alt 1." lang="fi">',
        f'<img src="{file_of(1)}" alt="">',
        '<p class="figure__caption">Sv Caption 1.</p>',
        f'<figure><img src="{file_of(1)}" alt="En Alt 1."></figure>',
        '<meta property="og:image:alt" content="Fi Alt 1.">',
        f'<figure><img src="{file_of(1)}" alt="En Alt 1.">Credit 1.<details>Press</details></figure>',
        f'<script type="application/ld+json">{{"image": [{{"url": "{file_of(1)}", "creditText": ""}}]}}</script>',
    ],
)
def test_the_judge_of_these_tests_sees_what_it_should(judge: Judge, figure: str) -> None:
    assert judge.findings(page_with(figure), "en")
