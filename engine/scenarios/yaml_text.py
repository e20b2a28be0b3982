"""A scenario as an owner writes it: the lines of YAML that the language reads as the same scenario again."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from engine.model.routine import Routine
from engine.model.scenario import Scenario, ScenarioLine
from engine.values import durations

_PLAIN = re.compile(r"[\wåäöÅÄÖ](?:[\w åäöÅÄÖ.\-]*[\wåäöÅÄÖ.])?")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")
_KEYS = (
    "by",
    "choice",
    "in",
    "routine",
    "facts",
    "checked",
    "delivered",
    "wait",
    "message",
    "cancel",
    "refused",
    "as",
)


def scenario_text(routine: Routine, scenario: Scenario, comments: Sequence[str] = ()) -> str:
    """The scenario as an item of the list `scenarios`, with its line breaks; each comment on a line of its own above `play`."""
    lines = [f"  - title: {_title(routine, scenario)}"]
    if scenario.by:
        lines.append(f"    by: {scenario.by}")
    if scenario.facts:
        lines.append(f"    facts: {facts_text(routine, scenario.facts)}")
    lines += [f"    # {comment}" for comment in comments]
    lines.append("    play:")
    lines += [f"      - {line_text(routine, line)}" for line in scenario.play]
    if scenario.ends:
        lines.append(f"    ends: {scenario.ends}")
    return "\n".join(lines) + "\n"


def line_text(routine: Routine, line: ScenarioLine) -> str:
    """One line of `play`: `{medarbetare: klar, in: skriv, facts: {antal: 2}}`. `routine` is the one that the scenario is of."""
    parts: list[str] = []
    if line.wait is not None:
        parts.append(f"wait: {durations.canonical(line.wait)}")
    elif line.message is not None or line.cancel is not None:
        parts.append(f"cancel: {line.cancel}" if line.message is None else f"message: {line.message}")
        if line.actor:
            parts.append(f"by: {line.actor}")
    elif line.actor in _KEYS:
        parts += [f"by: {line.actor}", f"choice: {line.choice}"]
    else:
        parts.append(f"{line.actor}: {line.choice}")
    if line.same:
        parts.append(f"as: {line.same}")
    if line.state:
        parts.append(f"in: {line.state}")
    if line.routine:
        parts.append(f"routine: {line.routine}")
    if line.facts:
        # Those of another routine are kept as they are written.
        written = _mapping(line.facts) if line.routine else facts_text(routine, line.facts)
        parts.append(f"facts: {written}")
    if not line.checked:
        parts.append("checked: no")
    if not line.delivered:
        parts.append("delivered: no")
    if line.refused:
        parts.append("refused: yes")
    return f"{{{', '.join(parts)}}}"


def facts_text(routine: Routine, facts: Mapping[str, Any]) -> str:
    """Wire values as they are written: `{hittad: yes, upptackt: 2026-01-12 07:00}`."""
    return _mapping({name: as_written(routine, name, value) for name, value in facts.items()})


def as_written(routine: Routine, name: str, value: Any) -> str | list[str]:
    """A wire value of the fact as the text that `engine.model.facts.from_text` reads; a list of options stays one."""
    if isinstance(value, list | tuple):
        return [str(each) for each in value]
    if isinstance(value, bool):
        return "yes" if value else "no"
    fact = routine.facts.get(name)
    if fact is not None and fact.type == "moment" and _MOMENT.match(str(value)):
        moment = datetime.fromisoformat(str(value)).astimezone(UTC)
        return f"{moment:%Y-%m-%d %H:%M}" if not (moment.second or moment.microsecond) else str(value)
    return str(value)


def _title(routine: Routine, scenario: Scenario) -> str:
    said = {language: scenario.title.say(language) for language in routine.languages}
    return _scalar(*said.values()) if len(said) == 1 else _mapping(said)


def _mapping(facts: Mapping[str, Any]) -> str:
    return "{" + ", ".join(f"{name}: {_value(value)}" for name, value in facts.items()) + "}"


def _value(value: Any) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_scalar, value))}]"
    return _scalar(value)


def _scalar(text: Any) -> str:
    """Plain where YAML reads it as nothing else, else in quotes."""
    said = str(text)
    is_moment = re.fullmatch(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}", said)
    return said if _PLAIN.fullmatch(said) or is_moment else json.dumps(said, ensure_ascii=False)
