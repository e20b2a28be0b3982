"""Who the person is says no."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.errors.root import Refusal
from engine.said import UNSAID, Said


class NotYours(Refusal):
    """The person may not do this. `who`: titles of those who can; `reason`: role, owner, unit or administrator.

    `managed`: whether the routine has a manager who can too.
    """

    sentence = Said("Det här får du inte göra. {by}", "You may not do this. {by}")

    def __init__(self, who: Iterable[Said], reason: str, unit: str, *, managed: bool = True) -> None:
        super().__init__()
        self.who, self.reason, self.unit, self.managed = tuple(who), reason, unit, managed

    def can(self, language: str) -> list[str]:
        """The titles of those who can in `language`, each once."""
        return list(dict.fromkeys(each.say(language) for each in self.who))

    def parts(self) -> Mapping[str, object]:
        """Who can as a sentence."""
        either = Said(" eller ", " or ")
        who = Said.each(lambda language: either.say(language).join(self.can(language)))
        return {"by": self._by().fill(who=who, unit=self.unit, manager=self._manager())}

    def _by(self) -> Said:
        if self.reason == "owner":
            return Said(
                "Det görs av den som har steget ({who}){manager}.",
                "It is done by whoever has the step ({who}){manager}.",
            )
        if self.reason == "administrator":
            return Said("Det görs av {who}.", "It is done by an {who}.")
        if not self.who:
            return Said("Ingen roll i rutinen får göra det.", "No role of the routine may do it.")
        return Said("Det görs av {who} i enheten {unit}.", "It is done by {who} in the unit {unit}.")

    def _manager(self) -> Said:
        return Said(", eller av chefen i enheten", ", or by the unit's manager") if self.managed else UNSAID
