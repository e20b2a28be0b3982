"""What has been done in the instance says no: by the person, or by whoever else it is held for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.errors.person import NotYours
from engine.said import Said


class DoneByYou(NotYours):
    """The person has done what is not to be done by the same. `step`: its title, None where they started the routine."""

    sentence = Said("{did} Någon annan ska göra det här.", "{did} Somebody else is to do this.")

    def __init__(self, who: Iterable[Said], unit: str, step: Said | None) -> None:
        super().__init__(who, "not_by", unit)
        self.step = step

    def parts(self) -> Mapping[str, object]:
        """What they have done."""
        if self.step is None:
            return {"did": Said("Du startade själv rutinen.", "You started the routine yourself.")}
        did = Said("Du gjorde själv ”{step}”.", "You did “{step}” yourself.")
        return {"did": did.fill(step=self.step)}


class HeldForAnother(NotYours):
    """It is for whoever has done another step. `step`: its title, None where it is for whoever started the routine."""

    sentence = Said(
        "Det här görs av den som {did}. {freer} kan lämna tillbaka steget, så får någon annan i rollen göra det.",
        "This is done by whoever {did}. {freer} can give the step back: then somebody else of the role may do it.",
    )

    def __init__(self, who: Iterable[Said], unit: str, step: Said | None, *, managed: bool = True) -> None:
        super().__init__(who, "same_as", unit, managed=managed)
        self.step = step

    def parts(self) -> Mapping[str, object]:
        """What they have done, and who can let them go."""
        did = Said("gjorde ”{step}”", "did “{step}”")
        started = Said("startade rutinen", "started the routine")
        manager = Said("Chefen i enheten", "The unit's manager")
        colleague = Said("En kollega i rollen", "A colleague of the role")
        return {
            "did": did.fill(step=self.step) if self.step else started,
            "freer": manager if self.managed else colleague,
        }


class InPersonOnly(NotYours):
    """Nobody acts on anybody's behalf where it matters who does it. `taken`: somebody has taken it, and it is not theirs as the owner."""

    sentence = Said(
        "Det här görs av den som har steget, och av ingen annan i dennes ställe. Om någon annan ska göra det: {free}",
        "This is done by whoever has the step, and by nobody in their place. If somebody else is to do it: {free}",
    )

    def __init__(self, who: Iterable[Said], unit: str, *, taken: bool) -> None:
        super().__init__(who, "owner", unit)
        self.taken = taken

    def parts(self) -> Mapping[str, object]:
        """How somebody else can come to do it."""
        give_back = Said("lämna tillbaka steget först.", "give the step back first.")
        hand_over = Said("lämna över rutinen.", "hand the routine over.")
        return {"free": give_back if self.taken else hand_over}
