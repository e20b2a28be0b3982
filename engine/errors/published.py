"""Routine files that can't be published, or looked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from engine.errors.root import Refusal, RutinError


class VersionTaken(Refusal):
    """A published version number never changes its content."""

    sv = "Rutinen «{routine}» version {version} är redan publicerad med annat innehåll. Höj till version: {next} i filen."
    en = "Version {version} of the routine “{routine}” is already published with other content. Raise it to version: {next} in the file."

    def __init__(self, routine: str, version: int, next: int) -> None:
        super().__init__()
        self.routine, self.version, self.next = routine, version, next


class CannotCheck(RutinError):
    """Routine files can't be looked for. `path` as asked for; `why`: missing, empty (no routine file in it), closed (may not be read)."""

    sv = "Det går inte att granska «{path}»: {why_sv}"
    en = "“{path}” can't be checked: {why_en}"

    WHY: ClassVar[Mapping[str, tuple[str, str]]] = {
        "missing": (
            "det finns ingen sådan fil eller mapp. Kontrollera namnet.",
            "there is no such file or folder. Check the name.",
        ),
        "empty": (
            "mappen har inga rutiner. Rutiner är filer som slutar på .yaml.",
            "the folder has no routines. Routines are files that end in .yaml.",
        ),
        "closed": ("du har inte rätt att läsa mappen.", "you have no right to read the folder."),
    }

    def __init__(self, path: str, why: str) -> None:
        super().__init__()
        self.path, self.why = path, why

    def facts(self) -> Mapping[str, object]:
        """Adds the reason as words."""
        sv, en = self.WHY[self.why]
        return {"path": self.path, "why": self.why, "why_sv": sv, "why_en": en}
