"""What the proofs keep track of: the facts that something reads, and the conditions answered from them.

Whatever cannot be told from those (comparisons of times, of two numbers, `running`, the checklist) is an open question: it is
answered either transition, and each answer is noted as a guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import product

from engine.language.expression.domains import ANY_MOMENT, MOST_OF_A_LIST, Domain, Value, constants_of, count
from engine.language.proof.transitions import Transitions
from engine.model.conditions import (
    All,
    Compare,
    Condition,
    Constant,
    Env,
    Evaluate,
    Expression,
    IsSet,
    Items,
    Name,
    Node,
    Not,
    Now,
    Running,
    Since,
    Some,
    compiled,
    names,
    text_of,
    walk,
)
from engine.model.routine import Call

Values = tuple[Value, ...]
"""One value for each tracked fact, in the order of `TrackedFacts.names`."""

Known = tuple[tuple[str, bool], ...]
"""Open questions that have got their answers, for as long as nothing can have changed them."""

UNSURE = "?"
"""A guess that may be impossible where it is made."""

MOST_QUESTIONS = 4


class Depth(IntEnum):
    """How much is kept track of: nothing but states, what conditions read, or all that is read."""

    STATES = 0
    CONDITIONS = 1
    ALL = 2


@dataclass(frozen=True, slots=True)
class _Question:
    """A part of a condition that cannot be told: the facts it is false without, and what its guess is about."""

    name: str
    needs: tuple[int, ...]
    guesses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Answerable:
    """A condition as it is answered here."""

    evaluate: Evaluate
    reads: tuple[int, ...]
    questions: tuple[_Question, ...]


class TrackedFacts:
    """The tracked facts of a routine at one depth."""

    def __init__(
        self,
        transitions: Transitions,
        depth: Depth,
        *,
        exported: Iterable[str] = (),
        handed: Iterable[str] = (),
    ) -> None:
        self.transitions = transitions
        self.depth = depth
        self.handed = frozenset(handed)
        declared = transitions.routine.facts
        tracked = self._tracked(exported)
        self.names = tuple(name for name in declared if name in tracked)
        self.index = {name: number for number, name in enumerate(self.names)}
        self.domains = {name: Domain(declared[name]) for name in self.names}
        self.given = frozenset(self._filled_in() | {name for name, _ in self._sets()})
        """The facts that something gives a value."""
        self._answerable: dict[int, _Answerable] = {}
        self._answers: dict[tuple[int, Values, Known], list[tuple[bool, Known]]] = {}
        self._guesses: dict[str, tuple[str, ...]] = {}
        self._read_conditions()
        self._copies(exported)
        count(self.domains, self._sets(), self._filled_in())
        for domain in self.domains.values():
            domain.close()

    # Reading

    def answers(
        self, condition: Condition | Expression, values: Values, known: Known = ()
    ) -> list[tuple[bool, Known]]:
        """The answers that the condition can have, each with the open questions that have then been answered."""
        answerable = self._answerable[id(condition)]
        key = (id(condition), tuple(values[each] for each in answerable.reads), known)
        found = self._answers.get(key)
        if found is None:
            found = self._answers[key] = self._answered(answerable, values, known)
        return found

    def guesses(self, known: Known) -> tuple[str, ...]:
        """What the answered questions are guesses about; unsure where their facts are known to be this or that."""
        guesses = tuple(guess for name, _ in known for guess in self._guesses[name])
        compared = {f"fact {name}" for name, domain in self.domains.items() if domain.constants}
        return (*guesses, UNSURE) if compared.intersection(guesses) else guesses

    def unset_in(self, condition: Condition, values: Values, known: Known = ()) -> Iterator[str]:
        """The facts that are unset and whose value would make a difference to the condition.

        An unset yes/no that counts as no is an ordinary way of writing and makes none.
        """
        answerable = self._answerable[id(condition)]
        guarded = {node.fact for node in walk(condition.tree) if isinstance(node, IsSet)}
        for index in answerable.reads:
            name = self.names[index]
            is_open = values[index] is None and name not in guarded
            if is_open and self._makes_a_difference(condition, name, values, known):
                yield name

    def _makes_a_difference(self, condition: Condition, name: str, values: Values, known: Known) -> bool:
        def answers(value: Value) -> set[bool]:
            index = self.index[name]
            there = (*values[:index], value, *values[index + 1 :])
            return {answer for answer, _ in self.answers(condition, there, known)}

        domain = self.domains[name]
        if domain.fact.type == "yes_no" and answers(None) == answers(domain.fit(False)):
            return False
        return any(answers(value) != answers(None) for value in domain.values)

    def reads(self, tree: Node) -> frozenset[str]:
        """The tracked facts that the tree reads."""
        return frozenset(name for name in names(tree) if name in self.index)

    # Tracking

    def _tracked(self, exported: Iterable[str]) -> set[str]:
        if self.depth == Depth.STATES:
            return set()
        tracked = set(exported)
        for transition in self.transitions.all():
            if transition.when is not None:
                tracked |= transition.when.facts
            if self.depth == Depth.ALL or (transition.kind == "timer" and transition.to is not None):
                tracked |= transition.needs
            if self.depth == Depth.ALL:
                for _, expression in (*transition.set, *transition.hand_down):
                    tracked |= expression.facts
        if self.depth == Depth.ALL:
            for pairs in self.transitions.calls.values():
                for _, expression in pairs:
                    tracked |= expression.facts
        return self._closed(tracked)

    def _closed(self, tracked: set[str]) -> set[str]:
        """With what the tracked facts are worked out from."""
        before = -1
        while len(tracked) != before:
            before = len(tracked)
            for transition in self.transitions.all():
                for name, expression in transition.set:
                    if name in tracked:
                        tracked |= expression.facts
        return tracked

    def _filled_in(self) -> set[str]:
        """The facts that people, callers and called routines give a value."""
        filled = {ask.fact for ask in self.transitions.routine.begin.ask} | self.handed
        filled |= {ask.fact for transition in self.transitions.all() for ask in transition.ask}
        calls = (state for state in self.transitions.routine.states.values() if isinstance(state, Call))
        return filled | {name for call in calls for name, _ in call.take}

    def _sets(self) -> list[tuple[str, Expression]]:
        return [pair for transition in self.transitions.all() for pair in transition.set]

    def _copies(self, exported: Iterable[str]) -> None:
        """What facts take from literals and from each other."""
        for name in exported:
            if name in self.domains:
                self.domains[name].whole = True
        copied = [
            (self.domains[name], self.domains[expression.tree.id])
            for name, expression in self._sets()
            if name in self.domains
            and isinstance(expression.tree, Name)
            and expression.tree.id in self.domains
        ]
        changed = True
        while changed:  # a fact that is copied matters as much as its copy
            changed = False
            for here, there in copied:
                if not there.whole and (here.is_read or here.constants or here.whole):
                    here.whole = there.whole = changed = True
        for name, expression in self._sets():
            if (
                isinstance(expression.tree, Constant)
                and name in self.domains
                and self.domains[name].constants
            ):
                self.domains[name].constants |= constants_of(expression.tree)

    # Conditions

    def _read_conditions(self) -> None:
        for transition in self.transitions.all():
            if transition.when is not None:
                self._answerable[id(transition.when)] = self._made_answerable(transition.when.tree)
            for _, expression in transition.set:
                if expression.tree.type == "yes_no":
                    self._answerable[id(expression)] = self._made_answerable(expression.tree)

    def _made_answerable(self, tree: Node) -> _Answerable:
        questions: dict[str, _Question] = {}
        read = self._replaced(tree, questions)
        if len(questions) > MOST_QUESTIONS:
            questions = {}
            read = self._question(tree, questions)
        for question in questions.values():
            self._guesses[question.name] = question.guesses
        return _Answerable(
            compiled(read),
            tuple(sorted(self.index[name] for name in self.reads(tree))),
            tuple(questions.values()),
        )

    def _replaced(self, tree: Node, questions: dict[str, _Question]) -> Node:
        match tree:
            case Constant():
                return tree
            case Not():
                return Not(self._replaced(tree.part, questions))
            case All():
                return All(tuple(self._replaced(part, questions) for part in tree.parts))
            case Some():
                return Some(tuple(self._replaced(part, questions) for part in tree.parts))
            case IsSet() if tree.fact in self.index:
                return tree
            case Name() if tree.id in self.index:
                self.domains[tree.id].is_read = True
                return tree
            case Compare(operator, left, right):
                if left.type == right.type == "yes_no":
                    return Compare(
                        operator, self._replaced(left, questions), self._replaced(right, questions)
                    )
                if self._can_tell(left, right):
                    return tree
        return self._question(tree, questions)

    def _can_tell(self, left: Node, right: Node) -> bool:
        """Whether the comparison can be answered from the facts; notes then what they are compared with."""
        if isinstance(left, Name) and isinstance(right, Name):
            if left.type != "choice" or right.type != "choice" or not {left.id, right.id} <= set(self.index):
                return False
            self.domains[left.id].whole = self.domains[right.id].whole = True
            return True
        name, other = (left, right) if isinstance(left, Name) else (right, left)
        if not isinstance(name, Name) or not isinstance(other, Constant | Items):
            return False
        if name.id not in self.index or name.type == "moment":
            return False
        domain, constants = self.domains[name.id], constants_of(other)
        if name.type == "choices" and len(domain.constants | constants) > MOST_OF_A_LIST:
            return False
        domain.constants |= constants
        return True

    def _question(self, tree: Node, questions: dict[str, _Question]) -> Node:
        name = f"? {text_of(tree)}"
        if name not in questions:
            needs = () if isinstance(tree, IsSet | Not | All | Some) else self.reads(tree)
            questions[name] = _Question(
                name, tuple(sorted(self.index[each] for each in needs)), tuple(_about(tree))
            )
        return Name(name, "yes_no")

    def _answered(self, answerable: _Answerable, values: Values, known: Known) -> list[tuple[bool, Known]]:
        facts = {self.names[each]: values[each] for each in answerable.reads if values[each] is not None}
        told = dict(known)
        open_questions = []
        for question in answerable.questions:
            if any(values[each] is None for each in question.needs):
                facts[question.name] = False
            elif question.name in told:
                facts[question.name] = told[question.name]
            else:
                open_questions.append(question.name)
        found: list[tuple[bool, Known]] = []
        for guessed in product((True, False), repeat=len(open_questions)):
            more = tuple(zip(open_questions, guessed, strict=True))
            env = Env(facts={**facts, **dict(more)}, now=ANY_MOMENT)
            found.append((answerable.evaluate(env) is True, (*known, *more)))
        if len({answer for answer, _ in found}) == 1:
            return [(found[0][0], known)]
        return found


def _about(tree: Node) -> Iterator[str]:
    """What a guess is about. Two guesses about one thing may contradict each other."""
    parts = list(walk(tree))
    yield from (f"fact {name}" for name in sorted(names(tree)))
    if any(isinstance(part, Since | Now) for part in parts):
        yield "time"
    yield from (f"running {part.routine}" for part in parts if isinstance(part, Running))
