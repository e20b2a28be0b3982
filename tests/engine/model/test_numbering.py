"""Numbers come from the routine: 1, 2, 3 along the happy path, letters beside it, branches inside `together`."""

from __future__ import annotations

from textwrap import dedent, indent

import pytest

from engine.language.compile import compile_text
from engine.model.numbering import after_events, beside, happy_path, letter, numbers, place, questions
from engine.model.routine import Routine
from engine.model.usual import ways


def routine(states: str, more: str = "") -> Routine:
    """A routine with these states and the role `personal`."""
    head = (
        "routine: prov\nversion: 1\ntitle: Prov\nlanguage: sv\n"
        "roles: {personal: {title: Personal}}\nstart: personal\n"
        "facts: {svar: {type: yes_no, title: Svar}}\nstates:\n"
    )
    compiled = compile_text(head + indent(dedent(states), "  ") + more, "prov.yaml")
    assert compiled.routine is not None, compiled.findings
    return compiled.routine


STRAIGHT = """
    forst: {title: Gör det första, role: personal}
    sedan: {title: Gör det andra, role: personal}
    klart: {end: klart}
"""

LOOP = """
    ga: {title: Gå dit, role: personal}
    blir_det_av:
      choose: [{when: svar == yes, to: gor}, {else: skriv}]
    gor: {title: Gör det, role: personal}
    dokumentera: {title: Dokumentera, role: personal}
    fler:
      choose: [{when: svar == yes, to: ga}, {else: klart}]
    klart: {end: klart}
    skriv: {title: Skriv varför, role: personal, choices: {skrivet: {label: Klar, to: dokumentera}}}
"""

ASIDE = """
    fraga:
      title: Fråga
      role: personal
      choices:
        ja: {label: Ja, to: klart}
        nej: {label: Nej, to: ring}
        vet_ej: {label: Vet ej, to: vilken}
        dagen_efter: {label: I morgon, to: vanta}
    klart: {end: klart}
    ring: {title: Ring, role: personal, choices: {ringt: {label: Ringt, to: skriv}}}
    skriv: {title: Skriv, role: personal, choices: {skrivet: {label: Skrivet, to: klart}}}
    vilken:
      choose: [{when: svar == yes, to: leta}, {else: vanta}]
    leta: {title: Leta, role: personal, choices: {letat: {label: Letat, to: klart}}}
    vanta: {title: Vänta, wait: svaret, to: klart}
"""

TOGETHER = """
    borja: {title: Börja, role: personal}
    samtidigt:
      title: Gör detta samtidigt
      together:
        ena:
          states:
            ring: {title: Ring, role: personal, choices: {svar: {label: Svar, to: ringt}, inget: {label: Inget svar, to: mejla}}}
            ringt: {end: ringt}
            mejla: {title: Mejla, role: personal, choices: {mejlat: {label: Mejlat, to: ringt}}}
        andra:
          states:
            skriv: {title: Skriv, role: personal}
            spara: {title: Spara, role: personal}
            skrivet: {end: skrivet}
      to: sluta
    sluta: {title: Sluta, role: personal}
    klart: {end: klart}
"""


def test_the_happy_path_runs_through_first_choices_to_the_end() -> None:
    assert happy_path(routine(STRAIGHT)) == ("forst", "sedan", "klart")


def test_a_choice_marked_main_leads_the_happy_path() -> None:
    marked = STRAIGHT.replace(
        "forst: {title: Gör det första, role: personal}",
        "forst: {title: Välj, role: personal, choices: {bort: {label: Bort, to: bortom}, hit: {label: Hit, main: yes, to: sedan}}}",
    )
    away = "    bortom: {title: Gå bort, role: personal, choices: {borta: {label: Borta, to: klart}}}\n"
    assert happy_path(routine(marked + away)) == ("forst", "sedan", "klart")


