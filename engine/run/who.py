"""Who may do what: roles on a unit, an owner's own steps, steps taken from a worklist, managers on behalf; and what somebody has done
before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine.errors.duty import DoneByYou, HeldForAnother, InPersonOnly
from engine.errors.person import NotYours
from engine.errors.value import FactsWrong
from engine.model.routine import STARTER, Choice, Routine, State, Step, Wait
from engine.run import duties
from engine.run.instance import Done, Instance, Person, Token
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


def holder(instance: Instance, token: Token, state: State, role: str) -> str | None:
    """Who has what `role` does in the step: who has taken it, or the owner where that is theirs; None where it is anybody's of the role."""
    if token.taken_by is not None:
        return token.taken_by
    return instance.owner if role in _owners(instance, state) else None


def _owners(instance: Instance, state: State, choice: Choice | None = None) -> frozenset[str]:
    """The roles whose part in the step is the owner's own: none where the owner is kept from it, so that a colleague does it."""
    kept = duties.kept_from(instance, state, choice, instance.owner)
    return instance.owner_roles if kept is None else frozenset()


def may(
    routine: Routine, instance: Instance, token: Token, person: Person, choice: Choice | None = None
) -> Leave | NotYours:
    """Whether the person may take the choice in this step; without one, do the step. Who has taken it has what its own roles do, no more.

    What somebody has done before keeps them from it (`not_by`), or holds it for them (`same_as`): there nobody acts on behalf of others.
    """
    state, unit = routine.states[token.state], instance.unit
    roles = roles_of(routine, state, choice)
    held = [role for role in roles if person.holds(role, unit)]
    done = duties.choice_held_for(instance, token, state, choice)
    taken = token.taken_by is not None and not set(roles_of(routine, state)).isdisjoint(roles)
    if done is not None:
        belongs_to: str | None = done.by
        own = person.subject == done.by and bool(held)
    elif taken:
        belongs_to = token.taken_by
        own = person.subject == belongs_to and (bool(held) or manages(routine, person, unit))
        done = _held_by(instance, token, state)
    else:
        owners = _owners(instance, state, choice)
        belongs_to = None if owners.isdisjoint(roles) else instance.owner
        own = any(role not in owners or person.subject == instance.owner for role in held)
    if own:
        return _unless_done(routine, instance, state, choice, person)
    others = belongs_to not in (None, person.subject)
    if others and done is not None:
        managed = bool(routine.managers())
        return HeldForAnother(titles(routine, roles), unit, _title_of(routine, done.step), managed=managed)
    in_person = bool(duties.keeps_away(state, choice))
    if others and manages(routine, person, unit):
        if in_person:
            return InPersonOnly(titles(routine, roles), unit, taken=taken)
        return Leave(on_behalf=belongs_to)
    reason = "owner" if held else "role"
    return NotYours(titles(routine, roles), reason, unit, managed=bool(routine.managers()) and not in_person)


def _held_by(instance: Instance, token: Token, state: State) -> Done | None:
    """What the taker has done that the step is held for them by; None where they took it as anybody could."""
    done = duties.held_for(instance, state)
    return done if done is not None and done.by == token.taken_by else None


def _unless_done(
    routine: Routine, instance: Instance, state: State, choice: Choice | None, person: Person
) -> Leave | NotYours:
    """Leave for somebody who could do it, unless they have done what it is not to be done by the same."""
    kept = duties.kept_from(instance, state, choice, person.subject)
    if kept is None:
        return Leave()
    roles = roles_of(routine, state, choice)
    return DoneByYou(titles(routine, roles), instance.unit, _title_of(routine, kept))


def _title_of(routine: Routine, step: str) -> Said | None:
    return None if step == STARTER else routine.states[step].title.said()


def may_take(routine: Routine, instance: Instance, token: Token, person: Person) -> Leave | NotYours:
    """Whether the person may take the step, from somebody perhaps: who could not do it then as their own may not.

    A manager without the role takes what nobody has, such as a step whose role is empty; for those who have a step a manager acts on
    their behalf.
    """
    state = routine.states[token.state]
    roles = roles_of(routine, state)
    if any(person.holds(role, instance.unit) for role in roles):
        return may(routine, instance, token, person)
    somebody_has_it = any(holder(instance, token, state, role) for role in roles)
    if not somebody_has_it and manages(routine, person, instance.unit):
        return _unless_done(routine, instance, state, None, person)
    return NotYours(titles(routine, roles), "role", instance.unit)


def may_give_back(routine: Routine, instance: Instance, token: Token, person: Person) -> Leave | NotYours:
    """Whether the person may give back a step: who has taken it, or has a choice in it held for them, whatever roles they still have;
    or a manager.

    In a routine without managers a colleague of the same role or the owner may, so that nobody who has left keeps it for ever.
    """
    holders = holders_of(routine, instance, token)
    if person.subject in holders:
        return Leave()
    roles = roles_of(routine, routine.states[token.state])
    colleague = any(person.holds(role, instance.unit) for role in roles)
    if manages(routine, person, instance.unit) or (
        not routine.managers() and (colleague or person.subject == instance.owner)
    ):
        return Leave(on_behalf=holders[0])
    reason = "owner" if colleague else "role"
    return NotYours(titles(routine, roles), reason, instance.unit, managed=bool(routine.managers()))


def holders_of(routine: Routine, instance: Instance, token: Token) -> tuple[str, ...]:
    """Who has taken the step, and for whom choices in it are held."""
    taken = () if token.taken_by is None else (token.taken_by,)
    return tuple(dict.fromkeys((*taken, *duties.choices_held_for(routine, instance, token))))


def cannot_receive(routine: Routine, instance: Instance, to: str) -> FactsWrong | None:
    """Why the instance can't be handed over: an open step that the owner has would be for somebody who is kept from it."""
    for token in instance.tokens.values():
        state = routine.states[token.state]
        kept = duties.kept_from(instance, state, None, to)
        if kept is None or not isinstance(state, Step):
            continue
        if any(holder(instance, token, state, role) == instance.owner for role in state.roles):
            did = _title_of(routine, kept)
            started = Said("startade själv rutinen", "started the routine")
            did_it = Said("gjorde själv ”{did}”", "did “{did}”")
            said = Said(
                "”{to}” {why}, och ”{step}” ska göras av någon annan. Välj en annan, eller vänta tills steget är gjort.",
                "“{to}” {why}, and “{step}” is to be done by somebody else. Choose another, or wait until the step is done.",
            )
            why = did_it.fill(did=did) if did else started
            return FactsWrong({"to": said.fill(to=to, why=why, step=state.title.said())})
    return None


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
    if (owner_too and person.subject == instance.owner) or manages(routine, person, instance.unit):
        return Leave()
    roles = (*sorted(instance.owner_roles), *routine.managers()) if owner_too else routine.managers()
    return NotYours(titles(routine, roles), "role", instance.unit)


def may_start(routine: Routine, person: Person, unit: str) -> Leave | NotYours:
    """Whether the person may start the routine in the unit."""
    if any(person.holds(role, unit) for role in routine.begin.roles):
        return Leave()
    return NotYours(titles(routine, routine.begin.roles), "role", unit)


def titles(routine: Routine, roles: Iterable[str]) -> list[Said]:
    """The roles' titles in Swedish and English."""
    return [routine.roles[role].title.said() for role in roles]
