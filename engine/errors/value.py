"""What was filled in says no."""

from __future__ import annotations

from collections.abc import Mapping

from engine.errors.root import Refusal
from engine.said import Said, joined


class FactsWrong(Refusal):
    """Facts are missing or wrong. `problems`: fact → sentence."""

    sentence = Said("Uppgifter saknas eller är fel: {all}", "Facts are missing or wrong: {all}")

    def __init__(self, problems: Mapping[str, Said]) -> None:
        super().__init__()
        self.problems = dict(problems)

    def parts(self) -> Mapping[str, object]:
        """The problems as one text."""
        return {"all": joined(self.problems.values())}
