"""What keeps a token from going on by itself, in words, and who is told."""

from __future__ import annotations

from collections.abc import Callable

from engine.errors.root import Refusal
from engine.errors.step import Incident
from engine.model.routine import Call, Routine
from engine.problems import listed
from engine.run import who
from engine.run.instance import Instance, Token
from engine.run.outcome import Notice
from engine.run.standstill import CallCannotStart, DoesNotFit, NoWayOn, TimerCannotFire, Undelivered
from engine.said import Said

TitleOf = Callable[[str, str], str]
"""A routine's title by its id and a language."""


def not_published(routine: str) -> Incident:
    """What is to be called or started is not there."""
    return Incident(
        Said(f"rutinen ”{routine}” är inte publicerad.", f"the routine “{routine}” is not published.")
    )


def cannot_start(routine: str, why: Refusal) -> Incident:
    """What is to be called or started does not begin with what it gets."""
    return Incident(
        Said(
            f"rutinen ”{routine}” kan inte starta: {why.say('sv')}",
            f"the routine “{routine}” can't start: {why.say('en')}",
        ),
    )


def sentence(routine: Routine, token: Token, language: str, title_of: TitleOf) -> str | None:
    """What keeps the token from going on; None where nothing does. A mail's or a webhook's problem comes as the outbox tells it."""
    match token.incident:
        case None:
            return None
        case Undelivered(problem):
            return problem
        case TimerCannotFire(_, why):
            return Said(
                f"En tid har gått ut, men det som skulle hända då gick inte: {why.sv} Det prövas igen varje timme."
                " Säg till enhetens chef.",
                f"A time has run out, but what was to happen then could not: {why.en} It is tried again every hour."
                " Tell the unit's manager.",
            ).say(language)
        case CallCannotStart(why):
            return Said(
                f"Det går inte vidare av sig själv: {why.sv} Säg till enhetens chef.",
                f"It can't go on by itself: {why.en} Tell the unit's manager.",
            ).say(language)
        case NoWayOn() | DoesNotFit() as over:
            call = routine.states[token.state]
            assert isinstance(call, Call)
            return _over(routine, over, title_of(call.routine, language)).say(language)


def _over(routine: Routine, over: NoWayOn | DoesNotFit, title: str) -> Said:
    """How the called routine with this title ended, so that its caller stands."""
    if isinstance(over, DoesNotFit):
        sv, en = (
            listed([routine.facts[each].title.say(language) for each in over.facts], conjunction)
            for language, conjunction in (("sv", "och"), ("en", "and"))
        )
        return Said(
            f"”{title}” slutade med värden som inte passar här: {sv}. Säg till enhetens chef.",
            f"“{title}” ended with values that do not fit here: {en}. Tell the unit's manager.",
        )
    how = (
        Said("avbröts", "was cancelled")
        if over.outcome is None
        else Said(f"slutade med ”{over.outcome}”", f"ended with “{over.outcome}”")
    )
    return Said(
        f"”{title}” {how.sv}, och den här rutinen säger inte vad som händer då. Säg till enhetens chef.",
        f"“{title}” {how.en}, and this routine does not say what comes then. Tell the unit's manager.",
    )


def notices(routine: Routine, before: Instance | None, after: Instance, title_of: TitleOf) -> list[Notice]:
    """A notice for each incident that a command has led to, to who sees to it, in the routine's own language."""
    known = {token.visit for token in before.tokens.values() if token.incident} if before else set()
    language = routine.languages[0]
    found = []
    for token in after.tokens.values():
        said = sentence(routine, token, language, title_of)
        if said is None or token.visit in known:
            continue
        found.append(
            Notice(
                kind="incident",
                instance=after.id,
                state=token.state,
                visit=token.visit,
                text=f"{routine.title.say(language)}, {routine.states[token.state].title.say(language)}: {said}",
                roles=who.sees_to(routine),
                unit=after.unit,
            )
        )
    return found
