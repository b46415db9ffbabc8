"""Topics in the back office."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory

from accounts.roles import ROLES
from publishing.admin import ThingAdmin
from tests.factories import make_published_article, make_topic, make_user

pytestmark = pytest.mark.django_db


def test_an_editor_renames_a_topic_that_readers_see_and_a_writer_cannot(client: Client):
    topic = make_topic()
    make_published_article(topics=[topic])
    fields = {name: getattr(topic, name) for name in ("position", "slug_fi", "slug_sv", "slug_en", "version")}
    words = {"name_fi": "Kampus", "name_sv": "Campus", "name_en": "Campus"}

    statuses = []
    for role in ("writer", "editor"):
        client.force_login(make_user(role))
        statuses.append(client.post(f"/admin/news/topic/{topic.pk}/change/", {**fields, **words}).status_code)

    topic.refresh_from_db()
    assert statuses == [403, 302]
    assert topic.name_fi == "Kampus"


def test_every_register_has_a_role_that_may_change_what_readers_see():
    desks = [desk for desk in admin.site._registry.values() if isinstance(desk, ThingAdmin)]
    request = RequestFactory().get("/admin/")
    holders = {}
    for role in ROLES:
        request.user = make_user(role)
        for desk in desks:
            if desk.may_publish(request):
                holders.setdefault(desk.model.__name__, set()).add(role)
    request.user = AnonymousUser()

    assert set(holders) == {desk.model.__name__ for desk in desks}
    assert not any(desk.may_publish(request) for desk in desks)


@pytest.mark.django_db(transaction=True)
def test_a_hand_made_post_to_a_history_page_is_no_fault_of_the_site(client: Client):
    """Outside a transaction, as in production: PostgreSQL refuses to lock a row there."""
    edition = make_published_article()
    client.force_login(make_user("editor"))

    assert client.post(f"/admin/news/article/{edition.document_id}/history/").status_code == 200
