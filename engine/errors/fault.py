"""A fault of the program itself."""

from __future__ import annotations

from engine.errors.root import RutinError
from engine.said import Said


class NotSaved(RutinError):
    """A fault of ours while a command was decided: nothing of it is kept. `error_id` is how it is found in the log."""

    sentence = Said(
        "Något gick fel hos oss, och inget har ändrats. Säg till den som sköter Rutin och nämn {error_id}.",
        "Something went wrong on our side, and nothing has been changed. Tell whoever runs Rutin, with {error_id}.",
    )

    def __init__(self, error_id: str) -> None:
        super().__init__()
        self.error_id = error_id
