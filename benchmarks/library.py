"""The photo library at 1 000 and 100 000 photos: CPU and queries of its list, search, filters and chooser."""

from __future__ import annotations

import random
import statistics
import time
from datetime import UTC, datetime, timedelta
from typing import Any

BATCH = 2_000
ROUNDS = 5
WORDS = (
    "roof stair birch water harbour lecture laboratory glass textile brick winter light bridge island campus window "
    "people table signing workshop seedling concert library snow facade arcade timber drawing model"
).split()


def measure(sizes: tuple[int, ...]) -> None:
    """Print the table for a database that holds nothing yet; the library only grows."""
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Group

    user = get_user_model().objects.create_user("bench", "bench@example.org", "x", is_staff=True)
    user.groups.set([Group.objects.get(name="photo-editor")])
    pages = {
        "list": "/admin/photos/photo/",
        "list, page 20": "/admin/photos/photo/?p=20",
        "search, common": "/admin/photos/photo/?q=roof",
        "search, rare": "/admin/photos/photo/?q=rarest",
        "used nowhere": "/admin/photos/photo/?use=none",
        "no Finnish alt": "/admin/photos/photo/?missing=alt-fi",
        "may be shown": "/admin/photos/photo/?rights=usable",
        "chooser": "/admin/photos/photo/choose/",
        "chooser, search": "/admin/photos/photo/choose/?q=roof",
        "rights queue": "/admin/photos/photo/rights/",
    }
    print(f"\n{'photos':>9}  {'page':<18} {'CPU ms':>8} {'queries':>8}")
    made = 0
    for size in sizes:
        _grow(made, size)
        made = size
        for name, path in pages.items():
            cost, queries = _visit(user, path)
            print(f"{size:>9,}  {name:<18} {cost:>8.0f} {queries:>8}")


def _visit(user: Any, path: str) -> tuple[float, int]:
    """CPU milliseconds of this process (median of some rounds, the first not counted) and queries."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(user)
    costs = []
    for _round in range(ROUNDS + 1):
        start = time.process_time()
        with CaptureQueriesContext(connection) as captured:
            response = client.get(path)
        costs.append((time.process_time() - start) * 1000)
        if response.status_code != 200:
            raise RuntimeError(f"{path} answered {response.status_code}")
    return statistics.median(costs[1:]), len(captured)


def _grow(start: int, stop: int) -> None:
    from photos.models import Photo

    chance = random.Random(start)
    first = datetime(2015, 1, 1, tzinfo=UTC)
    for begin in range(start, stop, BATCH):
        photos = []
        for number in range(begin, min(begin + BATCH, stop)):
            words = " ".join(chance.choices(WORDS, k=8))
            photo = Photo(
                original=f"{number:032x}.jpg",
                preview=f"open/previews/{number:032x}.jpg",
                sha256=f"{number:064x}",
                fingerprint=f"{chance.getrandbits(64):016x}",
                width=2400,
                height=1600,
                format="JPEG",
                alt_en=words if number % 1000 else f"{words} rarest",
                alt_fi="" if number % 7 == 0 else words,
                caption_en=" ".join(chance.choices(WORDS, k=14)),
                credit_organisation="University",
                place="Otaniemi",
                created_at=first + timedelta(minutes=40 * number),
                usable_until=None if number % 500 else datetime.now(UTC).date() + timedelta(days=number % 90),
            )
            photo.derive()
            photos.append(photo)
        Photo.objects.bulk_create(photos)
