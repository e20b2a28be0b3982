"""The usual way on is the one that is marked, else the first that does not lead back."""

from __future__ import annotations

from engine.model.numbering import happy_path, numbers
from engine.model.routine import SKIP, Step
from engine.model.usual import main_choice, ways
from engine.stored.routine import routine_to_stored
from engine.stored.routine_reader import routine_from_stored
from tests.engine.model.test_numbering import routine

AGAIN = """
    rakna: {title: Räkna, role: personal}
    stammer:
      title: Stämmer det?
      role: personal
      skip: ask
      choices:
        nasta: {label: Nästa, to: rakna}
        ja: {label: Ja, to: skriv}
        nej: {label: Nej, to: ring}
    skriv: {title: Skriv under, role: personal}
    klart: {end: klart}
    ring: {title: Ring, role: personal, choices: {svar: {label: Svar, to: rakna}, inget: {label: Inget svar, to: skriv}}}
"""

ASKED = """
    fraga: {title: Fråga, role: personal, ask: svar}
    val:
      choose: [{when: svar == yes, to: ring}, {else: skriv}]
    skriv: {title: Skriv, role: personal}
    klart: {end: klart}
    ring: {title: Ring, role: personal, choices: {ringt: {label: Ringt, to: skriv}}}
"""


def choice_of(states: str, step: str) -> str:
    of = routine(states)
    state = of.states[step]
    assert isinstance(state, Step)
    choice = main_choice(of, state)
    assert choice is not None
    return choice.id


def test_a_choice_that_leads_back_is_not_the_usual_one() -> None:
    assert choice_of(AGAIN, "stammer") == "ja"
    assert happy_path(routine(AGAIN)) == ("rakna", "stammer", "skriv", "klart")


def test_unless_it_is_marked() -> None:
    marked = AGAIN.replace("{label: Nästa, to: rakna}", "{label: Nästa, to: rakna, main: yes}")

    assert choice_of(marked, "stammer") == "nasta"


def test_nor_is_one_that_leads_back_from_beside_the_path() -> None:
    assert choice_of(AGAIN, "ring") == "inget"


def test_a_way_to_a_state_above_that_one_need_not_have_passed_leads_on() -> None:
    states = """
    fraga: {title: Fråga, role: personal, choices: {ja: {label: Ja, to: skriv}, nej: {label: Nej, to: ring}}}
    skriv: {title: Skriv, role: personal}
    klart: {end: klart}
    ring: {title: Ring, role: personal, choices: {svar: {label: Svar, to: skriv}, inget: {label: Inget svar, to: klart}}}
    """

    assert choice_of(states, "ring") == "svar"


def test_the_first_is_usual_where_all_lead_back() -> None:
    states = """
    ga: {title: Gå, role: personal, choices: {hem: {label: Hem, to: klart}, in: {label: In, to: titta}}}
    titta: {title: Titta, role: personal, choices: {ut: {label: Ut, to: ga}, igen: {label: Igen, to: titta}}}
    klart: {end: klart}
    """

    assert choice_of(states, "titta") == "ut"


def test_to_skip_leads_where_the_usual_choice_leads() -> None:
    step = routine(AGAIN).states["stammer"]
    assert isinstance(step, Step)

    assert [choice.move.to for choice in step.choices if choice.id == SKIP] == ["skriv"]


def test_out_of_a_branch_one_can_lead_back_too() -> None:
    states = """
    borja: {title: Börja, role: personal}
    bada:
      together:
        ena:
          states:
            gor: {title: Gör, role: personal, choices: {om: {label: Om, to: borja}, gjort: {label: Gjort, to: gjort}}}
            gjort: {end: gjort}
        andra: {states: {skriv: {title: Skriv, role: personal}, skrivet: {end: skrivet}}}
    klart: {end: klart}
    """

    assert choice_of(states, "gor") == "gjort"


def test_a_way_of_a_gateway_can_be_marked_as_usual() -> None:
    assert happy_path(routine(ASKED)) == ("fraga", "val", "ring", "skriv", "klart")  # the longest

    marked = routine(ASKED.replace("{else: skriv}", "{else: skriv, main: yes}"))

    assert happy_path(marked) == ("fraga", "val", "skriv", "klart")
    assert numbers(marked) == {"fraga": "1", "skriv": "2", "ring": "1a"}
    assert [move.to for move in ways(marked, marked.states["val"])] == ["skriv", "ring"]


def test_what_is_marked_is_stored_and_names_another_version() -> None:
    plain, marked = (routine(each) for each in (ASKED, ASKED.replace("to: ring}", "to: ring, main: yes}")))

    assert plain.digest != marked.digest
    assert routine_from_stored(routine_to_stored(marked), marked.digest) == marked


def test_many_steps_that_all_lead_back_hide_no_way_on() -> None:
    states = "".join(
        f"    s{n}: {{title: Gör {n}, role: personal, choices: {{om: {{to: s{n // 2}}}, ja: {{to: s{n + 1}}}}}}}\n"
        for n in range(200)
    )
    of = routine(f"{states}    s200: {{end: klart}}\n")
    steps = [state for state in of.states.values() if isinstance(state, Step)]

    assert {choice.id for step in steps if (choice := main_choice(of, step))} == {"ja"}
