"""The back office's home and lists: one's own work first, at the same cost however much there is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from publishing import actions
from tests.conftest import Clock
from tests.factories import make_article, make_published_article, make_user, publish, revise

pytestmark = pytest.mark.django_db


def titles(rows: Any) -> list[str]:
    return [row.title for row in rows]


def test_home_shows_my_drafts_reviews_what_is_scheduled_and_what_was_published(client: Client, clock: Clock) -> None:
    editor, writer = make_user("editor"), make_user("writer")
    make_article(title="My draft", owner=editor)
    make_article(title="Somebody's draft", owner=writer)
    submitted = make_article(title="Submitted", owner=writer)
    actions.submit(document=submitted, actor=writer)
    make_published_article(title="Tomorrow", live_from=clock.at + timedelta(days=1), owner=writer)
    live = make_published_article(title="Public", owner=editor).document
    clock.advance(timedelta(minutes=1))
    changed = make_published_article(title="Before", owner=editor).document
    revise(changed, title="Changed since")
    actions.save(document=changed, actor=editor)
    client.force_login(editor)

    context = client.get("/admin/").context

    assert titles(context["my_drafts"]) == ["My draft", "Changed since"]
    assert titles(context["in_review"]) == ["Submitted"]
    assert titles(context["scheduled"]) == ["Tomorrow"]
    assert titles(context["recently_published"]) == ["Before", live.title]


@pytest.mark.parametrize("path", ["/admin/", "/admin/news/article/"])
def test_home_and_list_cost_the_same_with_one_article_and_with_many(
    client: Client, django_assert_num_queries: Any, path: str
) -> None:
    editor = make_user("editor")
    client.force_login(editor)

    def add_one_of_each(number: int) -> None:
        make_article(owner=editor, title=f"Draft {number}")
        publish(make_article(owner=editor, title=f"Public {number}"))
        actions.submit(document=make_article(owner=editor, title=f"Submitted {number}"), actor=editor)

    add_one_of_each(0)
    with django_assert_num_queries(11 if path == "/admin/" else 9, exact=False) as first:
        client.get(path)
    for number in range(1, 12):
        add_one_of_each(number)
    with django_assert_num_queries(len(first)):
        client.get(path)


def test_who_has_no_role_is_told_so(client: Client) -> None:
    client.force_login(make_user("legal"))
    page = client.get("/admin/").content.decode()
    assert "New article" not in page

    nobody = make_user("legal")
    nobody.groups.clear()
    client.force_login(nobody)
    assert "You have no role yet" in client.get("/admin/").content.decode()


def test_an_empty_list_says_what_to_do(client: Client) -> None:
    client.force_login(make_user("editor"))

    assert "Nothing here yet" in client.get("/admin/news/article/").content.decode()
    assert "Take away a filter" in client.get("/admin/news/article/?state__exact=in_review").content.decode()
