"""A gateway's ways that differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.difference.change import Pair
from engine.difference.choices import Follows, compare_target
from engine.difference.entries import moved
from engine.difference.keys import Sides, at, compare_values, key
from engine.difference.names import Names

LABEL = key("texten på pilen", "the text on the arrow", "document")


def compare_ways(
    sides: Sides,
    place: Pair,
    before: Sequence[Any],
    after: Sequence[Any],
    where: tuple[str, ...],
    follows: Follows,
) -> None:
    """Tell of each way that is new, gone, leads elsewhere, or holds in another case."""
    pairs = _paired(before, after)
    for number, way in enumerate(before):
        if number not in pairs:
            sv, en = told(way, sides.before)
            said = at(place, f"vägen är borttagen: {sv}.", f"the way is removed: {en}.")
            sides.notes.add("staff", "removed", (*where, str(number)), said, before=way)
    by_after = {new: old for old, new in pairs.items()}
    for number, way in enumerate(after):
        if number not in by_after:
            sv, en = told(way, sides.after)
            said = at(place, f"ny väg: {sv}.", f"a new way: {en}.")
            sides.notes.add("staff", "added", (*where, str(number)), said, after=way)
        else:
            _compare_way(sides, place, before[by_after[number]], way, (*where, str(number)), follows)
    order = [by_after[number] for number in sorted(by_after)]
    if moved(sorted(order), order):
        said = at(place, "vägarna prövas i en annan ordning.", "the ways are tried in another order.")
        sides.notes.add("staff", "moved", where, said, before=list(before), after=list(after))


def told(way: Mapping[str, Any], names: Names) -> Pair:
    """A way in words: «Orsak är sjukhus» → «Ring chefen»."""
    (to_sv, to_en), (sv, en) = names.state(target(way)), _when(way, names)
    return f"{sv} leder till {to_sv}", f"{en} leads to {to_en}"


def target(way: Mapping[str, Any]) -> str:
    """The state that the way leads to."""
    to: str = way["to"] if "when" in way else way["else"]
    return to


def _when(way: Mapping[str, Any], names: Names) -> Pair:
    return names.condition(way["when"]) if "when" in way else ("annars", "otherwise")


def _compare_way(
    sides: Sides,
    place: Pair,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    where: tuple[str, ...],
    follows: Follows,
) -> None:
    (sv, en), (was_sv, was_en) = _when(after, sides.after), _when(before, sides.before)
    if before.get("when") != after.get("when"):
        if (sv, en) == (was_sv, was_en):  # written in other ways, said alike
            sv = en = f"«{after.get('when')}»"
            was_sv = was_en = f"«{before.get('when')}»"
        to_sv, to_en = sides.after.state(target(after))
        said = at(
            place,
            f"vägen till {to_sv} gäller nu när {sv}, förut när {was_sv}.",
            f"the way to {to_en} holds now when {en}, before when {was_en}.",
        )
        sides.notes.add(
            "staff", "changed", (*where, "when"), said, before=before.get("when"), after=after.get("when")
        )
    of_way = (f"{place[0]}, {sv}", f"{place[1]}, {en}")
    compare_target(sides, of_way, target(before), target(after), (*where, "to"), follows)
    if not (_made(before, sides.before) and _made(after, sides.after)):
        compare_values(sides, of_way, LABEL, before.get("label"), after.get("label"), (*where, "label"))


def _made(way: Mapping[str, Any], names: Names) -> bool:
    """Whether the way's text is the one that is made of its condition."""
    made = names.label_of_way(way.get("when"))
    return made is not None and way.get("label") == {
        language: made[language] for language in way.get("label", {})
    }


def _paired(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> dict[int, int]:
    """Which way became which: the same, one with the same condition, or one with the same target."""
    pairs: dict[int, int] = {}
    for like in (
        lambda a, b: a == b,
        lambda a, b: a.get("when") == b.get("when"),
        lambda a, b: "when" in a and "when" in b and target(a) == target(b),
    ):
        for old, way in enumerate(before):
            free = (new for new in range(len(after)) if new not in pairs.values())
            if (
                old not in pairs
                and (found := next((new for new in free if like(way, after[new])), None)) is not None
            ):
                pairs[old] = found
    return pairs
