"""Things that stand inside a rich text: kept by id, shown as they are today.

In stored HTML an embed is `<figure data-embed="photo:12" data-place="wide"><figcaption>…</figcaption></figure>`, the
caption being plain text that replaces the thing's own, at this place. Which kinds there are, upper apps say when they
start: this module owns the registry and never knows them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from html import escape, unescape
from types import MappingProxyType
from typing import Any

from django.utils.html import strip_tags
from django.utils.safestring import SafeString

# Where an embed stands: in the column of the text, wider than it, or small at its start or end with text beside it.
PLACES = ("column", "wide", "start", "end")
LONGEST_CAPTION = 600

REFERENCE = re.compile(r"([a-z]{1,30}):([1-9][0-9]{0,17})")
_FIGURE = re.compile(r"<(/?)figure\b([^<>]*)>")
_FIGCAPTION = re.compile(r"</?figcaption\b[^<>]*>")
_BLOCK = re.compile(r"<(?!/?(?:a|em|strong|sub|sup)\b)")
_ATTRIBUTE = re.compile(r'\s(data-embed|data-place)="([^"]*)"')
# Within these HTML allows no figure (https://html.spec.whatwg.org/multipage/dom.html#phrasing-content-2).
_LINE = r"</?(?:a|em|strong|sub|sup|h2|h3|h4)\b[^<>]*>"
# What `canonical` writes, and nothing else.
_EMBED = re.compile(
    rf'<figure data-embed="{REFERENCE.pattern}"(?: data-place="(wide|start|end)")?>'
    r"(?:<figcaption>([^<]*)</figcaption>)?</figure>"
)
_LINE_OR_EMBED = re.compile(rf"({_LINE}|<figure data-embed=.*?</figure>)", re.DOTALL)


@dataclass(frozen=True)
class Embed:
    """One thing at one place of a text; an empty caption means the thing's own."""

    kind: str
    pk: int
    place: str = "column"
    caption: str = ""

    def __str__(self) -> str:
        place = "" if self.place == "column" else f' data-place="{self.place}"'
        caption = f"<figcaption>{escape(self.caption, quote=False)}</figcaption>" if self.caption else ""
        return f'<figure data-embed="{self.kind}:{self.pk}"{place}>{caption}</figure>'


@dataclass(frozen=True)
class EmbedKind:
    """How one kind of thing gets into a text and out of it.

    `load(ids, language, at)` gives what of these things readers may see then, by id, in one query; `render(thing,
    embed, language, page)` is its HTML, `page` being what else the page shows, by name. `plugin` is the static folder
    with the editor's plugin for it, which is called `name`, and `button` the name of that plugin's button.
    """

    name: str
    load: Callable[[Collection[int], str, datetime], Mapping[int, Any]]
    render: Callable[[Any, Embed, str, Mapping[str, Any]], SafeString]
    plugin: str
    button: str


_KINDS: dict[str, EmbedKind] = {}


def register(kind: EmbedKind) -> None:
    _KINDS[kind.name] = kind


def kinds() -> list[EmbedKind]:
    return list(_KINDS.values())


def canonical(html: str, longest_caption: int = LONGEST_CAPTION) -> str:
    """Sanitised HTML in which each figure is an embed of a known kind in the one form there is, or is taken apart.

    Figures inside a figure, a link or a heading come to stand after it. Looks at each letter once, however deep they
    lie.
    """
    first, *rest = _FIGURE.split(html)
    pieces = [_FIGCAPTION.sub(" ", first)]
    # An outermost figure and those inside it, in order: attributes and inner HTML of each.
    family: list[tuple[str, list[str]]] = []
    around: list[list[str]] = []
    for slash, attributes, text in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        if not slash:
            family.append((attributes, []))
            around.append(family[-1][1])
        elif around:
            around.pop()
        if around:
            around[-1].append(text)
        else:
            pieces += [*(_settled(*figure, longest_caption) for figure in family), _FIGCAPTION.sub(" ", text)]
            family = []
    return _out_of_lines("".join([*pieces, *(_settled(*figure, longest_caption) for figure in family)]))


def embeds_in(html: str) -> list[Embed]:
    """The embeds of a cleaned text, in order."""
    return [_found(match) for match in _EMBED.finditer(html)]


def ids_in(html: str, kind: str) -> list[int]:
    """The things of one kind in a cleaned text, each once, in order."""
    return list(dict.fromkeys(embed.pk for embed in embeds_in(html) if embed.kind == kind))


def without_embeds(html: str) -> str:
    return _EMBED.sub(" ", html)


def rendered(
    html: str,
    language: str,
    at: datetime,
    loaded: Mapping[str, Mapping[int, Any]],
    page: Mapping[str, Any] = MappingProxyType({}),
) -> str:
    """A cleaned text with its embeds as readers of `language` see them at `at`, on a page that shows `page` as well.

    What they may not see leaves no trace. `loaded` holds things by kind and id that the caller has read already; each
    other kind costs a query.
    """
    wanted = {kind: ids_in(html, kind) for kind in _KINDS}
    things = {
        name: loaded[name] if name in loaded else _KINDS[name].load(ids, language, at)
        for name, ids in wanted.items()
        if ids
    }

    def show(match: re.Match[str]) -> str:
        embed = _found(match)
        thing = things[embed.kind].get(embed.pk) if embed.kind in things else None
        return "" if thing is None else _KINDS[embed.kind].render(thing, embed, language, page)

    return _EMBED.sub(show, html)


def _out_of_lines(html: str) -> str:
    """With each embed that stands within a line of text after the outermost element that makes it one."""
    pieces: list[str] = []
    waiting: list[str] = []
    depth = 0
    for number, part in enumerate(_LINE_OR_EMBED.split(html)):
        if number % 2 and part.startswith("<figure"):
            (waiting if depth else pieces).append(part)
            continue
        pieces.append(part)
        if number % 2:
            depth += -1 if part.startswith("</") else 1
            if depth == 0:
                pieces += waiting
                waiting = []
    return "".join([*pieces, *waiting])


def _settled(attributes: str, inside: list[str], longest_caption: int) -> str:
    """The embed that a figure is, or its words as a paragraph."""
    values, words = dict(_ATTRIBUTE.findall(attributes)), _words(" ".join(inside))
    reference = REFERENCE.fullmatch(values.get("data-embed", ""))
    if reference is None or reference[1] not in _KINDS:
        return f"<p>{escape(words, quote=False)}</p>"
    place = values.get("data-place", "")
    return str(
        Embed(
            reference[1],
            int(reference[2]),
            place if place in PLACES else "column",
            words[:longest_caption].strip(),
        )
    )


def _found(match: re.Match[str]) -> Embed:
    return Embed(match[1], int(match[2]), match[3] or "column", unescape(match[4] or ""))


def _words(html: str) -> str:
    return " ".join(unescape(strip_tags(_BLOCK.sub(" <", html))).split())
