"""From ten files on a disk to a reader's page: the photo library in a real browser, with a mouse and without one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Dialog, FileChooser, Locator, Page, expect

from news.models import Article, ArticleEdition
from photos import actions
from photos.models import Photo
from photos.storages import renditions_storage
from tests.factories import make_article, make_photo, make_user
from tests.photos.desk import PASSWORD, SPOT, PhotoDesk, has_spot, spotted
from tests.photos.factories import make_upload

pytestmark = pytest.mark.django_db(transaction=True)

WIDTHS = {"portrait": 390, "card": 768, "hero": 1280}
ALTS = {
    "fi": "Punainen täplä sinisellä pinnalla tarkkuuskuvassa.",
    "sv": "En röd fläck på en blå yta i en provbild.",
    "en": "A red spot on a blue surface in a test picture.",
}


@pytest.fixture
def desk(page: Page, live_server: Any) -> PhotoDesk:
    return PhotoDesk(page, live_server.url)


@pytest.fixture
def ten_files(tmp_path: Path) -> list[Path]:
    """Eight good ones, and two that are not what they seem."""
    files = []
    for number in range(8):
        files.append(tmp_path / f"photo-{number}.jpg")
        files[-1].write_bytes(spotted(number=number))
    files += [tmp_path / "cut-off.jpg", tmp_path / "drawing.jpg"]
    files[8].write_bytes(spotted(number=8)[:20_000])
    files[9].write_bytes(b'<svg xmlns="http://www.w3.org/2000/svg"/>')
    return files


def mended(files: list[Path]) -> list[Path]:
    """The two bad files, saved anew in a photo program."""
    for number, file in enumerate(files[8:], start=8):
        file.write_bytes(spotted(number=number))
    return files[8:]


def in_the_order_of(files: list[Path], desk: PhotoDesk) -> tuple[Photo, Photo]:
    """The first two photos of the page, whose rows stand as the files were given, whichever was sent first."""
    photos = [Photo.objects.get(pk=row.get_attribute("data-row-of")) for row in desk.rows().all()]
    assert [photo.sha256 for photo in photos] == [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]
    return photos[0], photos[1]


def build_all() -> None:
    """What the worker does, which these tests run without."""
    for photo in Photo.objects.all():
        actions.build(photo_id=photo.pk)


def shown_picture(image: Locator) -> tuple[str, Image.Image]:
    """Which file the browser chose for the picture, and that file."""
    expect(image).to_have_js_property("complete", True)
    path = urlsplit(image.evaluate("(image) => image.currentSrc")).path.removeprefix("/media/")
    with renditions_storage().open(path) as file, Image.open(BytesIO(file.read())) as picture:
        return path.rpartition("/")[2], picture.convert("RGB")


def assert_right_cuts(new_page: Callable[..., Page], site: str, edition: ArticleEdition) -> None:
    """At each width its own crop of the lead photo, and the spot of the focal point in each."""
    for crop, width in WIDTHS.items():
        reader = new_page(viewport={"width": width, "height": 900})
        reader.goto(site + edition.get_absolute_url())
        name, picture = shown_picture(reader.locator(".figure--hero img"))
        assert name.startswith(f"{crop}-")
        assert has_spot(picture), f"{name} at {width} px"
        expect(reader.locator(".figure--hero img")).to_have_attribute("alt", ALTS["en"])
        inside = reader.locator(".prose .figure--wide img")
        inside.scroll_into_view_if_needed()
        assert shown_picture(inside)[0].startswith("full-")


def test_by_mouse(desk: PhotoDesk, new_page: Callable[..., Page], live_server: Any, ten_files: list[Path]) -> None:
    page = desk.page
    desk.sign_in(make_user("editor"))
    page.get_by_role("link", name="Photos").first.click()
    page.get_by_role("link", name="Add photos").click()

    desk.drop("body", ten_files)
    expect(desk.rows()).to_have_count(8)
    expect(desk.failures()).to_have_count(2)
    expect(desk.failures().filter(has_text="cut-off.jpg")).to_contain_text("damaged or incomplete")
    expect(desk.failures().filter(has_text="drawing.jpg")).to_contain_text("no picture that can be used")
    for _line in range(2):
        desk.failures().first.get_by_role("button", name="Remove from this list").click()
    desk.drop("body", mended(ten_files))
    expect(desk.rows()).to_have_count(10)
    lead, second = in_the_order_of(ten_files, desk)

    page.locator("[name=all-credit_organisation]").fill("Aalto University")
    page.locator("[name=all-licence]").select_option("press")
    page.get_by_role("button", name="Put into all photos now").click()
    describe(desk.rows().first)
    describe(desk.rows().nth(1))
    click_on_spot(desk.rows().first)
    page.get_by_role("button", name="Save all").click()
    expect(page.locator(".messagelist .success")).to_contain_text("10 photos are saved")

    lead.refresh_from_db()
    assert {photo.credit_line for photo in Photo.objects.all()} == {"Aalto University"}
    assert (abs(lead.focal_x - SPOT[0]) < 0.02, abs(lead.focal_y - SPOT[1]) < 0.02) == (True, True)
    build_all()

    page.goto(f"{live_server.url}/admin/news/article/add/")
    page.get_by_label("Title").fill("A spot in every cut")
    page.get_by_label("Lead").fill("What an editor wants to be seen is seen on every screen.")
    text = page.locator(".cke_wysiwyg_div")
    text.click()
    page.keyboard.insert_text("The photo stands between this paragraph and the next.")
    page.locator(".cke_button__choosephoto").click()
    page.locator(f"[data-photo-key='{second.pk}']").click()
    expect(text.locator("figure img")).to_be_visible()
    place_wide(page, text)
    page.get_by_role("button", name="Choose from the library").click()
    page.locator(f"[data-photo-key='{lead.pk}']").click()
    expect(page.locator(".placement [data-photo-name]").first).to_contain_text(ALTS["en"])
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".messagelist .success")).to_contain_text("Published.")

    assert_right_cuts(new_page, live_server.url, ArticleEdition.objects.get())


def describe(row: Locator) -> None:
    for language, alt in ALTS.items():
        row.locator(f"[name$='-alt_{language}']").fill(alt)


def click_on_spot(row: Locator) -> None:
    picture = row.locator("[data-focal-picture] img")
    expect(picture).not_to_have_js_property("naturalWidth", 0)
    box = picture.bounding_box()
    assert box is not None
    picture.click(position={"x": box["width"] * SPOT[0], "y": box["height"] * SPOT[1]})


def place_wide(page: Page, text: Locator) -> None:
    """By the window of the photo in the text, which a double click opens."""
    text.locator("figure img").dblclick()
    page.locator(".cke_dialog select").select_option("wide")
    page.locator(".cke_dialog_ui_button_ok").click()
    expect(text.locator("figure[data-place=wide]")).to_be_visible()


def test_by_keyboard_only(
    desk: PhotoDesk, new_page: Callable[..., Page], live_server: Any, ten_files: list[Path]
) -> None:
    page, press = desk.page, desk.page.keyboard.press
    desk.sign_in(make_user("editor"))
    desk.tab_to(page.get_by_role("link", name="Photos").first)
    press("Enter")
    expect(page).to_have_url(f"{live_server.url}/admin/photos/photo/")
    desk.tab_to(page.get_by_role("link", name="Add photos"))
    press("Enter")

    choose_files(desk, ten_files)
    expect(desk.rows()).to_have_count(8)
    expect(desk.failures()).to_have_count(2)
    for _line in range(2):
        desk.tab_to(desk.failures().first.get_by_role("button", name="Remove from this list"))
        press("Enter")
    choose_files(desk, mended(ten_files))
    expect(desk.rows()).to_have_count(10)
    lead, second = in_the_order_of(ten_files, desk)

    desk.tab_to(page.locator("[name=all-credit_organisation]"))
    page.keyboard.type("Aalto University")
    desk.tab_to(page.get_by_role("button", name="Put into all photos now"))
    press("Enter")
    for number in (0, 1):
        row = desk.rows().nth(number)
        if number == 0:
            slide(desk, row.locator("[data-focal=x]"), round((SPOT[0] - 0.5) * 100))
            slide(desk, row.locator("[data-focal=y]"), round((SPOT[1] - 0.5) * 100))
        for language, alt in ALTS.items():
            desk.tab_to(row.locator(f"[name$='-alt_{language}']"))
            page.keyboard.type(alt)
    press("Control+s")
    expect(page.locator(".messagelist .success")).to_contain_text("10 photos are saved")
    lead.refresh_from_db()
    assert (lead.focal_x, lead.focal_y) == (pytest.approx(SPOT[0]), pytest.approx(SPOT[1]))
    build_all()

    page.goto(f"{live_server.url}/admin/news/article/add/")
    expect(page.get_by_label("Title")).to_be_focused()
    expect(page.locator(".cke_button__choosephoto")).to_be_visible()
    page.keyboard.type("A spot in every cut")
    press("Tab")
    page.keyboard.type("What an editor wants to be seen is seen on every screen.")
    press("Tab")
    page.keyboard.type("The photo stands after this paragraph.")
    press("Alt+F10")
    press_until(page, "Tab", page.locator(".cke_button__choosephoto"))
    press("Enter")
    choose_in_dialog(desk, second)
    expect(page.locator(".cke_wysiwyg_div figure img")).to_be_visible()
    press("Enter")
    press_until(page, "Tab", page.locator(".cke_dialog select"))
    press("ArrowDown")
    press_until(page, "Tab", page.locator(".cke_dialog_ui_button_ok"))
    press("Enter")
    expect(page.locator(".cke_wysiwyg_div figure[data-place=wide]")).to_be_visible()
    press("Alt+ArrowUp")
    assert page.evaluate("Object.values(CKEDITOR.instances)[0].getData()").startswith("<figure")
    press("Alt+ArrowDown")
    desk.tab_to(page.get_by_role("button", name="Choose from the library"))
    press("Enter")
    choose_in_dialog(desk, lead)
    expect(page.locator(".placement [data-photo-name]").first).to_contain_text(ALTS["en"])
    press("Control+Enter")
    expect(page.locator(".messagelist .success")).to_contain_text("Published.")

    body = Article.objects.get().body
    assert body.index("The photo stands") < body.index(f'data-embed="photo:{second.pk}"')
    assert_right_cuts(new_page, live_server.url, ArticleEdition.objects.get())


def choose_files(desk: PhotoDesk, files: list[Path]) -> None:
    """Space on the field opens the system's own window, where no script can choose: there the files are handed over."""
    desk.tab_to(desk.page.locator("#id_files"))
    with desk.page.expect_file_chooser() as opened:
        desk.page.keyboard.press("Space")
    chooser: FileChooser = opened.value
    assert chooser.is_multiple()
    chooser.set_files(files)


