"""What a transition does to the tracked facts: what people fill in, what is worked out, what others bring."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from engine.language.expression.domains import ANY_MOMENT, SET, Value
from engine.language.proof.tracked_facts import TrackedFacts, Values
from engine.language.proof.transitions import Transition
from engine.model.conditions import Constant, Env, Expression, Items, Name, Now, Sum
from engine.model.routine import Ask, Call

Guesses = tuple[str, ...]
Ending = frozenset[tuple[str, Value]]
"""Facts of a called routine as it ends, by name."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a routine that is called may come to: by outcome, the facts that it may end with; and which outcomes it may have at
    once, without anybody doing anything.
    """

    endings: Mapping[str, frozenset[Ending]]
    at_once: frozenset[str] = frozenset()


def asked(
    facts: TrackedFacts, asks: Iterable[Ask], values: Values, wanted: frozenset[int]
) -> Iterator[Values]:
    """The values after people have filled in what is asked, where it matters."""
    options: list[tuple[int, Sequence[Value]]] = []
    for ask in asks:
        index = facts.index.get(ask.fact)
        if index is None or index not in wanted:
            continue
        filled = facts.domains[ask.fact].values
        options.append((index, filled if ask.required else (*filled, None)))
    yield from _each(values, options)


def worked_out(
    facts: TrackedFacts, transition: Transition, values: Values, wanted: frozenset[int]
) -> Iterator[tuple[Values, Guesses]]:
    """The values after the transition's `set`; nothing where a sum passes the limits of its fact."""
    indices: list[int] = []
    found: list[list[tuple[Value, Guesses]]] = []
    for name, expression in transition.set:
        index = facts.index.get(name)
        if index is not None and index in wanted:
            indices.append(index)
            found.append(list(_worked_out(facts, name, expression, values)))
    for chosen in product(*found):
        changed = list(values)
        guesses: Guesses = ()
        for index, (value, more) in zip(indices, chosen, strict=True):
            changed[index] = value
            guesses += more
        yield tuple(changed), guesses


def brought(
    facts: TrackedFacts, call: Call, outcome: frozenset[Ending] | None, values: Values, wanted: frozenset[int]
) -> Iterator[tuple[Values, Guesses]]:
    """The values after a call has ended; `outcome` tells what it may bring, None that nothing is known of it."""
    taken = [(here, there, facts.index[here]) for here, there in call.take if here in facts.index]
    taken = [each for each in taken if each[2] in wanted]
    if not taken:
        yield values, ()
        return
    seen: set[Values] = set()
    for ending in outcome if outcome is not None else (None,):
        options: list[tuple[int, Sequence[Value]]] = []
        guesses: Guesses = ()
        for here, there, index in taken:
            known = {} if ending is None else dict(ending)
            fits = facts.domains[here].standing_for(known.get(there, SET))
            options.append((index, fits if there in known else (*fits, None)))
            if there not in known or len(fits) > 1:
                guesses += (f"fact {here}",)
        for after in _each(values, options):
            if after not in seen:
                seen.add(after)
                yield after, guesses


def handed(facts: TrackedFacts, values: Values, wanted: frozenset[int]) -> Iterator[tuple[Values, Guesses]]:
    """The values at the start of a routine that others call or start: each handed-down fact may be any, or unset."""
    names = [name for name in facts.names if name in facts.handed and facts.index[name] in wanted]
    options = [
        (facts.index[name], (values[facts.index[name]], *facts.domains[name].values)) for name in names
    ]
    for after in _each(values, options):
        yield after, () if after == values else ("handed",)


def _worked_out(
    facts: TrackedFacts, name: str, expression: Expression, values: Values
) -> Iterator[tuple[Value, Guesses]]:
    domain, tree = facts.domains[name], expression.tree
    missing = any(values[facts.index[each]] is None for each in facts.reads(tree))
    match tree:
        case Constant(value):
            yield domain.fit(value), ()
        case Items():
            yield domain.fit(tuple(item.value for item in tree.items)), ()
        case Now():
            yield SET, ()
        case _ if domain.counted:
            before = values[facts.index[name]]
            found = expression.value(Env(facts={} if before is None else {name: before}, now=ANY_MOMENT))
            if found is None or domain.allows(found):
                yield domain.fit(found), ()
        case Name(id) if tree.type in ("choice", "yes_no"):
            yield domain.fit(values[facts.index[id]]), ()
        case _ if tree.type == "yes_no":
            for answer, known in facts.answers(expression, values):
                yield domain.fit(answer), facts.guesses(known)
        case _ if missing:
            yield None, ()
        case Sum(sign, Name(id), Constant(int() | Decimal() as by)):
            before = values[facts.index[id]]
            reached = domain.moved(facts.domains[id], before, by if sign == "+" else -by)
            for value in reached:
                yield value, (f"fact {name}",) if len(reached) > 1 else ()
        case _:
            guesses = (f"fact {name}",) if len(domain.values) > 1 else ()
            for value in domain.values:
                yield value, guesses


def _each(values: Values, options: Sequence[tuple[int, Sequence[Value]]]) -> Iterator[Values]:
    """The values with each of the options, as they stand beside each other."""
    if not options:
        yield values
        return
    for chosen in product(*(found for _, found in options)):
        changed = list(values)
        for (index, _), value in zip(options, chosen, strict=True):
            changed[index] = value
        yield tuple(changed)
