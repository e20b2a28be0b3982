"""Routines to draw: two from files beside this one, and others made from a few lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from engine.language.compile import compile_text
from engine.model.routine import Routine
from engine.run.instance import Instance, Token

FOLDER = Path(__file__).parent
START = datetime(2026, 1, 9, 7, 0, tzinfo=UTC)


@cache
def load(name: str) -> Routine:
    """The routine in `name`.yaml beside this file."""
    return compiled((FOLDER / f"{name}.yaml").read_text("utf-8"), f"{name}.yaml")


def compiled(text: str, file: str = "prov.yaml") -> Routine:
    """The routine that the text says."""
    found = compile_text(text, file)
    assert found.routine is not None, "\n".join(f"{each.line}: {each.message}" for each in found.findings)
    return found.routine


def routine(states: str, *, title: str = "Prov", more: str = "") -> Routine:
    """A routine with these states (indented by two spaces), the roles `personal` and `chef`, and the yes/no fact `svar`."""
    return compiled(
        f"routine: prov\nversion: 1\ntitle: {title}\nlanguage: sv\n"
        "roles: {personal: {title: Personal}, chef: {title: Chef, manager: yes}}\nstart: personal\n"
        f"facts: {{svar: {{type: yes_no, title: Svar}}}}\nstates:\n{states}\n{more}"
    )


def in_both(of: Routine) -> Routine:
    """The routine as one that is written in English too, with the same texts."""
    return replace(of, languages=("sv", "en"))


def instance(of: Routine, at: Mapping[str, str], **more: Any) -> Instance:
    """An instance that stands at `at`: flow → state."""
    tokens = {
        flow: Token(flow=flow, state=state, visit=visit, since=START)
        for visit, (flow, state) in enumerate(at.items(), 1)
    }
    return replace(
        Instance(
            id="i1",
            case="i1",
            routine=of.id,
            version=of.version,
            digest=of.digest,
            unit="norra",
            owner="anst-1",
            owner_roles=frozenset(),
            started_at=START,
            tokens=tokens,
        ),
        **more,
    )
