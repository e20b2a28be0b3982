"""The proofs of `check`: what a set of routines can come to, told as findings with the shortest path that shows each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.language.compile import Compiled
from engine.language.proof.components import components, is_round
from engine.language.proof.duties import tell_duties
from engine.language.proof.effects import Summary
from engine.language.proof.exploration import MOST_CONFIGURATIONS, Exploration
from engine.language.proof.fault_findings import FaultFindings
from engine.language.proof.model import Model
from engine.language.proof.tracked_facts import Depth, TrackedFacts
from engine.language.proof.transitions import Transitions, transitions_of
from engine.language.proof.walk import BoundMet
from engine.language.rules.findings import Finding, Findings
from engine.model.routine import Routine, Step

MOST_FACTS = 100
"""Facts that are followed through a routine: every situation in it has a value for each of them."""


def prove(
    files: Sequence[Compiled], asked: Collection[str], *, most: int = MOST_CONFIGURATIONS
) -> dict[str, tuple[Finding, ...]]:
    """The findings of the `asked` files, by file. The others are looked at for what is called; those without a routine, not at all.

    `most` is how many configurations of a routine are looked at.
    """
    by_id: dict[str, Compiled] = {}
    for each in files:
        if each.routine is not None:
            by_id.setdefault(each.routine.id, each)
    calls = {id: [called for called in _called(each) if called in by_id] for id, each in by_id.items()}
    proofs = Proofs(by_id, most)
    found: dict[str, tuple[Finding, ...]] = {}
    wanted = [id for id, each in by_id.items() if each.file in asked]
    for component in components(wanted, calls.__getitem__):
        circle = component if is_round(component, calls.__getitem__) else ()
        for id in component:
            found[by_id[id].file] = proofs.of(id, circle)
    return found


def _called(file: Compiled) -> list[str]:
    return [str(reference.routine) for reference in file.references if reference.call]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Interface:
    """What the others of the set say about a routine: the facts that it may be handed, and those that callers take from it."""

    handed: frozenset[str]
    taken: frozenset[str]


class Proofs:
    """The proofs of a set. `summaries` grows while they are made, the called routines before their callers."""

    def __init__(self, files: Mapping[str, Compiled], most: int) -> None:
        self.files, self.most = files, most
        routines = [each.routine for each in files.values() if each.routine]
        self.needed = {
            each.id: frozenset(ask.fact for ask in each.begin.ask if ask.required) for each in routines
        }
        self.acting = frozenset(role for routine in routines for role in _acting(routine))
        self.interfaces = _interfaces(files)
        self.summaries: dict[str, Summary] = {}

    def of(self, id: str, circle: Sequence[str]) -> tuple[Finding, ...]:
        """The findings of one routine; `circle` are the routines that call each other, where it is one of them."""
        file = self.files[id]
        assert file.routine is not None
        findings = Findings(file.file, file.language)
        fault_findings = FaultFindings(findings, file, file.routine)
        fault_findings.circle(self._round(id, circle))
        fault_findings.notified(self.acting)
        tell_duties(findings, file, file.routine)
        exploration, depth = self.explored(file.routine)
        if depth != Depth.ALL:
            fault_findings.bounded(self.most, depth)
        if exploration is not None:
            self.summaries[id] = exploration.summary()
            fault_findings.faults(exploration)
        return findings.all()

    def explored(self, routine: Routine) -> tuple[Exploration | None, Depth | None]:
        """The routine explored as deeply as the bound allows; None, None where that is not at all."""
        transitions = transitions_of(routine, self.needed)
        for depth in sorted(Depth, reverse=True):
            try:
                return self._explore(transitions, depth), depth
            except BoundMet:
                continue
        return None, None

    def _explore(self, transitions: Transitions, depth: Depth) -> Exploration:
        interface = self.interfaces.get(
            transitions.routine.id, _Interface(handed=frozenset(), taken=frozenset())
        )
        exported = interface.taken if depth > Depth.STATES else frozenset()
        facts = TrackedFacts(transitions, depth, exported=exported, handed=interface.handed)
        if len(facts.names) > MOST_FACTS:
            raise BoundMet
        return Exploration(Model(transitions, facts, self.summaries, exported), self.most)

    def _round(self, id: str, circle: Sequence[str]) -> list[tuple[str, ...]]:
        """For each call of the routine that leads around, the routines that it leads to, up to this one again."""
        rounds: list[tuple[str, ...]] = []
        for called in dict.fromkeys(_called(self.files[id])):
            paths: dict[str, tuple[str, ...]] = {called: (id, called)} if called in circle else {}
            ahead = list(paths)
            while ahead and id not in paths:
                here = ahead.pop(0)
                for there in _called(self.files[here]):
                    if there in circle and there not in paths:
                        paths[there] = (*paths[here], there)
                        ahead.append(there)
            if id in paths:
                rounds.append(paths[id])
        return rounds


def _interfaces(files: Mapping[str, Compiled]) -> Mapping[str, _Interface]:
    handed: dict[str, set[str]] = {}
    taken: dict[str, set[str]] = {}
    for file in files.values():
        for reference in file.references:
            handed.setdefault(reference.routine, set()).update(str(name) for name, _ in reference.hand_down)
            taken.setdefault(reference.routine, set()).update(str(name) for _, name in reference.take)
    return {id: _Interface(handed=frozenset(handed[id]), taken=frozenset(taken[id])) for id in handed}


def _acting(routine: Routine) -> Iterator[str]:
    """The roles that somebody is known to have: they start, do something, manage, or are responsible for something."""
    yield from routine.begin.roles
    for role in routine.roles.values():
        if role.manager or role.responsibility is not None:
            yield role.id
    steps = [state for state in routine.states.values() if isinstance(state, Step)]
    for step in steps:
        yield from step.roles
    for choice in (*routine.anytime, *(choice for step in steps for choice in step.choices)):
        yield from choice.roles
