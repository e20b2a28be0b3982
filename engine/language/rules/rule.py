"""What a rule is: how severe it is, and its sentence in Swedish and English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engine.said import UNSAID, Said

Severity = Literal["error", "warning"]
ERROR: Severity = "error"
WARNING: Severity = "warning"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule. Names in braces in a sentence are filled in where it is broken.

    Empty sentences: the part that reads durations, conditions, values or YAML words the problem itself.
    """

    severity: Severity
    said: Said = UNSAID


def error(sv: str = "", en: str = "") -> Rule:
    return Rule(ERROR, Said(sv, en))


def warning(sv: str, en: str) -> Rule:
    return Rule(WARNING, Said(sv, en))
