"""Facts about practice questions: judged by the routine itself, exactly the marked answer is right."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from diagrams.handbook.content.drafts import Asker, Draft
from diagrams.handbook.content.questions import Question, questions
from diagrams.words.phrases import inner
from diagrams.words.undecided import speech_of
from engine.model.routine import MAIN, End, Move, Routine, Step, Together
from engine.model.usual import ways
from engine.values import durations
from tests.diagrams import samples
from tests.diagrams.handbook.library import everything, helping, real

SEEDS = range(12)

CHECKS = """
routine: kontroller
version: 1
title: Kontroller
language: sv
roles: {personal: {title: Personal}}
start: personal
states:
  forst: {title: Öppna, role: personal, checklist: [Namnet stämmer, Stället stämmer]}
  igen: {title: Kontrollera igen, role: personal, checklist: [Personen är rätt, Stället stämmer]}
  stang: {title: Stäng, role: personal, checklist: [Dörren är låst, Larmet är på, Ljuset är släckt]}
  klart: {end: klart, title: Klart}
"""


def asked(routine: Routine, seed: int = 0) -> tuple[Question, ...]:
    known = {each.id: each for each in (*real(), everything(), helping())}
    return questions(speech_of(routine, "sv", known, {}), seed)


def is_right(option: str, draft: Draft, routine: Routine) -> bool:
    """Whether the option answers the question truly, read from the compiled routine and not from the maker of questions."""
    step = routine.states[draft.state] if draft.state else None
    titles = {state.id: state.title.say() for state in routine.states.values()}
    roles = {role.title.say(): role.id for role in routine.roles.values()}
    match draft.kind:
        case "next":
            assert step
            return option in {titles[move.to] for move in ways(routine, step) if move.to}
        case "choice":
            assert isinstance(step, Step)
            return any(
                titles[choice.move.to] == option
                for choice in step.choices
                if choice.id == draft.choice and choice.move.to
            )
        case "who":
            assert isinstance(step, Step)
            may = {*step.roles, *(role for choice in step.choices for role in choice.roles)}
            return any(roles[title] in may for title in option.split(" eller "))
        case "anytime":
            choice = next(choice for choice in routine.anytime if choice.id == draft.choice)
            known = {each.id: each.title.say() for each in (*real(), helping())}
            assert choice.start
            return option == f"Följ rutinen ”{inner(known[choice.start.routine])}”"
        case "told when":
            assert step
            after = durations.parse(option.removeprefix("Efter "))
            return any(timer.after == after for timer in step.timers if draft.role in timer.notify)
        case "told who":
            assert step
            told = {role for timer in step.timers for role in timer.notify}
            return all(roles[title] in told for title in option.split(" och "))
        case "before":
            assert draft.state
            done = set.intersection(*(set(path) for path in done_on_the_way(routine, draft.state)))
            met = set.intersection(*(set(path) for path in paths(routine, draft.state)))
            right = option in {titles[state] for state in done}
            assert right or option not in {titles[state] for state in met}, (
                f"neither right nor wrong: {option}"
            )
            return right
        case "checklist":
            assert isinstance(step, Step)
            return option in {item.say() for item in step.checklist}
        case "contact":
            assert isinstance(step, Step)
            return bool(
                set(option.split(" och ")) & {routine.contacts[each].title.say() for each in step.contacts}
            )


def onward(routine: Routine, state: str) -> Iterator[Move]:
    """Every move of the main flow that may leave the state, whoever or whatever causes it."""
    here = routine.states[state]
    inside = [here.id]
    if isinstance(here, Together):
        inside += [each for id, flow in routine.flows.items() if id != MAIN for each in flow.states]
    moves = [move for each in inside for move in ways(routine, routine.states[each])]
    if not isinstance(here, End):
        moves += [choice.move for choice in routine.anytime]
    return (move for move in moves if move.to and move.flow == MAIN)


def walks(routine: Routine, target: str) -> Iterator[tuple[tuple[str, Move], ...]]:
    """Every way from the start to the state that meets no state twice, as (state, the move out of it)."""

    def further(here: str, walked: tuple[tuple[str, Move], ...]) -> Iterator[tuple[tuple[str, Move], ...]]:
        if here == target:
            yield walked
            return
        met = {state for state, _ in walked} | {here}
        for move in onward(routine, here):
            if move.to and move.to not in met:
                yield from further(move.to, (*walked, (here, move)))

    yield from further(routine.flows[MAIN].initial, ())


def paths(routine: Routine, target: str) -> list[tuple[str, ...]]:
    return [tuple(state for state, _ in walk) for walk in walks(routine, target)]


def done_on_the_way(routine: Routine, target: str) -> Iterator[set[str]]:
    """For each way, the steps that were left by their main choice."""
    for walk in walks(routine, target):
        yield {
            state
            for state, move in walk
            if isinstance(routine.states[state], Step) and move is first(routine, state)
        }


def first(routine: Routine, state: str) -> Move | None:
    """The move of the step's marked choice, else of its first that goes anywhere."""
    step = routine.states[state]
    assert isinstance(step, Step)
    moving = [choice for choice in step.choices if choice.move.to]
    return next((choice.move for choice in (*(each for each in moving if each.main), *moving)), None)


