"""A routine as its owner could have written it, made from the stored form: what two versions are compared by."""

from __future__ import annotations

from typing import Any

from engine.model.routine import CANCELLED, SKIP, Routine
from engine.stored.routine import Stored, routine_to_stored

Canonical = dict[str, Any]


def canonical(routine: Routine) -> Canonical:
    """The routine as its owner could have written it: the stored document with formulas and durations as they are written, short forms
    expanded. What two versions are compared by.
    """
    document = routine_to_stored(routine)
    del document["format"]
    scenarios = document.pop("scenarios", None)
    written: Canonical = _as_written(document)
    for each in written.get("documents", {}).values():
        del each["media_type"], each["size"], each["digest"]
    if scenarios:
        written["scenarios"] = [
            {**scenario, "play": [_line_as_written(line) for line in scenario["play"]]}
            for scenario in scenarios
        ]
    return written


def _as_written(value: Any) -> Any:
    if isinstance(value, list):
        return [_as_written(each) for each in value]
    if not isinstance(value, dict):
        return value
    if _has_its_text(value):
        return value["text"]
    value = _cancelled_among_outcomes(value)
    return {key: _short(key, each) or _as_written(each) for key, each in value.items()}


def _has_its_text(value: Stored) -> bool:
    """Whether it is a formula or a length of time, not names that happen to be called as the parts of one are."""
    parsed = isinstance(value.get("tree"), dict) or any(
        isinstance(value.get(each), int) for each in ("seconds", "days", "months")
    )
    return parsed and isinstance(value.get("text"), str)


def _cancelled_among_outcomes(value: Stored) -> Stored:
    """Where a call leads when it is cancelled, as owners write it: beside the outcomes that the called routine has."""
    if not isinstance(value.get("call"), str) or CANCELLED not in value:
        return value
    rest = {key: each for key, each in value.items() if key != CANCELLED}
    return {**rest, "outcomes": {**value.get("outcomes", {}), CANCELLED: value[CANCELLED]}}


def _short(key: str, value: Any) -> str | None:
    """The short form that owners write for what is stored whole: the built-in choice, a wait for no message."""
    if key == SKIP and isinstance(value, dict) and "label" in value:
        return "ask"
    return "yes" if key == "wait" and value is True else None


def _line_as_written(line: Stored) -> Canonical:
    return {**line, "wait": line["wait"]["text"]} if "wait" in line else line
