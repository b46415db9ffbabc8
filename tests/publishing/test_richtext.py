"""The one sanitiser: for a parser and a real browser nothing that runs gets through; what editors write does."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

from news.models import Article
from publishing.embeds import embeds_in, kinds
from publishing.richtext import (
    EDITOR_CONFIG,
    ELEMENTS,
    SCHEMES,
    RichText,
    RichTextFormField,
    clean_html,
    plain_text,
)
from tests.factories import make_article, publish
from tests.news.documents import parsed

VECTORS_FILE = Path(__file__).parent / "xss_vectors.txt"
_ESCAPE = re.compile(r"\\(?:u([0-9a-f]{4})|x([0-9a-f]{2})|([ntr0\\]))")
_CONTROL = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "\\": "\\"}


def unescaped(line: str) -> str:
    """The line with its \\u2028, \\x0b and \\n turned into those characters; pairs of surrogates into one."""

    def character(match: re.Match[str]) -> str:
        code = match[1] or match[2]
        return chr(int(code, 16)) if code else _CONTROL[match[3]]

    return _ESCAPE.sub(character, line).encode("utf-16", "surrogatepass").decode("utf-16")


VECTORS = [
    unescaped(line)
    for line in VECTORS_FILE.read_text(encoding="utf-8").split("\n")
    if line and not re.match(r"# [A-Z]", line)
]
OWN_ATTRIBUTES = {**ELEMENTS, "a": (*ELEMENTS["a"], "rel")}


class Strict(HTMLParser):
    """Collects whatever is in the text that our pages do not have."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.findings: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag not in ELEMENTS:
            self.findings.append(f"<{tag}>")
        for name, value in attributes:
            if name not in OWN_ATTRIBUTES.get(tag, ()):
                self.findings.append(f"<{tag} {name}>")
            elif name == "href":
                self.judge(value or "")

    def judge(self, href: str) -> None:
        """As a browser reads it: without control characters and spaces in front, without tabs and line ends inside."""
        read = re.sub(r"[\t\n\r]", "", href.lstrip("".join(map(chr, range(33)))))
        scheme = urlsplit(read).scheme.lower()
        if (scheme and scheme not in SCHEMES) or re.match(r"[/\\]{2}", read):
            self.findings.append(f"href={href!r}")

    def handle_comment(self, text: str) -> None:
        self.findings.append(f"comment {text!r}")

    def handle_decl(self, text: str) -> None:
        self.findings.append(f"declaration {text!r}")

    def unknown_decl(self, text: str) -> None:
        self.findings.append(f"marked section {text!r}")

    def handle_pi(self, text: str) -> None:
        self.findings.append(f"instruction {text!r}")


def findings(html: str) -> list[str]:
    parser = Strict()
    parser.feed(html)
    parser.close()
    return parser.findings


def test_there_are_enough_vectors_and_no_two_are_equal() -> None:
    assert len(VECTORS) >= 200
    assert len(set(VECTORS)) == len(VECTORS)


@pytest.mark.parametrize("vector", VECTORS, ids=range(len(VECTORS)))
def test_nothing_of_an_attack_is_left(vector: str) -> None:
    cleaned = clean_html(vector)

    assert findings(cleaned) == []
    assert clean_html(cleaned) == cleaned


@pytest.mark.parametrize("vector", VECTORS, ids=range(len(VECTORS)))
def test_nothing_of_an_attack_is_left_of_a_figure_around_it_either(vector: str) -> None:
    for figure in (
        f'<p>Before</p><figure data-embed="photo:1">{vector}</figure><p>After</p>',
        f'<figure data-embed="photo:1" data-place="end"><figcaption>{vector}</figcaption></figure>',
        f"<figure><figcaption>{vector}</figcaption></figure>",
        f'<figure data-embed="{vector}"></figure>',
    ):
        cleaned = clean_html(figure)
        assert findings(cleaned) == []
        assert clean_html(cleaned) == cleaned


