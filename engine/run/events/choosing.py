"""A person takes a choice in a named state: is it there, is it theirs, does its condition hold, are its facts right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.errors.root import Refusal
from engine.errors.step import ConditionNotMet, NotPossibleHere, Possible
from engine.errors.value import FactsWrong
from engine.model.condition_words import why_not
from engine.model.conditions import Env
from engine.model.facts import Fact, FactValue, shown
from engine.model.numbering import numbers
from engine.model.routine import REASON, SKIP, Choice, End, Routine, State, Step, Together
from engine.run import who
from engine.run.afterwards import wrong_time
from engine.run.commands import Choose
from engine.run.context import Context, in_both
from engine.run.events.asking import read_facts, read_values
from engine.run.events.scratch import Scratch
from engine.run.instance import Instance, Token
from engine.said import Said, joined

LONGEST_REASON = 500
"""Characters of a reason for skipping a step."""


def resting(routine: Routine, instance: Instance) -> Iterator[tuple[Token, State]]:
    """Where the instance rests, in the order of the routine. A branch that has ended is no place to be."""
    for token, state in _places(routine, instance):
        if not isinstance(state, End | Together):
            yield token, state


def seen(routine: Routine, instance: Instance) -> Iterator[tuple[Token, State]]:
    """Where people see that the instance is: where it rests, and where it stands still though its branches go on."""
    for token, state in _places(routine, instance):
        if token.incident is not None or not isinstance(state, End | Together):
            yield token, state


def _places(routine: Routine, instance: Instance) -> Iterator[tuple[Token, State]]:
    here = {token.state: token for token in instance.tokens.values()}
    return ((here[id], state) for id, state in routine.states.items() if id in here)


def choices_of(routine: Routine, state: State) -> tuple[Choice, ...]:
    """What is offered in the state, whether allowed or not: its own choices, then those of any time."""
    own = state.choices if isinstance(state, Step) else ()
    return own + routine.anytime


def find_step(
    routine: Routine, instance: Instance, context: Context, state: str, choice: str = ""
) -> tuple[Token, State] | NotPossibleHere:
    """The place in the named state, or a refusal that says what is possible."""
    for token in instance.tokens.values():
        if token.state == state and not isinstance(routine.states[state], End | Together):
            return token, routine.states[state]
    return not_possible(routine, instance, context, state, choice)


def not_possible(
    routine: Routine, instance: Instance, context: Context, state: str, choice: str = ""
) -> NotPossibleHere:
    """The refusal of something that is not offered now, with what is."""
    offers = possible(routine, instance, context)
    asked = routine.states.get(state)
    if asked is None:
        return NotPossibleHere(state, choice, offers)
    offered = any(each.id == choice for each in choices_of(routine, asked))
    title = in_both(routine, instance.facts, context)(asked.title)
    number = numbers(routine).get(asked.id)
    return NotPossibleHere(state, choice, offers, title=title, number=number, offered=offered)


def possible(routine: Routine, instance: Instance, context: Context) -> list[Possible]:
    """Every choice that is offered now, with its step."""
    said, number = in_both(routine, instance.facts, context), numbers(routine)
    return [
        Possible(open_state.id, said(open_state.title), each.id, said(each.label), number.get(open_state.id))
        for _, open_state in resting(routine, instance)
        for each in choices_of(routine, open_state)
    ]


def checklist_done(state: State, checked: frozenset[int]) -> bool:
    """Whether every item (numbered from 1) of the step's checklist is ticked."""
    return checked.issuperset(_items(state))


def _items(state: State) -> range:
    """The numbers of what there is to tick in the state."""
    checklist = state.checklist if isinstance(state, Step) else ()
    return range(1, len(checklist) + 1)


def because(routine: Routine, choice: Choice, env: Env, context: Context) -> ConditionNotMet | None:
    """Why the choice's condition does not allow it now; None when it does."""
    if choice.when is None or choice.when.holds(env):
        return None
    if choice.because is not None:
        return ConditionNotMet(
            in_both(routine, env.facts, context, env.now)(choice.because), choice.when.text
        )
    tree = choice.when.tree
    not_so = Said.each(lambda language: "; ".join(why_not(tree, env, routine.facts, language)) + ".")
    return ConditionNotMet(not_so, choice.when.text)


