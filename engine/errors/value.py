"""What was filled in says no."""

from __future__ import annotations

from collections.abc import Mapping

from engine.errors.root import Refusal


class FactsWrong(Refusal):
    """Facts are missing or wrong. `problems`: fact → (Swedish, English) sentence."""

    sv = "Uppgifter saknas eller är fel: {list_sv}"
    en = "Facts are missing or wrong: {list_en}"

    def __init__(self, problems: Mapping[str, tuple[str, str]]) -> None:
        super().__init__()
        self.problems = dict(problems)

    def facts(self) -> Mapping[str, object]:
        """Adds the problems as one text in each language."""
        return {
            "problems": self.problems,
            "list_sv": " ".join(sv for sv, _ in self.problems.values()),
            "list_en": " ".join(en for _, en in self.problems.values()),
        }
