"""YAML text → the tree of nodes, by the events of PyYAML's parser; what a routine may not use is noted on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from engine.language.yaml.characters import without_hidden
from engine.language.yaml.known import NOTHING_KNOWN, Known
from engine.language.yaml.nodes import Mapping, Node, Scalar, Sequence
from engine.language.yaml.words import problem
from engine.problems import Problem

DEEPEST = 20

SuspectKind = Literal[
    "colon", "dash", "flow", "glued", "hash", "level", "missing-colon", "open-quote", "start"
]

_KEY_LINE = re.compile(r"( *)(?:- +)*[a-z][a-z0-9_]*:(?:\s|$)")
_TEXT_IN_KEY = re.compile(r"[a-z][a-z0-9_]* +[\"'\[{]")
_TAG = re.compile(r"!(?:!|<|[a-z][a-z0-9_/.-]*(?: |$))")
_ALIAS = re.compile(r"\*[a-z][a-z0-9_]*\s*(?:#.*)?$")
_GLUED = re.compile(r"[a-z][a-z0-9_]*:[^\s/]")


class PureParser(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):
    """PyYAML's parser in Python: where the C parser is missing, and for files with tabs, which that lets pass."""

    def __init__(self, stream: str) -> None:
        yaml.reader.Reader.__init__(self, stream)
        yaml.scanner.Scanner.__init__(self)
        yaml.parser.Parser.__init__(self)


FastParser: Any = vars(yaml.cyaml)["CParser"] if yaml.__with_libyaml__ else PureParser


@dataclass(frozen=True, slots=True)
class Trouble:
    """Where the parser gave up, and where what it was reading began. Rows and columns count from 0."""

    row: int
    column: int
    context_row: int


@dataclass(frozen=True, slots=True)
class Suspect:
    """A place that YAML reads, but otherwise than its owner meant. `kind` says what is to be repaired."""

    kind: SuspectKind
    row: int
    column: int


@dataclass(slots=True)
class Tree:
    """The root node (None for an empty file), what may not be used, and what was probably meant otherwise.

    `mixed` counts names that stand on a level with keys of the language; `lost` where keys below a name are left out.
    """

    root: Node | None = None
    problems: list[Problem] = field(default_factory=list)
    suspects: dict[Suspect, None] = field(default_factory=dict)
    broken_off: bool = False
    mixed: int = 0
    lost: bool = False


def composed(text: str, known: Known = NOTHING_KNOWN, parser: Any = None) -> Tree | Trouble:
    """The tree of a YAML text, or where it can't be read. `parser` is for tests: the C parser or the one in Python.

    A name of the owner's own on a level with `known` keys (`mixed`) is probably out of place.
    """
    builder = _Builder([*text.split("\n"), ""], known)  # a mark may lie after the last line
    parser = PureParser if "\t" in text else parser or FastParser
    try:
        builder.build(parser(text))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        row, column = (mark.line, mark.column) if mark else (0, 0)
        context = error.context_mark.line if error.context_mark else row
        return Trouble(row, column, context)
    except yaml.YAMLError:  # a character that the reader refuses
        return Trouble(0, 0, 0)
    return builder.tree


class _Frame:
    """A list or map that is being read. `key` waits for its value; `keys` holds the line of each key seen."""

    __slots__ = ("column", "entries", "flow", "is_map", "items", "key", "key_end", "keys", "line")

    def __init__(self, event: Any, is_map: bool) -> None:
        self.is_map = is_map
        self.flow: bool = bool(event.flow_style)
        self.line: int = event.start_mark.line + 1
        self.column: int = event.start_mark.column + 1
        self.items: list[Node] = []
        self.entries: list[tuple[Scalar, Node]] = []
        self.keys: dict[str, int] = {}
        self.key: Scalar | None = None
        self.key_end: tuple[int, int] = (0, 0)

    def node(self) -> Node:
        if self.is_map:
            return Mapping(tuple(self.entries), self.line, self.column)
        return Sequence(tuple(self.items), self.line, self.column)


