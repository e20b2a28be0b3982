"""What goes wrong when a picture is made."""

from __future__ import annotations

from engine.errors.root import RutinError
from engine.said import Said


class CannotDraw(RutinError):
    """The layout program is missing, failed or took too long. Nothing was written."""

    sentence = Said(
        "Bilden kunde inte ritas: {why}",
        "The picture could not be drawn: {why}",
    )

    def __init__(self, why: Said) -> None:
        super().__init__()
        self.why = why
