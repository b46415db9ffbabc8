"""A newsroom of any size, written in bulk: as many rows and links for each article as an editor's would have."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from directory.models import ContactPerson, Organisation
from news.content import AgreementMention, ArticleContent, PhotoPlacement
from news.models import (
    Article,
    ArticleEdition,
    ArticleRevision,
    EditionAgreement,
    EditionContact,
    EditionOrganisation,
    EditionPhoto,
    EditionTag,
    EditionTopic,
    Tag,
    Topic,
)
from partnerships.models import Agreement, AgreementParty, Partnership
from photos.models import Photo
from photos.renditions import rendition_key
from publishing.partial_dates import PartialDate

BATCH = 500
WORDS = (
    "research agreement city campus student water timber fibre sea ice model method result partner winter light "
    "laboratory measure school service network professor sustainable design building energy"
).split()
FIRST_DAY = datetime(2012, 1, 1, 9, tzinfo=UTC)


def seed(articles: int) -> None:
    """That many live English articles over fourteen years, with things to refer to, one partnership among them."""
    chance = random.Random(articles)
    shelf = _shelf(chance)
    for start in range(0, articles, BATCH):
        _batch(range(start, min(start + BATCH, articles)), articles, shelf, chance)


def _shelf(chance: random.Random) -> dict[str, list[Any]]:
    topics = [
        Topic(
            position=n, **{f"{field}_{code}": f"topic-{n}" for field in ("name", "slug") for code in ("fi", "sv", "en")}
        )
        for n in range(8)
    ]
    organisations = [
        Organisation(kind="university", name_en=f"University {n}", country="SE", city="Lund", is_home=n == 0)
        for n in range(40)
    ]
    for row in (*topics, *organisations):
        row.save()
    contacts = [
        ContactPerson(name=f"Person {n}", title_en="Professor", organisation=organisations[n], phone="+358501234567")
        for n in range(20)
    ]
    photos = [_photo(n) for n in range(60)]
    tags = [Tag(name=f"tag {n}", language="en") for n in range(120)]
    for row in (*contacts, *photos, *tags):
        row.save()
    return {
        "topics": topics,
        "organisations": organisations,
        "contacts": contacts,
        "photos": photos,
        "tags": tags,
        "agreements": [agreement for n in range(30) for agreement in _chain(n, organisations)],
    }


def _photo(number: int) -> Photo:
    name = f"{number:032x}.jpg"
    return Photo(
        original=name,
        preview=f"open/previews/{name}",
        sha256=f"{number:064x}",
        width=2400,
        height=1600,
        format="JPEG",
        alt_en="A brick façade in low sun",
        caption_en="The main building in March.",
        credit_organisation="University",
        rendition_key=rendition_key(name, f"{number:064x}", 0.5, 0.5),
    )


def _chain(number: int, organisations: Sequence[Organisation]) -> Iterator[Agreement]:
    partnership = Partnership.objects.create(
        kind="research",
        title_en=f"Partnership {number}",
        slug_en=f"partnership-{number}",
        summary_en="Two sentences on what is done. They are short.",
        visibility="public",
    )
    for position, kind in ((1, "original"), (2, "extension")):
        agreement = Agreement(
            partnership=partnership, position=position, kind=kind, stage="signed", end_kind="not-published"
        )
        agreement.signed = PartialDate(date(2010 + 4 * position, 6, 16), "day")
        agreement.save()
        for place, party in enumerate((organisations[0], organisations[1 + number]), start=1):
            AgreementParty.objects.create(agreement=agreement, organisation=party, position=place)
        yield agreement


def _content(number: int, shelf: dict[str, list[Any]], chance: random.Random) -> ArticleContent:
    def some(name: str, most: int) -> tuple[int, ...]:
        return tuple(row.pk for row in chance.sample(shelf[name], chance.randint(1, most)))

    paragraphs = [" ".join(chance.choices(WORDS, k=60)).capitalize() + "." for _ in range(5)]
    agreements = some("agreements", 1) if number % 5 == 0 else ()
    return ArticleContent(
        language="en",
        title=" ".join(chance.choices(WORDS, k=7)).capitalize(),
        slug=f"article-{number}",
        kind="news",
        kicker="Cooperation",
        lead=" ".join(chance.choices(WORDS, k=25)).capitalize() + ".",
        body="".join(f"<p>{paragraph}</p>" for paragraph in paragraphs),
        contacts_heading="",
        photos=tuple(PhotoPlacement(pk, "", "") for pk in some("photos", 3)),
        contacts=some("contacts", 2),
        topics=some("topics", 2),
        tags=some("tags", 4),
        organisations=some("organisations", 2),
        agreements=tuple(AgreementMention(pk, "announces") for pk in agreements),
    )


def _batch(numbers: range, total: int, shelf: dict[str, list[Any]], chance: random.Random) -> None:
    contents = [_content(number, shelf, chance) for number in numbers]
    span = timedelta(days=14 * 365) / max(total, 1)
    times = [FIRST_DAY + number * span for number in numbers]
    articles = Article.objects.bulk_create(
        Article(
            language="en",
            translation_key=uuid.uuid4(),
            title=content.title,
            slug=content.slug,
            lead=content.lead,
            body=content.body,
        )
        for content in contents
    )
    revisions = ArticleRevision.objects.bulk_create(
        ArticleRevision(
            document=article,
            number=1,
            kind="published",
            schema=content.schema,
            content=content.to_json(),
            digest=content.digest(),
            created_at=at,
        )
        for article, content, at in zip(articles, contents, times, strict=True)
    )
    editions = [
        ArticleEdition(
            document=revision.document,
            revision=revision,
            language="en",
            translation_key=revision.document.translation_key,
            title=content.title,
            slug=content.slug,
            published_at=at,
            live_from=at,
        )
        for revision, content, at in zip(revisions, contents, times, strict=True)
    ]
    for edition, content in zip(editions, contents, strict=True):
        edition.project(content)
    ArticleEdition.objects.bulk_create(editions)
    _link(editions, contents)


def _link(editions: list[ArticleEdition], contents: list[ArticleContent]) -> None:
    pairs = list(zip(editions, contents, strict=True))
    for model, name, field in (
        (EditionTopic, "topic_id", "topics"),
        (EditionTag, "tag_id", "tags"),
        (EditionContact, "contact_id", "contacts"),
        (EditionOrganisation, "organisation_id", "organisations"),
    ):
        model.objects.bulk_create(
            model(edition=edition, **{name: pk}) for edition, content in pairs for pk in getattr(content, field)
        )
    EditionPhoto.objects.bulk_create(
        EditionPhoto(edition=edition, photo_id=row.photo) for edition, content in pairs for row in content.photos
    )
    EditionAgreement.objects.bulk_create(
        EditionAgreement(edition=edition, agreement_id=row.agreement, role=row.role)
        for edition, content in pairs
        for row in content.agreements
    )
