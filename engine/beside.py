"""What lies beside a routine's file on the disk: its documents, for `check` to look at and for publishing to take along."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

from engine.errors.published import DocumentChanged
from engine.model.routine import Routine
from engine.said import Said
from engine.values.media import MOST_BYTES


def first_bytes(path: Path, most: int) -> bytes | Said:
    """The first bytes of a file, `most` of them; or why it can't be read."""
    if not path.is_file():
        return Said("det är ingen vanlig fil.", "it is no ordinary file.")
    try:
        with path.open("rb") as file:
            return file.read(most)
    except OSError:
        return Said("du har inte rätt att läsa den.", "you have no right to read it.")


class Beside:
    """The files of a folder. Their names are composed, whichever way the disk keeps their letters."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names: Mapping[str, Path] | None = None

    def names(self) -> Mapping[str, Path]:
        """The files by their names. They are listed once, when a routine first has a document."""
        if self._names is None:
            self._names = {unicodedata.normalize("NFC", path.name): path for path in self._folder.iterdir()}
        return self._names

    def content(self, name: str) -> bytes | Said:
        """The first bytes of a file, one more than a document may have at most; or why it can't be read."""
        return first_bytes(self.names()[name], MOST_BYTES + 1)

    def paths_of(self, routine: Routine) -> Mapping[str, Path]:
        """Where the routine's documents lie, by their digests."""
        return {each.digest: self.names()[each.file] for each in routine.documents.values()}


def read_documents(routines: Iterable[Routine], paths: Mapping[str, Path]) -> Mapping[str, bytes]:
    """The contents of the routines' documents by their digests; `paths` are where they lie.

    Raises DocumentChanged where one is not what it was when it was checked.
    """
    found: dict[str, bytes] = {}
    for routine in routines:
        for document in routine.documents.values():
            try:
                content = paths[document.digest].read_bytes()
            except OSError:
                content = b""
            if hashlib.sha256(content).hexdigest() != document.digest:
                raise DocumentChanged(routine.id, document.file)
            found[document.digest] = content
    return found
