"""The way taken: its arrows, its times, in its order."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from diagrams.drawing.sections import WEIGHT_VISITED
from diagrams.picture import Picture, boxes
from diagrams.telling.routine_picture import picture_of
from diagrams.telling.taken import Taken
from engine.run.trace import Stop
from tests.diagrams.samples import START, in_both, instance, load, routine
from tests.diagrams.sheets import svg
from tests.diagrams.telling.test_routine_picture import arrows

OF = routine(
    "  a: {title: A, role: personal, choices: {rak: {label: Rakt, to: b}, sida: {label: Sida, to: c}}}\n"
    "  b: {title: B, role: personal, choices: {bak: {label: Bakåt, to: a}, klar: {label: Klar, to: e, main: yes}}}\n"
    "  e: {end: slut}\n"
    "  c: {title: C, role: personal, choices: {fram: {label: Fram, to: b}}}\n"
)


def stops(*states: str, minutes: int = 10) -> list[Stop]:
    return [
        Stop(state=state, at=START + timedelta(minutes=minutes * number))
        for number, state in enumerate(states)
    ]


def lines(picture: Picture, state: str) -> list[str]:
    return [line.text for box in boxes(picture.panels) if box.id == state for line in box.lines]


def test_the_arrows_of_the_way_are_marked_and_no_others() -> None:
    picture = picture_of(OF, taken=stops("a", "c", "b", "e"))
    visited = {arrow.labels: arrow.visited for arrow in arrows(picture)}
    assert visited[("Sida",)]
    assert visited[("Klar",)]
    assert not visited[("Rakt",)]
    assert not visited[("Bakåt",)]


def test_a_state_says_when_it_was_entered() -> None:
    picture = picture_of(OF, taken=stops("a", "c", "b"))
    assert (lines(picture, "a"), lines(picture, "c")) == (["kl. 07:00"], ["kl. 07:10"])
    assert lines(picture_of(in_both(OF), taken=stops("a"), language="en"), "a") == ["07:00"]


def test_a_state_visited_again_says_how_often() -> None:
    assert lines(picture_of(OF, taken=stops("a", "b", "a", "b")), "a") == ["2 gånger, senast kl. 07:20"]


def test_the_arrow_into_an_exception_of_its_own_is_marked_where_one_came_that_way() -> None:
    of = routine(
        "  a: {title: A, role: personal, choices: {rak: {label: Rakt, to: e}, sida: {label: Sida, to: c}}}\n"
        "  e: {end: slut}\n"
        "  c: {title: C, role: personal, section: Undantag, choices: {fram: {label: Fram, to: e}}}\n",
        more="anytime:\n  larm: {label: Larm, to: c}\n",
    )

    def entry(**given: Any) -> bool:
        into = [each for each in arrows(picture_of(of, **given)) if each.labels == ("Sida",)]
        return into[-1].visited

    assert entry(taken=stops("a", "c"))
    assert not entry(taken=stops("a", "e"))
    assert not entry(visited=frozenset({"a", "c"})), "it may have been the alarm"


def test_another_day_is_said() -> None:
    picture = picture_of(OF, taken=stops("a", "b", minutes=24 * 60))
    assert lines(picture, "b") == ["lör 10 jan 2026 07:00"]


def test_branches_side_by_side_have_ways_of_their_own() -> None:
    of = routine(
        "  a:\n    title: A\n    together:\n"
        "      en: {title: En, states: {b: {title: B, role: personal}, c: {end: klar}}}\n"
        "      två: {title: Två, states: {d: {title: D, role: personal}, f: {end: klar}}}\n"
        "    to: e\n  e: {end: slut}\n".replace("två", "tva")
    )
    moves = Taken(of, stops("a", "b", "d", "c", "f", "e")).moves
    assert moves == {("b", "c"), ("d", "f"), ("a", "e")}


def test_a_finished_way_is_wholly_done() -> None:
    done = instance(OF, {"main": "e"}, status="ended", outcome="slut")
    picture = picture_of(OF, instance=done, taken=stops("a", "b", "e"))
    status = {box.id: box.status for box in boxes(picture.panels)}
    assert (status["a"], status["b"], status["e"], status["c"]) == ("done", "done", "done", "")


def test_a_way_over_states_that_are_no_more_is_still_drawn() -> None:
    assert "kl. 07:00" in svg(OF, taken=stops("a", "borta", "b"))


def test_the_way_of_a_real_sheet_is_green() -> None:
    of = load("arbetstelefon")
    assert (
        svg(of, taken=stops(*list(of.flows["main"].states)[:3])).count(f'stroke-width="{WEIGHT_VISITED}"')
        >= 2
    )
