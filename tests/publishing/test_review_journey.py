"""A text goes from hand to hand, by keyboard only: written, handed in, talked about, approved, public."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from news.models import Article
from publishing import clock, mail
from publishing.states import State
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "correct horse battery"
FAR = 400


class Keys:
    """Somebody at a desk without a mouse."""

    def __init__(self, page: Page, site: str, user: User) -> None:
        self.page, self.site = page, site
        page.goto(f"{site}/admin/login/")
        self.write("Username:", user.username)
        self.write("Password:", PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Good to see you")

    def open(self, article: Article) -> None:
        self.page.goto(f"{self.site}/admin/news/article/{article.pk}/change/")

    def reach(self, role: Any, name: str) -> None:
        """By Tab, as far as it takes."""
        target = self.page.get_by_role(role, name=name, exact=True).first
        expect(target).to_be_visible()
        for _step in range(FAR):
            if target.evaluate("(element) => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no Tab leads to {name}")

    def write(self, label: str, text: str) -> None:
        self.reach("textbox", label)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)

    def press(self, button: str) -> None:
        self.reach("button", button)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def is_told(self, words: str) -> None:
        expect(self.page.locator(".messagelist")).to_contain_text(words)


REMARK = "Comment, or a word with what you press"


def delivered(smtp: list[EmailMessage]) -> list[tuple[str, str]]:
    mail.deliver_due(at=clock.now())
    found = [(str(message["To"]), str(message["Subject"])) for message in smtp]
    smtp.clear()
    return found


def test_a_text_goes_from_hand_to_hand_by_keyboard_only(
    new_page: Callable[..., Page], live_server: Any, smtp: list[EmailMessage]
) -> None:
    writer, editor = make_user("writer", first_name="Aino"), make_user("editor", first_name="Elli")
    article = make_article(title="Snow", owner=writer)

    def state() -> str:
        return str(Article.objects.get(pk=article.pk).state)

    aino = Keys(new_page(), live_server.url, writer)
    aino.open(article)
    aino.reach("textbox", REMARK)
    aino.page.keyboard.type("Ready, I think. @ell")
    option = aino.page.get_by_role("option", name="Elli (@editor2)")
    expect(option).to_have_attribute("aria-selected", "true")
    aino.page.keyboard.press("Enter")
    expect(aino.page.get_by_label(REMARK)).to_have_value("Ready, I think. @editor2 ")
    aino.page.keyboard.press("Control+Enter")
    aino.is_told("Submitted.")
    assert state() == State.IN_REVIEW
    assert delivered(smtp) == [(editor.email, "For review: Snow")]

    elli = Keys(new_page(), live_server.url, editor)
    elli.reach("link", "Snow")
    elli.page.keyboard.press("Enter")
    expect(elli.page.locator(".remarks__list")).to_contain_text("Ready, I think. @editor2")
    elli.write(REMARK, "Which snow? @editor2 asks.")
    elli.reach("combobox", "About")
    elli.page.keyboard.type("Title")
    elli.press("Comment")
    elli.is_told("Your comment is there")
    elli.write(REMARK, "Please say where")
    elli.press("Ask for changes")
    elli.is_told("it is a draft again")
    assert state() == State.DRAFT
    assert delivered(smtp) == [(writer.email, "Comment: Snow"), (writer.email, "Changes asked for: Snow")]

    aino.open(article)
    aino.reach("link", "Title")
    aino.page.keyboard.press("Enter")
    expect(aino.page.locator("#id_title")).to_be_focused()
    aino.page.keyboard.press("Control+a")
    aino.page.keyboard.insert_text("Snow in Otaniemi")
    aino.press("Dealt with: comment 2")
    aino.is_told("the comment is dealt with")
    aino.page.keyboard.press("Control+Enter")
    aino.is_told("Submitted.")
    assert (Article.objects.get().title, state()) == ("Snow in Otaniemi", State.IN_REVIEW)

    elli.open(article)
    elli.press("Approve")
    elli.is_told("Approved.")
    assert state() == State.APPROVED
    elli.page.keyboard.press("Control+Enter")
    elli.is_told("Published.")
    reader = new_page()
    answer = reader.goto(live_server.url + article.editions.get().get_absolute_url())
    assert answer is not None
    assert answer.status == 200
    assert [subject for address, subject in delivered(smtp) if address == writer.email] == [
        "Approved: Snow in Otaniemi",
        "Published: Snow in Otaniemi",
    ]


def test_escape_leaves_the_list_of_people_and_the_words(page: Page, live_server: Any) -> None:
    editor = make_user("editor", first_name="Elli")
    keys = Keys(page, live_server.url, editor)
    keys.open(make_article(owner=editor))
    keys.reach("textbox", REMARK)
    page.keyboard.type("mail@x and @e")
    expect(page.get_by_role("listbox", name="People who can be called")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox", name="People who can be called")).to_be_hidden()
    expect(page.get_by_label(REMARK)).to_have_value("mail@x and @e")
