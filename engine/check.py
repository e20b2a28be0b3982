"""`check`: every finding of a set of routine files, their settings and their scenarios."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, tzinfo
from pathlib import Path

from engine.beside import Beside, first_bytes
from engine.errors.published import CannotCheck
from engine.language.compile import Compiled, compile_text
from engine.language.cross import cross
from engine.language.file.names import is_routine, meant_name
from engine.language.file.settings import FILE_NAME, Setting, read_settings
from engine.language.proof.prove import prove
from engine.language.rules.findings import NOWHERE, Finding, Findings, in_order
from engine.language.rules.rule import ERROR
from engine.language.yaml.characters import MOST_BYTES
from engine.model.routine import Routine
from engine.problems import Problem
from engine.said import Said
from engine.scenarios.play import Failed, play


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a check found. `routines` are those without errors; `files` those whose findings are reported.

    `playable` are the routines by id that are sound but for their scenarios, the siblings of the files too. `documents` are
    where the documents of `routines` lie, by their digests.
    """

    findings: tuple[Finding, ...]
    routines: tuple[Routine, ...]
    playable: Mapping[str, Routine]
    settings: Mapping[str, Setting]
    files: tuple[str, ...]
    documents: Mapping[str, Path] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether there is no error; warnings may be."""
        return not _wrong(self.findings)


def check(paths: Sequence[str | Path], *, language: str | None = None, zone: tzinfo = UTC) -> Report:
    """Check files and folders as one set. A file's siblings are read for what it refers to, and not reported.

    `language` is that of the findings' messages; None is each routine's own; `zone` is the organisation's. Raises CannotCheck where a path
    is not there or holds no routine.
    """
    asked = tuple(dict.fromkeys(_asked(map(Path, paths))))
    left_out = [finding for path in map(Path, paths) if path.is_dir() for finding in _left_out(path)]
    folders = dict.fromkeys(path.parent for path in asked)
    around = [sibling for folder in folders for sibling in _in_folder(folder)]
    settings = {folder: _read_settings(folder) for folder in folders}
    beside = {folder: Beside(folder) for folder in folders}
    every = tuple(dict.fromkeys((*asked, *around)))
    routines = tuple(sorted({path.stem for path in every}))
    with _no_search_for_garbage():
        compiled = [
            _compiled(path, settings[path.parent][0], routines, beside[path.parent], zone) for path in every
        ]
        files = frozenset(map(str, asked))
        proved = prove(compiled, files)
    more = {file: (*found, *proved.get(file, ())) for file, found in cross(compiled).items()}
    sound = {each.routine.id: each for each in compiled if each.routine and not _wrong(more[each.file])}
    findings: list[Finding] = [finding for _, found in settings.values() for finding in found]
    findings += left_out
    for each in compiled:
        if each.file in files:
            own = (*each.findings, *more[each.file], *_unplayable(each, sound))
            findings += sorted(own, key=in_order)
    wrong = {each.file for each in findings if each.severity == ERROR}
    right = {each.file: each.routine for each in compiled if each.routine and each.file in files - wrong}
    return Report(
        findings=tuple(replace(each, language=language) if language else each for each in findings),
        routines=tuple(right.values()),
        documents={
            digest: path
            for file, routine in right.items()
            for digest, path in beside[Path(file).parent].paths_of(routine).items()
        },
        playable={id: each.routine for id, each in sound.items() if each.routine},
        settings={id: setting for of_folder, _ in settings.values() for id, setting in of_folder.items()},
        files=tuple(map(str, asked)),
    )


def _wrong(findings: Iterable[Finding]) -> bool:
    return any(each.severity == ERROR for each in findings)


@contextmanager
def _no_search_for_garbage() -> Iterator[None]:
    """Nearly all that is read is kept, so that looking for garbage among it costs as much as the reading."""
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.enable()


def _unplayable(file: Compiled, sound: Mapping[str, Compiled]) -> tuple[Finding, ...]:
    """Scenarios that do not play. They are played where the file and all that it may start are without errors."""
    if file.routine is None or sound.get(file.routine.id) is not file:
        return ()
    within: dict[str, Routine] = {}
    ahead = [file.routine.id]
    while ahead:
        each = sound.get(ahead.pop())
        if each is None or each.routine is None:
            return ()
        if each.routine.id not in within:
            within[each.routine.id] = each.routine
            ahead += [reference.routine for reference in each.references]
    findings = Findings(file.file, file.language)
    for scenario in file.routine.scenarios:
        outcome = play(file.routine, scenario, within)
        if isinstance(outcome, Failed):
            findings.add_problem(Problem("scenario-fails", outcome.why, line=outcome.line))
    return findings.all()


def _asked(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            found = _in_folder(path)
            if not found:
                raise CannotCheck(str(path), "empty")
            yield from found
        elif path.exists():
            yield path
        else:
            raise CannotCheck(str(path), "missing")


def _in_folder(folder: Path) -> list[Path]:
    try:
        return sorted(filter(is_routine, folder.iterdir()), key=str)
    except OSError:
        raise CannotCheck(str(folder), "closed") from None


def _left_out(folder: Path) -> Iterator[Finding]:
    """The files beside the routines whose ending keeps them from being read."""
    for path in sorted(folder.iterdir(), key=str):
        meant = meant_name(path)
        if meant is not None and path.is_file():
            findings = Findings(str(path))
            findings.add("file-ending", NOWHERE, found=path.name, meant=meant)
            yield from findings.all()


def _read_settings(folder: Path) -> tuple[Mapping[str, Setting], tuple[Finding, ...]]:
    path = folder / FILE_NAME
    if not path.exists():
        return {}, ()
    findings = Findings(str(path))
    content = _content(path, findings)
    settings = {} if content is None else read_settings(content, findings)
    return settings, findings.all()


def _compiled(
    path: Path, settings: Mapping[str, Setting], routines: Collection[str], beside: Beside, zone: tzinfo
) -> Compiled:
    findings = Findings(str(path))
    content = _content(path, findings)
    if content is None:
        return Compiled(file=str(path), language="sv", routine=None, findings=findings.all())
    return compile_text(content, str(path), settings=settings, routines=routines, beside=beside, zone=zone)


def _content(path: Path, findings: Findings) -> bytes | None:
    """The file's bytes, a little more than may be read at most; None after a finding."""
    content = first_bytes(path, MOST_BYTES + 1)
    if isinstance(content, Said):
        findings.add("file-unreadable", NOWHERE, why=content)
        return None
    return content
