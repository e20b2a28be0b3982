"""The parts of a graph that one can go round in."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def components(
    nodes: Iterable[Node], follows: Callable[[Node], Iterable[Node]]
) -> Iterator[tuple[Node, ...]]:
    """The strongly connected components (Tarjan's), each before those that lead to it. Nodes are also what `follows` gives."""
    number: dict[Node, int] = {}
    low: dict[Node, int] = {}
    stack: list[Node] = []
    stacked: set[Node] = set()
    work: list[tuple[Node, Iterator[Node]]] = []

    def enter(node: Node) -> None:
        number[node] = low[node] = len(number)
        stack.append(node)
        stacked.add(node)
        work.append((node, iter(follows(node))))

    for root in nodes:
        if root not in number:
            enter(root)
        while work:
            node, ahead = work[-1]
            there = next(ahead, None)
            if there is None:
                work.pop()
                if work:
                    above = work[-1][0]
                    low[above] = min(low[above], low[node])
                if low[node] == number[node]:
                    component = []
                    while node in stacked:
                        component.append(stack.pop())
                        stacked.remove(component[-1])
                    yield tuple(component)
            elif there not in number:
                enter(there)
            elif there in stacked:
                low[node] = min(low[node], number[there])


def is_round(component: tuple[Node, ...], follows: Callable[[Node], Iterable[Node]]) -> bool:
    """Whether one can go round in the component: it has several nodes, or one that leads to itself."""
    return len(component) > 1 or component[0] in follows(component[0])