def test_the_judge_of_these_tests_sees_what_it_should() -> None:
    assert findings('<p><a href="/x" rel="noopener">x</a> &lt;script&gt;</p>') == []
    for bad in (
        "<script>1</script>",
        '<p onclick="x">',
        '<a href=" java\tscript:x">',
        '<a href="//x">',
        '<a href="/\\x">'.replace("/\\", "\\\\"),
        "<!-- x -->",
        "<![CDATA[x]]>",
        "<?php ?>",
        '<a href="data:x">',
    ):
        assert findings(bad)


def test_no_attack_runs_in_a_real_browser(new_page: Callable[..., Page]) -> None:
    """Each result alone in a page without any policy, in both ways in which HTML gets into pages."""
    page = new_page(bypass_csp=True)
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    in_figures = [f'<figure data-embed="photo:1"><figcaption>{vector}</figcaption></figure>' for vector in VECTORS]
    results = [str(clean_html(html)) for html in (*VECTORS, *in_figures)]
    whole = "".join(f"<section>{html}</section>" for html in results)
    document = f"<!doctype html><meta charset=utf-8><title>All of them</title><main>{whole}</main>"
    page.route("**/*", lambda route: route.fulfill(body=document, content_type="text/html"))
    page.goto("http://127.0.0.1/")

    # Where the last section stands is where no earlier one has swallowed or closed what follows.
    assert page.locator("main > section").count() == len(results)
    page.evaluate("document.querySelectorAll('main *').forEach((one) => { one.dispatchEvent(new Event('focus')); })")
    found = page.evaluate(
        """([results, tags, schemes]) => {
            const findings = [];
            const sections = [...document.querySelectorAll("main > section")];
            for (const [number, html] of results.entries()) {
                const inserted = document.createElement("div");
                inserted.innerHTML = html;
                document.body.append(inserted);
                const again = inserted.innerHTML;
                if (sections[number].querySelectorAll("*").length !== inserted.querySelectorAll("*").length)
                    findings.push(`${number}: parsed in two ways`);
                for (const element of inserted.querySelectorAll("*")) {
                    if (!tags.includes(element.localName) || element.namespaceURI !== "http://www.w3.org/1999/xhtml")
                        findings.push(`${number}: <${element.localName}>`);
                    for (const name of element.getAttributeNames())
                        if (!["href", "hreflang", "rel", "colspan", "rowspan", "scope", "start",
                             "data-embed", "data-place"].includes(name))
                            findings.push(`${number}: ${name}`);
                    if (element.href && !schemes.includes(element.protocol))
                        findings.push(`${number}: ${element.href}`);
                    const isOutside = element.host && element.host !== location.host;
                    if (isOutside && !/^https?:/i.test(element.getAttribute("href")))
                        findings.push(`${number}: ${element.href} does not look like an outside link`);
                }
                const once_more = document.createElement("div");
                once_more.innerHTML = again;
                if (once_more.innerHTML !== again) findings.push(`${number}: changes when parsed again`);
            }
            return findings;
        }""",
        [results, sorted(ELEMENTS), [f"{scheme}:" for scheme in SCHEMES]],
    )

    assert found == []
    assert said == []
    assert page.evaluate("window.owned") is None


# One table for sanitiser and editor

SAMPLES = {
    "href": "/x",
    "hreflang": "sv",
    "scope": "row",
    "colspan": "2",
    "rowspan": "2",
    "start": "3",
    "data-embed": "photo:1",
    "data-place": "wide",
}
NEVER = ("class", "id", "style", "title", "lang", "dir", "src", "name", "target", "onclick", "data-x", "is", "slot")
WITHOUT_END = ("br", "hr")


def around(element: str) -> str:
    """Where HTML lets the element stand."""
    parents = {"td": "tr", "th": "tr", "tr": "tbody", "figcaption": "figure", "li": "ul"}
    parents |= dict.fromkeys(("caption", "thead", "tbody"), "table")
    if element not in parents:
        return "{}"
    attributes = ' data-embed="photo:1"' if parents[element] == "figure" else ""
    inner = f"<{parents[element]}{attributes}>{{}}</{parents[element]}>"
    return around(parents[element]).format(inner)


