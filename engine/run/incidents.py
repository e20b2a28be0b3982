"""What keeps a token from going on by itself, in words, and who is told."""

from __future__ import annotations

from collections.abc import Callable

from engine.errors.root import Refusal
from engine.errors.step import Incident
from engine.model.routine import Call, Routine
from engine.problems import listed
from engine.run import who
from engine.run.instance import CANNOT_FIRE, DOES_NOT_FIT, Instance, Token
from engine.run.outcome import Notice
from engine.said import Said

TitleOf = Callable[[str, str], str]
"""A routine's title by its id and a language."""


def not_published(routine: str) -> Incident:
    """What is to be called or started is not there."""
    return Incident(f"rutinen «{routine}» är inte publicerad.", f"the routine “{routine}” is not published.")


def cannot_start(routine: str, why: Refusal) -> Incident:
    """What is to be called or started does not begin with what it gets."""
    return Incident(
        f"rutinen «{routine}» kan inte starta: {why.say('sv')}",
        f"the routine “{routine}” can't start: {why.say('en')}",
    )


def sentence(routine: Routine, token: Token, language: str, title_of: TitleOf) -> str | None:
    """What keeps the token from going on; None where nothing does. A mail's or a webhook's problem comes as the outbox tells it."""
    if token.incident is None:
        return None
    if token.why is not None:
        return _stopped(token.incident, token.why).say(language)
    state = routine.states[token.state]
    if not isinstance(state, Call):
        return token.incident
    title = title_of(state.routine, language)
    if token.incident.startswith(DOES_NOT_FIT):
        facts = token.incident.removeprefix(DOES_NOT_FIT).split(", ")
        titles = [routine.facts[each].title.say(language) for each in facts]
        return Said(
            f"«{title}» slutade med värden som inte passar här: {listed(titles, 'och')}. Säg till enhetens chef.",
            f"“{title}” ended with values that do not fit here: {listed(titles, 'and')}. Tell the unit's manager.",
        ).say(language)
    how = (
        Said("avbröts", "was cancelled")
        if token.incident == "cancelled"
        else Said(f"slutade med «{token.incident}»", f"ended with “{token.incident}”")
    )
    return Said(
        f"«{title}» {how.sv}, och den här rutinen säger inte vad som händer då. Säg till enhetens chef.",
        f"“{title}” {how.en}, and this routine does not say what comes then. Tell the unit's manager.",
    ).say(language)


def _stopped(incident: str, why: Said) -> Said:
    """Why a call could not start, or what was to happen by itself could not."""
    if incident.startswith(CANNOT_FIRE):
        return Said(
            f"En tid har gått ut, men det som skulle hända då gick inte: {why.sv} Det prövas igen varje timme."
            " Säg till enhetens chef.",
            f"A time has run out, but what was to happen then could not: {why.en} It is tried again every hour."
            " Tell the unit's manager.",
        )
    return Said(
        f"Det går inte vidare av sig själv: {why.sv} Säg till enhetens chef.",
        f"It can't go on by itself: {why.en} Tell the unit's manager.",
    )


def notices(routine: Routine, before: Instance | None, after: Instance, title_of: TitleOf) -> list[Notice]:
    """A notice for each incident that a command has led to, to who sees to it, in the routine's own language."""
    if after.status != "running":
        return []
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