def test_a_gateway_leads_on_by_the_branch_with_most_steps_left() -> None:
    longer = LOOP.replace("{label: Klar, to: dokumentera}", "{label: Klar, to: ring}")
    ring = "    ring: {title: Ring, role: personal, choices: {ringt: {label: Ringt, to: dokumentera}}}\n"
    assert happy_path(routine(longer + ring))[:4] == ("ga", "blir_det_av", "skriv", "ring")


def test_of_branches_as_long_as_each_other_the_one_written_first_leads_on() -> None:
    assert happy_path(routine(LOOP))[:4] == ("ga", "blir_det_av", "gor", "dokumentera")


def test_a_gateway_does_not_lead_back_to_what_was_passed() -> None:
    assert happy_path(routine(LOOP))[-2:] == ("fler", "klart")


def test_steps_along_the_path_are_numbered_from_one_and_gateways_are_not() -> None:
    given = numbers(routine(LOOP))
    assert [given.get(state) for state in ("ga", "blir_det_av", "gor", "dokumentera")] == [
        "1",
        None,
        "2",
        "3",
    ]


def test_a_step_beside_the_path_has_the_number_before_it_and_a_letter() -> None:
    assert numbers(routine(LOOP))["skriv"] == "1a"


def test_letters_follow_each_branch_to_its_end_before_the_next() -> None:
    given = numbers(routine(ASIDE))
    assert [given[state] for state in ("ring", "skriv", "leta", "vanta")] == ["1a", "1b", "1c", "1d"]


def test_what_can_be_reached_in_two_ways_hangs_where_it_is_met_first() -> None:
    assert beside(routine(ASIDE))["fraga"] == ("ring", "vilken", "vanta")


def test_branches_of_together_have_its_number_a_letter_and_numbers_of_their_own() -> None:
    given = numbers(routine(TOGETHER))
    assert [given[state] for state in ("samtidigt", "ring", "mejla", "skriv", "spara", "sluta")] == [
        "2",
        "2A1",
        "2A1a",
        "2B1",
        "2B2",
        "3",
    ]


@pytest.mark.parametrize("states", [STRAIGHT, LOOP, ASIDE, TOGETHER])
def test_no_number_is_given_twice(states: str) -> None:
    given = list(numbers(routine(states)).values())
    assert len(given) == len(set(given))


@pytest.mark.parametrize(
    ("state", "expected"), [("ga", (1, 3)), ("dokumentera", (3, 3)), ("skriv", None), ("fler", None)]
)
def test_the_place_of_a_step_counts_the_steps_of_the_happy_path(
    state: str, expected: tuple[int, int] | None
) -> None:
    assert place(routine(LOOP), state) == expected


def test_letters_go_on_after_z() -> None:
    assert [letter(index) for index in (0, 25, 26)] == ["A", "Z", "A2"]


KINDS = """
    borja: {title: Börja, role: personal, choices: {stanna: {label: Stanna, start: annat}, ga: {label: Gå, to: skicka}}}
    skicka: {title: Skicka, do: {webhook: "https://example.org/x"}, failed: laga, to: anropa}
    anropa: {title: Anropa, call: annat, outcomes: {gick: vanta, gick_inte: trosta}}
    vanta: {title: Vänta, wait: svaret, timers: [{after: 1 h, to: tjata}], to: klart}
    klart: {end: klart}
    laga: {title: Laga, role: personal, to: anropa}
    trosta: {title: Trösta, role: personal, to: vanta}
    tjata: {title: Tjata, role: personal, to: vanta}
"""


def test_the_path_runs_through_work_called_routines_and_waits() -> None:
    assert happy_path(routine(KINDS)) == ("borja", "skicka", "anropa", "vanta", "klart")


def test_a_choice_that_stays_leads_nowhere() -> None:
    assert [move.to for move in ways(routine(KINDS), routine(KINDS).states["borja"])] == ["skicka"]


