"""Makes the pictures of these pages and the sample anew, by the program's own commands: `make docs`.

Nothing here is drawn by hand, so that what a reader sees is what the program makes of the routines today.
"""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from PIL import Image

from api.cli.main import main

DOCS = Path(__file__).parent
ROUTINES = DOCS.parent / "routines"
ROUTINE = "stodpass"
STORY = "bildserie-1-ett-vanligt-stodpass"
SAMPLE = ("svg", "handbok.pdf", "rollkort.pdf", f"{STORY}.pdf", f"{STORY}.pptx")
CARD = 4
"""The page of the storyboard that is shown."""

WIDTH, GAP = 1600, 36
DESK, SHADOW = (221, 226, 234), (196, 204, 214)
COLOURS = 256
"""Of a picture in these pages: enough for flat colours (found by k-means, so that they stay what they are), half of the bytes."""


def sample(made: Path) -> None:
    """The files of one routine that `docs/sample/` shows."""
    for end in SAMPLE:
        name = f"{ROUTINE}.{end}" if end == "svg" else f"{ROUTINE}-{end}"
        shutil.copyfile(made / ROUTINE / name, DOCS / "sample" / name)


def pictures(made: Path) -> None:
    """What the pages show: a routine, a card of a storyboard, and some of everything on one desk."""
    _save(_scaled(_png("arbetspass.yaml", "--format", "png"), 1500), "overview")
    card = _page(made / ROUTINE / f"{ROUTINE}-{STORY}.pdf", CARD)
    _save(_scaled(card, 1500), "storyboard")
    rows = (
        (_png(f"{ROUTINE}.yaml", "--format", "png"), _page(made / ROUTINE / f"{ROUTINE}-handbok.pdf", 1)),
        (
            card,
            _page(made / ROUTINE / f"{ROUTINE}-rollkort.pdf", 1),
            _png("", "--overview", "--format", "png"),
        ),
    )
    _save(_desk(rows), "material")


def _png(file: str, *options: str) -> Image.Image:
    with TemporaryDirectory() as folder:
        target = Path(folder) / "picture.png"
        _run("draw", str(ROUTINES / file), *options, "--output", str(target))
        return Image.open(io.BytesIO(target.read_bytes())).convert("RGB")


def _page(file: Path, number: int) -> Image.Image:
    with pypdfium2.PdfDocument(file) as document:
        page: Image.Image = document[number - 1].render(scale=2.5).to_pil()
        return page.convert("RGB")


def _run(*arguments: str) -> None:
    if code := main(arguments):
        sys.exit(code)


def _scaled(picture: Image.Image, width: int) -> Image.Image:
    return picture.resize((width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS)


def _desk(rows: tuple[tuple[Image.Image, ...], ...]) -> Image.Image:
    """The pictures side by side, each row as wide as the desk and of one height."""
    laid, top = [], GAP
    for row in rows:
        room = WIDTH - GAP * (len(row) + 1)
        height = round(room / sum(each.width / each.height for each in row))
        left = GAP
        for each in row:
            width = round(each.width / each.height * height)
            laid.append((each.resize((width, height), Image.Resampling.LANCZOS), (left, top)))
            left += width + GAP
        top += height + GAP
    desk = Image.new("RGB", (WIDTH, top), DESK)
    for picture, (left, above) in laid:
        desk.paste(SHADOW, (left + 4, above + 4, left + picture.width + 4, above + picture.height + 4))
        desk.paste(picture, (left, above))
    return desk


def _save(picture: Image.Image, name: str) -> None:
    flat = picture.quantize(COLOURS, kmeans=3, dither=Image.Dither.NONE)
    flat.save(DOCS / "pictures" / f"{name}.png", optimize=True)


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        _run("training", str(ROUTINES / f"{ROUTINE}.yaml"), "--output", folder)
        sample(Path(folder))
        pictures(Path(folder))
