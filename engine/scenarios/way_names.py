"""Choices, ways of gateways, timers and outcomes as people read them, in Swedish and English."""

from __future__ import annotations

from datetime import timedelta

from engine.model.conditions import Constant, Name, Sum
from engine.model.routine import Gateway, Routine, State, Step, Timer
from engine.problems import listed
from engine.said import QUOTED, Said
from engine.scenarios.coverage import Way
from engine.values import durations


def name_of(routine: Routine, way: Way, language: str = "sv") -> str:
    """The way with its place: «valet «Klar» («Ring»)», «tiden 30 minuter («Ring»)», «slutet «Allt är klart»»."""
    state = routine.states.get(way.state)
    if way.kind == "outcome":
        name = _quoted(_end_title(routine, way.id, language), language)
        return Said(f"slutet {name}", f"the end {name}").say(language)
    where = f" ({_quoted(state.title.say(language), language)})" if state else ""
    if way.kind == "choice":
        name = _quoted(label_of(routine, way, language), language)
        return Said(f"valet {name}{where}", f"the choice {name}{where}").say(language)
    assert state is not None
    if way.kind == "exit":
        name = _quoted(exit_label(state, way, language), language)
        return Said(f"vägen {name}{where}", f"the way {name}{where}").say(language)
    timer = timer_of(state, way)
    when, what = due_in(routine, timer, language), _what(routine, timer, language)
    return Said(f"tiden {when}, {what}{where}", f"the time {when}, {what}{where}").say(language)


def short_name(routine: Routine, way: Way, language: str = "sv") -> str:
    """What a title says of the way: the choice's label, the end's title, or how long the step lasts."""
    if way.kind == "choice":
        return _quoted(label_of(routine, way, language), language)
    if way.kind == "outcome":
        return _quoted(_end_title(routine, way.id, language), language)
    state = routine.states[way.state]
    if way.kind == "exit":
        return _quoted(exit_label(state, way, language), language)
    timer, title = timer_of(state, way), _quoted(state.title.say(language), language)
    when = due_in(routine, timer, language)
    if timer.after is None:
        return Said(f"{title} ogjort {when}", f"{title} not done {when}").say(language)
    return Said(f"{title} dröjer {when}", f"{title} takes {when}").say(language)


def label_of(routine: Routine, way: Way, language: str) -> str:
    """The label of a choice."""
    state = routine.states.get(way.state)
    choices = state.choices if isinstance(state, Step) else routine.anytime
    return next(each.label.say(language) for each in choices if each.id == way.id)


def exit_label(state: State, way: Way, language: str) -> str:
    """What the arrow of a gateway's way says."""
    assert isinstance(state, Gateway)
    return state.branches[int(way.id)].label.say(language)


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
        return Said(f"vid {fact}", f"at {fact}").say(language)
    if isinstance(tree, Sum) and isinstance(tree.left, Name) and isinstance(tree.right, Constant):
        length, fact = tree.right.value, routine.facts[tree.left.id].title.say(language)
        if isinstance(length, timedelta):
            which = Said("efter", "after") if tree.sign == "+" else Said("före", "before")
            return f"{durations.words(length, language)} {which.say(language)} {_quoted(fact, language)}"
    return timer.by.text


def _what(routine: Routine, timer: Timer, language: str) -> str:
    if timer.remind is not None:
        return Said("en påminnelse", "a reminder").say(language)
    if timer.move is not None:
        to = _quoted(routine.states[timer.move.to or ""].title.say(language), language)
        return Said(f"det går vidare till {to}", f"it goes on to {to}").say(language)
    titles = [routine.roles[role].title.say(language) for role in timer.notify]
    who = listed(titles, Said("och", "and").say(language))
    are = "are" if len(timer.notify) > 1 else "is"
    return Said(f"{who} får veta", f"{who} {are} told").say(language)


def _end_title(routine: Routine, outcome: str, language: str) -> str:
    return next(end for end in routine.ends() if end.outcome == outcome).title.say(language)


def _quoted(text: str, language: str) -> str:
    return QUOTED.fill(words=text).say(language)
