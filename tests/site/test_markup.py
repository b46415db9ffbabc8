"""The Nu HTML checker reads every page of the demonstration."""

from collections.abc import Callable, Mapping

from tests.site.crawling import Answer, Crawl


def test_every_page_is_valid_html(
    site: Crawl, unlinked: list[Answer], nu: Callable[[Mapping[str, str]], list[str]]
) -> None:
    pages = [page for page in (*site.pages.values(), *unlinked) if page.media_type == "text/html"]

    assert len(pages) > 300
    findings = nu({page.url: page.html for page in pages})
    assert not findings, "\n".join(findings)
