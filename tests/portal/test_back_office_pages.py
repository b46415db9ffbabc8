"""The pages of the back office in a real browser: under their policy, for who cannot see, for who has only keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from publishing import actions, clock, mail
from publishing.models import DeskRules, OutgoingMail
from tests.factories import make_contact, make_espoo_aalto, make_photo, make_published_article, make_topic, make_user

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "correct horse battery"


@pytest.fixture
def paths() -> list[str]:
    """A page of each kind, with something on it."""
    DeskRules.objects.create(pk=1)
    partnership = make_espoo_aalto()
    photo, contact = make_photo(), make_contact()
    article = make_published_article(
        photos=[photo], contacts=[contact], topics=[make_topic()], agreements=[partnership.agreements.first()]
    ).document
    reader = make_user("legal")
    actions.comment(document=article, actor=reader, text="A clause is missing", field="lead")
    dealt_with = actions.comment(document=article, actor=reader, text="And a word")
    actions.resolve(document=article, comment_pk=dealt_with.pk, actor=reader)
    letter = mail.write(to=reader, subject="Comment", body="Hello", at=clock.now())
    OutgoingMail.objects.filter(pk=letter.pk).update(state="failed", problem="550 No such mailbox")
    return [
        "/admin/",
        "/admin/news/article/",
        "/admin/news/article/add/",
        f"/admin/news/article/{article.pk}/change/",
        "/admin/photos/photo/",
        "/admin/photos/photo/add/",
        f"/admin/photos/photo/{photo.pk}/change/",
        f"/admin/directory/contactperson/{contact.pk}/change/",
        f"/admin/partnerships/partnership/{partnership.pk}/change/",
        "/admin/partnerships/agreement/add/",
        "/admin/password_change/",
        "/admin/publishing/outgoingmail/",
        f"/admin/publishing/outgoingmail/{letter.pk}/change/",
        "/admin/publishing/deskrules/1/change/",
        "/admin/news/topiceditor/",
        "/admin/news/topiceditor/add/",
    ]


def sign_in(page: Page, site: str, user: User) -> None:
    page.goto(f"{site}/admin/login/")
    page.get_by_label("Username").fill(user.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Good to see you")


def everything() -> User:
    """An editor who also keeps the partnerships and administers, so that one person opens every page."""
    user = make_user("editor")
    for role in ("partnership-manager", "administrator"):
        user.groups.add(*make_user(role).groups.all())
    return user


@pytest.fixture(params=["light", "dark"])
def tolerant(new_page: Callable[..., Page], request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page into which axe may put its own script and styles."""
    return new_page(bypass_csp=True, color_scheme=request.param, viewport={"width": 1280, "height": 900})


def test_axe_finds_nothing_on_any_page(
    tolerant: Page, live_server: Any, paths: list[str], axe: Callable[[Page], list[str]]
) -> None:
    tolerant.goto(f"{live_server.url}/admin/login/")
    findings = {"/admin/login/": axe(tolerant)}
    sign_in(tolerant, live_server.url, everything())
    for path in paths:
        answer = tolerant.goto(live_server.url + path)
        assert answer is not None
        assert answer.status == 200, path
        tolerant.wait_for_load_state("networkidle")
        findings[path] = axe(tolerant)

    assert {path: found for path, found in findings.items() if found} == {}


def test_no_page_breaks_its_policy_or_runs_over_the_edge_of_a_phone(
    new_page: Callable[..., Page], live_server: Any, paths: list[str]
) -> None:
    page = new_page(viewport={"width": 390, "height": 844})
    sign_in(page, live_server.url, everything())

    for path in paths:
        page.goto(live_server.url + path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path


def test_photos_are_put_in_another_order_with_buttons(page: Page, live_server: Any) -> None:
    first, second = make_photo(alt_en="The first"), make_photo(alt_en="The second")
    article = make_published_article(photos=[first, second]).document
    sign_in(page, live_server.url, make_user("editor"))
    page.goto(f"{live_server.url}/admin/news/article/{article.pk}/change/")

    page.get_by_role("button", name="Up").nth(1).press("Enter")
    page.keyboard.press("Control+s")

    expect(page.locator(".messagelist .success")).to_be_visible()
    assert list(article.photo_placements.values_list("photo", flat=True)) == [second.pk, first.pk]


def test_enter_in_a_field_saves_and_does_not_publish(page: Page, live_server: Any) -> None:
    article = make_published_article(title="Before").document
    editor = make_user("editor")
    sign_in(page, live_server.url, editor)
    page.goto(f"{live_server.url}/admin/news/article/{article.pk}/change/")

    page.get_by_label("Kicker").fill("Cooperation")
    page.get_by_label("Kicker").press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Articles")
    article.refresh_from_db()
    assert article.kicker == "Cooperation"
    assert article.editions.get().kicker == ""


def test_leaving_with_unsaved_words_is_asked_about_and_without_is_not(page: Page, live_server: Any) -> None:
    article = make_published_article().document
    url = f"{live_server.url}/admin/news/article/{article.pk}/change/"
    sign_in(page, live_server.url, make_user("editor"))
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    page.goto(url)
    page.get_by_role("link", name="Photos").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Photos")
    assert asked == []

    page.goto(url)
    page.get_by_label("Lead").fill("Other words")
    page.get_by_role("link", name="Photos").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Photos")
    assert asked == ["beforeunload"]
