"""Who has done what: the steps that `not_by` and `same_as` name."""

from __future__ import annotations

from typing import cast

from engine.language.build.scope import Scope
from engine.language.file import document as doc
from engine.language.file.reading import Word
from engine.model.kinds import KINDS
from engine.model.routine import STARTER

_Names = tuple[str, ...]


def duties(scope: Scope, part: doc.State | doc.Choice, step: Word | None = None) -> tuple[_Names, _Names]:
    """The names of the part's `not_by` and of its `same_as`. `step` is the part's own id, where it is a step."""
    not_by = _named(scope, "not_by", part.not_by, step)
    same_as = _named(scope, "same_as", part.same_as, step)
    for name in not_by:
        if name in same_as:
            scope.findings.add("not-by-and-same-as", part.at("same_as"), name=name)
    return not_by, same_as


def _named(scope: Scope, key: str, words: tuple[Word, ...], step: Word | None) -> _Names:
    found = {name: word for word in words if (name := scope.doer(word))}
    for name, word in found.items():
        if name == step:
            scope.findings.add("names-itself", word.place, key=key, name=name)
        elif name != STARTER and (kind := _kind(scope, name)) != "step":
            scope.findings.add("names-no-step", word.place, key=key, name=name, kind=KINDS[kind].in_file)
    return tuple(found)


def _kind(scope: Scope, state: str) -> str:
    part = scope.plans[scope.flow_of[state]].states[cast(Word, state)]
    return next(iter(part.kinds), "step")
