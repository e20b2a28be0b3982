"""What one step can lead to, and what is noted on the way."""

from __future__ import annotations

from engine.language.proof.prove import prove
from tests.engine.language.proof.routines import END, branches, explored, file, step


def noted(states: str, more: str = "") -> dict[tuple[str, str], tuple[str, ...]]:
    return explored(states, more=more).walk.unset


FILLS = "a: {label: A, ask: [antal, tid]}"
SKIPS = "b: {label: B}"
MANY = "  manga:\n    choose: [{when: antal > 3, to: ring}, {else: slut}]\n"


def test_a_gateway_that_reads_a_fact_that_may_be_unset_is_noted_with_the_way_there() -> None:
    assert noted(step("fraga", FILLS, SKIPS) + MANY + step("ring") + END) == {
        ("manga.exit.0", "antal"): ("fraga", "manga")
    }
    assert noted(step("fraga", FILLS) + MANY + step("ring") + END) == {}


def test_a_gateway_that_has_asked_whether_the_fact_is_set_is_not_noted() -> None:
    asks = MANY.replace("[{when", "[{when: antal is not set, to: slut}, {when")

    assert noted(step("fraga", FILLS, SKIPS) + asks + step("ring") + END) == {}


def test_a_choice_that_an_unset_fact_closes_is_not_noted_and_one_that_it_opens_is() -> None:
    closed = step(
        "ring", "a: {label: A, when: antal > 3, because: Nej.}", "b: {label: B, ask: antal, to: ring}"
    )
    opened = closed.replace("when: antal > 3", "when: not antal > 3")

    assert noted(closed + END) == {}
    assert noted(opened + END) == {("ring.a", "antal"): ("ring",)}


def test_a_timer_is_noted_unless_its_fact_may_still_come_while_one_waits() -> None:
    timer = "timers: [{by: tid + 1 h, remind: Nu.}]"
    ask = "c: {label: C, ask: tid, to: slut}"
    more = "anytime: {x: {label: X, start: barn, ask: tid}}\n"
    states = step("fraga", FILLS, SKIPS) + step("ring", "d: {label: D}", ask, keys=timer) + END

    assert list(noted(states)) == [("ring.timer.0", "tid")]
    assert noted(states, more) == {}


def test_what_is_worked_out_from_an_unset_fact_is_noted() -> None:
    states = step("fraga", FILLS, SKIPS) + step("ring", "d: {label: D, set: {antal: antal + 1}}")
    reads = step("mejla", "e: {label: E, when: antal > 3, because: Nej.}", "f: {label: F}") + END

    assert list(noted(states + reads)) == [("ring.d", "antal")]


def test_a_gateway_that_leads_to_itself_is_a_loop_and_where_one_steps_into_it_is_known() -> None:
    loop = "  vilken:\n    choose: [{when: klar, to: slut}, {else: igen}]\n  igen:\n    choose: [{when: klar, to: slut}, {else: vilken}]\n"
    walk = explored(step("fraga", "a: {label: A, ask: klar}") + loop + END).walk

    assert walk.loops == {frozenset({"vilken", "igen"}): ("fraga", "vilken", "igen", "vilken")}
    assert {each.states for each in walk.into_loops} == {("fraga",)}


def test_a_question_is_answered_once_while_nothing_rests() -> None:
    late = "choose: [{when: now > tid, to: igen}, {else: slut}]"
    again = "choose: [{when: now > tid, to: slut}, {else: ring}]"
    states = step("fraga", "a: {label: A, ask: tid}") + f"  sent:\n    {late}\n  igen:\n    {again}\n"

    assert "ring" not in explored(states + step("ring") + END).walk.entered


def test_what_is_called_may_be_cancelled_and_nothing_is_taken_up_then() -> None:
    call = (
        "  hjalp: {call: barn, take: {antal: antal}, outcomes: {cancelled: manga}}\n  klart: {end: klart}\n"
    )
    walk = explored(step("fraga", "a: {label: A}") + call + MANY + step("ring") + END).walk

    assert {"klart", "manga", "ring"} - walk.entered == {"ring"}
    assert walk.unset == {("manga.exit.0", "antal"): ("fraga", "hjalp", "manga")}


def test_leaving_a_together_leaves_all_its_branches() -> None:
    shares = "a: {label: A, set: {klar: yes}}"
    leaves = step("x1", shares, "b: {label: B, to: ring}") + "  x2: {end: x}\n"
    other = step("y1", shares) + step("y2", "c: {label: C, when: klar, because: Nej.}") + "  y3: {end: y}\n"
    found = explored(branches(leaves, other, keys="to: slut") + step("ring") + END)

    assert {each.states for each in found.main.came} == {("bada",), ("ring",), ("slut",)}


def test_a_routine_that_is_called_without_what_it_needs_can_not_be_entered() -> None:
    child = file(step("ring") + END, id="barn", more="start: {by: medarbetare, ask: [antal]}\n")
    parent = file(step("fraga", SKIPS) + "  hjalp: {call: barn, with: {antal: antal}}\n" + END)

    assert [each.rule for each in prove((parent, child), {"prov.yaml"})["prov.yaml"]] == ["no-way-to-end"]