def slide(desk: PhotoDesk, slider: Locator, steps: int) -> None:
    desk.tab_to(slider)
    for _step in range(abs(steps)):
        desk.page.keyboard.press("ArrowRight" if steps > 0 else "ArrowLeft")


def press_until(page: Page, key: str, target: Locator) -> None:
    for _press in range(40):
        if target.evaluate("(element) => element === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{key} does not lead to {target}")


def choose_in_dialog(desk: PhotoDesk, photo: Photo) -> None:
    """Tab into the thumbnails, arrows from there."""
    page = desk.page
    expect(page.get_by_role("searchbox", name="Search the photo library")).to_be_focused()
    expect(page.locator("[data-photo-key]").first).to_be_visible()
    desk.tab_to(page.locator("[data-photo-key]").first)
    press_until(page, "ArrowRight", page.locator(f"[data-photo-key='{photo.pk}']"))
    page.keyboard.press("Enter")
    expect(page.locator(".photo-dialog")).to_be_hidden()


def test_what_is_the_same_for_all_goes_only_where_a_photo_has_nothing(desk: PhotoDesk, ten_files: list[Path]) -> None:
    page = desk.page
    desk.sign_in(make_user("editor"))
    desk.open("photos/photo/add/")
    page.locator("#id_files").set_input_files(ten_files[:3])
    expect(desk.rows()).to_have_count(3)
    expect(desk.rows().first.locator("legend")).to_have_text("photo-0.jpg")

    desk.rows().first.locator("[name$='-photographer']").fill("Mikko Raskinen")
    page.locator("[name=all-photographer]").fill("Aino Huovio")
    button = page.get_by_role("button", name="Put into all photos now")
    button.click()

    names = [row.locator("[name$='-photographer']").input_value() for row in desk.rows().all()]
    assert names == ["Mikko Raskinen", "Aino Huovio", "Aino Huovio"]
    expect(page.locator("[data-apply-said]")).to_have_text("Photos that got something: 2")
    button.click()
    expect(page.locator("[data-apply-said]")).to_contain_text("Nothing was put in")


