"""A fact is corrected: who may, and who is told, since something has been decided by the value as it was."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from engine.errors.root import Refusal
from engine.errors.value import FactsWrong
from engine.model.facts import FactValue, wire
from engine.model.routine import MAIN, Gateway, Routine, State
from engine.problems import listed
from engine.run import who
from engine.run.commands import Correct
from engine.run.events import choosing
from engine.run.events.asking import read_correction
from engine.run.events.scratch import Scratch
from engine.run.instance import Person
from engine.run.outcome import Happened, Notice
from engine.run.trace import chosen, undone
from engine.said import Said

Done = tuple[Person, Sequence[Happened]]
"""Who gave a command, and what happened by it."""


def correct(scratch: Scratch, event: Correct) -> Refusal | None:
    """Change the facts, move nothing, and tell those who have to do with it."""
    if not event.reason.strip():
        return FactsWrong(
            {"reason": Said("Skriv varför uppgiften rättas.", "Write why the fact is corrected.")}
        )
    if not event.facts:
        return FactsWrong(
            {"facts": Said("Välj vilken uppgift som rättas.", "Choose which fact is corrected.")}
        )
    values = read_correction(scratch.routine, event.facts, scratch.here)
    if isinstance(values, FactsWrong):
        return values
    for fact in values:
        allowed = who.may_correct(scratch.routine, scratch.before, fact, event.by)
        if isinstance(allowed, Refusal):
            return allowed
    old = {name: wire(scratch.facts.get(name)) for name in event.facts}
    scratch.note("corrected", detail={"reason": event.reason, "old": old})
    scratch.set_facts(values)
    scratch.effects.extend(_told(scratch, event, values))
    return None


def _told(scratch: Scratch, event: Correct, corrected: Mapping[str, FactValue | None]) -> Iterator[Notice]:
    """The unit's managers, of each fact that a gateway reads, where it is none of them that corrects; then whoever decided by the value."""
    routine = scratch.routine
    managers = () if who.manages(routine, event.by, scratch.before.unit) else routine.managers()
    for fact in filter(routine.read_by_gateways().__contains__, corrected) if managers else ():
        said = Said(
            "”{title}” är rättad, och den avgör ett vägval. Se efter om vägen ändå är rätt.",
            "“{title}” has been corrected, and it decides a way. See whether the way is right all the same.",
        )
        yield _notice(scratch, said.fill(title=routine.facts[fact].title.said()), roles=managers)
    said = Said(
        "Du har gjort ett val som hänger på en uppgift som nu är rättad: {titles}. Se efter om valet ändå är rätt.",
        "You have made a choice that depends on what has now been corrected: {titles}. See whether it is right all the same.",
    )
    decide = [routine.facts[fact].title for fact in corrected if fact in deciding(routine)]
    titles = Said(
        listed([f"”{title.say('sv')}”" for title in decide], "och"),
        listed([f"“{title.say('en')}”" for title in decide], "and"),
    )
    for subject in event.deciders:
        yield _notice(scratch, said.fill(titles=titles), subject=subject)


def _notice(
    scratch: Scratch, said: Said, *, roles: tuple[str, ...] = (), subject: str | None = None
) -> Notice:
    """About the whole instance: what was decided may lie far behind where it is now."""
    return Notice(
        kind="notify",
        instance=scratch.before.id,
        state=next((token.state for token in scratch.tokens.values()), scratch.routine.flows[MAIN].initial),
        visit=None,
        text=said.say(scratch.routine.languages[0]),
        roles=roles,
        subject=subject,
        unit=scratch.before.unit,
    )


def deciding(routine: Routine) -> frozenset[str]:
    """The facts that a gateway chooses a way by, or that the condition of a choice reads."""
    whens = (choice.when for choice in routine.choices() if choice.when)
    return routine.read_by_gateways() | {fact for when in whens for fact in when.facts}


def deciders(routine: Routine, command: Correct, unit: str, history: Iterable[Done]) -> tuple[str, ...]:
    """Who has decided something in the instance by the values that are corrected now: fact by fact, whoever did so first.

    That is whoever has taken a choice whose condition reads the fact, or a choice in a step that a gateway which reads it led to, since
    the fact got the value. Not the one who corrects; nor a manager, where managers are told. What has been taken back never happened.
    `history` is gone through once, and only where one of the facts decides something.
    """
    facts = deciding(routine).intersection(command.facts)
    standing = _standing(history) if facts else []
    found: dict[str, None] = {}
    told = who.manages(routine, command.by, unit)
    for fact in sorted(facts):
        for person in _by_the_value(routine, command.instance, fact, standing):
            if person.subject != command.by.subject and (told or not who.manages(routine, person, unit)):
                found[person.subject] = None
    return tuple(found)


def _standing(history: Iterable[Done]) -> list[Done]:
    """What has not been taken back."""
    kept: list[Done] = []
    for person, happened in history:
        back = undone(happened, (chosen(each) for _, each in reversed(kept)))
        if back is not None:
            del kept[-back]
        kept.append((person, happened))
    return kept


def _by_the_value(routine: Routine, instance: str, fact: str, history: Collection[Done]) -> list[Person]:
    found: list[Person] = []
    led_to: set[int | None] = set()
    for person, happened in history:
        through = False
        for each in happened:
            if each.instance != instance:
                continue
            state = routine.states.get(each.state or "")
            if each.kind == "asked" and fact in (each.detail or {}):
                found, led_to = [], set()  # what was decided before was decided by another value
            elif each.kind == "entered" and state is not None:
                through = through or _reads(state, fact)
                if through:
                    led_to.add(each.visit)
            elif each.kind in ("chosen", "skipped") and state is not None:
                taken = next(one for one in choosing.choices_of(routine, state) if one.id == each.choice)
                if each.visit in led_to or (taken.when is not None and fact in taken.when.facts):
                    found.append(person)
    return found


def _reads(state: State, fact: str) -> bool:
    return isinstance(state, Gateway) and any(
        branch.when is not None and fact in branch.when.facts for branch in state.branches
    )