@pytest.mark.parametrize(
    ("state", "targets"),
    [
        ("skicka", ["anropa", "laga"]),
        ("anropa", ["vanta", "trosta", "vanta"]),
        ("vanta", ["klart", "tjata"]),
        ("klart", []),
    ],
)
def test_the_main_way_out_of_a_state_comes_first_and_timers_last(state: str, targets: list[str]) -> None:
    assert [move.to for move in ways(routine(KINDS), routine(KINDS).states[state])] == targets


def test_what_timers_failures_and_other_outcomes_lead_to_lies_beside_the_path() -> None:
    given = numbers(routine(KINDS))
    assert [given[state] for state in ("laga", "trosta", "tjata")] == ["2a", "3a", "4a"]


WAITS_ONLY = """
    borja: {title: Börja, role: personal}
    vanta: {title: Vänta, wait: yes, timers: [{after: 1 h, to: klart}]}
    klart: {end: klart}
"""


def test_a_wait_for_timers_only_leads_on_by_its_timer() -> None:
    assert happy_path(routine(WAITS_ONLY)) == ("borja", "vanta", "klart")


ROUND = """
    borja: {title: Börja, role: personal}
    hur:
      choose: [{when: svar == yes, to: runt}, {else: klart}]
    runt: {title: Gå runt, role: personal, choices: {om: {label: Om, to: borja}}}
    klart: {end: klart}
"""


def test_a_gateway_branch_that_only_leads_back_is_not_the_happy_path() -> None:
    assert happy_path(routine(ROUND)) == ("borja", "hur", "klart")


def test_letters_begin_again_after_z_with_a_number() -> None:
    choices = ", ".join(f"v{n}: {{label: Val {n}, to: s{n}}}" for n in range(28))
    steps = "\n".join(f"    s{n}: {{title: Gör {n}, role: personal, to: klart}}" for n in range(28))
    states = (
        f"\n    borja: {{title: Börja, role: personal, choices: {{klar: {{label: Klar, to: klart}}, {choices}}}}}\n"
        f"    klart: {{end: klart}}\n{steps}\n"
    )
    given = numbers(routine(states))
    assert [given[state] for state in ("s0", "s25", "s26", "s27")] == ["1a", "1z", "1a2", "1b2"]


def test_states_of_branches_are_found_under_their_branch_only() -> None:
    found = routine(TOGETHER)
    assert happy_path(found, "samtidigt.andra") == ("skriv", "spara", "skrivet")
    assert place(found, "skriv") is None


EVENT = """
    ga: {title: Gå dit, role: personal}
    klart: {end: klart}
    ring: {title: Ring, role: personal, choices: {ringt: {label: Ringt, to: skriv}}}
    skriv: {title: Skriv, role: personal, choices: {skrivet: {label: Skrivet, to: klart}}}
"""


def test_steps_that_only_an_event_leads_to_are_numbered_by_the_event() -> None:
    of = routine(EVENT, "anytime: {igen: {label: Igen, to: ga}, stopp: {label: Stopp, to: ring}}")
    assert after_events(of) == {"stopp": "ring"}
    assert beside(of)["ring"] == ("skriv",)
    assert numbers(of) == {"ga": "1", "ring": "B1", "skriv": "B2"}


def test_questions_are_numbered_by_themselves_in_the_order_in_which_they_are_read() -> None:
    of = routine(
        """
        g: {title: "Går det?", choose: [{when: svar == yes, to: sida}, {else: allt}]}
        sida: {title: Gör vid sidan, role: personal, choices: {k: {label: Klart, to: sist}}}
        allt:
          title: Gör allt
          together:
            en:
              title: En
              states:
                h: {title: "Räcker det?", choose: [{when: svar == yes, to: a}, {else: b}]}
                a: {end: a}
                b: {end: b}
            annan: {title: Annan, states: {gor: {title: Gör det, role: personal}, c: {end: c}}}
        sist: {title: "Går det nu?", choose: [{when: svar == yes, to: klart}, {else: g}]}
        klart: {end: klart}
        """
    )
    assert dict(questions(of)) == {"g": "1", "h": "2", "sist": "3"}
