"""Which policy goes with which answer."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings

from publishing.csp import BACK_OFFICE, EDITOR, STRICT, ContentSecurityPolicyMiddleware, csp_override, header
from tests.factories import make_user


def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse("x")


def own(request: HttpRequest) -> HttpResponse:
    return HttpResponse("x", headers={"Content-Security-Policy": "default-src 'none'"})


def sent(view: object) -> str:
    answer = ContentSecurityPolicyMiddleware(view)(RequestFactory().get("/"))  # type: ignore[arg-type]
    return answer["Content-Security-Policy"]


def test_the_strict_policy_allows_no_inline_code_and_nobody_else() -> None:
    policy = header(STRICT)

    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "frame-ancestors 'none'" in policy
    assert "base-uri 'none'" in policy
    for source in ("unsafe", "data:", "blob:", "http:", "https:", "*"):
        assert source not in policy


def test_script_elements_stay_ours_even_where_the_editor_is() -> None:
    assert EDITOR["script-src"] == ["'self'"]
    assert "unsafe-eval" not in header(EDITOR)
    assert "script-src-attr" not in BACK_OFFICE


def test_an_answer_carries_the_policy_of_the_site_of_its_view_or_its_own() -> None:
    assert sent(plain) == header(STRICT)
    assert sent(csp_override(EDITOR)(plain)) == header(EDITOR)
    assert sent(csp_override(BACK_OFFICE)(csp_override(EDITOR)(plain))) == header(EDITOR)
    assert sent(own) == "default-src 'none'"


@override_settings(SECURE_CSP={"default-src": ["'none'"]})
def test_the_policy_of_the_site_is_a_setting() -> None:
    assert sent(plain) == "default-src 'none'"


@pytest.mark.django_db
def test_the_policy_is_relaxed_on_pages_with_the_editor_only(client: Client) -> None:
    assert "unsafe" not in client.get("/admin/login/")["Content-Security-Policy"]
    client.force_login(make_user("editor"))

    assert client.get("/admin/news/article/")["Content-Security-Policy"] == header(BACK_OFFICE)
    assert client.get("/admin/news/article/add/")["Content-Security-Policy"] == header(EDITOR)
    assert client.get("/en/news/")["Content-Security-Policy"] == header(STRICT)
