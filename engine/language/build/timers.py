"""Timers: what happens by itself while an instance rests in a state."""

from __future__ import annotations

from collections.abc import Sequence

from engine.language.build.formulas import expression
from engine.language.build.scope import Scope
from engine.language.build.ways import Ways
from engine.language.file import document as doc
from engine.language.file.parts import Part
from engine.language.file.reading import Word
from engine.model.routine import Timer
from engine.said import Said

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
        after=part.after,
        by=expression(scope, part.by, "moment"),
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
        if len(found) != 1 and not (not found and part.may_lack(1)):
            exactly_one(scope, part, Said("Timern", "The timer"), keys, found)
    if "notify" in given and "say" not in given and not part.may_lack(1):
        scope.findings.add("missing-key", part.at("notify"), key="say", what=Said("timern", "the timer"))
    if "say" in given and "notify" not in given and not says_to_nobody:
        what = Said("en timer utan notify", "a timer without notify")
        scope.findings.add(
            "key-not-here", part.at("say"), key="say", kind=what, allowed=", ".join((*_DUE, *_DOES))
        )


def exactly_one(scope: Scope, part: Part, what: Said, keys: tuple[str, ...], found: Sequence[str]) -> None:
    """Note that none or several of `keys` stand where exactly one must."""
    named = Said(" och ".join(found) or "ingen", " and ".join(found) or "none")
    place = part.at(found[1]) if len(found) > 1 else part.place
    scope.findings.add("exactly-one", place, what=what, allowed=", ".join(keys), found=named)
