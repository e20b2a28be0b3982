"""What only shows when a set of routines is seen together: calls and starts that have to fit, and facts that
nothing gives a value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from engine.language.build.scope import Reference, among
from engine.language.compile import Compiled
from engine.language.expression.operands import TYPES
from engine.language.file.reading import Word
from engine.language.rules.findings import Finding, Findings
from engine.model.conditions import Constant, Expression, Name
from engine.model.contract import holds, is_received
from engine.model.facts import LONGEST_TEXT, Fact
from engine.model.routine import CANCELLED, Routine
from engine.problems import clipped
from engine.said import UNSAID, Said, both, joined
from engine.values.decimals import written


def cross(files: Sequence[Compiled]) -> dict[str, tuple[Finding, ...]]:
    """The findings of each file (by its name) that come from the others."""
    routines = {each.routine.id: each.routine for each in files if each.routine}
    handed = _handed_down(files)
    found: dict[str, tuple[Finding, ...]] = {}
    first: dict[str, str] = {}
    for each in files:
        findings = Findings(each.file, each.language)
        if each.id is not None:
            other = first.setdefault(each.id, each.file)
            if other != each.file:
                findings.add("routine-duplicate", each.id.place, routine=each.id, other=other)
        for reference in each.references:
            child = routines.get(reference.routine)
            if child is not None:
                _Fit(findings, each, reference, child).check()
        if each.id is not None and each.routine is not None and not each.routine.managers():
            findings.add("nobody-manages", each.id.place)
        _check_facts(findings, each, handed.get(each.id or "", frozenset()))
        found[each.file] = findings.all()
    return found


def _handed_down(files: Iterable[Compiled]) -> dict[str, frozenset[str]]:
    handed: dict[str, frozenset[str]] = {}
    for each in files:
        for reference in each.references:
            names = frozenset(str(name) for name, _ in reference.hand_down)
            handed[reference.routine] = handed.get(reference.routine, frozenset()) | names
    return handed


class _Fit:
    """Whether one call or start fits the routine that it names."""

    def __init__(self, findings: Findings, caller: Compiled, reference: Reference, child: Routine) -> None:
        self.findings = findings
        self.reference = reference
        self.child = child
        self.facts: Mapping[str, Fact] = caller.facts

    def check(self) -> None:
        """Note all that does not fit."""
        self._hand_down()
        self._take()
        if self.reference.call:
            self._outcomes()

    def _hand_down(self) -> None:
        handed = {str(name) for name, _ in self.reference.hand_down}
        for name, value in self.reference.hand_down:
            fact = self._fact_of_child(name)
            if fact is not None and value is not None and not is_received(value, self.facts, fact):
                self.findings.add(
                    "hand-down-type",
                    name.place,
                    fact=fact.id,
                    routine=self.child.id,
                    wanted=wanted_of(fact),
                    found=self._found(value, fact),
                )
        for ask in self.child.begin.ask:
            if ask.required and ask.fact not in handed:
                place = self.reference.routine.place
                self.findings.add("hand-down-missing", place, routine=self.child.id, fact=ask.fact)

    def _found(self, value: Expression, wanted: Fact) -> Said:
        """What is handed down, in words: as exactly as it has to be for the difference to be seen."""
        tree = value.tree
        if isinstance(tree, Constant):
            return Said(value.text, value.text)
        giver = self.facts.get(tree.id) if isinstance(tree, Name) else None
        return TYPES[tree.type] if giver is None else given_by(giver, wanted)

    def _take(self) -> None:
        for own, name in self.reference.take:
            theirs = self._fact_of_child(name)
            if own is None or theirs is None:
                continue
            if not holds(own, theirs):
                self.findings.add(
                    "take-type",
                    name.place,
                    fact=own.id,
                    wanted=wanted_of(own),
                    taken=theirs.id,
                    routine=self.child.id,
                    found=given_by(theirs, own),
                )

    def _outcomes(self) -> None:
        ends = self.child.outcomes()
        handled = {
            name if name in ends else self.findings.near(name, ends)
            for name in self.reference.outcomes
            if name != CANCELLED
        }
        if CANCELLED in ends and (CANCELLED in self.reference.outcomes or not self.reference.otherwise):
            place = next((name.place for name in self.reference.outcomes if name == CANCELLED), None)
            self.findings.add(
                "outcome-reserved",
                place or self.reference.routine.place,
                routine=self.child.id,
                name=CANCELLED,
            )
            handled.add(CANCELLED)
        for name in self.reference.outcomes:
            if name not in (CANCELLED, *ends):
                near, known = self.findings.hint(name, (*ends, CANCELLED)), among((*ends, CANCELLED))
                routine = self.child.id
                self.findings.add(
                    "unknown-outcome", name.place, routine=routine, name=clipped(name), hint=near, known=known
                )
        for outcome in ends if not self.reference.otherwise else ():
            if outcome not in handled:
                place = self.reference.routine.place
                state = self.reference.state
                self.findings.add(
                    "outcome-unhandled", place, routine=self.child.id, outcome=outcome, state=state
                )

    def _fact_of_child(self, name: Word) -> Fact | None:
        fact = self.child.facts.get(name)
        if fact is None:
            near, known = self.findings.hint(name, self.child.facts), among(self.child.facts)
            routine = self.child.id
            self.findings.add(
                "unknown-fact-there", name.place, routine=routine, name=clipped(name), hint=near, known=known
            )
        return fact


def wanted_of(fact: Fact) -> Said:
    """What a fact takes, in words: its type, and its options or limits where it has some."""
    within = both(", ".join(option.id for option in fact.options)) if fact.options else _limits(fact)
    if within == UNSAID:
        return TYPES[fact.type]
    return both("{type} ({within})").fill(type=TYPES[fact.type], within=within)


def given_by(fact: Fact, to: Fact) -> Said:
    """What a fact that is given to another may hold, in words: as `wanted_of`, and where they differ in nothing but limits, those."""
    if fact.type != to.type:
        return TYPES[fact.type]
    if fact.type == "text" and fact.at_most is None:
        return wanted_of(replace(fact, at_most=LONGEST_TEXT))
    if fact.type == "number" and fact.at_least is None and fact.at_most is None:
        return Said("{type} utan gräns", "{type} without a limit").fill(type=TYPES[fact.type])
    return wanted_of(fact)


def _limits(fact: Fact) -> Said:
    """«minst 1, högst 5 tecken»; empty where there are none."""
    named = ((_LEAST, fact.at_least), (_MOST, fact.at_most))
    found = joined((said.fill(limit=written(limit)) for said, limit in named if limit is not None), ", ")
    if fact.type != "text" or found == UNSAID:
        return found
    return Said("{limits} tecken", "{limits} characters").fill(limits=found)


_LEAST = Said("minst {limit}", "at least {limit}")
_MOST = Said("högst {limit}", "at most {limit}")


def _check_facts(findings: Findings, file: Compiled, handed: frozenset[str]) -> None:
    """Facts that are read and never given a value, or not mentioned at all."""
    if file.routine is None:
        return
    given = file.given | handed
    for name in file.declared:
        if name in file.read and name not in given:
            findings.add("fact-never-set", name.place, fact=name)
        elif name not in file.read and name not in given:
            findings.add("fact-never-used", name.place, fact=name)
