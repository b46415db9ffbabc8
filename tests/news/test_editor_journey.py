"""From an editor's keyboard to a reader's page: the back office in a real browser, by the clock of the site."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, Response, expect

from accounts.models import User
from news.models import Article, ArticleEdition
from partnerships.models import Partnership
from photos.models import Photo
from publishing.clock import HELSINKI
from tests.conftest import Clock
from tests.factories import (
    make_article,
    make_contact,
    make_espoo_aalto,
    make_published_article,
    make_topic,
    make_user,
)
from tests.photos.factories import encoded, picture

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "correct horse battery"
TITLE = "Espoo and Aalto extend their partnership"
LEAD = "The city and the university go on working for a more sustainable world, at home and abroad."
WALKERS = "Two people walk across Alvarinaukio towards the undergraduate centre"
SIGNING = "The mayor and the president sign the agreement; others stand behind the table"
NAMES = "Mayor Jukka Mäkelä (left) and President Ilkka Niemelä sign the agreement in Espoo."


class Desk:
    """What an editor does in the back office, in the words of its pages."""

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self.site = site

    def sign_in(self, user: User) -> None:
        self.page.goto(f"{self.site}/admin/")
        self.page.get_by_label("Username").fill(user.username)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page.get_by_role("heading", level=1)).to_contain_text("Good to see you")

    def open(self, article: Article) -> None:
        self.page.goto(f"{self.site}/admin/news/article/{article.pk}/change/")

    def write(self, *paragraphs: str) -> None:
        """Into the rich-text editor, as with a keyboard."""
        text = self.page.locator(".cke_wysiwyg_div")
        text.click()
        for paragraph in paragraphs:
            self.page.keyboard.insert_text(paragraph)
            self.page.keyboard.press("Enter")

    def rows(self, part: str) -> Locator:
        return (
            self.page.locator(f"#{part}-group")
            .locator("tr.form-row, .inline-related:not(.tabular)")
            .filter(has=self.page.locator("select:not([name*=__prefix__])"))
        )

    def add_row(self, part: str) -> Locator:
        before = self.rows(part).count()
        self.page.locator(f"#{part}-group .add-row a").click()
        expect(self.rows(part)).to_have_count(before + 1)
        return self.rows(part).nth(before)

    def choose(self, row: Locator, typed: str, name: str) -> None:
        """By autocomplete."""
        row.get_by_role("combobox").first.click()
        self.page.locator(".select2-dropdown .select2-search__field").fill(typed)
        self.page.locator(".select2-results__option", has_text=name).first.click()
        expect(row.get_by_role("combobox").first).to_contain_text(name)

    def popup(self, row: Locator) -> Page:
        """The form for something new that opens beside the article."""
        with self.page.expect_popup() as opened:
            row.locator(".add-related").first.click()
        return opened.value

    def save_popup(self, popup: Page) -> None:
        with popup.expect_event("close"):
            popup.get_by_role("button", name="Save", exact=True).click()

    def add_photo(self, file: Path, *, alt: str, caption: str, photographer: str) -> None:
        """Drop a file on the article's photos and say there what the library wants to know."""
        rows = self.page.locator(".placement:not(.empty-form)")
        before = rows.count()
        self.page.locator("#photo_placements-group [data-files]").set_input_files(file)
        expect(rows).to_have_count(before + 1)
        row = rows.nth(before)
        row.get_by_label("Description").fill(alt)
        row.get_by_label("Caption").fill(caption)
        row.get_by_label("Photographer").fill(photographer)
        row.get_by_label("Organisation in the credit").fill("Aalto University")
        expect(row.locator("[data-photo-picture]")).to_have_js_property("complete", True)

    def press(self, button: str) -> None:
        self.page.get_by_role("button", name=button, exact=True).click()

    def publish(self, button: str = "Publish") -> None:
        self.press(button)
        expect(self.page.locator(".messagelist .success")).to_contain_text("Published.")

    def save(self) -> None:
        """By the keys that every editor knows."""
        self.page.keyboard.press("Control+s")
        expect(self.page.locator(".messagelist .success")).to_contain_text("changed successfully")


@pytest.fixture
def desk(page: Page, live_server: Any) -> Desk:
    return Desk(page, live_server.url)


@pytest.fixture
def editor() -> User:
    return make_user("editor", first_name="Elli")


