"""A canonical document as the file that its owner could have written, and its routine."""

from __future__ import annotations

import json
from typing import Any

from engine.language.compile import compile_text
from engine.model.routine import Routine
from engine.stored.canonical import Canonical


def as_file(document: Canonical) -> str:
    """The document as YAML in block style."""
    return "".join(f"{line}\n" for line in _lines(document))


def routine_of_document(document: Canonical) -> Routine:
    """The compiled routine. Raises ValueError where the file has errors."""
    compiled = compile_text(as_file(document), f"{document.get('routine')}.yaml")
    if compiled.routine is None:
        raise ValueError("; ".join(finding.say("en") for finding in compiled.findings))
    return compiled.routine


def _lines(value: Any) -> list[str]:
    if isinstance(value, dict) and value:
        return [line for key, each in value.items() for line in _entry(f"{key}:", each)]
    if isinstance(value, list) and value:
        return [line for each in value for line in _entry("-", each)]
    return [_single(value)]


def _entry(start: str, value: Any) -> list[str]:
    if isinstance(value, dict | list) and value:
        return [start, *(f"  {line}" for line in _lines(value))]
    return [f"{start} {_single(value)}"]


def _single(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return json.dumps(value, ensure_ascii=False)
