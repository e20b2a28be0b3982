"""Timers: what happens by itself while an instance rests in a state."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from engine.language.build.formulas import expression
from engine.language.build.scope import Scope
from engine.language.build.ways import Ways
from engine.language.file import document as doc
from engine.language.file.parts import Part
from engine.language.file.reading import Word
from engine.model.routine import Timer
from engine.said import Said
from engine.values import durations

OFTEN = timedelta(minutes=5)
"""What comes again and again comes no more often than this."""

_DUE = ("after", "by")
_DOES = ("remind", "notify", "to")


def timers(
    scope: Scope, ways: Ways, state: Word, parts: tuple[doc.Timer, ...], where: Said
) -> tuple[Timer, ...]:
    """The timers of a state, numbered in order."""
    return tuple(_timer(scope, ways, state, index, part, where) for index, part in enumerate(parts))


def _timer(scope: Scope, ways: Ways, state: Word, index: int, part: doc.Timer, where: Said) -> Timer:
    _check(scope, part)
    return Timer(
        index=index,
        after=part.after or (None if part.by else part.every),
        by=expression(scope, part.by, "moment"),
        every=part.every,
        remind=scope.text(part.remind, where),
        notify=scope.roles(part.notify),
        say=scope.text(part.say, where),
        move=ways.go(f"{state}.timer.{index}", state, part.to, part.at("to")) if part.to else None,
    )


def _check(scope: Scope, part: doc.Timer) -> None:
    given = set(part.given())
    if not given:
        return
    says_to_nobody = "say" in given and not given.intersection(_DOES)
    if says_to_nobody:
        scope.findings.add("missing-key", part.at("say"), key="notify", what=Said("timern", "the timer"))
    for keys in (_DUE,) if says_to_nobody else (_DUE, _DOES):
        found = [key for key in keys if key in given]
        if keys == _DUE and not found and "every" in given:
            continue
        if len(found) != 1 and not (not found and part.may_lack(1)):
            exactly_one(scope, part, Said("Timern", "The timer"), keys, found)
    if "notify" in given and "say" not in given and not part.may_lack(1):
        scope.findings.add("missing-key", part.at("notify"), key="say", what=Said("timern", "the timer"))
    if "say" in given and "notify" not in given and not says_to_nobody:
        what = Said("en timer utan notify", "a timer without notify")
        _not_here(scope, part, "say", what, (*_DUE, *_DOES))
    if "every" in given and "to" in given:
        _not_here(scope, part, "every", Said("en timer med to", "a timer with to"), (*_DUE, "to"))
    if part.every is not None and part.every < OFTEN:
        scope.findings.add("repeats-too-often", part.at("every"), found=durations.canonical(part.every))


def _not_here(scope: Scope, part: Part, key: str, kind: Said, allowed: Sequence[str]) -> None:
    scope.findings.add("key-not-here", part.at(key), key=key, kind=kind, allowed=", ".join(allowed))


def exactly_one(scope: Scope, part: Part, what: Said, keys: tuple[str, ...], found: Sequence[str]) -> None:
    """Note that none or several of `keys` stand where exactly one must."""
    named = Said(" och ".join(found) or "ingen", " and ".join(found) or "none")
    place = part.at(found[1]) if len(found) > 1 else part.place
    scope.findings.add("exactly-one", place, what=what, allowed=", ".join(keys), found=named)
