"""On the drawn sheet nothing overlaps, sticks out or is crossed, whatever the routine."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagrams.drawing.arrows import lines
from diagrams.layout.compose import compose
from diagrams.layout.frames import MARK, PAD
from diagrams.layout.spine import bars, links
from diagrams.picture import Box, boxes
from diagrams.telling.routine_picture import picture_of
from diagrams.type.sizes import ICON_ROOM, INDENT, RIM, SMALL, size
from diagrams.type.typeset import widest
from engine.language.compile import compile_text
from engine.model.routine import Routine
from tests.diagrams.geometry import wrongs
from tests.diagrams.samples import load, routine
from tests.diagrams.type.test_ink import HOSTILE
from tests.routines.library import ROUTINES
from tests.routines.library import load as load_real

ALL = [*map(load_real, ROUTINES), load("arbetstelefon"), load("telefonfel")]
WORDS = (
    "Ring",
    "Mejla",
    "Dokumentera i social journal",
    "personuppgiftsincidenten",
    "enligt genomförandeplanen",
    "IT-avdelningen",
    "och vänta på svar",
)
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A routine of steps, gateways, waits, calls and timers that lead anywhere; some of them no routine that may be published."""
    count = draw(st.integers(2, 10))
    targets = st.sampled_from([*(f"s{number}" for number in range(count)), "slut0", "slut1"])
    sections = st.sampled_from(["", "Före", "Under", "Efter"]) if draw(st.booleans()) else st.just("")
    lines: list[str] = []
    for number in range(count):
        onward = f"s{number + 1}" if number + 1 < count else "slut0"
        section = draw(sections)
        lines += [f"  s{number}:", f"    title: {draw(texts)}"] + (
            [f"    section: {section}"] if section else []
        )
        match draw(st.sampled_from(["step", "step", "step", "gateway", "wait", "call"])):
            case "gateway":
                lines.append("    choose:")
                lines.append(f"      - {{when: svar == yes, to: {draw(targets)}, label: {draw(texts)}}}")
                lines.append(f"      - {{else: {onward}}}")
            case "wait":
                lines += [
                    "    wait: svaret",
                    f"    to: {onward}",
                    f"    timers: [{{after: 2 h, to: {draw(targets)}}}]",
                ]
            case "call":
                lines += ["    call: annan", f"    outcomes: {{lost: {onward}, kvar: {draw(targets)}}}"]
            case _:
                lines += [f"    role: {draw(st.sampled_from(['personal', 'chef']))}", "    choices:"]
                lines.append(f"      fram: {{label: {draw(texts)}, to: {onward}}}")
                for other in range(draw(st.integers(0, 3))):
                    lines.append(f"      c{other}: {{label: {draw(texts)}, to: {draw(targets)}}}")
                if draw(st.integers(0, 4)) == 0:
                    lines.append(f"    timers: [{{after: 2 h, to: {draw(targets)}}}]")
    lines += ["  slut0: {end: ett}", "  slut1: {end: tva}"]
    return (
        "routine: prov\nversion: 1\ntitle: Prov\nlanguage: sv\n"
        "roles: {personal: {title: Personal}, chef: {title: Chef, manager: yes}}\nstart: personal\n"
        "facts: {svar: {type: yes_no, title: Svar}}\nstates:\n" + "\n".join(lines)
    )


def room(box: Box) -> float:
    """The width that a step leaves for its text."""
    found = size(box)
    rim = 2 * RIM if box.kind in ("call", "started") else 0
    return found.width - rim - found.strip - (ICON_ROOM if box.icon else 0)


@pytest.mark.parametrize("of", ALL, ids=lambda of: of.id)
def test_nothing_overlaps_sticks_out_or_is_crossed(of: Routine) -> None:
    assert wrongs(compose(picture_of(of))) == []


@settings(max_examples=60)
@given(documents())
def test_nothing_overlaps_in_a_generated_routine(document: str) -> None:
    of = compile_text(document, "prov.yaml").routine
    if of is not None:
        assert wrongs(compose(picture_of(of))) == []