SIDE_BY_SIDE = """
routine: samtidigt
version: 1
title: Gör båda
roles: {m: Medarbetare, n: Kollega}
start: m
states:
  a: {title: Larma, role: m}
  bada:
    title: Gör båda
    together:
      x:
        title: Ring
        states:
          ring: {title: Ring 112, role: m}
          vanta: {title: Vänta vid telefonen, role: m}
          ringt: {end: ringt}
      y: {title: Räkna, states: {rakna: {title: Räkna alla, role: n}, raknat: {end: raknat}}}
  d: {title: Återgå, role: m}
  e: {title: Skriv rapport, role: m}
  f: {title: Städa, role: m}
  slut: {end: klart}
"""


def test_what_is_begun_side_by_side_with_the_right_answer_is_no_wrong_one() -> None:
    drafts = {
        draft.state: draft
        for kind in Asker(speech_of(samples.compiled(SIDE_BY_SIDE, "samtidigt.yaml"), "sv", {}, {})).kinds()
        for draft in kind
        if draft.kind == "next"
    }
    assert drafts["a"].right == "Gör båda"
    assert drafts["a"].wrong == ("Återgå", "Skriv rapport", "Städa"), "nothing of what is then done"
    assert drafts["ring"].right == "Vänta vid telefonen"
    assert "Räkna alla" not in drafts["ring"].wrong, "it goes on beside"
    assert "Larma" in drafts["ring"].wrong


@pytest.mark.parametrize("routine", [*real(), everything(), helping()], ids=lambda routine: routine.id)
def test_exactly_the_marked_answer_is_right(routine: Routine) -> None:
    for seed in SEEDS:
        for question in asked(routine, seed):
            right = [is_right(option, question.draft, routine) for option in question.options]
            assert right.count(True) == 1, (question.draft.text, question.options, right)
            assert right.index(True) == question.answer, question.draft.text


def test_every_kind_of_question_is_asked_somewhere() -> None:
    kinds = {
        each.draft.kind
        for routine in (*real(), everything())
        for seed in SEEDS
        for each in asked(routine, seed)
    }
    assert kinds == {
        "next",
        "choice",
        "who",
        "anytime",
        "told when",
        "told who",
        "before",
        "checklist",
        "contact",
    }


def test_options_are_at_least_three_and_all_different() -> None:
    for routine in (*real(), everything()):
        for question in asked(routine):
            assert 3 <= len(question.options) <= 4
            assert len({option.casefold() for option in question.options}) == len(question.options)


def test_the_same_seed_asks_the_same_and_another_seed_asks_otherwise() -> None:
    routine = next(each for each in real() if each.id == "arbetspass")
    assert asked(routine, 1) == asked(routine, 1)
    assert asked(routine, 1) != asked(routine, 2)


def test_right_answers_are_not_always_at_the_same_letter() -> None:
    answers = {question.answer for routine in real() for question in asked(routine)}
    assert answers == {0, 1, 2, 3}


def test_a_routine_too_small_to_ask_about_has_no_questions() -> None:
    assert asked(helping()) == ()


def test_no_question_tells_the_answer_to_another() -> None:
    for routine in (*real(), everything()):
        for seed in SEEDS:
            drafts = [question.draft for question in asked(routine, seed)]
            answers = [draft.right for draft in drafts]
            assert len(answers) == len(set(answers)), "the same answer twice"
            told = [draft.entry for draft in drafts if draft.kind in ("told when", "told who")]
            assert len(told) == len(set(told)), "when and who of the same notice"


def test_no_answer_shows_that_it_is_right_by_being_several() -> None:
    for routine in (*real(), everything()):
        for seed in SEEDS:
            for question in asked(routine, seed):
                if question.draft.kind in ("who", "told who"):
                    assert all(
                        option in {role.title.say() for role in routine.roles.values()}
                        for option in question.options
                    )


WORDS = """
routine: ord
version: 1
title: Ord
language: sv
roles: {personal: {title: Personal}}
start: personal
states:
  sok:
    title: Sök personen
    role: personal
    choices: {polis: {label: Kontakta polisen, to: ring}, hem: {label: Personen är hemma, to: skriv}}
  ring: {title: Ring polisen, role: personal, choices: {tagit: {label: De har tagit över, to: skriv}}}
  skriv: {title: Skriv i journalen, role: personal}
  vanta: {title: Vänta, role: personal}
  klart: {end: klart, title: Klart}
"""


def test_a_question_whose_words_point_at_its_answer_is_asked_only_with_a_wrong_one_that_they_point_at_too() -> (
    None
):
    def labels(text: str) -> dict[str | None, tuple[str, ...]]:
        routine = samples.compiled(text, "ord.yaml")
        return {each.draft.choice: each.options for seed in SEEDS for each in asked(routine, seed)}

    assert "polis" not in labels(WORDS)
    with_another = labels(WORDS.replace("title: Vänta,", "title: Vänta på polisbilen,"))
    assert {"Ring polisen", "Vänta på polisbilen"} <= set(with_another["polis"])


def test_an_item_of_a_step_with_one_in_common_is_no_wrong_answer() -> None:
    routine = samples.compiled(CHECKS, "kontroller.yaml")
    drafts = [draft for kind in Asker(speech_of(routine, "sv", {}, {})).kinds() for draft in kind]
    first = next(draft for draft in drafts if (draft.kind, draft.state) == ("checklist", "forst"))
    assert first.wrong == ("Dörren är låst", "Larmet är på", "Ljuset är släckt")