class _Builder:
    def __init__(self, lines: list[str], known: Known) -> None:
        self.lines = lines
        self.known = known
        self.keys = known.keys
        self.tree = Tree()
        self.open: list[_Frame] = []
        self.anchors: set[str] = set()

    def build(self, parser: Any) -> None:
        """Reads all events, or up to where reading has to stop."""
        documents = 0
        while not self.tree.broken_off:
            event = parser.get_event()
            kind = type(event)
            if kind is ScalarEvent:
                self._scalar(event)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                self._opened(event, kind is MappingStartEvent)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                frame = self.open.pop()
                self._count_mixed(frame)
                self._place(frame.node())
            elif kind is AliasEvent:
                self._alias(event)
            elif kind is DocumentStartEvent:
                documents += 1
                self._document(event, documents)
            elif kind is StreamEndEvent:
                return

    # Events

    def _scalar(self, event: Any) -> None:
        start, end = event.start_mark, event.end_mark
        row, column, text, quoted = start.line, start.column, event.value, bool(event.style)
        frame = self.open[-1] if self.open else None
        if event.anchor is not None or event.tag is not None:
            self._marked(row, column, event.anchor)
        if frame is not None and frame.flow:
            if not quoted and not text and self._keyless(frame):
                self._suspect("flow", row, column)
        elif not quoted:
            self._check_plain(text, row, column, end.line, end.column)
        if end.line > row and event.style in ("'", '"') and self._swallows_keys(row, end.line):
            self._suspect("open-quote", row, column)
        if event.style == '"' and (seen := without_hidden(text)) != text:
            self._problem("escape", row, column)
            text = seen
        rows = tuple(self.lines[row + 1 : end.line + 1]) if event.style in ("|", ">") else ()
        node = Scalar(text, row + 1, column + 1, quoted, rows)
        if not text and not quoted and frame is not None and frame.key is not None:
            node = Scalar("", frame.key_end[0] + 1, frame.key_end[1] + 1)  # nothing, right after the key
        if frame is not None and frame.is_map and frame.key is None:
            self._key(frame, node, (end.line, end.column))
        else:
            self._place(node)

    def _opened(self, event: Any, is_map: bool) -> None:
        start = event.start_mark
        if event.anchor is not None or event.tag is not None:
            self._marked(start.line, start.column, event.anchor)
        if len(self.open) == DEEPEST:
            self._problem("deep", start.line, start.column, DEEPEST)
            self.tree.broken_off = True
            return
        frame = _Frame(event, is_map)
        around = self.open[-1] if self.open else None
        if around is not None and around.flow and is_map and self._at(start.line, start.column) != "{":
            owner = self.open[-2].key if len(self.open) > 1 else None
            if owner is None or not self.known.holds_pairs(owner.text):
                self._suspect("flow", start.line, start.column)  # `[Ring: nu]`, a map without braces
        self.open.append(frame)

    def _alias(self, event: Any) -> None:
        row, column = event.start_mark.line, event.start_mark.column
        if event.anchor in self.anchors or _ALIAS.match(self.lines[row], column):
            self._problem("anchor", row, column, f"*{event.anchor}")
        else:
            self._suspect("start", row, column)
        node = Scalar(f"*{event.anchor}", row + 1, column + 1)
        frame = self.open[-1] if self.open else None
        if frame is not None and frame.is_map and frame.key is None:
            self._key(frame, node, (row, column))
        else:
            self._place(node)

    def _document(self, event: Any, number: int) -> None:
        row = event.start_mark.line
        if number > 1:
            self._problem("document", row, 0)
            self.tree.broken_off = True
        elif event.version is not None or event.tags:
            directive = next((each for each, line in enumerate(self.lines) if line.startswith("%")), row)
            self._problem("directive", directive, 0)

    # Building

    def _key(self, frame: _Frame, key: Scalar, end: tuple[int, int]) -> None:
        if key.text == "<<" and not key.quoted:
            self._problem("anchor", key.line - 1, key.column - 1, key.text)
        elif not key.quoted and key.text[:1] == "-":
            self._suspect("dash", key.line - 1, key.column - 1)
        elif not key.quoted and _TEXT_IN_KEY.match(key.text):
            self._suspect("missing-colon", key.line - 1, key.column - 1)
        frame.key, frame.key_end = key, end

    def _place(self, node: Node) -> None:
        """Puts a finished value where it belongs."""
        if not self.open:
            self.tree.root = node
            return
        frame = self.open[-1]
        if not frame.is_map:
            frame.items.append(node)
            if not frame.flow and isinstance(node, Mapping) and _is_text_with_a_colon(node):
                self._suspect("colon", node.line - 1, node.column - 1)  # `- Ring nu: 112`
            return
        key, frame.key = frame.key, None
        if key is None:
            self._collection_as_key(frame, node)
            return
        if key.text not in frame.keys:
            frame.keys[key.text] = key.line
            frame.entries.append((key, node))
        else:
            self._duplicate(frame, key, node)

    def _count_mixed(self, frame: _Frame) -> None:
        if self.keys and not frame.flow:
            own = sum(key not in self.keys for key in frame.keys)
            self.tree.mixed += own if own < len(frame.keys) else 0

    def _duplicate(self, frame: _Frame, key: Scalar, node: Node) -> None:
        """A key that stands already; below a key without a value, it may be that key's own, and that key too far in."""
        self._problem("duplicate", key.line - 1, key.column - 1, key.text, frame.keys[key.text])
        self.tree.lost |= isinstance(node, Mapping) and key.text not in self.keys
        above = next((each for each, value in reversed(frame.entries) if not _holds_anything(value)), None)
        if above is not None and not frame.flow and frame.keys[key.text] < above.line:
            self._suspect("level", above.line - 1, above.column - 1)

    def _collection_as_key(self, frame: _Frame, node: Node) -> None:
        """A list or map where a key should stand: `{{7*7}}`, `[a]: b`."""
        frame.key = Scalar("", node.line, node.column, quoted=True)
        if frame.flow:
            self._suspect("flow", node.line - 1, node.column - 1)
        else:
            self._problem("key", node.line - 1, node.column - 1)

    # What is probably meant otherwise

    def _check_plain(self, text: str, row: int, column: int, end_row: int, end_column: int) -> None:
        if text[:1] == "-" and text[1:2].isalpha() and not self.lines[row][:column].strip():
            self._suspect("dash", row, column)
        elif ":" in text and _GLUED.match(text) and self.lines[row][:column].strip(" -") == "":
            self._suspect("glued", row, column)
        if "#" in self.lines[end_row] and re.match(r" +#\d", self.lines[end_row][end_column:]):
            self._suspect("hash", row, column)

    def _keyless(self, frame: _Frame) -> bool:
        """Whether the empty value is that of a word without a colon: `{IT, phone: 1}`, or `{phone:}`."""
        if frame.key is None:
            return False
        row, column = frame.key_end
        after = self.lines[row][column:].lstrip()
        return not after.startswith(":") or after[1:2] in ("}", ",")

    def _swallows_keys(self, first: int, last: int) -> bool:
        """Whether a text in quotes that goes on over lines holds a line that looks like a key of its own."""
        indent = len(self.lines[first]) - len(self.lines[first].lstrip(" "))
        found: Iterator[re.Match[str] | None] = (
            _KEY_LINE.match(line) for line in self.lines[first + 1 : last + 1]
        )
        return any(match is not None and len(match[1]) <= indent for match in found)

    def _marked(self, row: int, column: int, anchor: str | None) -> None:
        """An anchor or a tag: a shortcut of YAML's, or a text that begins with & or !."""
        if anchor is not None:
            after = self.lines[row][column:].removeprefix(f"&{anchor}").strip()
            if not after or after[0] in "[{\"'|>#":
                self.anchors.add(anchor)
                self._problem("anchor", row, column, f"&{anchor}")
                return
        elif _TAG.match(self.lines[row], column):
            self._problem("tag", row, column, self.lines[row][column:].split()[0])
            return
        self._suspect("start", row, column)

    def _suspect(self, kind: SuspectKind, row: int, column: int) -> None:
        outermost = next((frame for frame in self.open if frame.flow), None)
        if outermost is not None:
            kind, row, column = "flow", outermost.line - 1, outermost.column - 1
        self.tree.suspects.setdefault(Suspect(kind, row, column))

    def _at(self, row: int, column: int) -> str:
        return self.lines[row][column : column + 1]

    def _problem(self, kind: str, row: int, column: int, piece: object = "", more: int = 0) -> None:
        self.tree.problems.append(problem(kind, row, column, piece, more))


def _holds_anything(node: Node) -> bool:
    return not isinstance(node, Scalar) or bool(node.text) or node.quoted


def _is_text_with_a_colon(node: Mapping) -> bool:
    """Whether an item of a list is `Ring nu: 112`: no key has a space in it."""
    return len(node.entries) == 1 and " " in node.entries[0][0].text
