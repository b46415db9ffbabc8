"""What an editor does with photos in the back office, in the words of its pages, by mouse or by keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from tests.photos.factories import encoded, picture

PASSWORD = "correct horse battery"
# Where the spot is that a picture of `spotted` has, as shares of its sides.
SPOT = (0.8, 0.3)


def spotted(width: int = 1200, height: int = 800, number: int = 0) -> bytes:
    """A picture with a red spot off the middle, so that a cut tells where its focal point was; no two are the same."""
    image = picture(width, height)
    draw = ImageDraw.Draw(image)
    x, y = SPOT[0] * width, SPOT[1] * height
    draw.ellipse((x - 40, y - 40, x + 40, y + 40), fill=(255, 0, 0))
    for bit in range(8):
        if number >> bit & 1:
            draw.rectangle((bit * 90, height - 200, bit * 90 + 80, height - 20), fill=(0, 0, 80 + 20 * bit))
    return encoded(image, quality=90)


def has_spot(image: Image.Image) -> bool:
    """Whether the red spot is in the picture, whole enough to be seen."""
    red, green, blue = image.convert("RGB").resize((60, 60)).split()
    pairs = zip(red.tobytes(), green.tobytes(), blue.tobytes(), strict=True)
    return sum(r > 180 and g < 90 and b < 90 for r, g, b in pairs) > 5


class PhotoDesk:
    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self.site = site

    def sign_in(self, user: User) -> None:
        self.page.goto(f"{self.site}/admin/")
        self.page.get_by_label("Username").fill(user.username)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.keyboard.press("Enter")
        expect(self.page.get_by_role("heading", level=1)).to_contain_text("Good to see you")

    def open(self, path: str) -> None:
        self.page.goto(f"{self.site}/admin/{path}")

    def rows(self) -> Locator:
        return self.page.locator("[data-row-of]")

    def failures(self) -> Locator:
        return self.page.locator(".upload-line--failed")

    def drop(self, selector: str, files: Sequence[Path]) -> None:
        """As if dragged in from a folder."""
        contents = [{"name": file.name, "bytes": list(file.read_bytes())} for file in files]
        transfer = self.page.evaluate_handle(
            """(files) => {
                const transfer = new DataTransfer();
                for (const { name, bytes } of files) transfer.items.add(new File([new Uint8Array(bytes)], name));
                return transfer;
            }""",
            contents,
        )
        for kind in ("dragover", "drop"):
            self.page.dispatch_event(selector, kind, {"dataTransfer": transfer})

    def tab_to(self, target: Locator, *, most: int = 150) -> None:
        """Only with the Tab key, as somebody does who has no mouse."""
        for _press in range(most):
            if target.evaluate("(element) => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{most} presses of Tab do not lead to {target}")
