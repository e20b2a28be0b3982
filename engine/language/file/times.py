"""Days and lengths of time of a routine file, read and noted as `leaves` does."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Annotated

from pydantic import PlainValidator, ValidationInfo

from engine.language.file.editor_words import editors_hold, in_any_case
from engine.language.file.leaves import read_number
from engine.language.file.noting import reading_of, scalar_in, wrong_value
from engine.language.rules.findings import Position
from engine.language.yaml.source import Node
from engine.problems import Problem, clipped
from engine.said import Said
from engine.values import durations, from_now, retention
from engine.values.decimals import Number
from engine.values.moments import day_said
from engine.values.retention import Retention

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DIGITS = re.compile(r"\d{8}", re.ASCII)
_COUNTED = re.compile(r"[a-z][a-z0-9_]*\s*([-+]|$)", re.ASCII)
_FROM_NOW = Said(
    "en tid räknad från nu, till exempel now + 12 h", "a time counted from now, for example now + 12 h"
)
_DAYS_FROM_NOW = Said(
    "hela dagar från nu, till exempel now + 7 d", "whole days from now, for example now + 7 d"
)
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


def _limit(node: Node, info: ValidationInfo) -> Number | timedelta | None:
    """The limit of a fact: of a moment or a date how far from now, of the others a number."""
    type = info.data.get("type")
    if type not in ("moment", "date"):
        return read_number(node, info)
    allowed = _DAYS_FROM_NOW if type == "date" else _FROM_NOW
    scalar = scalar_in(node, info, allowed)
    if scalar is None:
        return None
    away = from_now.parse(scalar.text)
    if isinstance(away, Problem):
        reading_of(info).findings.add_problem(away, Position(scalar.line, scalar.column + scalar.quoted))
        return None
    if away is None or (type == "date" and away % timedelta(days=1)):
        wrong_value(scalar, info, allowed, from_now.meant(scalar.text) if away is None else None)
        return None
    return away


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
Limit = Annotated[
    Number | timedelta | None,
    PlainValidator(_limit),
    editors_hold(
        "Skriv ett tal, till exempel 3. För en tidpunkt eller ett datum: now, now + 12 h eller now - 30 d.",
        type=["number", "string"],
        pattern=f"^\\s*now(\\s*[-+]\\s*[0-9]{{1,9}}\\s*({'|'.join(in_any_case(unit) for unit in durations.UNITS)})\\.?)?\\s*$",
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