@pytest.mark.parametrize("text", [*HOSTILE, "Mycket lång titel " * 17, "x" * 60, "Å" * 60])
def test_nothing_overlaps_with_hostile_texts(text: str) -> None:
    said = json.dumps(text.replace("\x00", ""), ensure_ascii=False)
    of = routine(
        f"  a: {{title: {said}, section: {said}, role: personal, choices: {{x: {{label: {said}, to: b}}, y: {{label: {said}, to: c}}}}}}\n"
        f"  b: {{title: {said}, choose: [{{when: svar == yes, to: c, label: {said}}}, {{else: slut}}]}}\n"
        f"  c: {{title: {said}, role: chef, choices: {{x: {{label: {said}, to: a}}, y: {{label: {said}, to: b}}}}}}\n"
        f"  slut: {{end: slut, title: {said}}}",
        more=f"anytime: {{h: {{label: {said}, start: annan}}}}",
        title=said,
    )
    assert wrongs(compose(picture_of(of))) == []


@pytest.mark.parametrize("of", ALL, ids=lambda of: of.id)
def test_the_words_of_a_box_are_narrower_than_the_box(of: Routine) -> None:
    for box in boxes(picture_of(of).panels):
        found = size(box)
        is_bold = box.kind not in ("link", "origin")
        assert widest(found.title, found.letters, bold=is_bold) <= room(box)
        assert all(
            widest((text,), SMALL) + indented * INDENT <= room(box) for _, indented, text in found.small
        )


def test_a_long_main_flow_goes_on_in_further_columns() -> None:
    states = "".join(
        f"  s{number}: {{title: Gör steg {number}, section: Del {number // 8}, role: personal}}\n"
        for number in range(64)
    )
    sheet = compose(picture_of(routine(f"{states}  slut: {{end: slut}}")))
    assert wrongs(sheet) == []
    assert (
        len({frame.frame.left for frame in sheet.blocks[0].frames}) > 2,
        sheet.height < 2 * sheet.width,
    ) == (
        True,
        True,
    )


def test_the_chains_of_the_main_flow_s_sections_stand_on_one_axis() -> None:
    frames = compose(picture_of(load("arbetstelefon"))).blocks[0].frames
    assert len({round(frame.axis, 1) for frame in frames}) == 1


def test_there_is_room_for_the_mark_of_where_one_is() -> None:
    for block in compose(picture_of(load("arbetstelefon"))).blocks:
        for frame in block.frames:
            assert frame.x - frame.frame.left >= PAD + MARK


TOGETHER = """
  a: {title: Börja, role: personal, section: Först}
  b:
    title: Gör allt
    section: Först
    together:
      en: {title: En, states: {x: {title: X, role: personal}, y: {end: x}}}
      tva: {title: Två, states: {z: {title: Z, role: chef}, w: {end: z}}}
      tre: {title: Tre, states: {q: {title: Q, role: personal}, r: {end: q}}}
  c: {title: Sluta, role: personal, section: Först}
  slut: {end: slut}"""


def test_branches_stand_below_their_step_side_by_side_and_before_what_joins_them() -> None:
    sheet = compose(picture_of(routine(TOGETHER)))
    assert wrongs(sheet) == []
    (main,) = sheet.blocks
    before, after = main.units
    assert before.band is not None
    assert [block.id for block in before.band.blocks] == ["b.en", "b.tva", "b.tre"]
    assert [block.place.left for block in before.band.blocks] == sorted(
        block.place.left for block in before.band.blocks
    )
    for block in before.band.blocks:
        assert before.frame.frame.bottom < block.place.top
        assert block.place.bottom < after.frame.frame.top
    above, below = bars(main)
    assert above.bottom < before.band.blocks[0].place.top
    assert below.top > before.band.blocks[0].place.bottom


def test_the_spine_runs_through_the_frames_from_box_to_box() -> None:
    sheet = compose(picture_of(load("arbetstelefon")))
    main = sheet.blocks[0]
    for before, frame, link in zip(main.frames, main.frames[1:], links(main), strict=False):
        assert link.points[0] == (before.axis, before.last)
        assert link.points[-1] == (frame.axis, frame.first)


def test_what_leads_to_the_box_right_below_it_is_an_arrow() -> None:
    sheet = compose(picture_of(load_real("stodpass")))
    assert wrongs(sheet) == []
    strokes = [
        (stroke, frame)
        for block in sheet.all_blocks
        for frame in block.frames
        for stroke in lines(frame.section, frame.placed)
    ]
    ((arrow, frame),) = [
        each
        for each in strokes
        if (each[0].source, each[0].target) == ("ta_stallning", "dokumentera_uteblivet")
    ]
    assert arrow.points[0][1] < arrow.points[-1][1]
    below = frame.placed.nodes[arrow.target]
    assert arrow.points[-1] == (below.x, below.top)