@pytest.fixture
def read(new_page: Callable[..., Page], live_server: Any) -> Callable[[str], tuple[Response, Page]]:
    """An anonymous reader opens an address of the site."""
    reader = new_page()

    def open_page(path: str) -> tuple[Response, Page]:
        answer = reader.goto(live_server.url + urlsplit(path).path)
        assert answer is not None
        return answer, reader

    return open_page


def photo_file(folder: Path, name: str, **size: int) -> Path:
    file = folder / f"{name}.jpg"
    file.write_bytes(encoded(picture(**size)))
    return file


def write_the_article(desk: Desk, folder: Path, partnership: Partnership) -> None:
    """The shape of the source article: text, two photos, two people of two organisations, topics, tags, agreement."""
    desk.page.get_by_role("link", name="New article").click()
    expect(desk.page.locator("#id_title")).to_be_focused()
    desk.page.keyboard.type(TITLE)
    desk.page.get_by_label("Kicker").fill("Cooperation")
    desk.page.get_by_label("Lead").fill(LEAD)
    desk.write(
        "Espoo and Aalto University signed an extension of their agreement today.",
        "It widens a cooperation that has run since 2012.",
    )
    square = photo_file(folder, "square", width=900, height=600)
    desk.add_photo(square, alt=WALKERS, caption="", photographer="Mikko Raskinen")
    desk.add_photo(
        photo_file(folder, "signing", width=640, height=480), alt=SIGNING, caption=NAMES, photographer="Aino Laine"
    )
    desk.choose(desk.add_row("contact_placements"), "rantala", "Elli Rantala")
    add_contact_in_place(desk)
    desk.page.get_by_role("checkbox", name="Cooperation").check()
    desk.page.get_by_label("Tags").fill("Espoo, sustainable cities")
    desk.choose(desk.add_row("agreement_mentions"), "espoo", "Espoo and Aalto · 2")


def add_contact_in_place(desk: Desk) -> None:
    """A person of the city, who is not in the register yet."""
    row = desk.add_row("contact_placements")
    popup = desk.popup(row)
    popup.locator("#id_name").fill("Tuuli Aarnio")
    popup.locator("#id_title_en").fill("Director of Economic Development")
    popup.locator("#id_phone").fill("+358 43 824 0000")
    popup.locator("#id_email").fill("tuuli.aarnio@espoo.example")
    popup.locator(".field-organisation").get_by_role("combobox").click()
    popup.locator(".select2-dropdown .select2-search__field").fill("espoo")
    popup.locator(".select2-results__option", has_text="City of Espoo").click()
    desk.save_popup(popup)
    expect(row.get_by_role("combobox").first).to_contain_text("Tuuli Aarnio")


def test_what_an_editor_writes_and_publishes_readers_find_everywhere(
    desk: Desk, editor: User, read: Callable[[str], tuple[Response, Page]], tmp_path: Path
) -> None:
    partnership = make_espoo_aalto()
    make_contact()
    make_topic(name_en="Cooperation", slug_en="cooperation")
    desk.sign_in(editor)

    write_the_article(desk, tmp_path, partnership)
    desk.publish()

    edition = ArticleEdition.objects.get()
    assert [photo.alt_en for photo in Photo.objects.order_by("pk")] == [WALKERS, SIGNING]
    answer, page = read(edition.get_absolute_url())
    assert answer.status == 200
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    article = page.get_by_role("article")
    for words in (LEAD, "since 2012", NAMES, "Aalto University / Mikko Raskinen", "sustainable cities", "16 June 2020"):
        expect(article).to_contain_text(words)
    expect(page.get_by_role("img", name=WALKERS)).to_be_visible()
    expect(page.get_by_role("img", name=SIGNING)).to_be_visible()
    cards = page.locator(".contact-card")
    expect(cards).to_have_count(2)
    expect(cards.nth(0)).to_contain_text("Aalto University")
    expect(cards.nth(1)).to_contain_text("City of Espoo")
    expect(page.get_by_role("link", name="tuuli.aarnio@espoo.example")).to_be_visible()

    for path in ("/en/news/", partnership.get_absolute_url()):
        _answer, page = read(path)
        expect(page.get_by_role("main")).to_contain_text(TITLE)
    feed = page.request.get(f"{desk.site}/en/news/feed.atom")
    assert TITLE in feed.text()
    assert LEAD in feed.text()


