"""Translation catalogues without gettext's programs: words are collected, checked and compiled with Babel.

The source language is English; `locale/<language>/LC_MESSAGES/django.po` holds Finnish and Swedish, and for English
only what differs from the source. Compiled `.mo` files are made where they are used and never committed.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("fi", "sv")
APPS = ("accounts", "publishing", "photos", "directory", "partnerships", "news", "portal")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def path_of(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def collect() -> Catalog:
    """Every text that the code and the templates mark for translation."""
    catalog = Catalog(project="Alvari", charset="utf-8")
    for path, source in _sources():
        for line, message, _comments, context in extract(
            "python", io.BytesIO(source.encode()), KEYWORDS, ("Translators:",)
        ):
            catalog.add(message, locations=[(path, line)], context=context)
    return catalog


def _sources() -> Iterator[tuple[str, str]]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "templates").rglob("*.*")):  # pages, and mail in plain text
        # What templatize() makes of a template has the template's indentation, which Python's tokenizer would mind.
        calls = templatize(path.read_text(encoding="utf-8"), origin=path.name)
        yield path.relative_to(ROOT).as_posix(), "\n".join(line.lstrip() for line in calls.splitlines())


def load(language: str) -> Catalog:
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language, project="Alvari", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update() -> None:
    """Bring the catalogues up to date with the code; translations that are there stay, words that are gone go."""
    words = collect()
    for language in LANGUAGES:
        catalog = load(language)
        catalog.update(words, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        path_of(language).parent.mkdir(parents=True, exist_ok=True)
        with path_of(language).open("wb") as file:
            write_po(file, catalog, width=120, omit_header=False, include_lineno=False, sort_output=True)


def gaps() -> list[str]:
    """A line for each text that a language lacks or that is marked as doubtful."""
    words = collect()
    lines = []
    for language in LANGUAGES:
        catalog = load(language)
        for message in words:
            if not message.id:
                continue
            known = catalog.get(message.id, message.context)
            translated = known is not None and (all(known.string) if isinstance(known.string, tuple) else known.string)
            if not translated or known.fuzzy:
                text = message.id[0] if isinstance(message.id, tuple) else message.id
                lines.append(f"{language}: {text!r} ({message.locations[0][0]})")
    return lines


def compile_all(*, force: bool = False) -> None:
    """Write the `.mo` file beside each catalogue that is newer than it."""
    for language in LANGUAGES:
        source = path_of(language)
        target = source.with_suffix(".mo")
        if source.exists() and (force or not target.exists() or target.stat().st_mtime < source.stat().st_mtime):
            draft = target.with_suffix(f".{os.getpid()}")
            with draft.open("wb") as file:
                write_mo(file, load(language))
            draft.replace(target)
