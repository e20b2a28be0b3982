"""Which files of a folder are routines, by their names."""

from __future__ import annotations

import re
from pathlib import PurePath

from engine.language.file.settings import FILE_NAME

ENDINGS = (".yaml", ".yml")
_NOT_THERE_TO_READ = (".", "~$", "#")
"""Begins of names that programs give what they keep beside a file: hidden files, locks, what is not saved yet."""

_NEARLY = re.compile(r"(?P<stem>.+?)\.ya?ml(?:\.(?:txt|text|docx?|rtf|md))?", re.IGNORECASE)


def holds_text(path: PurePath) -> bool:
    """Whether it is a routine's file or the settings."""
    return path.suffix in ENDINGS and not path.name.startswith(_NOT_THERE_TO_READ)


def is_routine(path: PurePath) -> bool:
    """Whether a file of that name is a routine."""
    return holds_text(path) and path.name != FILE_NAME


def meant_name(path: PurePath) -> str | None:
    """What the file was probably to be called, where its ending keeps it from being read: `STODPASS.YAML`, `stodpass.yaml.txt`."""
    found = _NEARLY.fullmatch(path.name)
    if found is None or holds_text(path) or path.name.startswith(_NOT_THERE_TO_READ):
        return None
    return f"{found['stem'].lower()}.yaml"
