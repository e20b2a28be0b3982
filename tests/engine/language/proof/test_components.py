"""Which nodes of a graph lead to each other."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from engine.language.proof.components import components, is_round

GRAPHS = st.dictionaries(st.integers(0, 7), st.lists(st.integers(0, 7), max_size=3)).map(
    lambda graph: {node: graph.get(node, []) for node in range(8)}
)


def reached(graph: Mapping[int, list[int]], start: int) -> set[int]:
    found: set[int] = set()
    ahead = list(graph[start])
    while ahead:
        node = ahead.pop()
        if node not in found:
            found.add(node)
            ahead += graph[node]
    return found


@given(GRAPHS)
def test_two_nodes_are_in_one_component_where_each_leads_to_the_other(graph: dict[int, list[int]]) -> None:
    found = list(components(graph, graph.__getitem__))

    assert sorted(node for each in found for node in each) == sorted(graph)
    for component in found:
        for node in component:
            together = {
                other for other in graph if other in reached(graph, node) and node in reached(graph, other)
            }
            assert {node} | together == set(component)
        assert is_round(component, graph.__getitem__) == (component[0] in reached(graph, component[0]))


@given(GRAPHS)
def test_a_component_comes_before_those_that_lead_to_it(graph: dict[int, list[int]]) -> None:
    found = list(components(graph, graph.__getitem__))
    place = {node: number for number, each in enumerate(found) for node in each}

    assert all(place[there] <= place[node] for node in graph for there in graph[node])


def test_a_long_chain_needs_no_depth_of_calls() -> None:
    assert len(list(components([0], lambda node: [node + 1] if node < 50_000 else []))) == 50_001
