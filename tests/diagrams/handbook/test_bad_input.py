"""Facts about handbooks of routines with hostile or extreme texts: every format holds them, as text and nothing else."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from zipfile import ZipFile

import docx
import pypdf
import pytest

from diagrams.handbook.build import handbook_of
from diagrams.handbook.document import Chapter, Handbook, Paragraph, Section
from diagrams.handbook.forms.card_sheets import cards_html, cards_pdf
from diagrams.handbook.forms.docx import handbook_docx
from diagrams.handbook.forms.html import handbook_html
from diagrams.handbook.forms.pdf import handbook_pdf
from diagrams.handbook.role_cards import cards_of
from engine.model.routine import Routine
from tests.accessibility import violations
from tests.diagrams import samples
from tests.diagrams.handbook.library import docx_text, html_text, pdf_text, run_together
from tests.diagrams.page_texts import page_texts

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "markup": "&amp; \" ' <b> ]]> --> </style>",
    "template": "{{7*7}} {{% raw %}} ${{7*7}} #{{7*7}}",
    "typst": '#panic("x") $x^2$ *fet* _kursiv_ `kod` <etikett> @hänvisning // \\ #import',
    "graphviz": "\\N \\l \\G \\E",
    "long title": "Mycket " * 42 + "lång",
    "long word": "Arbetsplatsolycksfallsförsäkringspremieavdragsgrundernasammanfattning"[:60],
    "emoji": "Ring 👩🏽‍🚒 nu 🚨",
    "right to left": "اتصل بالمدير חירום",
    "link": "javascript:alert(1)",
}


def routine_saying(words: str) -> Routine:
    """A routine whose every text is `words`."""
    said = json.dumps(words, ensure_ascii=False)
    return samples.routine(
        f"  gor:\n    title: {said}\n    role: personal\n    text: {said}\n    note: {said}\n    checklist: [{said}]\n"
        f"    choices:\n      ja: {{label: {said}, confirm: {said}}}\n"
        f"    timers: [{{after: 1 h, notify: chef, say: {said}}}]\n"
        f"  sedan: {{title: {said}, role: personal}}\n  sist: {{title: {said}, role: chef}}\n"
        f"  slut: {{end: slut, title: {said}}}\n",
        title=said,
    )


@pytest.fixture(scope="module", params=[*HOSTILE.values()], ids=[*HOSTILE])
def words(request: pytest.FixtureRequest) -> str:
    return str(request.param).strip()


def test_html_says_it_and_nothing_runs(words: str) -> None:
    page = handbook_html(handbook_of([routine_saying(words)]))
    assert run_together(words) in run_together(html_text(page))
    assert not re.search(r"<script|href=.javascript:", page)


def test_axe_finds_nothing_in_any_of_them() -> None:
    pages = [handbook_html(handbook_of([routine_saying(each.strip())])) for each in HOSTILE.values()]
    assert violations(*pages) == []


def test_pdf_says_it(words: str) -> None:
    handbook = handbook_of([routine_saying(words)])
    content = handbook_pdf(handbook)
    assert pypdf.PdfReader(io.BytesIO(content)).metadata
    if words not in (
        HOSTILE["emoji"],
        HOSTILE["right to left"],
    ):  # what the typeface has no letters for is not read back
        assert run_together(words) in pdf_text(content, replace(handbook, chapters=()))


def test_an_overview_taller_than_a_page_goes_on_at_the_next() -> None:
    titles = [f"Sjung vers {number} {'och sjung om igen ' * 16}".strip() for number in range(1, 41)]
    steps = "".join(f"  s{n}: {{title: {each}, role: personal}}\n" for n, each in enumerate(titles))
    handbook = handbook_of([samples.routine(f"{steps}  slut: {{end: slut, title: Slut}}\n")], training=False)
    said = pdf_text(handbook_pdf(handbook), handbook)
    assert all(said.count(run_together(each)) >= 2 for each in titles), "at a glance, and where it is told"


def test_a_title_of_three_hundred_characters_is_one_line_above_each_page() -> None:
    title = HOSTILE["long title"]
    pages = pypdf.PdfReader(io.BytesIO(handbook_pdf(handbook_of([routine_saying(title)])))).pages
    for page in pages:
        above, cut, _ = page.extract_text().partition("…")
        assert cut
        assert title.startswith(above.strip())
        assert len(above.strip()) < 60


def test_docx_says_it(words: str) -> None:
    content = handbook_docx(handbook_of([routine_saying(words)]))
    assert run_together(words) in run_together(docx_text(content))
    docx.Document(io.BytesIO(content))


def test_role_cards_say_it(words: str) -> None:
    cards = cards_of([routine_saying(words)])
    assert run_together(words) in run_together(html_text(cards_html(cards)))
    assert cards_pdf(cards).startswith(b"%PDF")


def test_control_characters_that_word_can_not_hold_are_left_out() -> None:
    said = "Ring\x07 \x00chefen\x1f \ud800nu"
    section = Section(id="s", title=said, blocks=(Paragraph(text=said),))
    chapter = Chapter(
        id="c", type="Rutin", title=said, running=said, head=((said, said),), official=(section,)
    )
    content = handbook_docx(Handbook(title=said, language="sv", chapters=(chapter,)))
    assert "Ring chefen nu" in docx_text(content)
    for name in ZipFile(io.BytesIO(content)).namelist():
        assert not re.search(
            rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", ZipFile(io.BytesIO(content)).read(name)
        ) or not name.endswith(".xml")


def test_a_checklist_longer_than_a_page_goes_on_to_the_next() -> None:
    items = ", ".join(f"Punkt {number}" for number in range(150))
    long = samples.routine(
        f"  gor:\n    title: Bocka av\n    role: personal\n    checklist: [{items}]\n  slut: {{end: slut, title: Slut}}\n"
    )
    handbook = handbook_of([long], training=False)
    pages = page_texts(handbook_pdf(handbook))
    assert len(pages) > 2
    assert "Punkt 149" in "".join(pages)


def test_a_routine_of_two_hundred_steps_has_a_handbook_in_every_format() -> None:
    steps = "".join(f"  s{number}: {{title: Gör sak {number}, role: personal}}\n" for number in range(200))
    large = handbook_of([samples.routine(steps + "  slut: {end: slut, title: Slut}\n")])
    assert "Gör sak 199" in handbook_html(large)
    assert "Görsak199" in pdf_text(handbook_pdf(large), large)
    assert "Gör sak 199" in docx_text(handbook_docx(large))
