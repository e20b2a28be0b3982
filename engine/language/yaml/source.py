"""A routine file's content → a tree of texts with places, and every mistake in its YAML in the owner's words.

A mistake is answered with the corrected line, and the file is read on as if the line had been corrected, so that one
mistake does not hide the next.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import Any

from engine.language.yaml import two_keys
from engine.language.yaml.characters import readable
from engine.language.yaml.fix import Fix
from engine.language.yaml.headers import headers
from engine.language.yaml.keyless import keyless
from engine.language.yaml.known import NOTHING_KNOWN, Known
from engine.language.yaml.lists import displaced, lists, missing_dashes
from engine.language.yaml.mistakes import fix_of, fixes, skipped
from engine.language.yaml.nodes import Mapping, Node, Scalar, Sequence
from engine.language.yaml.strays import merges, notes_in_texts, strays
from engine.language.yaml.tree import Suspect, Tree, Trouble, composed
from engine.language.yaml.words import problem
from engine.problems import Problem, clipped
from engine.said import QUOTED, Said

__all__ = ["Contents", "Known", "Mapping", "Node", "Scalar", "Sequence", "read"]

MOST_MISTAKES = 40
MOST_OF_A_LINE = 4
MOST_EFFORT = 12_000_000
"""Characters to read, again and again, before it is enough: a few seconds for the worst file."""

_KEYS = re.compile(r"(?:^|[{,])[ -]*([a-z][a-z0-9_]*):(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds: `root` is None where it could not be read. With any problem the tree is a best guess.

    `is_whole` is False where something that names are given in had to be left out of it. `lines` are those that the tree was read from,
    after all corrections.
    """

    root: Mapping | None
    problems: tuple[Problem, ...]
    is_whole: bool = True
    lines: tuple[str, ...] = ()


def read(content: bytes | str, *, known: Known = NOTHING_KNOWN, parser: Any = None) -> Contents:
    """The tree of a file's content, and every mistake found in its YAML. Lines and columns count from 1.

    `known` keys, besides those that the file uses itself, tell a forgotten comma from a text with a colon in it.
    `parser` is for tests: PyYAML's C parser or the one in Python.
    """
    characters = readable(content)
    if characters.text is None:
        return Contents(None, characters.problems)
    reader = _Reader(characters.text.split("\n"), known, parser)
    tree = reader.tree()
    problems = [*characters.problems, *reader.problems, *(tree.problems if tree else ())]
    root = tree.root if tree else None
    if tree is not None and not isinstance(root, Mapping) and not tree.broken_off:
        problems.append(_no_mapping(root))
    beside = {each.line for each in reader.problems if each.rule == two_keys.RULE}
    if beside and isinstance(root, Mapping):
        root = two_keys.parted(root, beside, reader.known)
    return Contents(
        root if isinstance(root, Mapping) else None,
        _told(problems),
        is_whole=tree is None or (reader.is_whole and not tree.lost),
        lines=tuple(reader.lines),
    )


