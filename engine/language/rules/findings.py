"""Findings: what is wrong with a routine file, where, and what to do about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from engine.language.rules.all import RULES
from engine.language.rules.rule import ERROR, Severity
from engine.language.yaml.words import with_corrected
from engine.problems import Problem, hint, nearest
from engine.said import UNSAID, Said

Part = str | Said
"""What fills a name in a rule's sentence: one text for both languages, or one in each."""


class Position(NamedTuple):
    """A place in a file; both count from 1."""

    line: int
    column: int


NOWHERE = Position(1, 1)

MOST = 100
"""Findings of one file that are told, of errors and of warnings each: nobody bears more, and each costs work."""

MORE = "more-findings"
MOST_LINES = 5
"""Other lines that are named where the same is wrong."""

_OF_FACTS = frozenset({"condition-name", "unknown-fact", "unknown-name-in-text"})
_OF_NAMES = _OF_FACTS | {
    f"unknown-{what}" for what in ("choice", "contact", "message", "outcome", "role", "setting", "state")
}
"""What is wrong with a name is one mistake, however often it stands; with a fact's, whatever reads it."""

_UNREAD = frozenset({"yaml-anchor", "yaml-tag"})
"""Where one of these is found it is not known what stands there, so that nothing else is said of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding. `language` is the routine's own, which `message` is in; `path` shows in titles how one
    gets there, where there is a way; `about` is the setting that it is about, where it is about one.
    """

    rule: str
    severity: Severity
    file: str
    line: int
    column: int
    said: Said
    language: str = "sv"
    path: tuple[str, ...] = ()
    about: str = ""

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
    """Collects the findings of one file: of errors and of warnings the first MOST each, and how many more there are.

    `lines` are the file's, as far as they are known.
    """

    def __init__(self, file: str, language: str = "sv") -> None:
        self.file = file
        self.lines: Sequence[str] = ()
        self.language = language
        self._found: dict[tuple[str, int, int, str], Finding] = {}
        self._rules: set[str] = set()
        self._unread: set[Position] = set()
        self._of_name: dict[tuple[str, str], list[Position]] = {}
        self._alike: dict[tuple[str, int, int, str], list[Position]] = {}
        self._kept: Counter[Severity] = Counter()
        self._left_out: Counter[Severity] = Counter()

    def add(
        self,
        rule: str,
        place: Position,
        instead: tuple[str, str] | None = None,
        /,
        *,
        path: Sequence[str] = (),
        **parts: Part,
    ) -> None:
        """Note that `rule` is broken at `place`; `parts` fill the names in its sentences, `path` shows it in titles. `instead`: the
        piece that stands there, and what should, for the line as it should be.
        """
        if self._has_room(rule):
            self._note(
                rule,
                place,
                self._with_line(RULES[rule].said.fill(**parts), place, instead),
                path=tuple(path),
                about=str(parts.get("setting", "")),
                name=str(parts.get("name", "")),
            )

    def _with_line(self, said: Said, place: Position, instead: tuple[str, str] | None) -> Said:
        if instead is None or not 0 < place.line <= len(self.lines):
            return said
        (old, new), line, at = instead, self.lines[place.line - 1], place.column - 1
        if not line.startswith(old, at):
            return said
        return with_corrected(said, line[:at] + new + line[at + len(old) :])

    def add_problem(self, problem: Problem, within: Position = NOWHERE) -> None:
        """Note a problem whose line and column count from the place of the text that it is about."""
        line = within.line + problem.line - 1
        column = problem.column + (within.column - 1 if problem.line == 1 else 0)
        if self._has_room(problem.rule):
            self._note(problem.rule, Position(line, column), problem.said, name=problem.name)

    def has_room(self, rule: str) -> bool:
        """Whether a finding of the rule would be told, and not only counted."""
        return self._kept[RULES[rule].severity] < MOST

    def _has_room(self, rule: str) -> bool:
        self._rules.add(rule)
        if self.has_room(rule):
            return True
        self._left_out[RULES[rule].severity] += 1
        return False

    def _note(
        self,
        rule: str,
        place: Position,
        said: Said,
        *,
        path: tuple[str, ...] = (),
        about: str = "",
        name: str = "",
    ) -> None:
        key = (rule, place.line, place.column, said.sv)
        if key in self._found or place in self._unread:
            return
        if rule in _OF_NAMES:
            of = ("fact", name) if name and rule in _OF_FACTS else (rule, said.sv)
            alike = self._of_name.setdefault(of, [])
            alike.append(place)
            if len(alike) > 1:
                return
            self._alike[key] = alike
        if rule in _UNREAD:
            self._unread.add(place)
        severity = RULES[rule].severity
        self._kept[severity] += 1
        self._found[key] = Finding(
            rule=rule,
            severity=severity,
            file=self.file,
            line=place.line,
            column=place.column,
            said=said,
            language=self.language,
            path=path,
            about=about,
        )

    @property
    def errors(self) -> int:
        """How many errors there are."""
        return self._kept[ERROR] + self._left_out[ERROR]

    @property
    def is_full(self) -> bool:
        """Whether more errors are only counted, so that nothing need be found out about them."""
        return self._kept[ERROR] >= MOST

    def near(self, word: str, known: Collection[str]) -> str | None:
        """The known word that was probably meant; not looked for where nobody would be told."""
        return None if self.is_full else nearest(word, known)

    def hint(self, word: str, known: Collection[str]) -> Said:
        """«Menade du …?», likewise."""
        return UNSAID if self.is_full else hint(word, known)

    def any_of(self, *rules: str) -> bool:
        """Whether one of the rules has been found broken."""
        return not self._rules.isdisjoint(rules)

    def _with_others(self, key: tuple[str, int, int, str], finding: Finding) -> Finding:
        """The finding, with the other lines where the same is said of the same name: it is renamed, or not declared, once."""
        first, *others = sorted(self._alike.get(key, ())) or [NOWHERE]
        lines = list(dict.fromkeys(each.line for each in others if each.line != first.line))
        if not lines:
            return finding
        finding = replace(finding, line=first.line, column=first.column)
        shown, left = [str(line) for line in lines[:MOST_LINES]], len(lines) - MOST_LINES
        more = Said(f" och {left} till", f" and {left} more") if left > 0 else UNSAID
        also = Said(
            "{said} Så är det också på rad {lines}{more}.", "{said} So it is in line {lines}{more} too."
        )
        return replace(finding, said=also.fill(said=finding.said, lines=", ".join(shown), more=more))

    def all(self) -> tuple[Finding, ...]:
        """All findings in the order of the file, and last how many are left out."""
        found = sorted((self._with_others(*each) for each in self._found.items()), key=in_order)
        left_out = self._left_out.total()
        if not left_out:
            return tuple(found)
        said = Said(
            f"… och {left_out} till i filen. Rätta de här först och kontrollera den igen.",
            f"… and {left_out} more in the file. Correct these first and check it again.",
        )
        place = Position(found[-1].line, found[-1].column)
        more = Finding(
            rule=MORE,
            severity=RULES[MORE].severity,
            file=self.file,
            line=place.line,
            column=place.column,
            said=said,
            language=self.language,
        )
        return (*found, more)


def in_order(finding: Finding) -> tuple[bool, int, int, str]:
    """Sorts findings as they stand in the file, and last how many are left out."""
    return finding.rule == MORE, finding.line, finding.column, finding.rule
