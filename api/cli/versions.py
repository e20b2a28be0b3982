"""The versions of routines that a command line names: files, folders, what is published, and what git remembers."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from api.cli.sound import printed_errors
from engine.errors.request import NotFound
from engine.errors.store import SettingsWrong
from engine.language.compile import Compiled, compile_text
from engine.language.file.names import is_routine
from engine.language.rules.findings import Finding
from engine.model.routine import Routine
from engine.said import Said
from engine.system import why

_OF_WINDOWS = re.compile(r"[A-Za-z]:[\\/]")
"""Begins a path of Windows, and no revision of git."""
_PUBLISHED = re.compile(r"(?P<routine>\w*)@(?P<version>[1-9]\d{0,8})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """Routines of one side. `whole`: all that there is of a folder or of what is published, not one that was named."""

    routines: tuple[Routine, ...]
    whole: bool


def load(named: str, language: str) -> Versions:
    """What `named` stands for. Raises SettingsWrong where that is nothing, or has errors (which are printed)."""
    path = Path(named)
    if path.is_dir():
        return _of_texts(
            ((file, file.read_bytes()) for file in sorted(path.iterdir()) if is_routine(file)),
            named,
            language,
        )
    if path.exists():
        return Versions(routines=(_routine(_read(path), named, language),), whole=False)
    if match := _PUBLISHED.fullmatch(named):
        return _published(match["routine"], int(match["version"]) if match["version"] else None)
    if ":" in named and not _OF_WINDOWS.match(named):
        return _remembered(named, language)
    raise SettingsWrong(
        Said(
            f"Det finns ingen fil eller mapp ”{named}”. Skriv en fil, en mapp, en publicerad version (stodpass@1) "
            "eller en version i git (HEAD:routines/stodpass.yaml).",
            f"There is no file or folder “{named}”. Give a file, a folder, a published version (stodpass@1) "
            "or a version in git (HEAD:routines/stodpass.yaml).",
        ),
    )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as trouble:
        sv, en = why(trouble)
        raise SettingsWrong(
            Said(f"”{path}” går inte att läsa: {sv}.", f"“{path}” can't be read: {en}.")
        ) from trouble


def _of_texts(texts: Iterable[tuple[PurePath, bytes]], named: str, language: str) -> Versions:
    routines = tuple(_routine(content, str(file), language) for file, content in texts)
    if not routines:
        raise SettingsWrong(
            Said(
                f"Mappen ”{named}” har inga rutiner. Rutiner är filer som slutar på .yaml. Ange en annan mapp.",
                f"The folder “{named}” has no routines. Routines are files that end with .yaml. Give another folder.",
            ),
        )
    return Versions(routines=routines, whole=True)


def _routine(content: bytes, file: str, language: str) -> Routine:
    """The routine of a file, whatever the file is called: a copy may well have another name than the routine."""
    compiled = compile_text(content, file)
    if (
        compiled.routine is None
        and compiled.id
        and {each.rule for each in _errors(compiled)} == {"file-name"}
    ):
        compiled = compile_text(content, f"{compiled.id}.yaml")
    if compiled.routine is None:
        printed_errors((replace(finding, file=file) for finding in compiled.findings), language)
        raise SettingsWrong(
            Said(
                f"”{file}” har fel och går inte att jämföra. Rätta dem först.",
                f"“{file}” has errors and can't be compared. Correct them first.",
            ),
        )
    return compiled.routine


def _errors(compiled: Compiled) -> list[Finding]:
    return [finding for finding in compiled.findings if finding.severity == "error"]


def _published(routine: str, version: int | None) -> Versions:
    """A published version, the newest unless its number is given; without a routine, the newest of each."""
    from api.cli.opening import open_engine
    from api.settings import Settings

    with open_engine(Settings.load(), new=False) as engine:
        if not routine:
            return Versions(routines=tuple(engine.routines()), whole=True)
        try:
            return Versions(routines=(engine.routine(routine, version),), whole=False)
        except NotFound as missing:
            raise SettingsWrong(missing.said()) from missing


def _remembered(named: str, language: str) -> Versions:
    """A file or a folder of a revision, written as git writes it: REVISION:PATH."""
    revision, _, path = named.partition(":")
    named = f"{revision}:{path.replace(chr(92), '/')}"  # git writes all paths with /
    folder = PurePath(named.partition(":")[2])
    if _git("cat-file", "-t", named).strip() == b"tree":
        names = (PurePath(line) for line in _git("ls-tree", "--name-only", named).decode().splitlines())
        spec = named if named.endswith((":", "/")) else f"{named}/"
        texts = ((folder / name, _git("show", f"{spec}{name}")) for name in names if is_routine(name))
        return _of_texts(texts, named, language)
    return Versions(routines=(_routine(_git("show", named), str(folder), language),), whole=False)


def _git(*arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, check=False)
    except OSError as trouble:
        raise SettingsWrong(
            Said("Programmet git finns inte här.", "The program git is not installed here.")
        ) from trouble
    if done.returncode:
        raise SettingsWrong(
            Said(
                f"git hittar inte ”{arguments[-1]}”: versionen finns inte här, eller så fanns inte filen i den. "
                "git log --oneline visar vilka versioner som finns.",
                f"git does not find “{arguments[-1]}”: there is no such version here, or the file was not in it. "
                "git log --oneline shows the versions that there are.",
            )
        )
    return done.stdout
