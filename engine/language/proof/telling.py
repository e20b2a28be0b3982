"""Faults as findings: rule, place, words, and the path that shows it in titles."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from engine.condition_words import words
from engine.language.compile import Compiled
from engine.language.file.places import ROUTINE
from engine.language.proof.exploration import Exploration
from engine.language.proof.facts import Depth
from engine.language.proof.faults import Stuck, dead, is_else, loops, stuck
from engine.language.proof.ways import EVERYWHERE, Way
from engine.language.rules.findings import NOWHERE, Findings, Part
from engine.problems import listed
from engine.routine import MAIN, Routine
from engine.texts import Text

_PROVED: dict[Depth | None, tuple[str, str]] = {
    Depth.CONDITIONS: (
        "Allt annat är prövat, men inte om en uppgift kan sakna värde när den läses.",
        "All else is proved, but not whether a fact may have no value when it is read.",
    ),
    Depth.STATES: (
        "Vägarna är prövade som om varje villkor kan vara både sant och falskt. Vad villkoren stänger är inte prövat.",
        "The ways are proved as if each condition could be both true and false. What the conditions close is not proved.",
    ),
    None: (
        "Inget är prövat om vägarna. Dela upp rutinen i flera.",
        "Nothing is proved about the ways. Split the routine into several.",
    ),
}

_TOO_LATE = (
    "något annat lämnar alltid tillståndet före den",
    "something else always leaves the state before it",
)
_COUNTS_FROM_NOTHING = (
    "det som den räknar från har aldrig något värde där",
    "what it counts from never has a value there",
)
_LACKS = ("något som det behöver saknas alltid där", "something that it needs is never there")


class Telling:
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
        for way in found.ways:
            self._dead(way, exploration.path_to(way.state), exploration.model.ways.never_due)
        self._unset(exploration, {way.id for way in found.ways})

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

    def _dead(self, way: Way, path: Sequence[str], never_due: Collection[str]) -> None:
        state = self._title(way.state)
        if way.kind == "timer":
            why = _TOO_LATE if way.id in never_due else _COUNTS_FROM_NOTHING
            self._tell("timer-never", way.id, path, state=state, why=why)
        elif is_else(way):
            self._tell("else-never", way.id, path, state=state)
        elif way.kind == "exit":
            self._tell("exit-never", way.id, path, exit=_said(way.label), state=state)
        else:
            name = f"{way.id}.when"
            self._tell("choice-never", name, path, choice=_said(way.label), where=state, why=self._why(way))

    def _why(self, way: Way) -> Part:
        if way.when is None:
            return _LACKS
        said = [words(way.when.tree, self.routine.facts, language) for language in ("sv", "en")]
        return (
            f"villkoret «{said[0]}» är aldrig sant när man kommer dit",
            f"its condition “{said[1]}” is never true when one comes there",
        )

    def _unset(self, exploration: Exploration, never: Collection[str]) -> None:
        """Facts that may be read while unset; one that nothing ever gives a value, or a way that is never taken, is told already."""
        ways = {way.id: way for way in exploration.model.ways.all()}
        for (id, fact), path in exploration.walk.unset.items():
            if id not in never and fact in exploration.model.facts.given:
                self._tell("fact-unset", id, path, fact=fact, where=self._reader(id, ways.get(id)))

    def _reader(self, id: str, way: Way | None) -> Part:
        if way is None:
            return _in(("anropet «{}»", "the call “{}”"), self._title(id.partition(".")[0]))
        match way.kind:
            case "timer":
                return _in(("timern i «{}»", "the timer in “{}”"), self._title(way.state))
            case "exit":
                return _in(("vägvalet «{}»", "the gateway “{}”"), self._title(way.state))
        return _in(("valet «{}»", "the choice “{}”"), _said(way.label))

    def _title(self, state: str) -> Part:
        """The state's title; of what is offered at any time, the key that it stands under."""
        return ("anytime", "anytime") if state == EVERYWHERE else _said(self.routine.states[state].title)

    def _titles(self, states: Sequence[str]) -> Part:
        titles = [self.routine.states[state].title for state in states]
        return (
            listed([f"«{title.say('sv')}»" for title in titles], "och"),
            listed([f"“{title.say('en')}”" for title in titles], "and"),
        )

    def _tell(self, rule: str, name: str, path: Sequence[str] = (), /, **parts: Part) -> None:
        titles = [self.routine.states[state].title.say(self.findings.language) for state in path]
        place = self.file.places.of(name) if self.file.places else NOWHERE
        self.findings.add(rule, place, path=titles, **parts)


def _said(text: Text | None) -> tuple[str, str]:
    assert text is not None
    return text.say("sv"), text.say("en")


def _in(sentences: tuple[str, str], part: Part) -> tuple[str, str]:
    sv, en = (part, part) if isinstance(part, str) else part
    return sentences[0].format(sv), sentences[1].format(en)
