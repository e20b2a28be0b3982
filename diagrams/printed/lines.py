"""A state as a line of a form: what is ticked, chosen and filled in, and what is done by hand that a program does otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from diagrams.handbook.content.entries import contact_words
from diagrams.handbook.content.instructions import destination, due, instructions_of, whose_words
from diagrams.printed.form import Limit, Line, Question, Way
from diagrams.words.answers import answers
from diagrams.words.handbook import say as say_handbook
from diagrams.words.phrases import Joint, enumerated, inner
from diagrams.words.printed import say
from diagrams.words.speech import Speech
from engine.model.numbering import numbers, questions
from engine.model.routine import (
    SKIP,
    Ask,
    Call,
    Choice,
    Do,
    End,
    Gateway,
    Mail,
    State,
    Step,
    Timer,
    Together,
    Wait,
)
from engine.values.texts import Text

NextKey = Callable[[], str]


def line_of(state: State, speech: Speech, next_key: NextKey) -> Line:
    """The state as a line; it has a key where somebody does something that can be registered."""
    plain = Line(
        title=_title(state, speech),
        number=_number(state, speech),
        limits=tuple(limit_of(timer, due(timer, speech), speech) for timer in state.timers),
        law=_law(state, speech) if state.timers else None,
    )
    match state:
        case Step():
            return _step(state, plain, speech, next_key())
        case Wait(message=str()):
            return replace(
                plain,
                key=next_key(),
                who=_roles(state.roles, speech) if state.roles else None,
                text=say("wait", speech.language),
                questions=questions_of(state.ask, speech),
                ways=tuple(_ways(state, speech)),
            )
        case Gateway():
            return replace(plain, ways=tuple(_answers(state, speech)))
        case Call():
            text = say("follow", speech.language, title=inner(speech.other(state.routine)))
            return replace(plain, text=text, ways=tuple(_ways(state, speech)))
        case Do():
            return replace(plain, text=_by_hand(state, speech), ways=tuple(_ways(state, speech))[:1])
        case Together():
            return replace(plain, text=_side_by_side(state, speech), ways=tuple(_ways(state, speech)))
        case _:
            return plain


def questions_of(asks: tuple[Ask, ...], speech: Speech) -> tuple[Question, ...]:
    """What is filled in."""
    return tuple(_question(ask, speech) for ask in asks)


def limit_of(timer: Timer, when: str, speech: Speech) -> Limit:
    """The timer as what is done by hand at `when`."""
    language = speech.language
    text = timer.remind or timer.say
    said = speech.text(text) if text else ""
    if timer.move is not None and timer.move.to:
        what = destination(timer.move.to, speech)
    elif timer.remind:
        what = say("remember", language, text=said)
    else:
        who = _roles(timer.notify, speech, "and")
        what = say("tell", language, who=who, text=said) if said else say("tell plain", language, who=who)
    return Limit(when=when, what=what)


def _title(state: State, speech: Speech) -> str:
    title = speech.text(state.title)
    return say("end", speech.language, title=title) if isinstance(state, End) else title


def _number(state: State, speech: Speech) -> str | None:
    question = questions(speech.routine).get(state.id)
    if question:
        return say_handbook("numbered question", speech.language, number=question)
    return numbers(speech.routine).get(state.id)


def _law(state: State, speech: Speech) -> str | None:
    source = state.source
    return speech.text(source.ref) if source and source.kind == "law" and source.ref else None


def _step(step: Step, plain: Line, speech: Speech, key: str) -> Line:
    contacts = speech.routine.contacts
    whose = whose_words(step, speech)
    shared, ways = _asked_once(tuple(_choice(choice, step, speech) for choice in step.choices))
    return replace(
        plain,
        key=key,
        who=" ".join(filter(None, (_roles(step.roles, speech), whose and f"({whose})"))),
        caution=_maybe(step.caution, speech),
        text=_maybe(step.text, speech),
        note=_maybe(step.note, speech),
        checklist=tuple(speech.text(each) for each in step.checklist),
        calls=tuple(contact_words(contacts[each], speech.language) for each in step.contacts),
        questions=shared,
        ways=ways,
    )


def _asked_once(ways: tuple[Way, ...]) -> tuple[tuple[Question, ...], tuple[Way, ...]]:
    """What several ways ask is asked once, whichever of them is taken; and the ways without it."""
    asked = [each for way in ways for each in way.questions]
    shared = tuple(each for each in dict.fromkeys(asked) if asked.count(each) > 1)
    return shared, tuple(
        replace(way, questions=tuple(each for each in way.questions if each not in shared)) for way in ways
    )


def _choice(choice: Choice, step: Step, speech: Speech) -> Way:
    language = speech.language
    if choice.id == SKIP:
        reason = Question(title=say("skip reason", language), type="text")
        then = destination(choice.move.to, speech) if choice.move.to else say_handbook("stay", language)
        return Way(label=say("skip", language), then=then, questions=(reason,))
    then = destination(choice.move.to, speech) if choice.move.to else say_handbook("stay", language)
    if choice.start is not None:
        title = inner(speech.other(choice.start.routine))
        then = say_handbook("start and", language, title=title, then=then)
    return Way(
        label=speech.text(choice.label),
        then=then,
        needs=tuple(_needs(choice, step, speech)),
        questions=questions_of(choice.ask, speech),
    )


def _needs(choice: Choice, step: Step, speech: Speech) -> Iterator[str]:
    language = speech.language
    if set(choice.roles) != set(step.roles):
        yield say_handbook("only", language, who=speech.roles(choice.roles))
    if whose := whose_words(choice, speech):
        yield whose
    if choice.because:
        yield say_handbook("because", language, because=speech.text(choice.because))
    if choice.confirm:
        yield speech.text(choice.confirm)


def _ways(state: State, speech: Speech) -> Iterator[Way]:
    """The ways that come to be by themselves, or by what others say."""
    for each in instructions_of(state, speech):
        yield Way(label=each.when, then=each.then)


def _answers(gateway: Gateway, speech: Speech) -> Iterator[Way]:
    for label, move in zip(answers(gateway, speech), gateway.moves, strict=True):
        yield Way(label=label, then=destination(move.to, speech) if move.to else "")


def _by_hand(do: Do, speech: Speech) -> str:
    if not isinstance(do.work, Mail):
        return say("webhook by hand", speech.language)
    contacts = speech.routine.contacts
    receivers = [contact_words(contacts[each], speech.language) for each in do.work.to]
    told = say("by hand", speech.language, to=enumerated(receivers, speech.language))
    return f"{told} {speech.text(do.work.body)}"


def _side_by_side(together: Together, speech: Speech) -> str:
    titles = [speech.text(speech.routine.flows[flow].title) for flow in together.flows]
    return say_handbook("together text", speech.language, branches=enumerated(titles, speech.language))


def _question(ask: Ask, speech: Speech) -> Question:
    language = speech.language
    fact = speech.routine.facts[ask.fact]
    title = fact.title.say(language)
    options = tuple(option.title.say(language) for option in fact.options)
    if fact.type == "yes_no":
        options = (say("yes", language), say("no", language))
    return Question(
        title=title if ask.required else say("if known", language, title=title),
        type=fact.type,
        options=options,
    )


def _roles(roles: tuple[str, ...], speech: Speech, joint: Joint = "or") -> str:
    return enumerated([speech.roles((role,)) for role in roles], speech.language, joint)


def _maybe(text: Text | None, speech: Speech) -> str | None:
    return speech.text(text) if text else None
