"""The screens of the photo library for who cannot see, for who has a phone, and in the dark."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from photos import actions
from photos.models import Photo
from publishing.clock import helsinki_date, now
from tests.factories import make_article, make_photo, make_user, publish
from tests.photos.desk import PhotoDesk, spotted
from tests.photos.factories import make_upload

pytestmark = pytest.mark.django_db(transaction=True)

SIZES = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 900}}
Axe = Callable[[Page], list[str]]


@pytest.fixture(params=[(size, scheme) for size in SIZES for scheme in ("light", "dark")], ids="-".join)
def screen(new_page: Callable[..., Page], request: pytest.FixtureRequest, live_server: Any) -> PhotoDesk:
    """A page into which axe may put its own script and styles; strict about everything else."""
    size, scheme = request.param
    page = new_page(bypass_csp=True, color_scheme=scheme, viewport=SIZES[size])
    desk = PhotoDesk(page, live_server.url)
    desk.sign_in(make_user("photo-editor"))
    return desk


@pytest.fixture
def photos() -> list[Photo]:
    """Of every state one: in use and ending soon, described in one language only, withdrawn, in the bin."""
    today = helsinki_date(now())
    used = make_photo(usable_until=today + timedelta(days=20), caption_en="A roof in March", licence="press")
    bare = make_photo(upload=make_upload(400, 300), alt_fi="", alt_sv="", credit_organisation="")
    withdrawn, binned = (make_photo(upload=make_upload(300 + side, 300)) for side in (10, 20))
    publish(make_article(photos=[used]))
    person = make_user("editor")
    actions.withdraw(photo=withdrawn, reason="Somebody asked", actor=person)
    actions.move_to_bin(photo=binned, actor=make_user("photo-editor"))
    actions.build(photo_id=used.pk)
    return [used, bare, withdrawn, binned]


def address(name: str, *arguments: int) -> str:
    return reverse(f"admin:photos_photo_{name}", args=arguments)


def test_axe_finds_nothing_on_any_screen_of_the_library_and_none_is_wider_than_the_window(
    screen: PhotoDesk, photos: list[Photo], axe: Axe
) -> None:
    used, bare, withdrawn, binned = (photo.pk for photo in photos)
    paths = [
        f"{address('changelist')}?view=grid",
        f"{address('changelist')}?view=list",
        f"{address('changelist')}?q=nothing+like+it",
        f"{address('changelist')}?bin=yes",
        address("add"),
        f"{address('add')}?photo={used}&photo={bare}",
        *(address("change", key) for key in (used, bare, withdrawn, binned)),
        *(address("replace", key) for key in (used, bare)),
        *(address("withdraw", key) for key in (used, withdrawn)),
        *(address("bin", key) for key in (used, bare, binned)),
        address("rights"),
    ]
    findings = {}
    for path in paths:
        answer = screen.page.goto(screen.site + path)
        assert answer is not None
        assert answer.status == 200, path
        screen.page.wait_for_load_state("networkidle")
        wider = screen.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        findings[path] = axe(screen.page) + ([f"{wider} px too wide"] if wider > 0 else [])

    assert {path: found for path, found in findings.items() if found} == {}


def test_axe_finds_nothing_in_what_opens_and_what_goes_wrong(
    screen: PhotoDesk, photos: list[Photo], axe: Axe, tmp_path: Path
) -> None:
    used, bare, *_others = photos
    page, findings = screen.page, {}
    screen.page.context.clear_cookies()
    screen.sign_in(make_user("editor"))
    bad, good = tmp_path / "bad.jpg", tmp_path / "good.jpg"
    bad.write_bytes(b"no")
    good.write_bytes(spotted())

    page.goto(screen.site + address("add"))
    page.locator("#id_files").set_input_files([bad, good])
    expect(screen.rows()).to_have_count(1)
    expect(screen.failures()).to_have_count(1)
    findings["uploads"] = axe(page)
    screen.rows().locator("[name$=-alt_en]").fill("Kaksi ihmistä kävelee aukion poikki kohti kirjastoa.")
    page.get_by_role("button", name="Save all").click()
    expect(page.locator(".language-question")).to_be_visible()
    findings["a wrong language"] = axe(page)

    page.goto(screen.site + address("replace", used.pk))
    page.locator("[name=shows][value=other]").check()
    page.get_by_role("button", name="Replace everywhere").click()
    expect(page.locator(".errornote")).to_be_visible()
    findings["a refused replacement"] = axe(page)

    article = make_article(photos=[used], body=f'<p>Text</p><figure data-embed="photo:{used.pk}"></figure>')
    screen.open(f"news/article/{article.pk}/change/")
    expect(page.locator(".cke_wysiwyg_div figure img")).to_have_attribute("alt", used.alt_en)
    findings["the article"] = axe(page)
    page.get_by_role("button", name="Choose from the library").click()
    expect(page.locator(".photo-dialog [data-photo-key]").first).to_be_visible()
    findings["the dialog"] = axe(page)
    page.locator(f".photo-dialog [data-photo-key='{bare.pk}']").click()
    expect(page.locator(".photo-dialog [data-step=describe]")).to_be_visible()
    findings["missing words"] = axe(page)

    assert {where: found for where, found in findings.items() if found} == {}


def test_the_dialog_keeps_the_focus_and_gives_it_back(page: Page, live_server: Any, photos: list[Photo]) -> None:
    desk = PhotoDesk(page, live_server.url)
    desk.sign_in(make_user("editor"))
    desk.open(f"news/article/{make_article().pk}/change/")
    opener = page.get_by_role("button", name="Choose from the library")
    opener.click()
    expect(page.locator(".photo-dialog [data-photo-key]").first).to_be_visible()

    for _press in range(30):
        page.keyboard.press("Tab")
        inside = page.evaluate(
            "document.activeElement.closest('.photo-dialog') !== null || document.activeElement === document.body"
        )
        assert inside
    page.keyboard.press("Escape")
    expect(page.locator(".photo-dialog")).to_be_hidden()
    expect(opener).to_be_focused()


def test_photos_are_added_described_and_chosen_without_script(
    new_page: Callable[..., Page], live_server: Any, tmp_path: Path
) -> None:
    page = new_page(java_script_enabled=False)
    desk = PhotoDesk(page, live_server.url)
    desk.sign_in(make_user("editor"))
    file = tmp_path / "good.jpg"
    file.write_bytes(spotted())
    desk.open("photos/photo/add/")
    page.locator("#id_files").set_input_files(file)
    page.get_by_role("button", name="Upload", exact=True).click()

    row = desk.rows().first
    row.locator("[name$=-alt_en]").fill("A red spot on a blue surface in a test picture.")
    page.locator("[name=all-credit_organisation]").fill("Aalto University")
    page.get_by_role("button", name="Save all").click()
    photo = Photo.objects.get()
    assert (photo.alt_en[:10], photo.credit_organisation) == ("A red spot", "Aalto University")

    person = reverse("admin:directory_contactperson_add")
    page.goto(live_server.url + person)
    expect(page.locator("[name=portrait]")).to_be_visible()
