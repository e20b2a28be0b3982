"""What is filled in of a step says no: somebody has filled it in since."""

from __future__ import annotations

from datetime import datetime

from engine.errors.root import Refusal
from engine.said import Said


class NewerDraft(Refusal):
    """Somebody has saved the step since it was looked at. `number`: of what they saved; `by`: their subject; `at`: when."""

    sentence = Said(
        "Någon annan har fyllt i och sparat steget efter att du öppnade det. Det du fyllde i är inte sparat.",
        "Somebody else has filled in and saved the step since you opened it. What you filled in is not saved.",
    )

    def __init__(self, number: int, by: str, at: datetime) -> None:
        super().__init__()
        self.number, self.by, self.at = number, by, at
