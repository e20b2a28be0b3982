"""Findings: what is wrong with a routine file, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from engine.language.rules.all import RULES
from engine.language.rules.rule import ERROR, Severity
from engine.problems import Problem
from engine.said import Said

Part = str | Said
"""What fills a name in a rule's sentence: one text for both languages, or one in each."""


class Position(NamedTuple):
    """A place in a file; both count from 1."""

    line: int
    column: int


NOWHERE = Position(1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding. `language` is the routine's own, which `message` is in; `path` shows in titles how one
    gets there, where there is a way.
    """

    rule: str
    severity: Severity
    file: str
    line: int
    column: int
    said: Said
    language: str = "sv"
    path: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        """The sentence in the routine's language."""
        return self.say()

    def say(self, language: str | None = None) -> str:
        """The sentence in `language` (`sv` or `en`), or in the routine's own."""
        return self.said.say(language or self.language)

    def in_short(self, language: str | None = None) -> str:
        """The finding on one line, after its place as editors and terminals make a link of it: `file:line:column`."""
        return f"{self.file}:{self.line}:{self.column}: {self.say(language)}"

    def as_json(self, language: str | None = None) -> dict[str, Any]:
        """The finding for programs: rule, severity, file, line, column, message, and path if there is one."""
        told: dict[str, Any] = {
            "rule": self.rule,
            "severity": self.severity,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "message": self.say(language),
        }
        return told | ({"path": list(self.path)} if self.path else {})


class Findings:
    """Collects the findings of one file."""

    def __init__(self, file: str, language: str = "sv") -> None:
        self.file = file
        self.language = language
        self._found: dict[tuple[str, int, int, str], Finding] = {}

    def add(self, rule: str, place: Position, /, *, path: Sequence[str] = (), **parts: Part) -> None:
        """Note that `rule` is broken at `place`; `parts` fill the names in its sentences, `path` shows it in titles."""
        self._note(rule, place, RULES[rule].said.fill(**parts), tuple(path))

    def add_problem(self, problem: Problem, within: Position = NOWHERE) -> None:
        """Note a problem whose line and column count from the place of the text that it is about."""
        line = within.line + problem.line - 1
        column = problem.column + (within.column - 1 if problem.line == 1 else 0)
        self._note(problem.rule, Position(line, column), Said(problem.said.sv, problem.said.en))

    def _note(self, rule: str, place: Position, said: Said, path: tuple[str, ...] = ()) -> None:
        finding = Finding(
            rule=rule,
            severity=RULES[rule].severity,
            file=self.file,
            line=place.line,
            column=place.column,
            said=said,
            language=self.language,
            path=path,
        )
        self._found.setdefault((rule, place.line, place.column, said.sv), finding)

    @property
    def errors(self) -> int:
        """How many errors there are."""
        return sum(each.severity == ERROR for each in self._found.values())

    def any_of(self, *rules: str) -> bool:
        """Whether one of the rules has been found broken."""
        return any(rule in rules for rule, *_ in self._found)

    def all(self) -> tuple[Finding, ...]:
        """All findings in the order of the file."""
        return tuple(sorted(self._found.values(), key=lambda each: (each.line, each.column, each.rule)))
