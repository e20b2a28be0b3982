"""Who may do what: roles on a unit, an owner's own steps, steps taken from a worklist, managers on behalf."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine.errors.person import NotYours
from engine.model.head import Role
from engine.model.routine import Choice, Routine, State, Step, Wait
from engine.run.instance import Instance, Person, Token
from engine.said import Said


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
    return any(person.holds(role, unit) for role in routine.managers())


def sees_to(routine: Routine) -> tuple[str, ...]:
    """The roles that what stands still is for: managers', or those that may start the routine where it has none."""
    return routine.managers() or routine.begin.roles


def may_see_to(routine: Routine, instance: Instance, person: Person) -> Leave | NotYours:
    """Whether the person may decide how what stands still goes on."""
    roles = sees_to(routine)
    if any(person.holds(role, instance.unit) for role in roles):
        return Leave()
    return NotYours(titles(routine, roles), "role", instance.unit)


def may(
    routine: Routine, instance: Instance, token: Token, roles: tuple[str, ...], person: Person
) -> Leave | NotYours:
    """Whether the person may act in this step as one of `roles`. Who has taken the step has what its own roles do, no more."""
    held = [role for role in roles if person.holds(role, instance.unit)]
    step_roles = roles_of(routine, routine.states[token.state])
    if token.taken_by is not None and not set(step_roles).isdisjoint(roles):
        belongs_to: str | None = token.taken_by
        own = person.subject == belongs_to and (bool(held) or manages(routine, person, instance.unit))
    else:
        belongs_to = instance.owner if is_owners(instance, roles) else None
        own = any(role not in instance.owner_roles or person.subject == instance.owner for role in held)
    if own:
        return Leave()
    if belongs_to not in (None, person.subject) and manages(routine, person, instance.unit):
        return Leave(on_behalf=belongs_to)
    reason = "owner" if held else "role"
    return NotYours(titles(routine, roles), reason, instance.unit, managed=bool(routine.managers()))


def may_take(routine: Routine, instance: Instance, token: Token, person: Person) -> Leave | NotYours:
    """Whether the person may take the step, from somebody perhaps: who could not do it then as their own may not.

    A manager without the role takes what nobody has, such as a step whose role is empty; for those who have a step a manager acts on
    their behalf.
    """
    roles = roles_of(routine, routine.states[token.state])
    if not any(person.holds(role, instance.unit) for role in roles):
        somebody_has_it = token.taken_by is not None or is_owners(instance, roles)
        if not somebody_has_it and manages(routine, person, instance.unit):
            return Leave()
        return NotYours(titles(routine, roles), "role", instance.unit)
    return may(routine, instance, token, roles, person)


def may_give_back(routine: Routine, instance: Instance, token: Token, person: Person) -> Leave | NotYours:
    """Whether the person may give back a step: who has taken it, whatever roles they still have, or whoever may act in it.

    In a routine without managers a colleague of the same role or the owner may, so that nobody who has left keeps it for ever.
    """
    if person.subject == token.taken_by:
        return Leave()
    roles = roles_of(routine, routine.states[token.state])
    if not routine.managers():
        colleague = any(person.holds(role, instance.unit) for role in roles)
        if colleague or person.subject == instance.owner:
            return Leave(on_behalf=token.taken_by)
    return may(routine, instance, token, roles, person)


def may_take_back(
    routine: Routine, instance: Instance, state: State, choice: Choice, by: str, person: Person
) -> Leave | NotYours:
    """Whether the person may undo the choice that `by` took: who took it and still has its role, or a manager."""
    roles = roles_of(routine, state, choice)
    if manages(routine, person, instance.unit):
        return Leave()
    if person.subject != by:
        return NotYours(
            titles(routine, instance.owner_roles), "owner", instance.unit, managed=bool(routine.managers())
        )
    if not any(person.holds(role, instance.unit) for role in roles):
        return NotYours(titles(routine, roles), "role", instance.unit)
    return Leave()


def may_correct(routine: Routine, instance: Instance, fact: str, person: Person) -> Leave | NotYours:
    """Whether the person may correct the fact: a manager, or whoever has a role that may set it in the routine. What the owner's
    roles may set is the owner's.
    """
    if manages(routine, person, instance.unit):
        return Leave()
    roles = [role for role in routine.roles if role in _setters(routine, fact)]
    for role in roles:
        if person.holds(role, instance.unit) and (
            role not in instance.owner_roles or person.subject == instance.owner
        ):
            return Leave()
    managers = [role for role in routine.managers() if role not in roles]
    return NotYours(titles(routine, [*roles, *managers]), "role", instance.unit)


def _setters(routine: Routine, fact: str) -> set[str]:
    """The roles whose choices, start or messages ask for the fact or set it; all of them where a message is for anybody to tell."""
    found: set[str] = set()
    if any(ask.fact == fact for ask in routine.begin.ask):
        found.update(routine.begin.roles)
    for state in routine.states.values():
        if isinstance(state, Wait) and any(ask.fact == fact for ask in state.ask):
            found.update(state.roles or routine.roles)
        if isinstance(state, Step):
            for choice in (*state.choices, *routine.anytime):
                if _sets(choice, fact):
                    found.update(roles_of(routine, state, choice))
    return found


def _sets(choice: Choice, fact: str) -> bool:
    return any(ask.fact == fact for ask in choice.ask) or any(name == fact for name, _ in choice.set)


def may_tell(routine: Routine, instance: Instance, wait: Wait, person: Person) -> Leave | NotYours:
    """Whether the person may tell the message of the wait: anybody, or whoever has one of its roles, or manages."""
    if not wait.roles or any(person.holds(role, instance.unit) for role in wait.roles):
        return Leave()
    if manages(routine, person, instance.unit):
        return Leave()
    return NotYours(titles(routine, wait.roles), "role", instance.unit)


def may_manage(routine: Routine, instance: Instance, person: Person, *, owner_too: bool) -> Leave | NotYours:
    """Whether the person may cancel (a manager of the unit), or hand over (the owner too)."""
    if owner_too and person.subject == instance.owner:
        return Leave()
    if manages(routine, person, instance.unit):
        return Leave(on_behalf=instance.owner)
    roles = (*sorted(instance.owner_roles), *routine.managers()) if owner_too else routine.managers()
    return NotYours(titles(routine, roles), "role", instance.unit)


def may_start(routine: Routine, person: Person, unit: str) -> Leave | NotYours:
    """Whether the person may start the routine in the unit."""
    if any(person.holds(role, unit) for role in routine.begin.roles):
        return Leave()
    return NotYours(titles(routine, routine.begin.roles), "role", unit)


def titles(routine: Routine, roles: Iterable[str]) -> list[Said]:
    """The roles' titles in Swedish and English."""
    return [_title(routine.roles.get(role), role) for role in roles]


def _title(role: Role | None, id: str) -> Said:
    return role.title.said() if role else Said(id, id)
