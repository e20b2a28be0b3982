"""A routine's form: every step with room for who did it and when, and a key for each line."""

from __future__ import annotations

import io
import re
from functools import cache
from random import Random
from typing import Any

import pypdf
import pypdfium2
import pytest

from diagrams.printed.form import Form, Line, Question
from diagrams.printed.of_routine import SPARE, form_of
from diagrams.printed.pdf import form_pdf
from engine.model.routine import Routine, Step, Wait
from engine.values.paper_key import read_key
from tests.diagrams import samples
from tests.diagrams.handbook.library import everything, helping, real
from tests.diagrams.page_texts import page_texts
from tests.diagrams.tags import empty_labels

KNOWN = {"hjalp": helping()}


@cache
def form(routine: Routine) -> Form:
    return form_of(routine, Random(7), known=KNOWN)


@cache
def printed(routine: Routine) -> bytes:
    return form_pdf(form(routine))


def lines(of: Form) -> list[Line]:
    return [line for block in of.blocks for part in block.parts for line in part.lines]


def keys(of: Form) -> list[str]:
    own = [line.key for line in lines(of) if line.key]
    return own + [key for block in of.blocks for key in block.spare]


@pytest.mark.parametrize("routine", [everything(), *real()], ids=lambda routine: routine.id)
def test_each_step_is_a_line_with_a_key_and_so_are_the_start_and_what_is_waited_for(routine: Routine) -> None:
    of = form(routine)
    done = [
        state
        for state in routine.states.values()
        if isinstance(state, Step) or (isinstance(state, Wait) and state.message)
    ]
    assert sum(line.key is not None for line in lines(of)) == 1 + len(done)
    assert len(lines(of)) == 1 + len(routine.states)


@pytest.mark.parametrize("routine", [everything(), *real()], ids=lambda routine: routine.id)
def test_every_key_stands_on_the_paper_and_can_be_read_from_it(routine: Routine) -> None:
    text = re.sub(r"\s", "", "".join(page_texts(printed(routine))))
    assert len(set(keys(form(routine)))) == len(keys(form(routine)))
    for key in keys(form(routine)):
        assert read_key(key) is not None
        assert key in text


@pytest.mark.parametrize("routine", [everything(), *real()], ids=lambda routine: routine.id)
def test_a_form_is_a4_and_is_read_aloud_with_its_title_and_language(routine: Routine) -> None:
    document = pypdf.PdfReader(io.BytesIO(printed(routine)))
    assert [round(float(each)) for each in document.pages[0].mediabox[2:]] == [595, 842]
    assert document.metadata is not None
    assert routine.title.say("sv") in str(document.metadata.title)
    root: Any = document.trailer["/Root"]
    assert root["/Lang"].startswith("sv")
    assert root["/MarkInfo"]["/Marked"]
    assert empty_labels(document) == 0


def test_two_printouts_have_numbers_of_their_own() -> None:
    chance = Random(7)
    assert form_of(everything(), chance).number != form_of(everything(), chance).number


def test_what_several_choices_ask_is_asked_once() -> None:
    lost = next(each for each in real() if each.id == "forlorad_telefon")
    first = next(line for line in lines(form(lost)) if line.number == "1")
    assert (
        Question(title="Vad har hänt?", type="choice", options=("Telefonen är tappad", "Telefonen är stulen"))
        in first.questions
    )
    assert [len(way.questions) for way in first.ways] == [0, 1]


def test_times_are_told_as_what_is_done_by_hand_and_those_of_the_law_first() -> None:
    lost = next(each for each in real() if each.id == "forlorad_telefon")
    away = next(line for line in lines(form(lost)) if line.number == "2")
    assert away.limits[-1].what.startswith("säg till Enhetschef: ")
    assert "4C2 Anmäl till IMY: 3 dygn efter ”Förlust upptäckt”" in form(lost).blocks[0].by_law


def test_a_mail_is_said_not_to_go_by_itself() -> None:
    mails = [line for line in lines(form(everything())) if "inte av sig självt" in (line.text or "")]
    assert mails
    assert all(line.key is None for line in mails)


def test_lines_are_left_free_for_what_is_done_again() -> None:
    assert len(form(everything()).blocks[0].spare) == SPARE


def test_a_form_is_in_the_language_of_its_routine() -> None:
    assert form_of(everything(), Random(7), language="en").language == everything().languages[0]


LONG = (
    "      checklist: [" + ", ".join(f"Punkt {number} som ska vara gjord" for number in range(1, 101)) + "]\n"
)


def test_a_step_that_no_page_holds_goes_on_on_the_next() -> None:
    of = samples.routine(f"  a:\n      title: Räkna upp\n      role: personal\n{LONG}  b: {{end: slut}}")
    with pypdfium2.PdfDocument(form_pdf(form_of(of, Random(7)))) as document:
        assert len(document) > 2
        for page in document:
            words = page.get_textpage()
            letters = [words.get_charbox(each) for each in range(words.count_chars())]
            assert min(bottom for _, bottom, _, top in letters if top > bottom) > 0
