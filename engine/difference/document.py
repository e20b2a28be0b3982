"""The routine as a document: its head, its number, and the scenarios that belong to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.difference.change import Pair
from engine.difference.entries import compare_items, moved
from engine.difference.keys import Sides, compare_keys, key
from engine.difference.names import Names
from engine.difference.wording import both, joined, quoted

NOWHERE: Pair = ("", "")


def plain(value: Any, _: Names) -> Pair:
    """A number, a day or words of a list, without quotes."""
    return joined(both(str(each)) for each in value) if isinstance(value, list) else both(str(value))


TOP = {
    "routine": key("rutinens namn i filen", "the routine's name in the file", "document", neuter=True),
    "version": key("versionen", "the version", "document", show=plain),
    "language": key("språket", "the language", "document", neuter=True, show=plain),
    "title": key("rutinens titel", "the routine's title", "document"),
    "purpose": key("syftet", "the purpose", "document", neuter=True),
    "emergency": key("meningen överst i varje steg", "the sentence on top of every step"),
}
HEAD = {
    "applies_to": key("vad dokumentet gäller för", "what the document applies to", "document", neuter=True),
    "type": key("dokumenttypen", "the type of document", "document"),
    "approved_by": key("beslutsfattaren", "who decided", "document"),
    "approved_on": key("dagen för beslutet", "the day of the decision", "document", show=plain),
    "revised_on": key("dagen för revideringen", "the day of the revision", "document", show=plain),
    "responsible": key("den dokumentansvariga", "who is responsible for the document", "document"),
    "valid_until": key("giltighetstiden", "how long the document holds", "document"),
    "review_every": key("tiden mellan uppföljningarna", "the time between reviews", "document"),
    "changes": key("texten om vad som är ändrat", "the text on what has changed", "document"),
}
AREA = key("området", "the area", "document", neuter=True)


def compare_top(
    sides: Sides, before: Mapping[str, Any], after: Mapping[str, Any], *, but: Sequence[str]
) -> None:
    """Tell of the keys at the top of the file and of the document's head, `but` what is told elsewhere."""
    compare_keys(sides, NOWHERE, TOP, before, after, (), but=(*but, "document", "scenarios"))
    old, new = before.get("document", {}), after.get("document", {})
    compare_keys(sides, NOWHERE, HEAD, old, new, ("document",), but=("area",))
    compare_items(sides, NOWHERE, AREA, old.get("area", []), new.get("area", []), ("document", "area"))


def compare_scenarios(sides: Sides, before: Sequence[Any], after: Sequence[Any]) -> None:
    """Tell of scenarios by their titles. They change nothing for staff, and need no new version."""
    pairs = _paired(before, after)
    for number, scenario in enumerate(before):
        if number not in pairs:
            _told(sides, ("är borttaget", "is removed"), "removed", number, scenario, None)
    by_after = {new: old for old, new in pairs.items()}
    for number, scenario in enumerate(after):
        if number not in by_after:
            _told(sides, ("är nytt", "is new"), "added", number, None, scenario)
        elif before[by_after[number]] != scenario:
            _told(sides, ("är ändrat", "is changed"), "changed", number, before[by_after[number]], scenario)
    order = [by_after[number] for number in sorted(by_after)]
    if moved(sorted(order), order):
        said = ("Scenarierna står i en annan ordning.", "The scenarios stand in another order.")
        sides.notes.add("document", "moved", ("scenarios",), said)


def _told(sides: Sides, what: Pair, kind: Any, number: int, before: Any, after: Any) -> None:
    sv, en = quoted((after or before)["title"])
    said = (f"Scenariot {sv} {what[0]}.", f"The scenario {en} {what[1]}.")
    sides.notes.add("document", kind, ("scenarios", str(number)), said, before=before, after=after)


def _paired(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> dict[int, int]:
    pairs: dict[int, int] = {}
    for part in ("title", "play"):
        for old, scenario in enumerate(before):
            free = (new for new in range(len(after)) if new not in pairs.values())
            found = next((new for new in free if after[new][part] == scenario[part]), None)
            if old not in pairs and found is not None:
                pairs[old] = found
    return pairs
