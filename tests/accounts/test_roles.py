"""Roles and what each may do: by form and by hand-made request alike."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import ROLES
from news.models import Article
from publishing import actions
from tests.factories import make_article, make_partnership, make_photo, make_published_article, make_user

pytestmark = pytest.mark.django_db

EVERYBODY = frozenset(ROLES)
PARTS = ("photo_placements", "contact_placements", "agreement_mentions")

# Page of the back office: who may open it.
PAGES = {
    "admin:news_article_changelist": EVERYBODY,
    "admin:news_article_add": {"writer", "editor"},
    "admin:news_topic_add": {"editor"},
    "admin:news_tag_add": {"writer", "editor"},
    "admin:photos_photo_changelist": EVERYBODY,
    "admin:photos_photo_add": {"writer", "editor", "photo-editor", "partnership-manager"},
    "admin:directory_organisation_add": {"writer", "editor", "partnership-manager"},
    "admin:directory_contactperson_add": {"writer", "editor", "partnership-manager"},
    "admin:partnerships_partnership_changelist": EVERYBODY,
    "admin:partnerships_partnership_add": {"partnership-manager"},
    "admin:partnerships_agreement_add": {"partnership-manager"},
    "admin:accounts_user_changelist": {"administrator"},
    "admin:accounts_user_add": {"administrator"},
}


def post(client: Client, article: Article, **over: Any) -> Any:
    """The article's form as a browser sends it, or somebody who writes the request by hand."""
    article.refresh_from_db()
    data: dict[str, Any] = {
        "version": article.version,
        "title": article.title,
        "lead": article.lead,
        "body": article.body,
    }
    data |= {"slug": article.slug, "kind": article.kind, "language": article.language, "owner": article.owner_id or ""}
    for part in PARTS:
        data |= {f"{part}-TOTAL_FORMS": 0, f"{part}-INITIAL_FORMS": 0}
    return client.post(reverse("admin:news_article_change", args=[article.pk]), data | over)


def sign_in(role: str) -> tuple[Client, User]:
    client, user = Client(), make_user(role)
    client.force_login(user)
    return client, user


@pytest.mark.parametrize("role", sorted(ROLES))
def test_each_role_opens_its_own_pages_and_no_others(role: str) -> None:
    client, _user = sign_in(role)

    answers = {page: client.get(reverse(page)).status_code for page in PAGES}

    assert answers == {page: 200 if role in allowed else 403 for page, allowed in PAGES.items()}


@pytest.mark.parametrize("role", sorted(ROLES))
@pytest.mark.parametrize(
    ("button", "allowed"), [("_submit", {"writer", "editor"}), ("_publish", {"editor"}), ("_withdraw", {"editor"})]
)
def test_the_buttons_of_an_article_do_it_for_who_may_whatever_the_page_shows(
    role: str, button: str, allowed: set[str]
) -> None:
    client, user = sign_in(role)
    article = (
        make_published_article(owner=user, title="Before").document
        if button == "_withdraw"
        else make_article(owner=user)
    )
    before = (article.state, article.editions.count(), article.editions.filter(live_until=None).count())

    response = post(client, article, **{button: "1"})

    article.refresh_from_db()
    after = (article.state, article.editions.count(), article.editions.filter(live_until=None).count())
    assert response.status_code == (302 if role in allowed else 403)
    assert (after != before) == (role in allowed)


def test_a_writer_who_publishes_by_hand_changes_nothing_at_all() -> None:
    client, writer = sign_in("writer")
    article = make_article(owner=writer, title="Before")

    for button in ("_publish", "_withdraw", "_cancel"):
        assert post(client, article, title="After", **{button: "1"}).status_code == 403

    article.refresh_from_db()
    assert article.title == "Before"
    assert not article.editions.exists()


def test_a_writer_edits_own_articles_and_reads_those_of_others() -> None:
    client, writer = sign_in("writer")
    own, other = make_article(owner=writer), make_article(title="Theirs", owner=make_user("editor"))

    assert post(client, own, title="Mine").status_code == 302
    assert post(client, other, title="Mine").status_code == 403
    page = client.get(reverse("admin:news_article_change", args=[other.pk]))
    assert "Its owner and editors can change it." in page.content.decode()

    other.refresh_from_db()
    assert other.title == "Theirs"


def test_an_editor_sends_a_submitted_article_back() -> None:
    client, _editor = sign_in("editor")
    writer = make_user("writer")
    article = make_article(owner=writer)
    actions.submit(document=article, actor=writer)

    post(client, article, _send_back="1")

    article.refresh_from_db()
    assert article.state == "draft"


def test_who_may_not_change_what_is_public_is_told_why_and_cannot_by_hand() -> None:
    client, writer = sign_in("writer")
    photo = make_photo()
    make_published_article(photos=[photo])
    url = reverse("admin:photos_photo_change", args=[photo.pk])

    page = client.get(url)
    answer = client.post(url, {"version": photo.version, "alt_en": "Mine", "focal_x": "0.5", "focal_y": "0.5"})

    assert "only people with the right to publish" in page.content.decode()
    assert answer.status_code == 403
    photo.refresh_from_db()
    assert photo.alt_en == "A light roof"


def test_a_public_partnership_is_changed_by_its_managers_only() -> None:
    partnership = make_partnership()
    url = reverse("admin:partnerships_partnership_change", args=[partnership.pk])

    answers = {role: sign_in(role)[0].post(url, {"version": 1}).status_code for role in ROLES}

    assert {role for role, status in answers.items() if status != 403} == {"partnership-manager"}