def cannot_set(routine: Routine, choice: Choice, env: Env) -> ConditionNotMet | None:
    """Why a fact can't hold what the choice would set it to now; None where all can, or where what is filled in decides."""
    asked = {ask.fact for ask in choice.ask}
    values = {name: each.value(env) for name, each in choice.set if asked.isdisjoint(each.facts)}
    read = read_values(routine, values)
    if not isinstance(read, FactsWrong):
        return None
    said = [
        _with_value(routine.facts[name], values[name], problem, env)
        for name, problem in read.problems.items()
    ]
    texts = (f"{name}: {each.text}" for name, each in choice.set if name in read.problems)
    return ConditionNotMet(joined(said), ", ".join(texts))


def _with_value(fact: Fact, value: FactValue, problem: Said, env: Env) -> Said:
    """The problem, and of a number what it would be: nobody has seen that."""
    if fact.type != "number":
        return problem
    number = Said.each(lambda language: shown(fact, value, language, env.zone, env.now))
    return Said("{problem} Det skulle bli {number}.", "{problem} It would be {number}.").fill(
        problem=problem, number=number
    )


def _of_what_was_filled_in(choice: Choice, wrong: FactsWrong) -> FactsWrong:
    """The problems of what the choice sets, told of the facts that were filled in and lead to them."""
    read = dict(choice.set)
    return FactsWrong(
        {
            ask.fact: problem
            for name, problem in wrong.problems.items()
            for ask in choice.ask
            if ask.fact in read[name].facts
        }
    )


def choose(scratch: Scratch, event: Choose) -> Refusal | None:
    """Carry out the choice on the scratch copy, or say why not."""
    routine, instance = scratch.routine, scratch.before
    found = find_step(routine, instance, scratch.context, event.state, event.choice)
    if isinstance(found, Refusal):
        return found
    token, state = found
    choice = next((each for each in choices_of(routine, state) if each.id == event.choice), None)
    if choice is None:
        return not_possible(routine, instance, scratch.context, event.state, event.choice)
    leave = who.may(routine, instance, token, event.by, choice)
    if isinstance(leave, Refusal):
        return leave
    too_early_or_late = wrong_time(event, token.since, scratch.context.zone)
    if too_early_or_late is not None:
        return too_early_or_late
    wrong = _wrong_ticks(state, event.checked)
    if wrong:
        return FactsWrong({"checked": wrong})
    env = scratch.env(checklist_done=checklist_done(state, event.checked))
    not_met = because(routine, choice, env, scratch.context) or cannot_set(routine, choice, env)
    if not_met is not None:
        return not_met
    reason = _skip_reason(choice, event)
    if isinstance(reason, FactsWrong):
        return reason
    given = {name: value for name, value in event.facts.items() if not (reason and name == REASON)}
    values = read_facts(routine, choice.ask, given, scratch.here)
    if isinstance(values, FactsWrong):
        return values

    detail: dict[str, Any] = {}
    if leave.on_behalf:
        detail["on_behalf"] = leave.on_behalf
    if event.checked:
        detail["checked"] = sorted(event.checked)
    if reason:
        detail["reason"] = reason
    kind = "skipped" if reason else "chosen"
    scratch.note(kind, state=state.id, visit=token.visit, choice=choice.id, detail=detail or None)
    if not choice.anytime:
        scratch.did(state.id, event.by.subject, leave.on_behalf)
    scratch.set_facts(values)
    worked_out = read_values(routine, scratch.work_out(choice.set))
    if isinstance(worked_out, FactsWrong):
        return _of_what_was_filled_in(choice, worked_out)
    scratch.set_facts(worked_out)
    if choice.start is not None:
        scratch.start_child(choice.start, None)
    scratch.move(choice.move, env)
    return None


def _wrong_ticks(state: State, checked: frozenset[int]) -> Said | None:
    items = _items(state)
    unknown = sorted(checked.difference(items))
    if not unknown:
        return None
    numbers = ", ".join(map(str, unknown[:10]))
    return Said(
        f"Checklistan har {len(items)} punkter; {numbers} finns inte.",
        f"The checklist has {len(items)} items; there is no {numbers}.",
    )


def _skip_reason(choice: Choice, event: Choose) -> str | FactsWrong | None:
    if choice.id != SKIP:
        return None
    reason = event.facts.get(REASON)
    if isinstance(reason, str) and 0 < len(reason.strip()) <= LONGEST_REASON:
        return reason.strip()
    return FactsWrong(
        {
            REASON: Said(
                f"Skriv varför steget inte är tillämpligt (högst {LONGEST_REASON} tecken).",
                f"Write why the step does not apply (at most {LONGEST_REASON} characters).",
            )
        }
    )
