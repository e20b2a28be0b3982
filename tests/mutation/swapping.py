"""Puts a fault into the program that runs: functions that live already, and modules that are yet to be read."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from functools import _lru_cache_wrapper
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any


def functions(file: Path) -> dict[int, list[FunctionType]]:
    """The functions of a file that live, by the line where each begins; those inside others come with them."""
    found: dict[int, list[FunctionType]] = {}
    for each in gc.get_objects():
        if isinstance(each, FunctionType) and each.__code__.co_filename == str(file):
            found.setdefault(each.__code__.co_firstlineno, []).append(each)
    return found


def caches(file: Path) -> list[Any]:
    """What keeps answers of the file's functions (`cache`, `lru_cache`)."""
    found = [each for each in gc.get_objects() if isinstance(each, _lru_cache_wrapper)]
    return [
        each
        for each in found
        if isinstance(each.__wrapped__, FunctionType) and each.__wrapped__.__code__.co_filename == str(file)
    ]


def swap(
    file: Path, code: CodeType, living: dict[int, list[FunctionType]], kept: list[Any], line: int
) -> None:
    """Let the functions that begin at a line do what `code`, the whole file compiled, says; also those of modules that are read later."""
    for each in kept:
        each.cache_clear()
    new = next(each for each in _functions_of(code) if each.co_firstlineno == line)
    for function in living.get(line, ()):
        function.__code__ = new
    read_as(file, code)


def read_as(file: Path, code: CodeType) -> None:
    """From now on, whoever imports the file gets this instead."""
    usual = SourceFileLoader.get_code

    def get_code(self: SourceFileLoader, fullname: str) -> CodeType | None:
        return code if self.path == str(file) else usual(self, fullname)

    SourceFileLoader.get_code = get_code  # type: ignore[assignment, method-assign]


def _functions_of(code: CodeType) -> Iterator[CodeType]:
    for each in code.co_consts:
        if isinstance(each, CodeType) and not each.co_name.startswith("<"):
            yield each
            yield from _functions_of(each)
