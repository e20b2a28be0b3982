"""The engineers' statechart is exact: every state, every way, by the words of the file; and drawn with nothing in the way."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from diagrams.errors import CannotDraw
from diagrams.geometry import Rectangle
from diagrams.statechart.chart import Region, Transition, chart_of
from diagrams.statechart.drawing import chart_lines, statechart_svg
from diagrams.statechart.labels import Curve, label_of, passes, told
from diagrams.statechart.placing import MANY, dot, nodes_of, place, text_of
from diagrams.type.palette import THEMES
from engine.model.numbering import happy_path
from engine.model.routine import Routine, Step, Together
from engine.model.usual import ways
from tests.diagrams.paper.test_pagination import long
from tests.diagrams.samples import compiled, load, routine
from tests.diagrams.type.test_ink import HOSTILE
from tests.routines.library import ROUTINES
from tests.routines.library import load as load_real

NAMESPACE = "{http://www.w3.org/2000/svg}"
EXAMPLE = Path(__file__).parents[3] / "examples" / "inkop.yaml"
ALL = [
    *map(load_real, ROUTINES),
    load("arbetstelefon"),
    load("telefonfel"),
    compiled(EXAMPLE.read_text("utf-8"), EXAMPLE.name),
]
every_routine = pytest.mark.parametrize("of", ALL, ids=lambda of: of.id)

SMALL = routine(
    "  a:\n    title: A\n    role: personal\n    timers:\n"
    "      - {after: 30 min, remind: Skynda.}\n      - {after: 2 h, notify: chef, say: Sent.}\n      - {after: 3 d, to: e}\n"
    "    choices:\n"
    "      klar: {label: Klar, ask: [svar], when: svar == yes, because: Svara ja., to: v, set: {svar: no}}\n"
    "      notera: {label: Notera, ask: [svar], start: annan}\n"
    "  v: {title: V, choose: [{when: svar == yes, to: e, label: Ja}, {else: w, label: Nej}]}\n"
    "  w: {title: W, wait: svaret, to: e, timers: [{after: 1 h, to: e}]}\n"
    "  e: {end: slut}\n"
)


@every_routine
def test_every_state_is_there_once(of: Routine) -> None:
    ids = Counter(node.id for node in nodes_of(chart_of(of).main) if node.shape != "initial")
    assert ids == Counter(of.states.keys())


@every_routine
def test_every_way_is_there_once(of: Routine) -> None:
    expected = Counter((state.id, move.to) for state in of.states.values() for move in ways(of, state))
    found = Counter(
        (each.source, each.target)
        for each in chart_of(of).transitions
        if not each.source.startswith("initial ")
    )
    assert found == expected


@every_routine
def test_every_choice_and_timer_is_written_once(of: Routine) -> None:
    chart = chart_of(of)
    for state in of.states.values():
        own = next(node for node in nodes_of(chart.main) if node.id == state.id)
        said = [*own.inside, *(each.words for each in chart.transitions if each.source == state.id)]
        for choice in state.choices if isinstance(state, Step) else ():
            assert len([each for each in said if re.match(rf"{choice.id}\b", each)]) == 1
        assert len([each for each in said if each.startswith(("after ", "at "))]) == len(state.timers)


def test_the_words_are_those_of_the_file() -> None:
    chart = chart_of(SMALL)
    words = {(each.source, each.target, each.words) for each in chart.transitions}
    assert words == {
        ("initial main", "a", ""),
        ("a", "v", "klar(svar) [svar == yes] / svar := no"),
        ("a", "e", "after 3 d"),
        ("v", "e", "[svar == yes]"),
        ("v", "w", "[else]"),
        ("w", "e", "svaret"),
        ("w", "e", "after 1 h"),
    }
    (node,) = [node for node in chart.main.nodes if node.id == "a"]
    assert node.inside == (
        "role personal",
        "notera(svar) / start annan",
        "after 30 min / remind",
        "after 2 h / notify chef",
    )


def test_side_by_side_is_a_composite_state_with_a_region_for_each_branch() -> None:
    of = load_real("forlorad_telefon")
    (together,) = [state for state in of.states.values() if isinstance(state, Together)]
    (composite,) = chart_of(of).main.composites
    assert composite.node.id == together.id
    assert tuple(region.flow for region in composite.regions) == together.flows


def test_what_can_happen_at_any_time_is_told_for_every_state() -> None:
    assert [each.split(" ")[0] for each in chart_of(load_real("stodpass")).anywhere] == [
        choice.id for choice in load_real("stodpass").anytime
    ]


@every_routine
def test_nothing_overlaps_and_all_text_is_in_its_box(of: Routine) -> None:
    chart = chart_of(of)
    layout = place(chart)
    found = [(id, box) for id, box in layout.nodes.items()]
    assert [(one, other) for (one, a), (other, b) in combinations(found, 2) if a.touches(b)] == []
    for node in nodes_of(chart.main):
        if node.shape in ("state", "submachine") and node.id in layout.nodes:
            text, box = text_of(node), layout.nodes[node.id]
            assert text.width <= box.width
            assert text.height <= box.height


def test_a_region_holds_its_states() -> None:
    chart = chart_of(load_real("forlorad_telefon"))
    layout = place(chart)

    def check(region: Region) -> None:
        for composite in region.composites:
            for inner in composite.regions:
                frame = layout.frames[f"region {inner.flow}"]
                assert all(
                    frame.left <= layout.nodes[node.id].left and layout.nodes[node.id].right <= frame.right
                    for node in inner.nodes
                )
                check(inner)

    check(chart.main)


@pytest.mark.parametrize("theme", THEMES)
def test_the_drawing_has_every_state_as_a_group_with_its_words(theme: str) -> None:
    of = load_real("stodpass")
    root = ET.fromstring(statechart_svg(chart_of(of), THEMES[theme]))
    labels = " ".join(group.get("aria-label") or "" for group in root.iter(f"{NAMESPACE}g"))
    assert all(re.search(rf"\b{id}\b", labels) for id in of.states)
    assert root.findtext(f"{NAMESPACE}desc") == " ".join(chart_lines(chart_of(of)))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_word_of_the_routine_is_in_the_dot(text: str) -> None:
    said = json.dumps(text, ensure_ascii=False)
    of = routine(
        f"  aaa: {{title: {said}, role: personal, choices: {{bbb: {{label: {said}, to: ccc}}}}}}\n  ccc: {{end: slut}}"
    )
    source = dot(chart_of(of))
    assert [word for word in (text, "aaa", "bbb", "ccc", "personal") if word in source] == []
    ET.fromstring(statechart_svg(chart_of(of), THEMES["light"]))


def test_hundreds_of_states_are_drawn_in_haste() -> None:
    of = long(150)
    assert len(of.states) > MANY
    assert len(place(chart_of(of)).nodes) == 152


def test_a_program_that_answers_something_else_becomes_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("diagrams.statechart.placing.graph", lambda _: {"objects": 3})
    with pytest.raises(CannotDraw, match="RUTIN_DOT"):
        place(chart_of(SMALL))


def test_the_words_of_an_arrow_that_ends_at_a_frame_stand_by_the_arrow() -> None:
    found = place(chart_of(load_real("forlorad_telefon")))
    cut = next(curve for curve in found.curves if curve.transition.target in found.frames)
    frame = found.frames[cut.transition.target]
    assert cut.at is not None
    assert cut.at[1] < frame.top
    assert abs(cut.at[1] - cut.tip[1]) < 40


@every_routine
def test_words_stand_within_a_frame_or_outside_it_and_on_nothing_else(of: Routine) -> None:
    found = place(chart_of(of))
    words = {curve.transition: label for curve in found.curves if (label := curve.place)}
    edges = [edge for frame in found.frames.values() for edge in edges_of(frame)]
    covered = [
        (each, other)
        for each, label in words.items()
        for other in (*found.nodes.values(), *edges)
        if label.touches(other)
    ]
    assert covered == []
    assert [pair for pair in combinations(words, 2) if words[pair[0]].touches(words[pair[1]])] == []


@every_routine
def test_no_arrow_passes_over_a_word(of: Routine) -> None:
    found = place(chart_of(of))
    crossed = [
        (curve.transition, other.transition)
        for curve in found.curves
        for other in found.curves
        if curve is not other and curve.place and passes(other.path, curve.place)
    ]
    assert crossed == []


@every_routine
def test_no_arrow_runs_along_a_state_that_it_passes(of: Routine) -> None:
    found = place(chart_of(of))
    close = [
        (curve.transition, name)
        for curve in found.curves
        for name, box in found.nodes.items()
        if name not in (curve.transition.source, curve.transition.target)
        and any(passes(curve.path, around(box, room)) for room in (0, 3))
    ]
    assert close == []


def around(box: Rectangle, room: float) -> Rectangle:
    return Rectangle(box.left - room, box.top - room, box.right + room, box.bottom + room)


@every_routine
def test_the_usual_way_is_straight(of: Routine) -> None:
    found = place(chart_of(of)).nodes
    for flow in of.flows:
        across = [found[state].x for state in happy_path(of, flow) if state in found]
        assert max(across) - min(across) < 2


@every_routine
def test_regions_stand_in_the_order_of_the_file(of: Routine) -> None:
    found = place(chart_of(of)).frames
    for state in of.states.values():
        if isinstance(state, Together):
            lefts = [found[f"region {flow}"].left for flow in state.flows]
            assert lefts == sorted(lefts)


def test_an_arrow_comes_in_above_what_is_side_by_side_and_leaves_below() -> None:
    found = place(chart_of(load_real("forlorad_telefon")))
    frame = found.frames["samtidigt"]
    into = next(curve for curve in found.curves if curve.transition.target == "samtidigt")
    out = next(curve for curve in found.curves if curve.transition.source == "samtidigt")
    assert abs(into.tip[1] - frame.top) < 3
    assert abs(out.points[0][1] - frame.bottom) < 3


def edges_of(frame: Rectangle) -> list[Rectangle]:
    return [
        replace(frame, right=frame.left),
        replace(frame, left=frame.right),
        replace(frame, bottom=frame.top),
        replace(frame, top=frame.bottom),
    ]


@pytest.mark.parametrize(
    ("words", "free"),
    [("klar", True), ("klar_med_en_fraga(svar) [svar == yes and svaret is set] / klar := now", False)],
)
def test_words_that_find_no_place_stay(words: str, free: bool) -> None:
    """An arrow in a corridor 60 points wide, its words put in the wall at its right."""
    transition = Transition(source="a", target="b", words=words)
    points = ((30.0, 0.0), (30.0, 30.0), (30.0, 60.0), (30.0, 90.0))
    curve = Curve(
        transition=transition, points=points, tip=(30, 100), label=label_of(transition), at=(60, 50)
    )
    walls = [Rectangle(-500, -500, 0, 500), Rectangle(60, -500, 500, 500)]
    (found,) = told([curve], walls, [])
    assert (found.at != curve.at) is free
    assert found.place is not None
    assert free is not any(found.place.touches(wall) for wall in walls)
