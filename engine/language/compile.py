"""Text → Routine, in passes: the file's tree, its keys and values, its names, the routine, its canonical
form. All findings at once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, tzinfo
from pathlib import PurePath

from engine.language.build import declarations
from engine.language.build.attachments import Beside
from engine.language.build.routine import build
from engine.language.build.scope import Reference, Scope
from engine.language.file.document import KNOWN, Document
from engine.language.file.level.headless import with_headers
from engine.language.file.level.members import members_in_place
from engine.language.file.level.states import in_place
from engine.language.file.places import Places
from engine.language.file.reading import ID, Reading, Word
from engine.language.file.settings import Setting
from engine.language.prose.names_shown import spell_names
from engine.language.prose.proofreading import proofread
from engine.language.rules.findings import Finding, Findings
from engine.language.yaml.source import Mapping as Tree
from engine.language.yaml.source import Scalar, Sequence, read
from engine.model.facts import Fact
from engine.model.routine import Routine
from engine.said import CODE, UNSAID, Said
from engine.stored.canonical import Canonical, canonical
from engine.stored.routine import digest, routine_to_stored

_UNCERTAIN = ("yaml-deep", "yaml-key", "yaml-more", "yaml-tab", "yaml-top", "yaml-unreadable")
"""After these it is only guessed what the file says, so that nothing more is said about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """A compiled file. `routine` is None where it has errors; `id` is what it calls itself, errors or not.

    The rest is what checks of a whole set need: the `references` to routines that it calls or starts, its `declared`
    facts with their places, those of them that it reads (`read`) and gives values to (`given`), and the `places` of its parts.
    """

    file: str
    language: str
    routine: Routine | None
    findings: tuple[Finding, ...]
    id: Word | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    declared: tuple[Word, ...] = ()
    references: tuple[Reference, ...] = ()
    read: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()
    places: Places | None = None

    @property
    def canonical(self) -> Canonical | None:
        """The canonical document, where there is a routine."""
        return canonical(self.routine) if self.routine else None

    @property
    def digest(self) -> str | None:
        """The routine's digest, where there is a routine."""
        return self.routine.digest if self.routine else None


def compile_text(
    text: str | bytes,
    file: str,
    *,
    settings: Mapping[str, Setting] | None = None,
    routines: Collection[str] | None = None,
    beside: Beside | None = None,
    zone: tzinfo = UTC,
) -> Compiled:
    """The routine of a file's text. `settings` and `routines` (ids) are those it may name, `beside` the files among which its
    documents lie; None leaves such names unchecked. `zone` is the organisation's, by whose clock its scenarios go.
    """
    findings = Findings(file)
    source = read(text, known=KNOWN)
    findings.lines = source.lines
    if source.root is not None:
        findings.language = _languages(source.root)[0]
    for problem in source.problems:
        findings.add_problem(problem)
    if source.root is None or findings.any_of(*_UNCERTAIN):
        return Compiled(file=file, language=findings.language, routine=None, findings=findings.all())
    return _compiled(source.root, findings, settings, routines, beside, zone, is_whole=source.is_whole)


def _compiled(
    root: Tree,
    findings: Findings,
    settings: Mapping[str, Setting] | None,
    routines: Collection[str] | None,
    beside: Beside | None,
    zone: tzinfo,
    *,
    is_whole: bool,
) -> Compiled:
    """The file of a tree. It is held to the writing rules where all of it could be read."""
    proofreading = not findings.errors
    languages = _languages(root)
    reading = Reading(findings, languages)
    document = Document.model_validate(_sorted(root, findings), context=reading)
    _check_languages(document, findings)
    _check_file_name(document, findings)
    if proofreading:
        proofread(document, findings)
        spell_names(document, languages[0], findings)
    facts = declarations.facts(document, findings, languages)
    scope = Scope(
        document,
        findings,
        languages,
        facts,
        settings=settings,
        routines=routines,
        zone=zone,
        is_whole=is_whole and reading.is_whole,
    )
    routine = build(scope, beside)
    if routine is not None:
        routine = replace(routine, digest=digest(routine_to_stored(routine)))
    return Compiled(
        file=findings.file,
        id=document.routine,
        language=findings.language,
        routine=routine,
        findings=findings.all(),
        facts=facts,
        declared=tuple(document.facts),
        references=tuple(scope.references),
        read=frozenset(scope.read),
        given=frozenset(scope.given),
        places=Places(document),
    )


def _sorted(root: Tree, findings: Findings) -> Tree:
    """The tree with all that stands in the wrong place where it belongs."""
    return in_place(members_in_place(with_headers(root, findings), findings), findings)


def _languages(root: Tree) -> tuple[str, ...]:
    """The languages the file declares, as far as they can be read; its texts are read in them."""
    node = next((value for key, value in root.entries if key.text == "language"), None)
    items = node.items if isinstance(node, Sequence) else (node,)
    found = dict.fromkeys(item.text for item in items if isinstance(item, Scalar) and item.text in CODE)
    return tuple(found) or CODE[:1]


def _check_languages(document: Document, findings: Findings) -> None:
    for word in document.language:
        if word not in CODE:
            allowed = Said("sv, en eller en lista: [sv, en]", "sv, en or a list: [sv, en]")
            findings.add("wrong-value", word.place, found=word, key="language", hint=UNSAID, allowed=allowed)


def _check_file_name(document: Document, findings: Findings) -> None:
    found = PurePath(findings.file).name
    if document.routine and ID.fullmatch(document.routine) and found != f"{document.routine}.yaml":
        findings.add("file-name", document.routine.place, found=found, routine=document.routine)
