"""Makes the pictures of the pages anew, as a phone shows them: `make docs`.

They are taken on the ways that the browser's tests go, through a shift and through the pages on people, so that what a reader sees is
what is tested.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image

from tests.api.pages.staff.people.test_people_in_a_browser import administrators_house, managers_house
from tests.api.pages.staff.test_browser import SHIFT, shift_house
from tests.browser import Browser

PICTURES = Path(__file__).parent / "pictures"
PAGES = PICTURES / "pages"
WIDTH, HIGHEST = 390, 1400
COLOURS = 48
"""Of a page: enough for flat colours and the edges of letters, a third of the bytes."""

README = ("home", "step", "checklist-kept", "where")
"""The four that the README shows side by side."""

GAP, DESK = 24, (221, 226, 234)


def taken(folder: Path) -> dict[str, Image.Image]:
    """The pages by name, light, on a phone."""
    looking: dict[str, Any] = {"widths": [WIDTH], "schemes": ["light"], "shots": folder}
    with shift_house() as built, Browser() as browser:
        browser.wrong_in(built.address, SHIFT, **looking)
        for whose in (administrators_house, managers_house):
            with whose() as (house, steps):
                browser.wrong_in(house.address, steps, **looking)
    ending = f"-{WIDTH}-light.png"
    found = {}
    for file in sorted(folder.glob(f"*{ending}")):
        with Image.open(file) as picture:
            height = min(picture.height, HIGHEST)
            found[file.name.removesuffix(ending)] = picture.convert("RGB").crop((0, 0, WIDTH, height))
    return found


def side_by_side(pages: list[Image.Image]) -> Image.Image:
    """The tops of the pages on one desk."""
    height = 844
    desk = Image.new("RGB", (GAP + len(pages) * (WIDTH + GAP), height + 2 * GAP), DESK)
    for place, page in enumerate(pages):
        desk.paste(page.crop((0, 0, WIDTH, height)), (GAP + place * (WIDTH + GAP), GAP))
    return desk


def save(picture: Image.Image, file: Path) -> int:
    """Writes it with few colours; how many bytes it came to."""
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    return file.stat().st_size


def main() -> None:
    """Writes them all, and says how many bytes they are."""
    PAGES.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        pages = taken(Path(folder))
    size = save(side_by_side([pages[name] for name in README]), PICTURES / "phone.png")
    size += sum(save(picture, PAGES / f"{name}.png") for name, picture in pages.items())
    print(f"{len(pages) + 1} pictures of pages, {size:,} bytes")


if __name__ == "__main__":
    main()
