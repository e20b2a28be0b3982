"""The folder of training material: what was written into it, what of that is still as it was, and what somebody else has put there."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from typing import Literal

from engine.said import Said

KEPT = "rutin-training.json"
"""The list of what was written: path → its mark, hash, size and pages."""
_PAGE = re.compile(rb"/Type\s*/Page\b")
_SLIDE = re.compile(r"ppt/slides/slide\d+\.xml")

State = Literal["there", "wanted", "altered"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One file that was written: the `mark` of its material, its SHA-256, bytes, and how many pages or slides it has, where it has such."""

    mark: str
    hash: str
    size: int = 0
    pages: int | None = None


class MaterialFolder:
    """A folder that is filled with files, each whole or not at all. What is not as it was written here is somebody's, and is left."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept = _read(folder / KEPT)

    @property
    def kept(self) -> Mapping[str, Kept]:
        """Every file that was written and is to be there."""
        return self._kept

    def state(self, path: str, mark: str) -> State:
        """Whether the file is there as it was written with that mark, is wanted, or was altered by somebody since it was written."""
        kept, there = self._kept.get(path), self._hash_of(path)
        if kept is not None and there is not None and kept.hash != there:
            return "altered"
        return "there" if kept is not None and there is not None and kept.mark == mark else "wanted"

    def is_free(self, path: str, content: bytes) -> bool:
        """Whether the content may be written there: nothing is, or what was written here, or that same content."""
        kept = self._kept.get(path)
        return self._hash_of(path) in (None, kept and kept.hash, _hash(content))

    def put(self, path: str, content: bytes, mark: str) -> None:
        """Write one file, and the list.

        Raises:
            SettingsWrong: the place can't be written.
        """
        self._write(path, content)
        self._kept[path] = Kept(mark=mark, hash=_hash(content), size=len(content), pages=_pages(content))
        self._remember()

    def put_or_why(self, path: str, content: bytes, mark: str) -> Said | None:
        """The same, or why this one file can't be written, as where another program has it open.

        Raises:
            SettingsWrong: nothing can be written into the folder.
        """
        from engine.errors.store import SettingsWrong

        try:
            self.put(path, content, mark)
        except SettingsWrong as trouble:
            if not isinstance(trouble.__cause__, PermissionError):
                raise
            self._remember()
            return trouble.said()
        return None

    def folders_but(self, folders: Collection[str]) -> tuple[str, ...]:
        """The folders besides these where something lies as it was written here, in order."""
        others = {
            path.split("/")[0]
            for path, kept in self._kept.items()
            if "/" in path and path.split("/")[0] not in folders and self.state(path, kept.mark) == "there"
        }
        return tuple(sorted(others))

    def remove_but(self, paths: Collection[str], *, within: Collection[str] = ()) -> list[str]:
        """Remove what was written and is none of these, nor lies in one of the folders; what somebody has altered is left.

        Which files were removed.
        """
        removed = []
        for path in sorted(self._kept.keys() - set(paths)):
            if path.split("/")[0] in within:
                continue
            if self.state(path, self._kept[path].mark) == "there" and _removed(self._folder / path):
                removed.append(path)
            del self._kept[path]
        self._remember()
        return removed

    def _remember(self) -> None:
        kept = {path: asdict(each) for path, each in self._kept.items()}
        self._write(KEPT, json.dumps(kept, indent=1, sort_keys=True).encode())

    def _write(self, path: str, content: bytes) -> None:
        from api.cli import output
        from engine.errors.store import SettingsWrong
        from engine.system import why

        target = self._folder / path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as trouble:
            sv, en = why(trouble)
            raise SettingsWrong(
                Said(
                    f"Mappen {target.parent} kunde inte göras: {sv}. Ange en annan mapp med --output.",
                    f"The folder {target.parent} could not be made: {en}. Give another one with --output.",
                ),
            ) from trouble
        output.save({target: content})

    def _hash_of(self, path: str) -> str | None:
        try:
            return _hash((self._folder / path).read_bytes())
        except OSError:
            return None


def _removed(file: Path) -> bool:
    """Remove the file, and its folder where that was the last in it; whether it was there and could be."""
    try:
        file.unlink()
    except OSError:
        return False
    with suppress(OSError):
        file.parent.rmdir()
    return True


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _pages(content: bytes) -> int | None:
    """The pages of a PDF, the slides of a PPTX."""
    if content.startswith(b"%PDF"):
        return len(_PAGE.findall(content)) or None
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as document:
            return sum(1 for name in document.namelist() if _SLIDE.fullmatch(name)) or None
    return None


def _read(file: Path) -> dict[str, Kept]:
    """What is known of the folder; nothing where that can't be read."""
    try:
        found = json.loads(file.read_text("utf-8"))
        return {
            path: Kept(**kept)
            for path, kept in found.items()
            if not Path(path).is_absolute() and ".." not in Path(path).parts
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
