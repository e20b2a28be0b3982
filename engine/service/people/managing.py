"""What a manager may do with people: in the manager's own units, and with the roles that are no manager's."""

from __future__ import annotations

from collections.abc import Iterable

from engine.errors.person import NotYours
from engine.errors.value import FactsWrong
from engine.model.routine import Routine
from engine.run.instance import Person
from engine.said import Said
from engine.service.people.entry import Grant

_MANAGER = Said("chefen", "the manager")


def managed_units(person: Person, routines: Iterable[Routine]) -> frozenset[str]:
    """The units where the person has a role that some routine calls a manager's."""
    managing = {role for routine in routines for role in routine.managers()}
    return frozenset(unit for role, unit in person.grants if role in managing)


def roles_to_give(routines: Iterable[Routine]) -> dict[str, Said]:
    """The roles that a manager may give, with their titles: who leads a unit is no manager's to say."""
    every = list(routines)
    managing = {role for routine in every for role in routine.managers()}
    return {
        role.id: Said.each(role.title.say)
        for routine in every
        for role in routine.roles.values()
        if role.id not in managing
    }


def check_manages(person: Person, unit: str, routines: Iterable[Routine]) -> None:
    """Raises NotYours where the person does not manage the unit."""
    if unit not in managed_units(person, routines):
        raise NotYours([_MANAGER], "role", unit)


def check_may_give(person: Person, grant: Grant, routines: Iterable[Routine]) -> None:
    """Raises NotYours where the person does not manage the unit, FactsWrong where the role is none that a manager gives."""
    every = list(routines)
    role, unit = grant
    check_manages(person, unit, every)
    if role not in roles_to_give(every):
        raise FactsWrong({"role": _NOT_GIVEN})


_NOT_GIVEN = Said(
    "Välj en av rollerna i listan. Chefer utses av den som är administratör.",
    "Choose one of the roles in the list. Managers are appointed by an administrator.",
)
