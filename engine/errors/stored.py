"""What is stored can't be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from engine.errors.root import RutinError
from engine.said import Said


class Unreadable(RutinError):
    """One stored thing can't be read; nothing of it has been changed, and all else goes on.

    `kind`: routine, instance, case, history, answer.
    """

    KINDS: ClassVar[Mapping[str, Said]] = {
        "routine": Said("rutinen", "the routine"),
        "instance": Said("det som pågår", "the instance"),
        "case": Said("ärendet", "the case"),
        "history": Said("historiken", "the history"),
        "answer": Said("svaret på nyckeln", "the answer to the key"),
    }

    def __init__(self, kind: str, id: str) -> None:
        super().__init__()
        self.kind, self.id = kind, id

    def parts(self) -> Mapping[str, object]:
        """The kind in words."""
        return {"kind": self.KINDS[self.kind], "id": self.id}


class StoredByNewer(Unreadable):
    """It was written by a later version of the program, in a form that this one does not know."""

    sentence = Said(
        "Det som är sparat om {kind} {id} är skrivet av en nyare version av Rutin. Inget har ändrats."
        " Be den som driver systemet att uppdatera programmet.",
        "What is stored of {kind} {id} was written by a newer version of Rutin. Nothing has been changed."
        " Ask whoever runs the system to update the program.",
    )


class StoredDamaged(Unreadable):
    """It is stored so that no version of the program could have written it."""

    sentence = Said(
        "Det som är sparat om {kind} {id} går inte att läsa. Inget har ändrats."
        " Be den som driver systemet att köra rutin audit.",
        "What is stored of {kind} {id} can't be read. Nothing has been changed."
        " Ask whoever runs the system to run rutin audit.",
    )
