"""Files that commands make: all of them whole, or none; what is no such file is never written over."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from engine.said import Said

_AS_THE_FORMAT: Mapping[str, str] = MappingProxyType({})
_OTHER_KINDS = frozenset(
    (
        *(
            "bmp",
            "csv",
            "doc",
            "docx",
            "dot",
            "eps",
            "gif",
            "htm",
            "html",
            "jpeg",
            "jpg",
            "json",
            "md",
            "mmd",
        ),
        *("odp", "ods", "odt", "pdf", "png", "ppt", "pptx", "ps", "rtf", "svg", "tex", "tif", "tiff", "txt"),
        *("webp", "xls", "xlsx", "xml"),
    )
)
"""Endings that say what a file is: whoever writes one of them wants that."""


def format_for(
    asked: str | None, where: str | None, formats: Sequence[str], endings: Mapping[str, str] = _AS_THE_FORMAT
) -> str:
    """The format to make: the one that is `asked` for, else as the file `where` is called, else the first of the `formats`.

    `endings` are those of files that are called otherwise than their format.

    Raises:
        SettingsWrong: the file is called as another format is, or as a kind of file that is not made.
    """
    from engine.errors.store import SettingsWrong
    from engine.problems import listed

    ending = Path(where or "").suffix.lower()[1:]
    named = next((each for each in formats if endings.get(each, each) == ending), None)
    if named is None and ending in _OTHER_KINDS and not Path(where or "").is_dir():
        kinds = [f".{endings.get(each, each)}" for each in formats]
        raise SettingsWrong(
            Said(
                f"--output {where}: en sådan fil görs inte här. Låt filen sluta på {listed(kinds, 'eller')}.",
                f"--output {where}: such a file is not made here. Let the file end in {listed(kinds, 'or')}.",
            ),
        )
    if asked and named and named != asked:
        right = endings.get(asked, asked)
        raise SettingsWrong(
            Said(
                f"--format {asked} och --output {where} säger olika. Ta bort --format, eller låt filen sluta på .{right}",
                f"--format {asked} and --output {where} disagree. Leave --format out, or let the file end in .{right}",
            ),
        )
    return asked or named or formats[0]


def write(files: Mapping[str, bytes], where: str | None, *, replaces: Collection[str], what: Said) -> None:
    """Write the files (name → content) and print where each went. `what` they are is said where one can't be written.

    `where` is a file (it ends as one of `replaces`, `.svg`), a folder (all else), `-` for standard output, or None for the names in
    the current folder. Several files where one is named are numbered beside each other: `picture-1.svg`. A file that is there already is
    replaced if its name ends so.

    Raises:
        SettingsWrong: a place can't be written, or holds something else. Nothing was written.
    """
    if where == "-":
        for content in files.values():
            sys.stdout.buffer.write(content)
        return
    folder = _folder(where, replaces)
    targets = dict(zip(files, _targets(list(files), where, folder), strict=True))
    for target in targets.values():
        _may_replace(target, replaces, what)
    save({targets[name]: content for name, content in files.items()}, folder)
    for target in targets.values():
        print(target)


def _folder(where: str | None, replaces: Collection[str]) -> Path | None:
    """The folder that is named: whatever does not end as such a file, and what is one already."""
    if where is None:
        return None
    place = Path(where)
    is_called_so = place.suffix.lower() in replaces and not where.endswith("/") and not place.is_dir()
    return None if is_called_so or place.is_file() else place


def _targets(names: Sequence[str], where: str | None, folder: Path | None) -> list[Path]:
    if where is None:
        return [Path(name) for name in names]
    if folder is not None:
        return [folder / name for name in names]
    place = Path(where)
    if len(names) == 1:
        return [place]
    return [place.with_stem(f"{place.stem}-{number}") for number in range(1, len(names) + 1)]


def _may_replace(target: Path, replaces: Collection[str], what: Said) -> None:
    from engine.errors.store import SettingsWrong

    if target.exists() and (not target.is_file() or target.suffix.lower() not in replaces):
        raise SettingsWrong(
            Said(
                f"{target} finns redan och är ingen {what.sv}; den skrivs inte över. Ange ett annat namn med --output.",
                f"{target} is there already and is no {what.en}; it is not replaced. Give another name with --output.",
            ),
        )


def save(files: Mapping[Path, bytes], folder: Path | None = None) -> None:
    """Write every file beside its place first, and into it when all are there; the `folder` is made if it is missing.

    Two commands that write the same files at once do not disturb each other: one of them is the last.

    Raises:
        SettingsWrong: a place can't be written. Nothing was written.
    """
    from engine.errors.store import SettingsWrong
    from engine.system import why

    parts = {target: target.with_name(f"{target.name}.{os.getpid()}.part") for target in files}
    target = next(iter(files), Path())
    try:
        for target, content in files.items():
            if folder is not None:
                folder.mkdir(exist_ok=True)
            parts[target].write_bytes(content)
        for target, part in parts.items():
            part.replace(target)
    except OSError as trouble:
        sv, en = why(trouble)
        raise SettingsWrong(
            Said(
                f"{target} kunde inte skrivas: {sv}. Ange en annan plats med --output.",
                f"{target} could not be written: {en}. Give another place with --output.",
            ),
        ) from trouble
    finally:
        for part in parts.values():  # those that are left, by whatever ended it: Ctrl-C too
            _forget(part)


def _forget(part: Path) -> None:
    try:
        part.unlink(missing_ok=True)
    except OSError:
        return
