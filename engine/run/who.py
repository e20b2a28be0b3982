"""Who may do what: roles on a unit, an owner's own steps, steps taken from a worklist, managers on behalf."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine.errors import NotYours
from engine.routine import Choice, Role, Routine, State, Step, Wait
from engine.run.instance import Instance, Person, Token


@dataclass(frozen=True, slots=True)
class Leave:
    """Permission to act. `on_behalf` is the subject a manager acts for, None for one's own step."""

    on_behalf: str | None = None


def roles_of(routine: Routine, state: State, choice: Choice | None = None) -> tuple[str, ...]:
    """The roles that take the choice (or do the step): the choice's own, else the step's, else those that may start the routine."""
    if choice is not None and choice.roles:
        return choice.roles
    return state.roles if isinstance(state, Step) else routine.begin.roles


def is_owners(instance: Instance, roles: Iterable[str]) -> bool:
    """Whether what these roles do is the owner's own."""
    return not instance.owner_roles.isdisjoint(roles)


def manages(routine: Routine, person: Person, unit: str) -> bool:
    """Whether the person holds, in the unit, a role that the routine marks as a manager's."""
    return any(role.manager and person.holds(role.id, unit) for role in routine.roles.values())


def may(
    routine: Routine, instance: Instance, token: Token, roles: tuple[str, ...], person: Person
) -> Leave | NotYours:
    """Whether the person may act in this step as one of `roles`. Who has taken the step has what its own roles do, no more."""
    held = [role for role in roles if person.holds(role, instance.unit)]
    step_roles = roles_of(routine, routine.states[token.state])
    if token.taken_by is not None and not set(step_roles).isdisjoint(roles):
        belongs_to: str | None = token.taken_by
        own = bool(held) and person.subject == belongs_to
    else:
        belongs_to = instance.owner if is_owners(instance, roles) else None
        own = any(role not in instance.owner_roles or person.subject == instance.owner for role in held)
    if own:
        return Leave()
    if belongs_to not in (None, person.subject) and manages(routine, person, instance.unit):
        return Leave(on_behalf=belongs_to)
    return NotYours(titles(routine, roles), "owner" if held else "role", instance.unit)


def may_take(routine: Routine, instance: Instance, token: Token, person: Person) -> Leave | NotYours:
    """Whether the person may take the step, from somebody perhaps: who could not do it then as their own may not."""
    roles = roles_of(routine, routine.states[token.state])
    if not any(person.holds(role, instance.unit) for role in roles):
        return NotYours(titles(routine, roles), "role", instance.unit)
    return may(routine, instance, token, roles, person)


def may_give_back(routine: Routine, instance: Instance, token: Token, person: Person) -> Leave | NotYours:
    """Whether the person may give back a step: who has taken it, whatever roles they still have, or whoever may act in it."""
    if person.subject == token.taken_by:
        return Leave()
    return may(routine, instance, token, roles_of(routine, routine.states[token.state]), person)


def may_tell(routine: Routine, instance: Instance, wait: Wait, person: Person) -> Leave | NotYours:
    """Whether the person may tell the message of the wait: anybody, or whoever has one of its roles, or manages."""
    if not wait.roles or any(person.holds(role, instance.unit) for role in wait.roles):
        return Leave()
    if manages(routine, person, instance.unit):
        return Leave()
    return NotYours(titles(routine, wait.roles), "role", instance.unit)


def may_manage(routine: Routine, instance: Instance, person: Person, *, owner_too: bool) -> Leave | NotYours:
    """Whether the person may cancel (a manager of the unit), or correct and hand over (the owner too)."""
    if owner_too and person.subject == instance.owner:
        return Leave()
    if manages(routine, person, instance.unit):
        return Leave(on_behalf=instance.owner)
    managers = [role.id for role in routine.roles.values() if role.manager]
    roles = [*sorted(instance.owner_roles), *managers] if owner_too else managers
    return NotYours(titles(routine, roles), "role", instance.unit)


def may_start(routine: Routine, person: Person, unit: str) -> Leave | NotYours:
    """Whether the person may start the routine in the unit."""
    if any(person.holds(role, unit) for role in routine.begin.roles):
        return Leave()
    return NotYours(titles(routine, routine.begin.roles), "role", unit)


def titles(routine: Routine, roles: Iterable[str]) -> list[tuple[str, str]]:
    """The roles' titles in Swedish and English."""
    return [_title(routine.roles.get(role), role) for role in roles]


def _title(role: Role | None, id: str) -> tuple[str, str]:
    return (role.title.say("sv"), role.title.say("en")) if role else (id, id)
