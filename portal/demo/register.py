"""Demonstration topics, organisations, people, photos and partnerships, from TOML into the database."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile

from accounts.models import User
from directory.actions import show_people
from directory.models import ContactPerson, Organisation, PhotoPerson
from news.models import Topic
from photos.actions import revise, store_photo
from photos.models import Photo
from portal.demo import SOURCE
from portal.demo.pictures import paint
from publishing import clock
from publishing.text import LANGUAGES

CONTENT = Path(__file__).parent / "content"
PLAIN_FACTS = (
    "taken_on", "place", "licence", "terms", "consent", "consent_on", "shows_minors", "focal_x", "focal_y",
    "is_kept_whole",
)  # fmt: skip
SIZES = {"3:2": (2400, 1600), "16:9": (2400, 1350), "4:5": (1440, 1800)}


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))


def columns(name: str, texts: dict[str, str] | None) -> dict[str, str]:
    """The three columns of a translated text."""
    return {f"{name}_{language}": (texts or {}).get(language, "") for language in LANGUAGES}


def stamps(actor: User, at: datetime) -> dict[str, Any]:
    return {"source": SOURCE, "created_by": actor, "updated_by": actor, "created_at": at, "updated_at": at}


def load_topics(actor: User, at: datetime) -> dict[str, Topic]:
    return {
        key: Topic.objects.create(
            position=row["position"],
            **columns("name", row["name"]),
            **columns("slug", row["slug"]),
            **stamps(actor, at),
        )
        for key, row in read("topics").items()
    }


def load_organisations(actor: User, at: datetime) -> dict[str, Organisation]:
    plain = ("kind", "native_name", "native_language", "acronym", "country", "city", "latitude", "longitude", "website")
    return {
        key: Organisation.objects.create(
            **{name: row[name] for name in plain if row.get(name) not in (None, "")},
            **columns("name", row["name"]),
            is_home=key == "aalto",
            **stamps(actor, at),
        )
        for key, row in read("organisations").items()
    }


def load_contacts(organisations: dict[str, Organisation], actor: User, at: datetime) -> dict[str, ContactPerson]:
    return {
        key: ContactPerson.objects.create(
            name=row["name"],
            **columns("title", row.get("title")),
            organisation=organisations[row["organisation"]],
            phone=row.get("phone", "").replace(" ", ""),
            phone_printed=row.get("phone", ""),
            email=row.get("email", ""),
            is_public=True,
            is_mailbox=row.get("is_mailbox", False),
            **stamps(actor, at),
        )
        for key, row in read("contacts").items()
    }


def load_photos(
    organisations: dict[str, Organisation], contacts: dict[str, ContactPerson], actor: User
) -> dict[str, Photo]:
    """Paint the pictures, on all cores, and put them into the library as if a person had uploaded them."""
    rows = photo_rows()
    with ProcessPoolExecutor() as painters:
        files = painters.map(_painted, ((row["motif"], row["seed"], row["shape"]) for row in rows.values()))
        photos = {
            key: store_photo(
                upload=ContentFile(file, name=f"{key}.jpg"),
                actor=actor,
                source=SOURCE,
                **columns("alt", row["alt"]),
                **columns("caption", row.get("caption")),
                photographer=row.get("photographer", ""),
                credit_organisation=organisations[row["credit"]].name_en if "credit" in row else row.get("agency", ""),
                keywords=tuple(row.get("keywords", ())),
                **{name: row[name] for name in PLAIN_FACTS if name in row},
                **_days(row, still_to_come=True),
            )
            for (key, row), file in zip(rows.items(), files, strict=True)
        }
    for key, row in rows.items():
        _place_people(photos[key], row.get("people", []), contacts)
    return photos


def end_rights(photos: dict[str, Photo], actor: User) -> None:
    """Let the rights end that ended before today: later than the articles, which nobody could publish with them."""
    for key, row in photo_rows().items():
        if ended := _days(row, still_to_come=False):
            photo = Photo.objects.get(pk=photos[key].pk)
            for name, day in ended.items():
                setattr(photo, name, day)
            revise(photo=photo, actor=actor)


def photo_rows() -> dict[str, dict[str, Any]]:
    return {key: row for path in sorted(CONTENT.glob("photos-*.toml")) for key, row in read(path.stem).items()}


def _days(row: dict[str, Any], *, still_to_come: bool) -> dict[str, date]:
    """Days of rights are counted from the day of loading, so that the queue of what ends is never empty."""
    today = clock.helsinki_date(clock.now())
    days = row.get("days", {}).items()
    return {name: today + timedelta(days=count) for name, count in days if (count >= 0) == still_to_come}


def _place_people(photo: Photo, people: list[dict[str, Any]], contacts: dict[str, ContactPerson]) -> None:
    for position, person in enumerate(people, start=1):
        PhotoPerson.objects.create(
            photo=photo,
            person=contacts[person["contact"]] if "contact" in person else None,
            name=person["name"],
            row=person.get("row", ""),
            position=position,
            **columns("title", person.get("title")),
        )
    if people:
        show_people(photo=photo)


def _painted(order: tuple[str, int, str]) -> bytes:
    motif, seed, shape = order
    width, height = SIZES[shape]
    file = io.BytesIO()
    paint(motif, seed=seed, width=width, height=height).save(file, "JPEG", quality=92)
    return file.getvalue()


def keys(rows: Iterable[str], known: dict[str, Any]) -> list[Any]:
    return [known[key] for key in rows]
