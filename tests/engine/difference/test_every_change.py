"""No change goes untold: whatever is altered in a routine, at least one sentence says so; and without a change, none."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engine.difference.compare import difference
from engine.model.routine import Routine
from engine.stored.canonical import Canonical, canonical
from tests.engine.language.files import BRANCHES, VISIT, routine_of
from tests.engine.language.written import routine_of_document
from tests.generated.routines import Made, routines
from tests.heavy import rounds
from tests.routines import library
from tests.routines.library import load

ROUTINES = {
    "visit": routine_of(VISIT),
    "branches": routine_of(BRANCHES),
    **{id: load(id) for id in library.ROUTINES},
}

DOCUMENTS = {name: canonical(routine) for name, routine in ROUTINES.items()}

Path_ = tuple[Any, ...]


def places(value: Any, path: Path_ = ()) -> Iterator[Path_]:
    """The paths of all values in the document, groups and lists too."""
    entries = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, each in entries:
        yield (*path, key)
        yield from places(each, (*path, key))


def at(document: Any, path: Path_) -> Any:
    for step in path:
        document = document[step]
    return document


def mutated(document: Canonical, data: st.DataObject) -> Canonical:
    """The document with one thing altered, removed, doubled in another name, or put elsewhere in its order."""
    other: Canonical = copy.deepcopy(document)
    path = data.draw(st.sampled_from(list(places(document))))
    holder, key, value = at(other, path[:-1]), path[-1], at(other, path)
    how = data.draw(st.sampled_from(["alter", "alter", "remove", "rename", "move", "borrow"]))
    if how == "remove":
        del holder[key]
    elif how == "rename" and isinstance(holder, dict):
        entries = [(f"{name}_ny" if name == key else name, each) for name, each in holder.items()]
        holder.clear()
        holder.update(entries)
    elif how == "move" and isinstance(holder, dict):
        del holder[key]
        holder[key] = value
    elif how == "move":
        holder.append(holder.pop(key))
    elif how == "borrow":  # a value from a place of the same kind, such as another state's target
        like = [
            each for each in places(document) if each[-1] == key and type(at(document, each)) is type(value)
        ]
        holder[key] = copy.deepcopy(at(document, data.draw(st.sampled_from(like))))
    elif isinstance(value, bool):
        holder[key] = not value
    elif isinstance(value, int | float):
        holder[key] = value + 1
    elif isinstance(value, str):
        holder[key] = data.draw(st.sampled_from([f"{value} x", f"{value}x", f" {value}", "2 h", "3 d"]))
    return other


def written(routine: Routine) -> str:
    """All that the routine says, in its order; in a scenario's facts the order says nothing."""
    document = canonical(routine)
    scenarios = document.pop("scenarios", [])
    return json.dumps(document) + json.dumps(scenarios, sort_keys=True)


WRITTEN = {name: written(routine) for name, routine in ROUTINES.items()}


def compiled(document: Canonical) -> Routine:
    """The routine of a document, where it is one; other examples are passed over."""
    try:
        return routine_of_document(document)
    except (ValueError, KeyError, AssertionError):
        assume(False)
        raise


@pytest.mark.parametrize("name", ROUTINES)
def test_a_routine_does_not_differ_from_itself(name: str) -> None:
    found = difference(ROUTINES[name], ROUTINES[name])

    assert found.changes == ()
    assert found.same
    assert found.next_version is None


def a_change_is_told(name: str, data: st.DataObject) -> None:
    """Some change of that routine, in both directions."""
    old = ROUTINES[name]
    new = compiled(mutated(DOCUMENTS[name], data))
    differs = WRITTEN[name] != written(new)

    for before, after in ((old, new), (new, old)):
        told = difference(before, after).changes
        assert bool(told) == differs, (canonical(after), told)
        assert all(change.said.sv and change.said.en for change in told)


@settings(max_examples=10)
@given(data=st.data())
@pytest.mark.parametrize("name", ROUTINES)
def test_every_change_of_a_routine_is_told(name: str, data: st.DataObject) -> None:
    a_change_is_told(name, data)


@given(name=st.sampled_from(list(ROUTINES)), data=st.data())
def any_change(name: str, data: st.DataObject) -> None:
    a_change_is_told(name, data)


@pytest.mark.soak
def test_many_more_changes_of_every_routine_are_told() -> None:
    for _ in rounds():
        any_change()


@settings(max_examples=25)
@given(made=routines(), data=st.data())
def test_every_change_of_a_made_up_routine_is_told(made: tuple[Made, Made], data: st.DataObject) -> None:
    old = made[0].routine
    new = compiled(mutated(canonical(old), data))

    assert bool(difference(old, new).changes) == (written(old) != written(new))


@settings(max_examples=25)
@given(one=routines(), other=routines())
def test_any_two_routines_can_be_compared(one: tuple[Made, Made], other: tuple[Made, Made]) -> None:
    old, new = one[0].routine, other[0].routine

    told = difference(old, new).changes

    assert bool(told) == (written(old) != written(new))
