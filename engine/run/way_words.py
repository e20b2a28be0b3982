"""Choices, timers and outcomes as people read them, in Swedish and English."""

from __future__ import annotations

from engine import durations
from engine.problems import listed
from engine.routine import End, Routine, State, Step, Timer
from engine.run.coverage import Way


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
    when, what = due_in(timer, language), _what(routine, timer, language)
    return f"the time {when}, {what}{where}" if english else f"tiden {when}, {what}{where}"


def short_name(routine: Routine, way: Way, language: str = "sv") -> str:
    """What a title says of the way: the choice's label, the end's title, or how long the step stands still."""
    if way.kind == "choice":
        return _quoted(label_of(routine, way, language), language)
    if way.kind == "outcome":
        return _quoted(_end_title(routine, way.id, language), language)
    state = routine.states[way.state]
    when, title = due_in(timer_of(state, way), language), _quoted(state.title.say(language), language)
    return f"{title} takes {when}" if language == "en" else f"{title} dröjer {when}"


def label_of(routine: Routine, way: Way, language: str) -> str:
    """The label of a choice."""
    state = routine.states.get(way.state)
    choices = state.choices if isinstance(state, Step) else routine.anytime
    return next(each.label.say(language) for each in choices if each.id == way.id)


def timer_of(state: State, way: Way) -> Timer:
    """The timer that a way of the kind `timer` means."""
    return next(each for each in state.timers if str(each.index) == way.id)


def due_in(timer: Timer, language: str) -> str:
    """When the timer is due: «30 minuter», or the expression that says the moment."""
    if timer.after is not None:
        return durations.words(timer.after, language)
    assert timer.by is not None
    return f"until {timer.by.text}" if language == "en" else f"till {timer.by.text}"


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
    return f"{who} is told" if english else f"{who} får veta"


def _end_title(routine: Routine, outcome: str, language: str) -> str:
    ends = (each for each in routine.states.values() if isinstance(each, End) and each.outcome == outcome)
    return next(ends).title.say(language)


def _quoted(text: str, language: str) -> str:
    return f"“{text}”" if language == "en" else f"«{text}»"