def test_uploaded_photos_can_be_left_for_later_and_typed_words_are_asked_about(
    desk: PhotoDesk, live_server: Any, ten_files: list[Path]
) -> None:
    page, questions = desk.page, []

    def answer(question: Dialog) -> None:
        questions.append(question.type)
        question.accept()

    page.on("dialog", answer)
    desk.sign_in(make_user("editor"))
    for typed in ("", "A red spot"):
        desk.open("photos/photo/add/")
        page.locator("#id_files").set_input_files(ten_files[1 if typed else 0])
        expect(desk.rows()).to_have_count(1)
        # A browser asks only people who have done something on the page.
        desk.rows().locator("[name$='-alt_en']").click()
        page.keyboard.type(typed)
        page.get_by_role("link", name="Later").click()
        expect(page).to_have_url(f"{live_server.url}/admin/photos/photo/")
    assert questions == ["beforeunload"]


def test_after_signing_in_again_in_another_tab_everything_goes_on(
    desk: PhotoDesk, live_server: Any, ten_files: list[Path]
) -> None:
    page, user = desk.page, make_user("editor")
    desk.sign_in(user)
    article = make_article()

    def sign_out() -> None:
        page.context.clear_cookies(name="sessionid")

    def sign_in_elsewhere(said: Locator) -> None:
        expect(said).to_contain_text("You are signed out")
        with page.context.expect_page() as opened:
            said.get_by_role("link", name="Sign in").click()
        with opened.value as other:
            other.get_by_label("Username").fill(user.username)
            other.get_by_label("Password").fill(PASSWORD)
            other.keyboard.press("Enter")
            expect(other.locator("#user-tools")).to_be_visible()

    desk.open("photos/photo/add/")
    sign_out()
    page.locator("#id_files").set_input_files(ten_files[0])
    sign_in_elsewhere(desk.failures())
    page.get_by_role("button", name="Try again").click()
    expect(desk.rows()).to_have_count(1)
    desk.rows().locator("[name$='-alt_en']").fill(ALTS["en"])
    page.get_by_role("button", name="Save all").click()
    expect(page.locator(".messagelist .success")).to_contain_text("1 photo is saved")

    desk.open(f"news/article/{article.pk}/change/")
    page.get_by_role("button", name="Choose from the library").click()
    tile = page.locator(".photo-dialog [data-photo-key]")
    expect(tile).to_have_count(1)
    sign_out()
    dialog = page.locator(".photo-dialog")
    dialog.get_by_role("button", name="Search").click()
    sign_in_elsewhere(dialog.locator("[data-said]"))
    expect(tile).to_have_count(1)
    tile.click()
    # The photo has its description; who is to be credited is what it lacks.
    expect(dialog.locator("[data-advice]")).to_contain_text("Nobody is credited")
    expect(dialog.locator("[name$='-photographer']")).to_be_focused()
    page.keyboard.type("Mikko Raskinen")
    click_on_spot(dialog)
    dialog.get_by_role("button", name="Save and use").click()
    expect(dialog).to_be_hidden()
    photo = Photo.objects.get()
    assert photo.credit_line == "Mikko Raskinen"
    assert abs(photo.focal_x - SPOT[0]) < 0.02
    page.locator("[name=_continue]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert [placement.photo for placement in article.photo_placements.all()] == [photo]


def test_a_photo_is_taken_out_of_an_article_put_back_and_stands_in_it_once(desk: PhotoDesk, live_server: Any) -> None:
    page = desk.page
    desk.sign_in(make_user("editor"))
    saved, other = make_photo(), make_photo(upload=make_upload(400, 300))
    article = make_article(photos=[saved])
    desk.open(f"news/article/{article.pk}/change/")
    rows = page.locator(".placement:not(.empty-form)")

    page.get_by_role("button", name="Take it out").click()
    expect(rows).to_contain_text("Taken out when you save.")
    expect(rows.locator("textarea").first).to_be_hidden()
    choose(page, saved)
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("among the photos of the article already")
    expect(rows.locator("textarea").first).to_be_focused()
    choose(page, other)
    expect(rows).to_have_count(2)
    rows.last.get_by_role("button", name="Take it out").click()
    expect(rows).to_have_count(1)

    out = page.get_by_role("button", name="Take it out")
    expect(out).to_be_focused()
    page.keyboard.press("Enter")
    page.locator("[name=_continue]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    expect(rows).to_have_count(0)
    assert not article.photo_placements.exists()


def choose(page: Page, photo: Photo) -> None:
    page.get_by_role("button", name="Choose from the library").click()
    page.locator(f".photo-dialog [data-photo-key='{photo.pk}']").click()
    expect(page.locator(".photo-dialog")).to_be_hidden()


def test_arrow_keys_select_a_photo_in_the_text_and_its_caption_is_the_one_that_readers_get(desk: PhotoDesk) -> None:
    page, press = desk.page, desk.page.keyboard.press
    desk.sign_in(make_user("editor"))
    photo = make_photo(caption_en="The library's own caption")
    lines = "A sentence that is long enough to be wrapped in a column of the text. " * 4
    figure = f'<figure data-embed="photo:{photo.pk}"></figure>'
    article = make_article(body=f"<p>{lines}</p>{figure}<p>{lines}</p>")
    desk.open(f"news/article/{article.pk}/change/")
    text = page.locator(".cke_wysiwyg_div")
    selected = text.locator(".cke_widget_focused figure")
    library = text.locator(".embed__library")
    expect(library).to_have_text("The library's own caption")

    text.locator("p").first.click(position={"x": 5, "y": 10})
    press("ArrowDown")
    expect(selected).to_have_count(0)
    press("Control+Home")
    for _line in range(10):
        press("ArrowDown")
        if selected.count():
            break
    expect(selected).to_be_visible()
    press("ArrowDown")
    expect(selected).to_have_count(0)
    press("ArrowUp")
    expect(selected).to_be_visible()

    text.locator("figcaption").click()
    page.keyboard.type("Ours")
    expect(library).to_be_hidden()
    for _letter in "Ours":
        press("Backspace")
    expect(library).to_be_visible()
