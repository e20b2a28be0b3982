"""Routine files that can't be published, or looked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from engine.errors.root import Refusal, RutinError
from engine.said import Said


class VersionTaken(Refusal):
    """A published version number never changes its content."""

    sentence = Said(
        "Rutinen ”{routine}” version {version} är redan publicerad med annat innehåll. Höj till version: {next} i filen.",
        "Version {version} of the routine “{routine}” is already published with other content. Raise it to version: {next} in the file.",
    )

    def __init__(self, routine: str, version: int, next: int) -> None:
        super().__init__()
        self.routine, self.version, self.next = routine, version, next


class DocumentChanged(RutinError):
    """A document of a routine is another one, or gone, since it was checked."""

    sentence = Said(
        "Filen ”{file}”, som hör till rutinen ”{routine}”, har ändrats under tiden. Inget har publicerats: försök igen.",
        "The file “{file}”, which belongs to the routine “{routine}”, has changed meanwhile. Nothing was published: try again.",
    )

    def __init__(self, routine: str, file: str) -> None:
        super().__init__()
        self.routine, self.file = routine, file


class CannotCheck(RutinError):
    """Routine files can't be looked for. `path` as asked for; `why`: missing, empty (no routine file in it), closed (may not be read)."""

    sentence = Said("Det går inte att granska ”{path}”: {why}", "“{path}” can't be checked: {why}")

    WHY: ClassVar[Mapping[str, Said]] = {
        "missing": Said(
            "det finns ingen sådan fil eller mapp. Kontrollera namnet.",
            "there is no such file or folder. Check the name.",
        ),
        "empty": Said(
            "mappen har inga rutiner. Rutiner är filer som slutar på .yaml.",
            "the folder has no routines. Routines are files that end in .yaml.",
        ),
        "closed": Said("du har inte rätt att läsa mappen.", "you have no right to read the folder."),
    }

    def __init__(self, path: str, why: str) -> None:
        super().__init__()
        self.path, self.why = path, why

    def parts(self) -> Mapping[str, object]:
        """The reason in words."""
        return {"path": self.path, "why": self.WHY[self.why]}