def test_a_saved_change_is_invisible_until_it_is_published_and_a_scheduled_one_until_its_time(
    desk: Desk, editor: User, read: Callable[[str], tuple[Response, Page]], clock: Clock
) -> None:
    edition = make_published_article(title="Snow on the roofs")
    path = edition.get_absolute_url()
    desk.sign_in(editor)
    desk.open(edition.document)
    title = desk.page.get_by_label("Title")

    clock.advance(timedelta(minutes=1))
    title.fill("Snow on all roofs")
    desk.save()
    expect(desk.page.get_by_role("complementary")).to_contain_text("Public, changes not published")
    expect(read(path)[1].get_by_role("heading", level=1)).to_have_text("Snow on the roofs")
    desk.publish("Publish changes")
    expect(read(path)[1].get_by_role("heading", level=1)).to_have_text("Snow on all roofs")

    title.fill("The snow has melted")
    later = clock.at + timedelta(minutes=2)
    desk.page.get_by_label("Goes public").fill(f"{later.astimezone(HELSINKI):%Y-%m-%dT%H:%M}")
    desk.press("Schedule")
    expect(desk.page.locator(".messagelist .success")).to_contain_text("Scheduled.")
    expect(read(path)[1].get_by_role("heading", level=1)).to_have_text("Snow on all roofs")
    # No worker runs in this test: nothing but the clock brings it out.
    clock.advance(timedelta(minutes=2))
    expect(read(path)[1].get_by_role("heading", level=1)).to_have_text("The snow has melted")


def test_the_main_button_brings_no_embargoed_or_half_timed_text_out_early(
    desk: Desk, editor: User, read: Callable[[str], tuple[Response, Page]], clock: Clock
) -> None:
    article = make_article(title="Under embargo")
    desk.sign_in(editor)
    desk.open(article)
    when = desk.page.get_by_label("Goes public")

    when.click()
    desk.page.keyboard.type("12")
    desk.page.keyboard.press("Control+Enter")
    expect(when).to_be_focused()
    assert not article.editions.exists()

    desk.open(article)
    when.fill(f"{(clock.at + timedelta(days=1)).astimezone(HELSINKI):%Y-%m-%dT%H:%M}")
    for _press in ("schedule", "and once more, by mistake"):
        desk.page.keyboard.press("Control+Enter")
        expect(desk.page.locator(".messagelist .success")).to_contain_text("Scheduled.")
        desk.open(article)

    edition = article.editions.get()
    assert edition.live_from > clock.at
    assert read(edition.get_absolute_url())[0].status == 404


def test_a_withdrawn_article_is_gone_for_readers_and_kept_for_editors(
    desk: Desk, editor: User, read: Callable[[str], tuple[Response, Page]], clock: Clock
) -> None:
    edition = make_published_article(title="Snow on the roofs")
    clock.advance(timedelta(minutes=1))
    desk.sign_in(editor)
    desk.open(edition.document)

    desk.page.get_by_text("Withdraw …").click()
    desk.press("Withdraw now")

    expect(desk.page.get_by_role("complementary")).to_contain_text("No longer public")
    expect(desk.page.get_by_label("Title")).to_have_value("Snow on the roofs")
    assert read(edition.get_absolute_url())[0].status == 410


def test_who_saves_second_sees_both_texts_and_overwrites_nothing(
    desk: Desk, editor: User, new_page: Callable[..., Page]
) -> None:
    article = make_published_article(title="Snow on the roofs").document
    colleague = Desk(new_page(), desk.site)
    for place, person in ((desk, editor), (colleague, make_user("editor", first_name="Aino"))):
        place.sign_in(person)
        place.open(article)

    colleague.page.get_by_label("Title").fill("Aino's title")
    colleague.save()
    desk.page.get_by_label("Title").fill("Elli's title")
    desk.page.keyboard.press("Control+s")

    both = desk.page.get_by_role("region", name="Two texts, one item")
    expect(both).to_contain_text("Aino's title")
    expect(desk.page.get_by_label("Title")).to_have_value("Elli's title")
    article.refresh_from_db()
    assert article.title == "Aino's title"

    desk.save()
    article.refresh_from_db()
    assert article.title == "Elli's title"


def test_a_writer_submits_and_is_told_who_publishes(desk: Desk) -> None:
    writer = make_user("writer", first_name="Aino")
    desk.sign_in(writer)
    desk.page.get_by_role("link", name="New article").click()

    desk.page.get_by_label("Title").fill("Snow on the roofs")
    expect(desk.page.get_by_role("button", name="Publish")).to_be_disabled()
    expect(desk.page.get_by_text("You lack the right to publish.")).to_be_visible()
    desk.press("Submit for review")

    expect(desk.page.get_by_role("complementary")).to_contain_text("In review")
    assert Article.objects.get().state == "in_review"
