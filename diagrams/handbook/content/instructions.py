"""The ways out of a state in words: when, where to, and what is needed or filled in on the way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from diagrams.handbook.document import Deadline, Instruction, anchor
from diagrams.words import timing
from diagrams.words.answers import answers
from diagrams.words.handbook import say
from diagrams.words.phrases import closed, enumerated, inner, quoted
from diagrams.words.speech import Speech
from engine.model.condition_words import words
from engine.model.conditions import Condition, Constant, Name, Sum
from engine.model.duty_words import by_whom
from engine.model.numbering import numbers, questions
from engine.model.routine import (
    SKIP,
    Ask,
    Call,
    Choice,
    Do,
    Gateway,
    Move,
    State,
    Step,
    Timer,
    Together,
    Wait,
)
from engine.model.usual import main_choice
from engine.said import both
from engine.values import durations


def instructions_of(state: State, speech: Speech) -> tuple[Instruction, ...]:
    """Every way out of the state that is taken or comes to be; timers are among the deadlines instead."""
    return tuple(_ways(state, speech))


def anytime_instruction(choice: Choice, speech: Speech) -> Instruction:
    """What is done when it happens."""
    details = tuple(_details(choice, (), speech))
    if choice.move.to:
        return _way("", choice.move, speech, details)
    routine = choice.start.routine if choice.start else ""
    then = say("return", speech.language)
    if choice.start:
        then = say("start and", speech.language, title=inner(speech.other(routine)), then=then)
    return Instruction(when="", then=then, target=_elsewhere(routine, speech), details=details)


def deadlines_of(state: State, speech: Speech) -> tuple[Deadline, ...]:
    """What happens by itself, in the order of the file."""
    return tuple(Deadline(when=due(timer, speech), what=_what(timer, speech)) for timer in state.timers)


def due(timer: Timer, speech: Speech) -> str:
    """When a timer is due, in words: «efter 30 minuter», «72 timmar efter ”Förlusten upptäcktes”»."""
    return durations.again(_first_due(timer, speech), timer.every, speech.language)


def _first_due(timer: Timer, speech: Speech) -> str:
    language, point = speech.language, timer.by.tree if timer.by else None
    if timer.after is not None:
        return say("after", language, time=timing.spelled(timer.after, language))
    match point:
        case Sum(sign, Name(fact), Constant(timedelta() as time)):
            key, said = "later than" if sign == "+" else "earlier than", timing.spelled(time, language)
            return say(key, language, time=said, point=_fact(fact, speech))
        case Name(fact):
            return say("at", language, point=_fact(fact, speech))
    return say("at", language, point=timing.when(timer, speech.routine, language))


def destination(state: str, speech: Speech) -> str:
    """Where a way leads, as an instruction: «gå till 3 Läs planeringen»."""
    number, title = numbers(speech.routine).get(state), speech.title(state)
    if number:
        return say("go to", speech.language, number=number, title=title)
    question = questions(speech.routine).get(state)
    if question:
        return say("go to question", speech.language, number=question, title=inner(title))
    return say("go to end", speech.language, title=inner(title))


def asked(asks: tuple[Ask, ...], speech: Speech) -> str:
    """The facts that a person fills in, with what there is to choose among."""
    return "; ".join(_asked(ask, speech) for ask in asks)


def _ways(state: State, speech: Speech) -> Iterator[Instruction]:
    language = speech.language
    match state:
        case Step():
            main = main_choice(speech.routine, state)
            for choice in sorted(state.choices, key=lambda choice: choice is not main):
                if choice.id != SKIP:
                    yield _choice(choice, state, speech, is_main=choice is main)
        case Gateway():
            for label, move in zip(answers(state, speech), state.moves, strict=True):
                yield _way(_if(label, speech), move, speech)
        case Call():
            for outcome, move in state.outcomes.items():
                label = speech.outcome(state.routine, outcome)
                yield _way(say("if ends", language, label=inner(label)), move, speech)
            if state.otherwise:
                yield _way(_otherwise(state, speech), state.otherwise, speech)
            if state.cancelled:
                yield _way(say("if cancelled", language), state.cancelled, speech)
        case Together():
            yield _way(say("when all", language), state.move, speech)
        case Wait(move=Move() as move):
            yield _way(say("when arrived", language), move, speech)
        case Do():
            yield _way(say("when sent", language), state.done, speech)
            if state.failed:
                yield _way(say("if not sent", language), state.failed, speech)
        case _:
            pass


def _otherwise(call: Call, speech: Speech) -> str:
    """When the way is taken that is for all outcomes without one of their own: their titles, where they are known."""
    if not call.outcomes:
        return say("when ended", speech.language)
    titles = " / ".join(speech.other_outcomes(call))
    return say("if ends", speech.language, label=inner(titles)) if titles else say("else", speech.language)


def _choice(choice: Choice, step: Step, speech: Speech, *, is_main: bool) -> Instruction:
    when = say("when" if is_main else "if", speech.language, label=inner(speech.text(choice.label)))
    details = tuple(_details(choice, _others(choice, step), speech))
    if choice.start is None:
        return _way(when, choice.move, speech, details)
    title = inner(speech.other(choice.start.routine))
    if choice.move.to is None:
        then = say("start and", speech.language, title=title, then=say("stay", speech.language))
        return Instruction(
            when=when, then=then, target=_elsewhere(choice.start.routine, speech), details=details
        )
    then = say("start and", speech.language, title=title, then=destination(choice.move.to, speech))
    return Instruction(
        when=when, then=then, target=anchor(speech.routine.id, choice.move.to), details=details
    )


def _way(when: str, move: Move, speech: Speech, details: tuple[str, ...] = ()) -> Instruction:
    if move.to is None:
        return Instruction(when=when, then=say("stay", speech.language), target=None, details=details)
    target = anchor(speech.routine.id, move.to)
    return Instruction(when=when, then=destination(move.to, speech), target=target, details=details)


def _elsewhere(routine: str, speech: Speech) -> str | None:
    """The id of another routine's chapter, where the routine is known."""
    return routine if routine in speech.routines else None


