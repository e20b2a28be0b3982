"""Faults as findings: rule, place, words, and the path that shows it in titles."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from engine.language.compile import Compiled
from engine.language.file.places import ROUTINE
from engine.language.proof.exploration import Exploration
from engine.language.proof.faults import Stuck, dead, is_else, loops, stuck
from engine.language.proof.tracked_facts import Depth
from engine.language.proof.transitions import EVERYWHERE, Transition
from engine.language.rules.findings import NOWHERE, Findings, Part
from engine.model.condition_words import words
from engine.model.routine import MAIN, Routine
from engine.problems import listed
from engine.said import Said
from engine.values.texts import Text

_PROVED: dict[Depth | None, Said] = {
    Depth.CONDITIONS: Said(
        "Allt annat är prövat, men inte om en uppgift kan sakna värde när den läses.",
        "All else is proved, but not whether a fact may have no value when it is read.",
    ),
    Depth.STATES: Said(
        "Vägarna är prövade som om varje villkor kan vara både sant och falskt. Vad villkoren stänger är inte prövat.",
        "The ways are proved as if each condition could be both true and false. What the conditions close is not proved.",
    ),
    None: Said(
        "Inget är prövat om vägarna. Dela upp rutinen i flera.",
        "Nothing is proved about the ways. Split the routine into several.",
    ),
}

_TOO_LATE = Said(
    "något annat lämnar alltid tillståndet före den",
    "something else always leaves the state before it",
)
_COUNTS_FROM_NOTHING = Said(
    "det som den räknar från har aldrig något värde där",
    "what it counts from never has a value there",
)
_LACKS = Said("något som det behöver saknas alltid där", "something that it needs is never there")


class FaultFindings:
    """Tells what the proofs of one routine have found."""

    def __init__(self, findings: Findings, file: Compiled, routine: Routine) -> None:
        self.findings, self.file, self.routine = findings, file, routine

    def circle(self, rounds: Sequence[Sequence[str]]) -> None:
        """Calls that lead around: for each the routines, from this one to this one again."""
        for ids in rounds:
            call = next(each for each in self.file.references if each.call and each.routine == ids[1])
            self.findings.add("call-circle", call.routine.place, circle=" → ".join(ids))

    def notified(self, acting: Collection[str]) -> None:
        """Timers that tell a role which nobody is known to have."""
        for state in self.routine.states.values():
            for timer in state.timers:
                for role in timer.notify:
                    if role not in acting:
                        title = self.routine.roles[role].title
                        self._tell("notifies-nobody", f"{state.id}.timer.{timer.index}", role=_said(title))

    def bounded(self, most: int, depth: Depth | None) -> None:
        """That the bound was met, and what is proved all the same."""
        self._tell("proof-bounded", ROUTINE, most=str(most), proved=_PROVED[depth])

    def faults(self, exploration: Exploration) -> None:
        """All that the exploration shows."""
        explained: set[str] = set()
        for loop in loops(exploration):
            explained.update(loop.states)
            self._tell("endless-loop", loop.states[0], loop.path, states=self._titles(loop.states))
        for fault in stuck(exploration):
            if explained.issuperset(fault.states):
                continue
            explained.update(fault.states)
            explained.add(self.routine.flows[fault.flow].parent or fault.states[0])
            self._stuck(fault)
        found = dead(exploration, explained)
        for state in found.states:
            self._tell("state-not-reached", state, state=state)
        for transition in found.transitions:
            self._dead(transition, exploration)
        self._unset(exploration, {transition.id for transition in found.transitions})

    def _stuck(self, fault: Stuck) -> None:
        states = self._titles(fault.states)
        if not fault.sure:
            self._tell("perhaps-no-way-to-end", fault.states[0], fault.path, states=states)
        elif fault.flow != MAIN:
            flow = self.routine.flows[fault.flow]
            together = self.routine.states[flow.parent or ""]
            self._tell(
                "branch-cannot-end",
                fault.states[0],
                fault.path,
                branch=_said(flow.title),
                states=states,
                together=_said(together.title),
            )
        elif fault.goes_round:
            self._tell("goes-round", fault.states[0], fault.path, states=states)
        else:
            self._tell("no-way-to-end", fault.states[0], fault.path, state=self._title(fault.states[0]))

    def _dead(self, transition: Transition, exploration: Exploration) -> None:
        state = self._title(transition.state)
        path = () if self.findings.is_full else exploration.path_to(transition.state)
        if transition.kind == "timer":
            never_due = exploration.model.transitions.never_due
            why = _TOO_LATE if transition.id in never_due else _COUNTS_FROM_NOTHING
            self._tell("timer-never", transition.id, path, state=state, why=why)
        elif is_else(transition):
            self._tell("else-never", transition.id, path, state=state)
        elif transition.kind == "exit":
            self._tell("exit-never", transition.id, path, exit=_said(transition.label), state=state)
        else:
            name = f"{transition.id}.when"
            self._tell(
                "choice-never",
                name,
                path,
                choice=_said(transition.label),
                where=state,
                why=self._why(transition),
            )

    def _why(self, transition: Transition) -> Said:
        if transition.when is None:
            return _LACKS
        tree, facts = transition.when.tree, self.routine.facts
        return Said(
            f"villkoret ”{words(tree, facts, 'sv')}” är aldrig sant när man kommer dit",
            f"its condition “{words(tree, facts, 'en')}” is never true when one comes there",
        )

    def _unset(self, exploration: Exploration, never: Collection[str]) -> None:
        """Facts that may be read while unset; one that nothing ever gives a value, or a transition that is never taken, is told already."""
        transitions = {transition.id: transition for transition in exploration.model.transitions.all()}
        for (id, fact), path in exploration.walk.unset.items():
            if id not in never and fact in exploration.model.facts.given:
                reader = transitions.get(id)
                where, advice = self._reader(id, reader), _advice(fact, reader)
                self._tell("fact-unset", id, path, fact=fact, where=where, advice=advice)

    def _reader(self, id: str, transition: Transition | None) -> Said:
        if transition is None:
            call = self._title(id.partition(".")[0])
            return Said(f"anropet ”{call.sv}”", f"the call “{call.en}”")
        where = self._title(transition.state)
        match transition.kind:
            case "timer":
                return Said(f"timern i ”{where.sv}”", f"the timer in “{where.en}”")
            case "exit":
                return Said(f"vägvalet ”{where.sv}”", f"the gateway “{where.en}”")
        choice = _said(transition.label)
        return Said(f"valet ”{choice.sv}”", f"the choice “{choice.en}”")

    def _title(self, state: str) -> Said:
        """The state's title; of what is offered at any time, the key that it stands under."""
        return Said("anytime", "anytime") if state == EVERYWHERE else _said(self.routine.states[state].title)

    def _titles(self, states: Sequence[str]) -> Said:
        titles = [self.routine.states[state].title for state in states]
        return Said(
            listed([f"”{title.say('sv')}”" for title in titles], "och"),
            listed([f"“{title.say('en')}”" for title in titles], "and"),
        )

    def _tell(self, rule: str, name: str, path: Sequence[str] = (), /, **parts: Part) -> None:
        titles = [self.routine.states[state].title.say(self.findings.language) for state in path]
        place = self.file.places.of(name) if self.file.places else NOWHERE
        self.findings.add(rule, place, path=titles, **parts)


def _said(text: Text | None) -> Said:
    assert text is not None
    return text.said()


def _advice(fact: str, reader: Transition | None) -> Said:
    """What can be done about a fact that may be unset, where that is read."""
    if reader is not None and reader.kind == "timer":
        return Said(
            "Då startar den inte. Fråga efter uppgiften tidigare på vägen, om den alltid ska gå.",
            "Then it does not start. Ask for the fact earlier on the way, if it is always to.",
        )
    if reader is not None and reader.when is not None and fact in reader.when.facts:
        return Said(
            "Fråga efter den tidigare på vägen, eller skriv vad som gäller då: {fact} is set",
            "Ask for it earlier on the way, or write what holds then: {fact} is set",
        ).fill(fact=fact)
    return Said("Fråga efter den tidigare på vägen.", "Ask for it earlier on the way.")
