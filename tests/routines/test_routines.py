"""What holds for every routine of the project."""

from __future__ import annotations

import re

import pytest

from engine.check import check
from engine.language.prose.clauses import action
from engine.language.prose.lexicon import swedish
from engine.language.prose.proofreading import MOST_WORDS
from engine.language.prose.sentences import Sentence, sentences
from engine.model.routine import End, Gateway, Step
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
    "retain",
    "loggurval",
    "dataskyddsombud",
}
"""What the decided document leaves open; the organisation fills it in when it knows."""


LEXICON = swedish()


def instructions(step: Step) -> list[Sentence]:
    """What the step asks for: its title, and each sentence of its text."""
    return [each for text in (step.title, step.text) if text for each in sentences(text.say("sv"))]


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
def test_no_sentence_that_a_step_only_tells_is_over_twenty_words(routine: str) -> None:
    for step in steps(routine):
        for text in filter(None, (step.caution, step.note, step.help)):
            for sentence in sentences(text.say("sv")):
                assert sentence.words <= MOST_WORDS, f"{step.id}: {sentence.text}"


@pytest.mark.parametrize("routine", ROUTINES)
def test_every_instruction_begins_with_a_verb_that_the_writing_rules_know(routine: str) -> None:
    """The rules are silent about words that they do not know; here there are none."""
    for step in steps(routine):
        for sentence in instructions(step):
            said = action(sentence, LEXICON)
            assert said is not None, f"{step.id}: {sentence.text}"
            assert said.verb.low in LEXICON.imperatives, f"{step.id}: {sentence.text}"


@pytest.mark.parametrize("routine", ROUTINES)
def test_a_gateway_is_a_question_and_an_end_is_none(routine: str) -> None:
    for state in load(routine).states.values():
        if isinstance(state, Gateway | End):
            assert state.title.say("sv").endswith("?") == isinstance(state, Gateway), state.id


@pytest.mark.parametrize("routine", ROUTINES)
def test_every_step_that_waits_for_somebody_is_bounded_by_a_reminder_or_an_escalation(routine: str) -> None:
    for step in steps(routine):
        assert step.timers, step.id
