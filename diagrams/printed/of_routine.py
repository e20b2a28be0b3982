"""A routine as a form: from its start to its ends, in reading order, as it would be followed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count
from random import Random

from diagrams.handbook.content.entries import contact_words
from diagrams.handbook.content.instructions import anytime_instruction, due
from diagrams.handbook.content.order import by_section
from diagrams.printed.form import Block, Form, Line, Part
from diagrams.printed.lines import NextKey, line_of, questions_of
from diagrams.words.handbook import say as say_handbook
from diagrams.words.phrases import enumerated
from diagrams.words.printed import say
from diagrams.words.speech import Speech
from diagrams.words.standing_rules import by_heading
from diagrams.words.undecided import speech_of
from engine.model.numbering import letter, numbers
from engine.model.routine import MAIN, Routine, Together
from engine.values.paper_key import PaperKey, new_form

SPARE = 6
"""Lines that are left free: for a step that is done again."""


def form_of(
    routine: Routine,
    chance: Random,
    *,
    language: str | None = None,
    known: Mapping[str, Routine] | None = None,
    settings: Mapping[str, str] | None = None,
) -> Form:
    """The routine's form with a number of its own. `language` None is the routine's; `known` and `settings` as for the handbook."""
    speech = speech_of(routine, language or routine.languages[0], known or {}, settings or {})
    said_in, number = speech.language, new_form(chance)
    next_key = keys_of(number)
    begins = Line(
        key=next_key(),
        title=say("begins", said_in),
        who=enumerated([speech.roles((role,)) for role in routine.begin.roles], said_in, "or"),
        questions=questions_of(routine.begin.ask, speech),
    )
    parts = tuple(_parts(speech, MAIN, next_key))
    block = Block(
        by_law=by_law(speech),
        rules=by_heading(routine, routine.rules, speech.text, said_in),
        parts=(Part(title="", lines=(begins,)), *parts),
        events=events_of(speech),
        spare=tuple(next_key() for _ in range(SPARE)),
        spare_title=say("spare", said_in),
    )
    return Form(
        language=said_in,
        number=number,
        title=speech.text(routine.title),
        under=say("version", said_in, version=routine.version),
        lead=tuple(say(each, said_in) for each in ("fill in", "register", "keep")),
        emergencies=(speech.text(routine.emergency),) if routine.emergency else (),
        people=people_of(speech),
        blocks=(block,),
    )


def keys_of(number: str) -> NextKey:
    """What gives the lines of the form their keys, one after another."""
    lines = count(1)
    return lambda: str(PaperKey(number, next(lines)))


def by_law(speech: Speech) -> tuple[str, ...]:
    """The last time of each state whose times the law sets: «4C2 Anmäl till IMY: 3 dygn efter ”Förlust upptäckt”»."""
    number = numbers(speech.routine)
    return tuple(
        f"{number.get(state.id, '')} {speech.text(state.title)}: {due(counted[-1], speech)}".strip()
        for state in speech.routine.states.values()
        if state.source is not None and state.source.kind == "law"
        for counted in ([timer for timer in state.timers if timer.by is not None],)
        if counted
    )


def people_of(speech: Speech) -> tuple[str, ...]:
    """Whom to call or write to."""
    return tuple(contact_words(each, speech.language) for each in speech.routine.contacts.values())


def events_of(speech: Speech) -> tuple[tuple[str, str], ...]:
    """What can happen at any time, and what is done then."""
    return tuple(
        (f"{letter(index)} {speech.text(choice.label)}", anytime_instruction(choice, speech).then)
        for index, choice in enumerate(speech.routine.anytime)
    )


def _parts(speech: Speech, flow: str, next_key: NextKey, title: str = "") -> Iterator[Part]:
    """The flow's sections; what happens side by side follows the section in which it begins."""
    for section, states in by_section(speech.routine, flow).items():
        here = [speech.routine.states[each] for each in states]
        lines = tuple(line_of(state, speech, next_key) for state in here)
        yield Part(title=title or (speech.text(section) if section else ""), lines=lines)
        for state in here:
            if isinstance(state, Together):
                for index, branch in enumerate(state.flows):
                    number = f"{numbers(speech.routine)[state.id]}{letter(index)}"
                    told = speech.text(speech.routine.flows[branch].title)
                    yield from _parts(
                        speech,
                        branch,
                        next_key,
                        say_handbook("branch", speech.language, number=number, title=told),
                    )
