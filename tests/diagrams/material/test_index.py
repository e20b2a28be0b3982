"""The page that leads to all material: what each file is for, how large it is, and what is missing."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pypdf
import pytest

from diagrams.material.index import File, index_page
from diagrams.material.plan import Course, Material, all_material
from tests.accessibility import violations
from tests.routines.library import ROUTINES, load

LIBRARY = {id: load(id) for id in ROUTINES}
COURSE = Course(
    routines=(LIBRARY["losenord"], LIBRARY["arbetspass"]), known=LIBRARY, settings={}, language="sv"
)
MATERIAL = all_material(COURSE)
FILES = {path: File(size=1_240_000, pages=2) for each in MATERIAL for path in each.paths}


def links(page: str) -> list[tuple[str, str]]:
    """(address, what is said of it to those who do not see) of each file, in the order of the page."""
    return re.findall(r'<a href="([^"#]+)" aria-label="([^"]+)"', page)


def test_each_file_that_is_there_is_led_to_once_and_all_can_read_the_page() -> None:
    page = index_page(COURSE, MATERIAL, FILES)
    assert sorted(path for path, _ in links(page)) == sorted(FILES)
    assert violations(page) == []


def test_a_link_says_what_the_file_is_for_its_form_pages_and_size() -> None:
    told = dict(links(index_page(COURSE, MATERIAL, FILES)))
    (slides,) = (each for each in told if re.fullmatch("losenord/losenord-bildserie-1-[a-z-]+[.]pptx", each))
    assert told[slides].endswith("Visa för en grupp, PPTX, 2 bilder, 1,2 MB")
    assert told["losenord/losenord-rollkort.pdf"].endswith("Skriv ut och dela ut (A5), PDF, 2 sidor, 1,2 MB")


def test_no_two_links_say_the_same() -> None:
    told = [said for _, said in links(index_page(COURSE, MATERIAL, FILES))]
    assert len(set(told)) == len(told)


def test_what_is_not_known_of_a_file_is_not_said() -> None:
    [(_, told)] = links(index_page(COURSE, MATERIAL, {"losenord/losenord.pdf": File()}))
    assert told.endswith("Skriv ut och dela ut (A4), PDF")


def test_what_is_for_the_wall_is_on_a3() -> None:
    [(_, told)] = links(index_page(COURSE, MATERIAL, {"losenord/losenord-a3.pdf": File()}))
    assert told.endswith("Bild på A3: Skriv ut till väggen (A3), PDF")
    (wall,) = (each for each in MATERIAL if each.about == "losenord" and each.sort == "wall")
    (page, *_) = pypdf.PdfReader(io.BytesIO(wall.write("pdf", wall.build()))).pages
    assert sorted(round(float(side)) for side in (page.mediabox.width, page.mediabox.height)) == [842, 1191]


def test_what_is_shown_to_a_group_has_the_form_of_a_screen() -> None:
    [(_, told)] = links(index_page(COURSE, MATERIAL, {"losenord/losenord-16-9.pdf": File(pages=3)}))
    assert told.endswith("Bilder att visa: Visa för en grupp (16:9), PDF, 3 bilder")
    (shown,) = (each for each in MATERIAL if each.about == "losenord" and each.sort == "slides")
    (page, *_) = pypdf.PdfReader(io.BytesIO(shown.write("pdf", shown.build()))).pages
    assert (page.mediabox.width, page.mediabox.height) == (960, 540)


def test_it_speaks_english() -> None:
    course = replace(COURSE, language="en")
    found = all_material(course)
    page = index_page(course, found, {path: File(size=900, pages=1) for each in found for path in each.paths})
    assert '<html lang="en">' in page
    assert "Show to a group<small>PPTX · 1 slide · 1 kB" in page
    assert violations(page) == []


def test_it_tells_what_could_not_be_made_and_which_routines_are_missing() -> None:
    rest = {path: file for path, file in FILES.items() if path != "losenord/losenord.png"}
    why = {"losenord/losenord.png": ("det <gick> inte.", "it did not work.")}
    page = index_page(COURSE, MATERIAL, rest, failed=why, missing=["stodpass"])
    assert "PNG: det &lt;gick&gt; inte." in page
    assert "Här saknas: stodpass." in page
    assert violations(page) == []


@pytest.mark.parametrize("each", MATERIAL, ids=lambda each: each.stem)
def test_every_form_of_every_material_has_a_use(each: Material) -> None:
    alone = {path: File() for path in each.paths}
    assert {path for path, _ in links(index_page(COURSE, MATERIAL, alone))} == set(alone)