def cleaned_element(element: str, attributes: dict[str, str]) -> dict[str, str] | None:
    """The attributes that are left of an element; None where it is not left itself."""
    written = "".join(f' {name}="{value}"' for name, value in attributes.items())
    end = "" if element in WITHOUT_END else f"words</{element}>"
    found = parsed(clean_html(around(element).format(f"<{element}{written}>{end}"))).all(element)
    return found[0].attributes if found else None


def test_the_sanitiser_keeps_exactly_what_the_table_says() -> None:
    required = {"a": {"href": "/x"}, "figure": {"data-embed": "photo:1"}}
    for element, allowed in ELEMENTS.items():
        for name in (*SAMPLES, *NEVER):
            sent = {**required.get(element, {}), name: SAMPLES.get(name, "x")}
            kept = cleaned_element(element, sent)
            assert kept is not None, element
            assert (name in kept) == (name in allowed), (element, name)


def test_the_editor_offers_exactly_what_the_table_says() -> None:
    offered = EDITOR_CONFIG["allowedContent"]

    # CKEditor's allowed content rules: True for an element without attributes, "!" for one that it needs.
    for rule in offered.values():
        assert rule is True or rule.keys() == {"attributes"}
    attributes = {
        element: () if rule is True else tuple(name.removeprefix("!") for name in rule["attributes"].split(","))
        for element, rule in offered.items()
    }
    assert attributes == dict(ELEMENTS)


def test_the_editors_plugins_offer_nothing_else() -> None:
    for kind in kinds():
        found = finders.find(f"{kind.plugin}plugin.js")
        assert found
        for rules in re.findall(r'(?<=[ {])allowedContent: "([^"]+)"', Path(found).read_text(encoding="utf-8")):
            for element, attributes in re.findall(r"(\w+)(?:\[([^\]]*)\])?(?:;|$)", rules):
                assert set(re.findall(r"[\w-]+", attributes)) <= set(ELEMENTS[element]), rules


@pytest.mark.parametrize(
    "element", "img picture video audio iframe form input button details summary section main dl span font u s".split()
)
def test_what_is_not_in_the_table_is_not_kept(element: str) -> None:
    assert cleaned_element(element, {"src": "x", "href": "/x"}) is None


# What editors write


@pytest.mark.parametrize(
    "html",
    [
        "<p>Plain words, “quotes”, 9 % → 27 %, å ä ö, 研究 and 🎓.</p>",
        "<h2>Heading</h2><p><strong>Bold</strong>, <em>italic</em>, H<sub>2</sub>O and m<sup>2</sup>.</p>",
        '<ul><li>One<ul><li>Nested</li></ul></li></ul><ol start="3"><li>Three</li></ol>',
        "<blockquote><p>Quoted</p></blockquote><hr><p>Line<br>break</p>",
        '<table><caption>Places</caption><thead><tr><th scope="col" colspan="2">Year</th></tr></thead>'
        '<tbody><tr><th scope="row" rowspan="2">2022</th><td colspan="1">27</td></tr></tbody></table>',
        '<p><a href="https://example.org/a?b=1&amp;c=2#d" hreflang="sv-FI" rel="noopener noreferrer">Outside</a></p>',
        '<p><a href="/en/news/" rel="noopener noreferrer">Inside</a> and '
        '<a href="mailto:a@example.org" rel="noopener noreferrer">mail</a> and '
        '<a href="tel:+358501234567" rel="noopener noreferrer">telephone</a> and '
        '<a href="#part" rel="noopener noreferrer">here</a></p>',
        "<p>1 &lt; 2 &amp; 3 &gt; 2</p>",
        "<p>10&nbsp;000</p>",
    ],
)
def test_what_the_editor_offers_stays_as_it_is(html: str) -> None:
    assert clean_html(html) == html


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("<p><b>Bold</b> and <i>italic</i></p>", "<p><strong>Bold</strong> and <em>italic</em></p>"),
        ("<h1>Title</h1><H6>Small</H6>", "<h2>Title</h2><h4>Small</h4>"),
        ("<div>Part</div>", "<p>Part</p>"),
        ("<div><p>Part</p></div>", "<p>Part</p>"),
        ('<p style="color:red" class="MsoNormal"><span lang="FI">Word</span><o:p></o:p></p>', "<p>Word</p>"),
        ("<p>One</p><p>&nbsp;</p><p> </p><p>Two</p>", "<p>One</p><p>Two</p>"),
        ("<h2><strong></strong></h2><p>x</p>", "<p>x</p>"),
        ("<body><bold>Not bold</bold></body>", "Not bold"),
        ("<p>Words <script>not words</script>stay</p>", "<p>Words stay</p>"),
        ("<p>a<!-- remark -->b</p>", "<p>ab</p>"),
        ("a\0b", "ab"),
        ("", ""),
    ],
)
def test_pasted_text_keeps_its_words_and_the_formatting_we_know(pasted: str, kept: str) -> None:
    assert clean_html(pasted) == kept


