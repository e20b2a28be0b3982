"""Drawings kept on disk between runs of a command, so that what has not changed is not drawn again."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

KEPT = 100_000_000
"""So many bytes of drawings are kept, those used last."""


def cache_folder() -> Path:
    """Where a program of this user keeps what it can make again: `XDG_CACHE_HOME`, or as the system has it."""
    given = os.environ.get("XDG_CACHE_HOME")
    if given:
        return Path(given) / "rutin"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "rutin" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "rutin"
    return Path.home() / ".cache" / "rutin"


class Cache:
    """Drawings by their marks (`diagrams.material.edition`). A cache that can't be read or written is as one that is empty."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "drawings"

    def once(self, mark: str, draw: Callable[[], Sequence[bytes]]) -> Sequence[bytes]:
        """The files of the drawing with that mark, as they were drawn before, else drawn now."""
        found = self._found(mark)
        if found is None:
            found = draw()
            self._keep(mark, found)
        return found

    def _found(self, mark: str) -> Sequence[bytes] | None:
        folder = self._folder / mark
        try:
            files = sorted(folder.iterdir(), key=lambda file: int(file.name))
            found = tuple(file.read_bytes() for file in files)
            os.utime(folder)
        except (OSError, ValueError):
            return None
        return found or None

    def _keep(self, mark: str, files: Sequence[bytes]) -> None:
        """All files of the drawing, or none."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            part = Path(tempfile.mkdtemp(prefix="part-", dir=self._folder))
            try:
                for number, content in enumerate(files):
                    (part / str(number)).write_bytes(content)
                part.rename(self._folder / mark)
            finally:
                shutil.rmtree(part, ignore_errors=True)
            self._forget_old()
        except OSError:
            return

    def _forget_old(self) -> None:
        kept = 0
        for drawing in sorted(self._folder.iterdir(), key=lambda each: each.stat().st_mtime, reverse=True):
            kept += sum(file.stat().st_size for file in drawing.iterdir())
            if kept > KEPT:
                shutil.rmtree(drawing, ignore_errors=True)
