"""A correction of a YAML file: what is wrong, and the lines as they should be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.problems import Problem


@dataclass(frozen=True, slots=True)
class Fix:
    """Problems, and the lines that put them right. `looks_back`: the parser may have read far before it gave up; `loses`: lines that hold
    names are left out.
    """

    problems: tuple[Problem, ...]
    lines: Mapping[int, str]
    looks_back: bool = False
    loses: bool = False
