"""The demonstration site, served by `manage.py serve --demo`, as visitors and operators meet it.

Each process of a test run loads it once, onto the database of the run. It is started twice, as operators do: first on
nothing, with the passwords it makes up, then with DEMO_PASSWORD; the second stays until the tests end.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from tests.site.crawling import LANGUAGES, Answer, Crawl, Visitor, crawl
from tests.site.installation import Installation, Start

DEMO_PASSWORD = "a-password-for-all-of-them"


@contextmanager
def new_installation(folder: Path) -> Iterator[Installation]:
    """An empty folder and an empty database: a file in it, or one in the cluster that the run was given."""
    given = os.environ["DATABASE_URL"]
    if given.startswith("sqlite"):
        yield Installation(folder, f"sqlite:///{folder / 'site.sqlite3'}")
        return
    name = f"alvari_site_{uuid4().hex}"
    with psycopg.connect(given, autocommit=True) as cluster:
        cluster.execute(f"CREATE DATABASE {name}")
        yield Installation(folder, f"{given.rpartition('/')[0]}/{name}")
        cluster.execute(f"DROP DATABASE {name} WITH (FORCE)")


@dataclass(frozen=True)
class Demo:
    installation: Installation
    first: Start
    work_after_first_start: dict[str, int]
    second: Start
    work_after_second_start: dict[str, int]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with new_installation(tmp_path_factory.mktemp("demo")) as installation:
        with installation.serving("--demo", program=("-m", "tests.site.small_pictures")) as first:
            pass
        work = slow_work(installation)
        with installation.serving("--demo", DEMO_PASSWORD=DEMO_PASSWORD) as second:
            yield Demo(installation, first, work, second, slow_work(installation))


def slow_work(installation: Installation) -> dict[str, int]:
    """When each photo and each compressed static file was written."""
    folders = (installation.media, installation.data / "static")
    return {str(path): path.stat().st_mtime_ns for folder in folders for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="session")
def empty_installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """One without content. Tests may start it and stop it, and leave it empty."""
    with new_installation(tmp_path_factory.mktemp("empty")) as installation:
        yield installation


@pytest.fixture(scope="session")
def site(demo: Demo) -> Crawl:
    """All pages of the demonstration site that links lead to."""
    return crawl(Visitor(demo.second.url))


@pytest.fixture(scope="session")
def addresses(demo: Demo) -> dict[str, list[str]]:
    """The addresses of articles by what the database says they are: `news`, `notices`, `gone`."""
    found = demo.installation.answer(
        "__import__('json').dumps({name: [edition.get_absolute_url() for edition in editions] for name, editions in {"
        "'news': ArticleEdition.objects.live(clock.now()).news(),"
        "'notices': ArticleEdition.objects.live(clock.now()).filter(kind='notice'),"
        "'gone': ArticleEdition.objects.opened(clock.now()).exclude("
        "document__in=ArticleEdition.objects.live(clock.now()).values('document')),"
        "}.items()})"
    )
    return {name: [demo.second.url + path for path in paths] for name, paths in json.loads(found).items()}


@pytest.fixture(scope="session")
def unlinked(site: Crawl, addresses: dict[str, list[str]]) -> list[Answer]:
    """Notices, and what readers get at addresses that are wrong or no longer public."""
    wrong = [f"{site.visitor.url}/{language}/no-such-page/" for language in LANGUAGES]
    return [site.visitor.get(url) for url in (*addresses["notices"], *addresses["gone"], *wrong)]
