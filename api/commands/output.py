"""Files that commands make: all of them whole, or none; what is no such file is never written over."""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping
from pathlib import Path

from api.commands.parser import Words


def write(files: Mapping[str, bytes], where: str | None, *, replaces: Collection[str], what: Words) -> None:
    """Write the files (name → content) and print where each went. `what` they are is said where one can't be written.

    `where` is a file (for one), a folder, `-` for standard output, or None for the names in the current folder. A file
    that is there already is replaced if its name ends as one of `replaces` (`.svg`).

    Raises:
        SettingsWrong: a place can't be written, or holds something else. Nothing was written.
    """
    if where == "-":
        for content in files.values():
            sys.stdout.buffer.write(content)
        return
    into_folder = where is not None and (len(files) > 1 or Path(where).is_dir() or where.endswith("/"))
    targets = {name: _target(name, where, into_folder) for name in files}
    for target in targets.values():
        _may_replace(target, replaces, what)
    _write({targets[name]: content for name, content in files.items()}, into_folder, what)
    for target in targets.values():
        print(target)


def _target(name: str, where: str | None, into_folder: bool) -> Path:
    if where is None:
        return Path(name)
    return Path(where) / name if into_folder else Path(where)


def _may_replace(target: Path, replaces: Collection[str], what: Words) -> None:
    from engine.errors import SettingsWrong

    if target.exists() and (not target.is_file() or target.suffix.lower() not in replaces):
        raise SettingsWrong(
            f"{target} finns redan och är ingen {what.sv}; den skrivs inte över. Ange ett annat namn med --output.",
            f"{target} is there already and is no {what.en}; it is not replaced. Give another name with --output.",
        )


def _write(files: Mapping[Path, bytes], into_folder: bool, what: Words) -> None:
    """Every file beside its place first, and into it when all are there."""
    from engine.errors import SettingsWrong

    parts = {target: target.with_name(target.name + ".part") for target in files}
    target = next(iter(files), Path())
    try:
        for target, content in files.items():
            if into_folder:
                target.parent.mkdir(exist_ok=True)
            parts[target].write_bytes(content)
        for target, part in parts.items():
            part.replace(target)
    except OSError as trouble:
        for part in parts.values():
            _forget(part)
        raise SettingsWrong(
            f"{target} kunde inte skrivas: {trouble.strerror}. Ange en annan plats med --output.",
            f"{target} could not be written: {trouble.strerror}. Give another place with --output.",
        ) from trouble


def _forget(part: Path) -> None:
    try:
        part.unlink(missing_ok=True)
    except OSError:
        return
