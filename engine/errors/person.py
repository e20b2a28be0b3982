"""Who the person is says no."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.errors.root import Refusal
from engine.said import Said


class NotYours(Refusal):
    """The person may not do this. `who`: (Swedish, English) titles of those who can; `reason`: role, owner, unit or administrator.

    `managed`: whether the routine has a manager who can too.
    """

    sv = "Det här får du inte göra. {who_sv}"
    en = "You may not do this. {who_en}"

    def __init__(
        self, who: Sequence[tuple[str, str]], reason: str, unit: str, *, managed: bool = True
    ) -> None:
        super().__init__()
        self.who, self.reason, self.unit, self.managed = who, reason, unit, managed

    def facts(self) -> Mapping[str, object]:
        """Adds who can as a sentence in each language."""
        sv = " eller ".join(dict.fromkeys(sv for sv, _ in self.who))
        en = " or ".join(dict.fromkeys(en for _, en in self.who))
        if self.reason == "owner":
            or_manager = (
                Said(", eller av chefen i enheten", ", or by the unit's manager")
                if self.managed
                else Said("", "")
            )
            return {
                **vars(self),
                "who_sv": f"Det görs av den som har steget ({sv}){or_manager.sv}.",
                "who_en": f"It is done by whoever has the step ({en}){or_manager.en}.",
            }
        if self.reason == "administrator":
            return {**vars(self), "who_sv": f"Det görs av {sv}.", "who_en": f"It is done by an {en}."}
        return {
            **vars(self),
            "who_sv": f"Det görs av {sv} i enheten {self.unit}."
            if sv
            else "Ingen roll i rutinen får göra det.",
            "who_en": f"It is done by {en} in the unit {self.unit}."
            if en
            else "No role of the routine may do it.",
        }
