"""A routine file's content → a tree of texts with places, and every mistake in its YAML in the owner's words.

A mistake is answered with the corrected line, and the file is read on as if the line had been corrected, so that one
mistake does not hide the next.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from engine.language.characters import readable
from engine.language.nodes import Mapping, Node, Scalar, Sequence
from engine.language.yaml_mistakes import Fix, fix_of, fixes, skipped
from engine.language.yaml_tree import Tree, Trouble, composed
from engine.language.yaml_words import problem
from engine.problems import Problem

__all__ = ["Mapping", "Node", "Scalar", "Sequence", "Source", "read"]

MOST_MISTAKES = 40


@dataclass(frozen=True, slots=True)
class Source:
    """What a file holds: `root` is None where it could not be read. With any problem the tree is a best guess."""

    root: Mapping | None
    problems: tuple[Problem, ...]


def read(content: bytes | str, *, keys: Collection[str] = (), parser: Any = None) -> Source:
    """The tree of a file's content, and every mistake found in its YAML. Lines and columns count from 1.

    `keys` are the words known to be keys of the language: they tell a forgotten comma from a text with a colon.
    `parser` is for tests: PyYAML's C parser or the one in Python.
    """
    characters = readable(content)
    if characters.text is None:
        return Source(None, characters.problems)
    reader = _Reader(characters.text.split("\n"), keys, parser)
    tree = reader.tree()
    problems = [*characters.problems, *reader.problems, *(tree.problems if tree else ())]
    root = tree.root if tree else None
    if tree is not None and not isinstance(root, Mapping) and not tree.broken_off:
        problems.append(_no_mapping(root))
    return Source(
        root if isinstance(root, Mapping) else None,
        tuple(sorted(dict.fromkeys(problems), key=lambda each: (each.line, each.column))),
    )


class _Reader:
    """Reads the lines, corrects them where they can't be read, and reads again."""

    def __init__(self, lines: list[str], keys: Collection[str], parser: Any) -> None:
        self.lines = lines
        self.keys = keys
        self.parser = parser
        self.problems: list[Problem] = []

    def tree(self) -> Tree | None:
        """The tree of the corrected lines, or None when there are too many mistakes."""
        outcome = self._read(self.lines)
        while len(self.problems) < MOST_MISTAKES:
            if isinstance(outcome, Tree):
                repairs = self._suspected(outcome)
                if not repairs:
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
        return outcome if isinstance(outcome, Tree) else None

    def _suspected(self, tree: Tree) -> list[Fix]:
        """The repairs of what was probably meant otherwise, at most one for a line."""
        repairs: dict[int, Fix] = {}
        for suspect in tree.suspects:
            fix = fix_of(self.lines, suspect, self.keys)
            if fix is not None and not repairs.keys() & fix.lines.keys():
                repairs |= dict.fromkeys(fix.lines, fix)
        return list({id(fix): fix for fix in repairs.values()}.values())

    def _remedy(self, trouble: Trouble) -> tuple[Fix, Tree | Trouble] | None:
        """The first correction that lets the file be read further, and how far it is read then."""
        for fix in fixes(self.lines, trouble, self.keys):
            outcome = self._read(self._with(fix))
            if _further(outcome, trouble, fix):
                return fix, outcome
        for row in dict.fromkeys((min(trouble.row, len(self.lines) - 1), trouble.context_row)):
            fix = skipped(self.lines, row)
            outcome = self._read(self._with(fix))
            if self.lines[row].strip() and _further(outcome, trouble, fix):
                return fix, outcome
        self.problems.append(skipped(self.lines, min(trouble.row, len(self.lines) - 1)).problems[0])
        return None

    def _apply(self, fix: Fix) -> None:
        self.lines = self._with(fix)
        self.problems += fix.problems

    def _with(self, fix: Fix) -> list[str]:
        return [fix.lines.get(row, line) for row, line in enumerate(self.lines)]

    def _read(self, lines: list[str]) -> Tree | Trouble:
        return composed("\n".join(lines), self.parser)


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


def _no_mapping(root: Node | None) -> Problem:
    match root:
        case None:
            return problem("empty", 0, 0)
        case Sequence():
            return problem("top", root.line - 1, root.column - 1, "en lista", "a list")
        case Scalar():
            return problem("top", root.line - 1, root.column - 1, f"«{root.text}»", f"“{root.text[:60]}”")
    raise AssertionError(root)
