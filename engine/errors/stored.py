"""What is stored can't be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from engine.errors.root import RutinError


class Unreadable(RutinError):
    """One stored thing can't be read; nothing of it has been changed, and all else goes on.

    `kind`: routine, instance, case, history, answer.
    """

    KINDS: ClassVar[Mapping[str, tuple[str, str]]] = {
        "routine": ("rutinen", "the routine"),
        "instance": ("det som pågår", "the instance"),
        "case": ("ärendet", "the case"),
        "history": ("historiken", "the history"),
        "answer": ("svaret på nyckeln", "the answer to the key"),
    }

    def __init__(self, kind: str, id: str) -> None:
        super().__init__()
        self.kind, self.id = kind, id

    def facts(self) -> Mapping[str, object]:
        """Adds the kind in words."""
        sv, en = self.KINDS[self.kind]
        return {"kind": self.kind, "id": self.id, "kind_sv": sv, "kind_en": en}


class StoredByNewer(Unreadable):
    """It was written by a later version of the program, in a form that this one does not know."""

    sv = (
        "Det som är sparat om {kind_sv} {id} är skrivet av en nyare version av Rutin. Inget har ändrats."
        " Be den som driver systemet att uppdatera programmet."
    )
    en = (
        "What is stored of {kind_en} {id} was written by a newer version of Rutin. Nothing has been changed."
        " Ask whoever runs the system to update the program."
    )


class StoredDamaged(Unreadable):
    """It is stored so that no version of the program could have written it."""

    sv = (
        "Det som är sparat om {kind_sv} {id} går inte att läsa. Inget har ändrats."
        " Be den som driver systemet att köra rutin audit."
    )
    en = (
        "What is stored of {kind_en} {id} can't be read. Nothing has been changed."
        " Ask whoever runs the system to run rutin audit."
    )
