"""Groups that practise: each a unit of its own, which whoever has the code comes into, on a phone of their own, as a role."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from engine.errors.request import NotFound
from engine.model.routine import Routine
from engine.run.instance import Person
from engine.said import Said
from engine.service.engine import Engine
from engine.service.people.entry import entry
from engine.values.moments import iso

KIND = "group"
JOINED = "joined"

_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without those that are taken for each other."""

_LENGTH = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group, by its code; its `unit` is where its people work."""

    code: str
    begun_at: datetime

    @property
    def unit(self) -> str:
        """The unit that the group is."""
        return f"grupp {self.code}"

    def person(self, role: str, number: int = 1) -> Person:
        """Somebody of the group: the first to have the role, or a colleague."""
        return Person(f"ovning-{self.code.lower()}-{role}-{number}", frozenset({(role, self.unit)}))


def titles(routines: Iterable[Routine]) -> dict[str, Said]:
    """The roles that one may practise as, of each routine those first that start it."""
    found: dict[str, Said] = {}
    for routine in routines:
        for role in (*(routine.roles[each] for each in routine.begin.roles), *routine.roles.values()):
            found.setdefault(role.id, role.title.said())
    return found


class Groups:
    """The groups of a practice store."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def begin(self) -> Group:
        """A new group, with one person for each role: whoever is not there has somebody to be told."""
        code = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
        group = Group(code=code, begun_at=self._engine.now())
        self._engine.practised.keep(KIND, code, {"begun_at": iso(group.begun_at)})
        for role in self.titles():
            self.write_down(group, role, 1)
        return group

    def titles(self) -> dict[str, Said]:
        """The roles, with what people call them."""
        return titles(self._engine.routines())

    def everybody(self) -> list[Group]:
        """All groups, the latest first."""
        kept = self._engine.practised.of(KIND).items()
        found = [Group(code=code, begun_at=datetime.fromisoformat(each["begun_at"])) for code, each in kept]
        return sorted(found, key=lambda each: each.begun_at, reverse=True)

    def find(self, text: str) -> Group | None:
        """The group whose code was typed, however; None where there is none such."""
        letters = "".join(each for each in text.upper() if each not in " -\u00a0")
        return next((each for each in self.everybody() if each.code == letters), None)

    def one(self, code: str) -> Group:
        """The group with the code. Raises NotFound."""
        found = self.find(code)
        if found is None:
            raise NotFound("unit", code)
        return found

    def join(self, group: Group, role: str) -> Person:
        """Whoever comes in as the role: the first of the group who has it and has not come yet, else one more.

        Raises NotFound for a role that there is not.
        """
        if role not in self.titles():
            raise NotFound("person", role)
        joined = self._joined(group)
        number = next(each for each in range(1, len(joined) + 2) if (role, each) not in joined)
        person = group.person(role, number)
        if number > 1:
            self.write_down(group, role, number)
        self._engine.practised.keep(
            JOINED, person.subject, {"group": group.code, "role": role, "number": number}
        )
        return person

    def there(self, group: Group) -> list[tuple[str, int]]:
        """Who has come, as (role, how many), in the order of the roles."""
        joined = [role for role, _ in self._joined(group)]
        return [(role, joined.count(role)) for role in self.titles() if role in joined]

    def write_down(self, group: Group, role: str, number: int) -> None:
        """Makes somebody known: by the role's title, and with an address that leads nowhere (RFC 2606)."""
        person, title = group.person(role, number), self.titles()[role]
        name = title.sv if number == 1 else f"{title.sv} {number}"
        known = entry(person.subject, name, mail=f"{person.subject}@rutin.example", grants=person.grants)
        self._engine.people.write([known])

    def _joined(self, group: Group) -> set[tuple[str, int]]:
        kept = self._engine.practised.of(JOINED).values()
        return {(each["role"], each["number"]) for each in kept if each["group"] == group.code}
