"""What the desk of an article costs: a fixed number of queries, whatever it holds."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from news.models import Article
from tests.factories import make_article, make_contact, make_photo, make_topic, make_user
from tests.publishing.test_review import change, filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(make_user("editor"))
    return client


@pytest.fixture
def article(desk: Client) -> Article:
    """With ten photos and five contacts, opened once: some queries are asked only the first time."""
    article = make_article(
        photos=[make_photo() for _number in range(10)],
        contacts=[make_contact() for _number in range(5)],
        topics=[make_topic()],
        tags=["snow", "ice"],
    )
    desk.get(change(article))
    return article


def test_an_article_with_ten_photos_and_five_contacts_opens_with_25_queries(desk: Client, article: Article) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert desk.get(change(article)).status_code == 200
    assert len(asked) <= 25


def test_an_article_with_ten_photos_and_five_contacts_is_saved_with_40_queries(desk: Client, article: Article) -> None:
    data = {**filled(desk, article), "title": "Another title"}
    with CaptureQueriesContext(connection) as asked:
        assert desk.post(change(article), data).status_code == 302
    assert len([query for query in asked if "SAVEPOINT" not in query["sql"]]) <= 40
