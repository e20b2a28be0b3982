"""What goes wrong when a picture is made."""

from __future__ import annotations

from engine.errors.root import RutinError
from engine.said import Said


class CannotDraw(RutinError):
    """The layout program is missing, failed or took too long. Nothing was written."""

    sv = "Bilden kunde inte ritas: {why_sv}"
    en = "The picture could not be drawn: {why_en}"

    def __init__(self, why: Said) -> None:
        super().__init__()
        self.why_sv, self.why_en = why
