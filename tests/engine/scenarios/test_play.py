"""Scenarios on the simulated clock: they play, or say at which line not and why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.model.routine import Routine
from engine.model.scenario import MORNING, Scenario, ScenarioLine
from engine.scenarios.play import Failed, Played, play
from engine.values.texts import Text
from tests.engine.run.acting import routine

STATES = """
    borja: {title: Börja, role: medarbetare, ask: [antal]}
    vanta: {title: Vänta, wait: svaret, timers: [{after: 1 h, to: samtidigt}]}
    samtidigt:
      title: Gör detta samtidigt
      together:
        ena: {states: {ring: {title: Ring, role: medarbetare}, r_klar: {end: klar}}}
        andra:
          states:
            skriv:
              title: Skriv
              role: chef
              checklist: [Namnet]
              choices: {klar: {label: Klar, when: checklist is done, because: Bocka av.}}
            s_klar: {end: klar}
    klart: {end: klart}
"""
FACTS_HERE = "facts: {antal: {type: number, title: Antal, min: 1, max: 9}}\n"
ANYTIME = "anytime: {besok: {label: Besök, start: besok}}\n"
VISIT = routine(
    "    gor: {title: Gör, role: medarbetare, ask: [hur, {fact: dag, required: no}]}\n    klart: {end: klart}\n",
    id="besok",
    more="facts: {hur: {type: choices, title: Hur, options: [samtal, stad]}, dag: {type: date, title: Dag}}",
)


def scene(lines: str, ends: str | None = None) -> Routine:
    """The routine with one scenario of these lines; the first line is line 3 of its `scenarios`."""
    end = f"    ends: {ends}\n" if ends else ""
    told = f"scenarios:\n  - title: Provet\n    play: [{lines}]\n{end}"
    return routine(STATES, more=FACTS_HERE + ANYTIME + told)


def played(lines: str, ends: str | None = None) -> Played | Failed:
    found = scene(lines, ends)
    return play(found, found.scenarios[0], {"besok": VISIT})


BEGIN = "{medarbetare: klar, facts: {antal: 2}}"


@pytest.mark.parametrize(
    ("lines", "ends"),
    [
        (BEGIN, None),
        (f"{BEGIN}, {{message: svaret}}", None),
        (f"{BEGIN}, {{wait: 1 h}}, {{medarbetare: klar}}, {{chef: klar}}", "klart"),
        (f"{BEGIN}, {{wait: 1 h}}, {{chef: klar, in: skriv}}, {{medarbetare: klar, in: ring}}", "klart"),
        (
            "{medarbetare: besok}, {medarbetare: klar, routine: besok, facts: {hur: [samtal], dag: 2026-01-12}}",
            None,
        ),
    ],
)
def test_a_scenario_that_fits_plays(lines: str, ends: str | None) -> None:
    assert isinstance(played(lines, ends), Played)


def test_each_line_is_kept_with_its_time_and_the_case_after_it() -> None:
    found = played(f"{BEGIN}, {{wait: 90 min}}")
    assert isinstance(found, Played)
    assert [(each.at - MORNING).seconds // 60 for each in found.lines] == [0, 0, 90]
    assert [set(each.case.instances["ovning"].tokens) for each in found.lines][-1] > {"main"}
    assert [each.kind for each in found.lines[0].happened] == ["entered"]
    assert found.lines[0].line is None


def failed(lines: str, ends: str | None = None) -> Failed:
    found = played(lines, ends)
    assert isinstance(found, Failed)
    return found


def test_a_choice_that_is_not_there_says_what_was_possible() -> None:
    found = failed(f"{BEGIN}, {{medarbetare: klar}}")
    assert "Scenariot ”Provet” går inte att spela" in found.why.sv
    assert "”Besök” (Vänta)" in found.why.sv
    assert "You can do this now" in found.why.en
    assert len(found.played) == 2


def test_what_was_possible_is_told_as_a_scenario_writes_it() -> None:
    assert failed(f"{BEGIN}, {{medarbetare: klar}}").why.sv.endswith(
        " I scenariot skrivs det {medarbetare: besok}."
    )
    found = failed(f"{BEGIN}, {{wait: 1 h}}, {{medarbetare: klar, in: borja}}")
    assert found.why.en.endswith(
        " In the scenario it is written {medarbetare: klar, in: ring}, {medarbetare: besok}, {chef: klar, in: skriv} or {chef: besok}."
    )


def test_what_was_possible_in_a_started_routine_is_told_with_its_name() -> None:
    found = failed("{medarbetare: besok}, {medarbetare: fel, routine: besok}")
    assert found.why.sv.endswith("I scenariot skrivs det {medarbetare: klar, routine: besok}.")


def test_the_failing_line_is_told_by_its_number_in_the_file() -> None:
    told = (
        "scenarios:\n  - title: Provet\n    play:\n      - {medarbetare: klar, facts: {antal: 2}}\n"
        "      - {message: svaret}\n      - {message: svaret}\n"
    )
    found = routine(STATES, more=FACTS_HERE + ANYTIME + told)
    result = play(found, found.scenarios[0], {})
    assert isinstance(result, Failed)
    assert result.line == found.scenarios[0].play[2].written.line
    assert "svaret" in result.why.sv


def test_a_person_of_the_wrong_role_is_told_who() -> None:
    assert "Det görs av Medarbetare" in failed("{administrator: klar, facts: {antal: 2}}").why.sv


@pytest.mark.parametrize(
    ("lines", "ends", "sentence"),
    [
        (BEGIN, "klart", "Scenariot skulle sluta med ”klart”, men rutinen är kvar i ”Vänta”."),
        (
            f"{BEGIN}, {{wait: 1 h}}, {{medarbetare: klar}}, {{chef: klar}}",
            None,
            "Scenariot skulle inte vara slut, men rutinen slutade med ”klart”.",
        ),
    ],
)
def test_an_ending_that_differs_is_told(lines: str, ends: str | None, sentence: str) -> None:
    assert sentence in failed(lines, ends).why.sv


def test_a_line_for_a_routine_that_is_not_running_is_told() -> None:
    assert "Ingen pågående ”besok” finns" in failed("{medarbetare: klar, routine: besok}").why.sv


def test_a_wrong_fact_for_a_started_routine_is_told() -> None:
    assert (
        "”Dag” behöver en dag som finns"
        in failed(
            "{medarbetare: besok}, {medarbetare: klar, routine: besok, facts: {hur: [samtal], dag: snart}}"
        ).why.sv
    )


def test_a_fact_that_the_started_routine_does_not_have_is_told() -> None:
    assert (
        "antalet"
        in failed("{medarbetare: besok}, {medarbetare: klar, routine: besok, facts: {antalet: 3}}").why.sv
    )


def test_an_unticked_checklist_stops_the_choice() -> None:
    found = failed(f"{BEGIN}, {{wait: 1 h}}, {{chef: klar, in: skriv, checked: no}}")
    assert "Bocka av." in found.why.sv


def test_the_failing_line_is_told_by_its_number_and_as_it_is_written() -> None:
    assert "går inte att spela: rad 2 av 2, {chef: klar}. " in failed(f"{BEGIN}, {{chef: klar}}").why.sv


MAIL = routine(
    """
    borja: {title: Börja, role: medarbetare}
    mejla: {title: Mejla, do: {mail: it, subject: Hej, body: Hej}, to: klart, failed: ring}
    ring: {title: Ring, role: medarbetare}
    klart: {end: klart}
    """,
    more="contacts: {it: {title: IT, email: it@example.org}}",
)


def test_a_mail_arrives_unless_the_line_says_no() -> None:
    line = ScenarioLine(actor="medarbetare", choice="klar")
    there = Scenario(title=Text((("sv", "Provet"),)), play=(line,), ends="klart")
    lost = replace(there, play=(replace(line, delivered=False),), ends=None)

    assert isinstance(play(MAIL, there, {}), Played)
    found = play(MAIL, lost, {})
    assert isinstance(found, Played)
    assert set(found.lines[-1].case.instances["ovning"].tokens) == {"main"}
    assert found.lines[-1].case.instances["ovning"].tokens["main"].state == "ring"


def test_no_mail_to_lose_fails_the_line() -> None:
    assert "delivered: no betyder inget här" in failed(f"{BEGIN[:-1]}, delivered: no}}").why.sv


def test_a_routine_that_cannot_go_on_fails_the_scenario() -> None:
    found = scene("{medarbetare: besok}")
    result = play(found, found.scenarios[0], {})
    assert isinstance(result, Failed)
    assert "”besok” är inte publicerad" in result.why.sv
    assert result.line == found.scenarios[0].play[0].written.line


def started(head: str, *, start: str = "medarbetare") -> tuple[Routine, Played | Failed]:
    """What becomes of a scenario of the one line that waits, with this head."""
    told = f"scenarios: [{{title: Provet, {head}play: [{{wait: 1 min}}]}}]"
    found = routine(STATES, start=start, more=FACTS_HERE + ANYTIME + told)
    return found, play(found, found.scenarios[0], {})


def test_a_scenario_names_who_starts() -> None:
    _, result = started("by: chef, ", start="[medarbetare, chef]")
    assert isinstance(result, Played)
    assert result.lines[0].case.instances["ovning"].owner_roles == {"chef"}


def test_what_the_start_asks_for_is_made_up_where_the_scenario_says_nothing() -> None:
    _, result = started("", start="{by: medarbetare, ask: [antal]}")
    assert isinstance(result, Played)
    assert result.lines[0].case.instances["ovning"].facts == {"antal": 1}


def test_a_start_that_is_refused_fails_at_the_scenarios_own_line() -> None:
    # A scenario whose facts the compiler has let through: the run says no by itself.
    found, _ = started("", start="{by: medarbetare, ask: [antal]}")
    scenario = replace(found.scenarios[0], facts={"antal": 50})
    result = play(found, scenario, {})
    assert isinstance(result, Failed)
    assert (result.line, result.played) == (scenario.written.line, ())
    assert "mellan 1 och 9" in result.why.sv