def _if(label: str, speech: Speech) -> str:
    """«Om Stulen»; a branch that is the rest says «Annars» as it is."""
    rest = say("else", speech.language)
    return label if label == rest else say("if", speech.language, label=label)


def _others(choice: Choice, step: Step) -> tuple[str, ...]:
    """The roles of a choice that is not for the step's own roles; () where it is."""
    return () if set(choice.roles) == set(step.roles) else choice.roles


def whose_words(of: Step | Choice, speech: Speech) -> str:
    """Who is to do it by what has been done before, as sentences; empty where that is not asked."""
    said = by_whom(of.not_by, of.same_as, lambda name: both(speech.title(name)))
    return said.say(speech.language) if said else ""


def _details(choice: Choice, roles: tuple[str, ...], speech: Speech) -> Iterator[str]:
    language = speech.language
    if roles:
        yield say("only", language, who=speech.roles(roles))
    if whose := whose_words(choice, speech):
        yield whose
    if choice.when:
        yield closed(say("needs", language, condition=_needed(choice.when, speech)))
    if choice.because:
        yield say("because", language, because=speech.text(choice.because))
    if choice.confirm:
        yield say("confirm", language, confirm=speech.text(choice.confirm))
    if choice.ask:
        yield closed(say("asks", language, facts=asked(choice.ask, speech)))
    if choice.set:
        titles = [speech.routine.facts[fact].title.say(language) for fact, _ in choice.set]
        yield closed(say("sets", language, facts=enumerated(titles, language)))
    if choice.undo:
        yield say("undo", language, time=timing.spelled(choice.undo, language))


def _fact(fact: str, speech: Speech) -> str:
    return inner(speech.routine.facts[fact].title.say(speech.language))


def _needed(condition: Condition, speech: Speech) -> str:
    """The condition in words, with other routines by their titles, and in the handbook's quotation marks."""
    said = words(condition.tree, speech.routine.facts, speech.language)
    for id in speech.routines:
        said = said.replace(quoted(id, speech.language), quoted(speech.other(id), speech.language))
    return said if "?" in said else said[:1].lower() + said[1:]


def _asked(ask: Ask, speech: Speech) -> str:
    fact = speech.routine.facts[ask.fact]
    title = fact.title.say(speech.language)
    if not ask.required:
        title = say("optional", speech.language, title=title)
    if not fact.options:
        return title
    options = enumerated(
        [option.title.say(speech.language) for option in fact.options], speech.language, "or"
    )
    return f"{title} ({options})"


def _what(timer: Timer, speech: Speech) -> str:
    language = speech.language
    if timer.move and timer.move.to:
        return destination(timer.move.to, speech)
    if timer.remind:
        return say("reminds", language, text=inner(speech.text(timer.remind)))
    who = enumerated([speech.roles((role,)) for role in timer.notify], language)
    if timer.say:
        return say("told", language, who=who, text=inner(speech.text(timer.say)))
    return say("told plain", language, who=who)