MARKUP = st.lists(
    st.one_of(
        st.sampled_from(
            [f"<{tag}>" for tag in sorted(ELEMENTS)]
            + [f"</{tag}>" for tag in sorted(ELEMENTS)]
            + [
                "<b>",
                "</b>",
                "<div>",
                "</div>",
                "<svg>",
                "</svg>",
                "<math>",
                "<style>",
                "</style>",
                "<script>",
                "<mglyph>",
            ]
            + [
                "<a href='",
                "'",
                '"',
                ">",
                "<",
                "&",
                "&#106;",
                "javascript:",
                "//",
                "\\",
                "<!--",
                "-->",
                "<![CDATA[",
                "]]>",
            ]
            + [
                " onclick=",
                "&nbsp;",
                "\u00a0",
                "\0",
                "<template>",
                "<noscript>",
                "<table>",
                "<tr>",
                "<td>",
                "<textarea>",
            ]
            + [
                '<figure data-embed="photo:',
                '<figure data-embed="photo:1">',
                '<figure data-embed="photo:2" data-place="wide">',
                ' data-place="end"',
                "<figcaption class=x>",
                "12",
            ]
        ),
        st.text(max_size=8),
    ),
    max_size=25,
).map("".join)


@given(st.one_of(MARKUP, st.text(max_size=200)))
def test_whatever_comes_in_only_our_elements_come_out_and_twice_is_once(html: str) -> None:
    cleaned = clean_html(html)

    assert findings(cleaned) == []
    assert clean_html(cleaned) == cleaned
    assert cleaned.count("<figure") == len(embeds_in(cleaned))
    assert isinstance(cleaned, RichText)


@given(st.text(st.characters(blacklist_characters="<>&\0\r", blacklist_categories=["Cs"]), max_size=200))
def test_plain_words_come_through_whole(words: str) -> None:
    assert plain_text(clean_html(f"<p>{words}</p>")) == " ".join(words.split())


def test_words_of_neighbouring_blocks_do_not_run_together() -> None:
    assert plain_text("<h2>One</h2><p>two<br>three</p><ul><li>four</li><li>five &amp; six</li></ul>") == (
        "One two three four five & six"
    )


# Where it is cleaned


@pytest.mark.django_db
def test_whoever_writes_to_the_column_writes_clean_text() -> None:
    article = make_article(body="<p onclick=x>Text</p><script>1</script>")
    assert article.body == Article.objects.get().body == "<p>Text</p>"


@pytest.mark.django_db
def test_what_got_into_the_database_another_way_is_cleaned_when_published(client: Any) -> None:
    article = make_article()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE news_article SET body = %s", ["<p>Text<img src=x onerror=alert(1)></p>"])

    edition = publish(article)

    assert edition.revision.content["body"] == "<p>Text</p>"
    assert "onerror" not in client.get(edition.get_absolute_url()).content.decode()


def test_how_an_editor_sets_its_lines_is_no_change() -> None:
    written = "<p>One</p><h2>Two</h2><ul><li>three <strong>four</strong> five</li></ul>"
    as_sent = "<p>One</p>\r\n\r\n<h2>Two</h2>\n\n<ul>\n\t<li>three <strong>four</strong> five</li>\n</ul>\n"

    assert clean_html(as_sent) == clean_html(written)
    assert not RichTextFormField().has_changed(clean_html(written), as_sent)
    assert RichTextFormField().has_changed(clean_html(written), as_sent.replace("five", "six"))
