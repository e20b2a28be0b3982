"""What holds for every routine of the project."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.check import check
from engine.routine import End, Gateway, Step
from engine.texts import Text
from tests.routines.library import FOLDER, ROUTINES, load

UNDECIDED = {
    "telefonskap",
    "reservtelefon",
    "sparrnummer",
    "beredskap",
    "nyckel",
    "pappersblanketter",
    "pappersskap",
    "gallring_papper",
    "gallring_loggkontroll",
    "loggurval",
    "dataskyddsombud",
}
"""What the decided document leaves open; the organisation fills it in when it knows."""


VERBS = frozenset((Path(__file__).parent / "verbs.txt").read_text("utf-8").split())
"""What a step of these routines may ask for. A new one is added there on purpose."""


def sentences(text: Text) -> Iterator[str]:
    """The sentences of a text; «Om …: ring.» is one."""
    return (each for each in re.split(r"(?<=[.!?”])\s+", text.say("sv")) if each)


def instructions(step: Step) -> Iterator[str]:
    """What the step asks for: its title, and each sentence of its text."""
    yield step.title.say("sv")
    if step.text:
        yield from sentences(step.text)


def first_word(sentence: str) -> str:
    """The word that the sentence begins with, after its condition: «Om …: ring.»"""
    begins = re.sub(r"^(Om|När|I annat fall)\b[^:]*: ", "", sentence)
    return re.split(r"[\s.,:]", begins)[0].lower()


def steps(routine: str) -> list[Step]:
    return [state for state in load(routine).states.values() if isinstance(state, Step)]


def test_the_folder_holds_these_routines_and_no_others() -> None:
    assert {path.stem for path in FOLDER.glob("*.yaml")} == {*ROUTINES, "settings"}


def test_the_check_finds_nothing_but_what_the_organisation_has_not_decided_yet() -> None:
    report = check([FOLDER])

    assert report.ok
    assert {routine.id for routine in report.routines} == set(ROUTINES)
    assert {each.rule for each in report.findings} == {"setting-unset"}
    assert {id for id, setting in report.settings.items() if not setting.value} == UNDECIDED


@pytest.mark.parametrize("routine", ROUTINES)
def test_every_state_says_who_decided_it(routine: str) -> None:
    for state in load(routine).states.values():
        assert state.source is not None, state.id
        assert state.source.ref is not None, state.id


@pytest.mark.parametrize("routine", ROUTINES)
def test_what_was_assumed_is_marked_for_the_owner_to_confirm(routine: str) -> None:
    decisions = [
        state.source
        for state in load(routine).states.values()
        if state.source and state.source.kind == "decision"
    ]

    assert all(each.ref and each.ref.say() == "Förslag som dokumentansvarig bekräftar." for each in decisions)


@pytest.mark.parametrize(
    ("routine", "others"),
    [
        (
            "arbetspass",
            {"stodpass", "losenord", "inloggning", "lmo_fungerar_inte", "telefon_fel", "forlorad_telefon"},
        ),
        ("stodpass", {"ej_antraffbar", "lmo_fungerar_inte", "telefon_fel", "forlorad_telefon"}),
        ("telefon_fel", {"lmo_fungerar_inte"}),
        ("lmo_fungerar_inte", {"telefon_fel"}),
        ("forlorad_telefon", {"inloggning"}),
    ],
)
def test_who_needs_another_routine_is_led_to_it(routine: str, others: set[str]) -> None:
    assert set(load(routine).begins()) == others


def test_the_owners_page_tells_of_every_routine_and_of_what_leads_where() -> None:
    rows = [
        re.findall(r"`(\w+)(?:\.yaml)?`", line)
        for line in (FOLDER / "README.md").read_text("utf-8").splitlines()
        if line.startswith("| `")
    ]
    ways = {(source, row[-1]) for row in rows for source in row[:-1] if source in ROUTINES}

    assert {row[0] for row in rows if len(row) == 1} >= set(ROUTINES)
    assert ways == {(routine, other) for routine in ROUTINES for other in set(load(routine).begins())}


@pytest.mark.parametrize("routine", ROUTINES)
def test_no_repealed_act_is_referred_to(routine: str) -> None:
    assert "2001:453" not in (FOLDER / f"{routine}.yaml").read_text("utf-8")


@pytest.mark.parametrize("routine", ROUTINES)
def test_no_fact_has_room_for_a_story_about_anybody(routine: str) -> None:
    for fact in load(routine).facts.values():
        assert fact.type != "text" or (fact.at_most or 0) <= 20, fact.id


@pytest.mark.parametrize("routine", ROUTINES)
def test_no_sentence_of_a_step_is_over_twenty_words(routine: str) -> None:
    for step in steps(routine):
        for text in filter(
            None, (step.title, step.caution, step.text, step.note, step.help, *step.checklist)
        ):
            for sentence in sentences(text):
                assert len(sentence.split()) <= 20, f"{step.id}: {sentence}"


@pytest.mark.parametrize("routine", ROUTINES)
def test_a_condition_stands_before_what_it_is_a_condition_for(routine: str) -> None:
    for step in steps(routine):
        for sentence in sentences(step.text) if step.text else ():
            assert not re.search(r"\w om (du|det|den|någon|inget|ingen|IT|problemet)\b", sentence), (
                f"{step.id}: {sentence}"
            )


@pytest.mark.parametrize("routine", ROUTINES)
def test_a_title_and_every_instruction_begin_with_a_verb(routine: str) -> None:
    for step in steps(routine):
        for instruction in instructions(step):
            assert first_word(instruction) in VERBS, f"{step.id}: {instruction}"


@pytest.mark.parametrize("routine", ROUTINES)
def test_a_sentence_asks_for_one_action(routine: str) -> None:
    for step in steps(routine):
        for instruction in instructions(step):
            second = re.findall(r"(?: och|,) (\w+)", instruction)
            assert not VERBS & set(second), f"{step.id}: {instruction}"


@pytest.mark.parametrize("routine", ROUTINES)
def test_what_is_to_be_known_asks_for_no_action(routine: str) -> None:
    for step in steps(routine):
        for text in filter(None, (step.caution, step.note)):
            for sentence in sentences(text):
                assert first_word(sentence) not in VERBS, f"{step.id}: {sentence}"


@pytest.mark.parametrize("routine", ROUTINES)
def test_a_gateway_is_a_question_and_an_end_is_none(routine: str) -> None:
    for state in load(routine).states.values():
        if isinstance(state, Gateway | End):
            assert state.title.say("sv").endswith("?") == isinstance(state, Gateway), state.id


@pytest.mark.parametrize("routine", ROUTINES)
def test_every_step_that_waits_for_somebody_is_bounded_by_a_reminder_or_an_escalation(routine: str) -> None:
    for step in steps(routine):
        assert step.timers, step.id
