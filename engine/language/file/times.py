"""Days and lengths of time of a routine file, read and noted as `leaves` does."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Annotated

from pydantic import PlainValidator, ValidationInfo

from engine.language.file.editor_words import editors_hold, in_any_case
from engine.language.file.noting import reading_of, scalar_in, wrong_value
from engine.language.rules.findings import Position
from engine.language.yaml.source import Node
from engine.problems import Problem, clipped
from engine.said import Said
from engine.values import durations, retention
from engine.values.moments import day_said
from engine.values.retention import Retention

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DIGITS = re.compile(r"\d{8}", re.ASCII)
_COUNTED = re.compile(r"[a-z][a-z0-9_]*\s*([-+]|$)", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)


def _day(node: Node, info: ValidationInfo) -> date | None:
    allowed = Said(
        "ett datum som finns, till exempel 2023-01-09", "a date that exists, for example 2023-01-09"
    )
    scalar = scalar_in(node, info, allowed)
    if scalar is None:
        return None
    try:
        if _DAY.fullmatch(scalar.text):
            return date.fromisoformat(scalar.text)
    except ValueError:
        pass
    wrong_value(scalar, info, allowed, _day_meant(scalar.text))
    return None


def _day_meant(text: str) -> str | None:
    """The day of that year which is said in other words, as it is written."""
    if _DIGITS.fullmatch(text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    found = day_said(text, date.max) if _YEAR.search(text) else None
    return None if found is None else found.isoformat()


def _duration(node: Node, info: ValidationInfo) -> timedelta | None:
    scalar = scalar_in(node, info, Said("en tid, till exempel 30 min", "a duration, for example 30 min"))
    if scalar is None:
        return None
    duration = durations.parse(scalar.text)
    if isinstance(duration, Problem) and info.field_name == "after" and _COUNTED.match(scalar.text):
        said = Said(
            "{said} Räknas tiden från en uppgift: skriv by: {text}",
            "{said} If the time counts from a fact, write by: {text}",
        )
        duration = replace(duration, said=said.fill(said=duration.said, text=clipped(scalar.text)))
    if isinstance(duration, Problem):
        reading_of(info).findings.add_problem(duration, Position(scalar.line, scalar.column + scalar.quoted))
        return None
    return duration


def _retention(node: Node, info: ValidationInfo) -> Retention | None:
    scalar = scalar_in(
        node,
        info,
        Said("en tid, till exempel 2 år efter avslut", "a time, for example 2 years after the end"),
    )
    if scalar is None:
        return None
    kept = retention.parse(scalar.text)
    if isinstance(kept, Problem):
        reading_of(info).findings.add_problem(kept, Position(scalar.line, scalar.column + scalar.quoted))
        return None
    return kept


Day = Annotated[
    date | None,
    PlainValidator(_day),
    editors_hold(
        "Skriv ett datum, till exempel 2023-01-09.", type="string", pattern="^\\d{4}-\\d{2}-\\d{2}$"
    ),
]
Duration = Annotated[
    timedelta | None,
    PlainValidator(_duration),
    editors_hold(
        "Skriv ett heltal och en enhet: 30 min, 2 h, 3 d (dagar) eller 4 v (veckor).",
        type="string",
        pattern=f"^\\s*[0-9]{{1,9}}\\s*({'|'.join(in_any_case(unit) for unit in durations.UNITS)})\\.?\\s*$",
        defaultSnippets=[{"label": each, "body": each} for each in ("30 min", "2 h", "3 d")],
    ),
]
Kept = Annotated[
    Retention | None,
    PlainValidator(_retention),
    editors_hold(
        "Skriv ett heltal och en enhet: 2 år efter avslut, 18 månader eller 90 d.",
        type="string",
        pattern=f"^\\s*[0-9]{{1,9}}\\s*({'|'.join(in_any_case(unit) for unit in retention.UNITS)})\\.?"
        f"(\\s+({'|'.join(in_any_case(words) for words in retention.AFTER_THE_END)}))?\\s*$",
        defaultSnippets=[
            {"label": each, "body": each} for each in ("2 år efter avslut", "2 years after the end")
        ],
    ),
]
