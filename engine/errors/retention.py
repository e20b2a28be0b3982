"""What is held says no."""

from __future__ import annotations

from collections.abc import Mapping

from engine.errors.root import Refusal
from engine.said import Said


class PersonHeld(Refusal):
    """The person can't be forgotten: what is kept of them is held, for the `reason`."""

    sentence = Said(
        "Personen kan inte glömmas nu, för det som finns om personen bevaras: ”{reason}”"
        " Den som driver Rutin häver det med rutin hold --lift, när det inte behövs längre.",
        "The person can't be forgotten now, since what is kept of them is held: “{reason}”"
        " Whoever runs Rutin lifts it by rutin hold --lift, when it is not needed any more.",
    )

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason

    def parts(self) -> Mapping[str, object]:
        """Why it is held."""
        return {"reason": self.reason}
