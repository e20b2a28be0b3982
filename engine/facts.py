"""Values of facts: read from JSON, written to JSON, and shown to people."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from typing import Any

from engine.problems import Problem
from engine.routine import Fact

FactValue = str | int | float | bool | tuple[str, ...] | datetime | date


def parse(fact: Fact, wire: object) -> FactValue | Problem:
    """The value that `wire` (a JSON value) stands for, or what is wrong with it. Moments come back in UTC."""
    raise NotImplementedError


def wire(value: FactValue) -> Any:
    """The JSON value for `value`: `parse` of it gives `value` again."""
    raise NotImplementedError


def shown(fact: Fact, value: FactValue, language: str, zone: tzinfo) -> str:
    """`value` as people read it, with the options' titles and times in `zone`."""
    raise NotImplementedError
