"""Choices, timers and outcomes as people read them, in Swedish and English."""

from __future__ import annotations

from datetime import timedelta

from engine import durations
from engine.conditions import Constant, Name, Sum
from engine.problems import listed
from engine.routine import End, Routine, State, Step, Timer
from engine.scenarios.coverage import Way


def name_of(routine: Routine, way: Way, language: str = "sv") -> str:
    """The way with its place: «valet «Klar» («Ring»)», «tiden 30 minuter («Ring»)», «slutet «Allt är klart»»."""
    english = language == "en"
    state = routine.states.get(way.state)
    if way.kind == "outcome":
        name = _quoted(_end_title(routine, way.id, language), language)
        return f"the end {name}" if english else f"slutet {name}"
    where = f" ({_quoted(state.title.say(language), language)})" if state else ""
    if way.kind == "choice":
        name = _quoted(label_of(routine, way, language), language)
        return f"the choice {name}{where}" if english else f"valet {name}{where}"
    assert state is not None
    timer = timer_of(state, way)
    when, what = due_in(routine, timer, language), _what(routine, timer, language)
    return f"the time {when}, {what}{where}" if english else f"tiden {when}, {what}{where}"


def short_name(routine: Routine, way: Way, language: str = "sv") -> str:
    """What a title says of the way: the choice's label, the end's title, or how long the step lasts."""
    if way.kind == "choice":
        return _quoted(label_of(routine, way, language), language)
    if way.kind == "outcome":
        return _quoted(_end_title(routine, way.id, language), language)
    state = routine.states[way.state]
    timer, title = timer_of(state, way), _quoted(state.title.say(language), language)
    when = due_in(routine, timer, language)
    if timer.after is None:
        return f"{title} not done {when}" if language == "en" else f"{title} ogjort {when}"
    return f"{title} takes {when}" if language == "en" else f"{title} dröjer {when}"


def label_of(routine: Routine, way: Way, language: str) -> str:
    """The label of a choice."""
    state = routine.states.get(way.state)
    choices = state.choices if isinstance(state, Step) else routine.anytime
    return next(each.label.say(language) for each in choices if each.id == way.id)


def timer_of(state: State, way: Way) -> Timer:
    """The timer that a way of the kind `timer` means."""
    return next(each for each in state.timers if str(each.index) == way.id)


def due_in(routine: Routine, timer: Timer, language: str) -> str:
    """When the timer is due: «30 minuter», «1 timme efter «När slutar passet?»», or the expression as it is written."""
    if timer.after is not None:
        return durations.words(timer.after, language)
    assert timer.by is not None
    tree = timer.by.tree
    if isinstance(tree, Name):
        fact = _quoted(routine.facts[tree.id].title.say(language), language)
        return f"at {fact}" if language == "en" else f"vid {fact}"
    if isinstance(tree, Sum) and isinstance(tree.left, Name) and isinstance(tree.right, Constant):
        length, fact = tree.right.value, routine.facts[tree.left.id].title.say(language)
        if isinstance(length, timedelta):
            before, after = ("before", "after") if language == "en" else ("före", "efter")
            which = after if tree.sign == "+" else before
            return f"{durations.words(length, language)} {which} {_quoted(fact, language)}"
    return timer.by.text


def _what(routine: Routine, timer: Timer, language: str) -> str:
    english = language == "en"
    if timer.remind is not None:
        return "a reminder" if english else "en påminnelse"
    if timer.move is not None:
        to = routine.states[timer.move.to or ""].title.say(language)
        return (
            f"it goes on to {_quoted(to, language)}"
            if english
            else f"det går vidare till {_quoted(to, language)}"
        )
    who = listed(
        [routine.roles[role].title.say(language) for role in timer.notify], "and" if english else "och"
    )
    are = "are" if len(timer.notify) > 1 else "is"
    return f"{who} {are} told" if english else f"{who} får veta"


def _end_title(routine: Routine, outcome: str, language: str) -> str:
    ends = (each for each in routine.states.values() if isinstance(each, End) and each.outcome == outcome)
    return next(ends).title.say(language)


def _quoted(text: str, language: str) -> str:
    return f"“{text}”" if language == "en" else f"«{text}»"