def _told(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems in the order of the file, each once, and no more of them than one can bear."""
    ordered = sorted(dict.fromkeys(problems), key=lambda each: (each.line, each.column))
    if len(ordered) <= MOST_MISTAKES:
        return tuple(ordered)
    last = ordered[MOST_MISTAKES]
    return (*ordered[:MOST_MISTAKES], problem("more", last.line - 1, last.column - 1))


class _Reader:
    """Reads the lines, corrects them where they can't be read, and reads again."""

    def __init__(self, lines: list[str], given: Known, parser: Any) -> None:
        self.lines = lines
        self.given = given
        self.parser = parser
        self.problems: list[Problem] = []
        self.effort = 0
        self.is_whole = True
        self.corrected: Counter[int] = Counter()

    @cached_property
    def known(self) -> Known:
        """The words that are keys: those that are given, and those that the file uses as such."""
        used = (word for line in self.lines for word in _KEYS.findall(line))
        return replace(self.given, keys=frozenset({*self.given.keys, *used}))

    def tree(self) -> Tree | None:
        """The tree of the corrected lines, or None when there are too many mistakes."""
        self.problems += notes_in_texts(self.lines)
        self._apply_all(lists(self.lines, self.given.lists))
        self._apply_all(keyless(self.lines, self.given))
        outcome = self._read(self.lines)
        if isinstance(outcome, Trouble) or outcome.broken_off:
            self._apply_all(merges(self.lines))
            self._apply_all(missing_dashes(self.lines))
            self._apply_all(displaced(self.lines))
            self._apply_all(headers(self.lines, self.given))
            self._apply_all(strays(self.lines, self.known.keys))
            outcome = self._read(self.lines)
        while len(self.problems) <= MOST_MISTAKES and self.effort < MOST_EFFORT:
            if isinstance(outcome, Tree):
                repairs = [] if outcome.broken_off else self._suspected(outcome)
                if not repairs:
                    self._tell_of(outcome.suspects)
                    return outcome
                for fix in repairs:
                    self._apply(fix)
                outcome = self._read(self.lines)
            else:
                found = self._remedy(outcome)
                if found is None:
                    return None
                fix, outcome = found
                self._apply(fix)
        row = self.problems[-1].line - 1 if self.problems else 0
        self.problems.append(problem("more", row, 0))
        return None

    def _suspected(self, tree: Tree) -> list[Fix]:
        """The repairs of what was probably meant otherwise, at most one for a line."""
        repairs: dict[int, Fix] = {}
        for suspect in islice(tree.suspects, MOST_MISTAKES + 1):
            if suspect.kind == "level" and self.lines[suspect.row].strip(" -:") in self.given.keys:
                continue
            fix = fix_of(self.lines, suspect, self.known)
            if fix is not None and self._is_new(fix) and not repairs.keys() & fix.lines.keys():
                repairs |= dict.fromkeys(fix.lines, fix)
        return list({id(fix): fix for fix in repairs.values()}.values())

    def _tell_of(self, suspects: Iterable[Suspect]) -> None:
        """Says of each place that could not be repaired that it can't be read, where nothing else is said of its line."""
        told = {each.line for each in self.problems}
        for suspect in islice(suspects, MOST_MISTAKES + 1):
            if suspect.row + 1 not in told and suspect.kind != "level":
                self.problems += skipped(self.lines, suspect.row).problems

    def _remedy(self, trouble: Trouble) -> tuple[Fix, Tree | Trouble] | None:
        """The correction that lets the file be read the furthest (the likeliest of those), and what is read then."""
        best: tuple[Fix, Tree | Trouble] | None = None
        for fix in fixes(self.lines, trouble, self.known):
            if self.effort > MOST_EFFORT or not self._is_new(fix):
                continue
            outcome = self._read(self._with(fix))
            if _further(outcome, trouble, fix) and (best is None or _reach(outcome) > _reach(best[1])):
                best = fix, outcome
        if best is not None:
            return best
        rows = dict.fromkeys(min(row, len(self.lines) - 1) for row in (trouble.row, trouble.context_row))
        for fix in (skipped(self.lines, row) for row in rows if self.lines[row].strip()):
            outcome = self._read(self._with(fix))
            if _further(outcome, trouble, fix):
                return fix, outcome
        self.problems += skipped(self.lines, min(rows)).problems
        return None

    def _is_new(self, fix: Fix) -> bool:
        """Whether its lines have not been corrected again and again already: then more of it would not help."""
        return all(self.corrected[each.line] < MOST_OF_A_LINE for each in fix.problems)

    def _apply_all(self, found: Iterable[Fix]) -> None:
        """Applies corrections that are each of other lines, as many of them as are told."""
        for fix in islice(found, MOST_MISTAKES + 1):
            self._apply(fix)

    def _apply(self, fix: Fix) -> None:
        self.lines = self._with(fix)
        self.problems += fix.problems
        self.is_whole &= not fix.loses
        self.corrected.update({each.line for each in fix.problems})

    def _with(self, fix: Fix) -> list[str]:
        lines = self.lines.copy()
        for row, line in fix.lines.items():
            lines[row] = line
        return lines

    def _read(self, lines: list[str]) -> Tree | Trouble:
        text = "\n".join(lines)
        self.effort += len(text) * (16 if "\t" in text else 1)  # files with tabs are read by the slow parser
        return composed(text, self.given, self.parser)


def _further(outcome: Tree | Trouble, before: Trouble, fix: Fix) -> bool:
    """Whether the correction let the file be read beyond the trouble (or beyond the line, where it began further up)."""
    if isinstance(outcome, Tree):
        return True
    if (outcome.row, outcome.column) > (before.row, before.column):
        return True
    return (
        fix.looks_back
        and (outcome.row, outcome.column) != (before.row, before.column)
        and outcome.row > max(fix.lines)
    )


def _reach(outcome: Tree | Trouble) -> tuple[int, int]:
    """How far the file was read; all of it, with the fewer doubts the better."""
    if isinstance(outcome, Trouble):
        return outcome.row, 0
    return sys.maxsize, -len(outcome.problems) - len(outcome.suspects) - outcome.mixed


def _no_mapping(root: Sequence | Scalar | None) -> Problem:
    if root is None or (isinstance(root, Scalar) and not root.text and not root.quoted):
        return problem("empty", 0, 0)
    text = clipped(root.text, 60) if isinstance(root, Scalar) else ""
    found = QUOTED.fill(words=text) if text else Said("en lista", "a list")
    return problem("top", root.line - 1, root.column - 1, more=found)
