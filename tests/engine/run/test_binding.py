"""Which version of a routine a call gets: the newest that fits the caller."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.errors.step import Incident
from engine.model.routine import Call, Routine
from engine.run.binding import HeldBack, held_back, version_for
from engine.run.context import Library
from engine.stored.replay import replay
from tests.engine.run.acting import Tale, routine

CALLER = """
    borja: {title: Börja, role: medarbetare}
    hjalp: {title: Få hjälp, call: barn, with: {x: antal}, take: {svar: y}}
    klart: {title: Fortsätt, role: medarbetare, choices: {om: {label: Om, to: borja}, slut: {label: Slut, to: slut}}}
    slut: {end: klart}
"""
NUMBERS = "facts: {antal: number, svar: number}"
CALLED = "    svara: {title: Svara, role: medarbetare, ask: [y]}\n    klart: {end: klart}\n"


def barn(title: str, y: str = "number", start: str = "medarbetare") -> Routine:
    """A version of the called routine, told from the others by the title of its step."""
    return routine(
        CALLED.replace("Svara", title), id="barn", start=start, more=f"facts: {{x: number, y: {y}}}"
    )


FIRST, FIXED = barn("Svara"), barn("Svara tydligt")
OTHER_TYPE, NEEDS_MORE = (
    barn("Svara med ord", y="text"),
    barn("Svara mer", start="{by: medarbetare, ask: [y]}"),
)
PARENT = routine(CALLER, more=NUMBERS)


def chosen(*versions: Routine) -> Routine | None:
    """Which of the versions, the oldest first, the parent's call gets."""
    place = PARENT.states["hjalp"]
    assert isinstance(place, Call)
    return version_for(PARENT, place, Library.of([PARENT, *versions]))


def test_a_mended_version_reaches_the_next_visit_of_a_running_caller() -> None:
    assert chosen(FIRST, FIXED) == FIXED


@pytest.mark.parametrize("newer", [OTHER_TYPE, NEEDS_MORE])
def test_a_version_that_does_not_fit_is_passed_over_for_the_newest_that_does(newer: Routine) -> None:
    assert chosen(FIRST, newer) == FIRST
    assert chosen(FIRST, FIXED, newer) == FIXED
    assert chosen(newer, FIRST) == FIRST


def test_where_no_version_fits_it_is_the_newest() -> None:
    assert chosen(OTHER_TYPE, NEEDS_MORE) == NEEDS_MORE


def test_what_is_not_published_has_no_version() -> None:
    assert chosen() is None


def test_a_new_required_start_fact_does_not_stop_those_that_run() -> None:
    tale = Tale(PARENT, FIRST, NEEDS_MORE).takes("klar")
    assert tale.child("barn").digest == FIRST.digest
    assert tale.takes("klar", of=tale.child("barn").id, y=4).root.facts == {"svar": 4}


def test_where_none_fits_the_trouble_is_told() -> None:
    with pytest.raises(Incident, match="“Y” is missing"):
        Tale(PARENT, OTHER_TYPE, NEEDS_MORE).takes("klar")


def test_what_was_chosen_is_chosen_again_when_the_history_is_replayed() -> None:
    tale = Tale(PARENT, FIRST, NEEDS_MORE).takes("klar")
    assert tale.entries()[-1].read == {"versions": {"barn": FIRST.digest}}
    later = Library.of([PARENT, FIRST, NEEDS_MORE, FIXED])
    assert replay(tale.case.id, tale.entries(), later, tale.people).case == tale.case


TWO = """
    bada:
      title: Gör båda
      together:
        ett: {title: Ett, states: {a: {title: A, call: barn}, a_klart: {end: a}}}
        tva: {title: Två, states: {b: {title: B, call: barn, take: {svar: y}}, b_klart: {end: b}}}
    klart: {end: klart}
"""


def test_one_command_may_start_two_versions_and_is_replayed_so() -> None:
    newer = replace(OTHER_TYPE, version=2)
    tale = Tale(routine(TWO, more=NUMBERS), FIRST, newer)
    (entry,) = tale.entries()
    assert {each.digest for each in tale.running() if each.routine == "barn"} == {
        FIRST.digest,
        OTHER_TYPE.digest,
    }
    assert replay(tale.case.id, [entry], tale.library, tale.people).case == tale.case


def test_what_runs_and_gets_another_version_than_the_newest_is_told() -> None:
    other = routine(CALLED, id="annan", more="facts: {y: number}")

    def told(*versions: Routine) -> list[HeldBack]:
        numbered = [replace(each, version=number) for number, each in enumerate(versions, 1)]
        library = Library.of([PARENT, other, *numbered])
        return list(held_back("barn", [(PARENT, 3), (other, 2)], library))

    def back(gets: int | None) -> HeldBack:
        return HeldBack(routine=PARENT.id, version=PARENT.version, count=3, gets=gets)

    assert told(FIRST, FIXED) == []
    assert told(FIRST, NEEDS_MORE) == [back(1)]
    assert told(OTHER_TYPE, NEEDS_MORE) == [back(None)]


def test_what_is_held_back_is_told_in_the_order_of_the_routines_and_their_versions() -> None:
    earlier, later = replace(PARENT, version=1), replace(PARENT, version=2)
    before = replace(PARENT, id="aldre", version=3)
    library = Library.of(
        [PARENT, *(replace(each, version=number) for number, each in enumerate((FIRST, NEEDS_MORE), 1))]
    )
    told = list(held_back("barn", [(later, 1), (earlier, 2), (before, 3)], library))
    assert [(each.routine, each.version) for each in told] == [("aldre", 3), ("prov", 1), ("prov", 2)]


def test_of_two_places_the_one_that_no_version_fits_is_told_first() -> None:
    states = CALLER.replace(
        "klart: {title", "mer: {title: Mer, call: barn, with: {x: antal}, take: {ord: z}}\n    klart: {title"
    )
    two = routine(states, more="facts: {antal: number, svar: number, ord: text}")
    library = Library.of(
        [two, *(replace(each, version=number) for number, each in enumerate((FIRST, NEEDS_MORE), 1))]
    )
    assert [each.gets for each in held_back("barn", [(two, 1)], library)] == [None, 1]


def test_what_else_the_routine_calls_is_not_told_of() -> None:
    states = CALLER.replace("klart: {title", "mer: {title: Mer, call: annan}\n    klart: {title")
    both = routine(states, more=NUMBERS)
    other = routine("gor: {title: Gör, role: medarbetare}\nklart: {end: klart}", id="annan")
    assert list(held_back("barn", [(both, 1)], Library.of([both, FIRST, other]))) == []
