"""The routine as a document: its head, its number, and the scenarios that belong to it."""

from __future__ import annotations

from collections.abc import Collection

from engine.difference.at_the_head import compare_laws_and_definitions, compare_rules
from engine.difference.entries import Sort, compare_entries
from engine.difference.place import Place
from engine.difference.quoting import quoted
from engine.difference.values import compare_items, compare_keys, key, plain, retention
from engine.said import Said

_TOP = {
    "routine": key("rutinens namn i filen", "the routine's name in the file", "document", neuter=True),
    "version": key("versionen", "the version", "document", show=plain),
    "language": key("språket", "the language", "document", neuter=True, show=plain),
    "title": key("rutinens titel", "the routine's title", "document"),
    "purpose": key("syftet", "the purpose", "document", neuter=True),
    "retain": key("tiden som ärenden sparas", "the time that cases are kept", "document", show=retention),
    "emergency": key("meningen överst i varje steg", "the sentence on top of every step"),
}
_HEAD = {
    "applies_to": key("vad dokumentet gäller för", "what the document applies to", "document", neuter=True),
    "type": key("dokumenttypen", "the type of document", "document"),
    "approved_by": key("beslutsfattaren", "who decided", "document"),
    "approved_on": key("dagen för beslutet", "the day of the decision", "document", show=plain),
    "revised_on": key("dagen för revideringen", "the day of the revision", "document", show=plain),
    "responsible": key("den dokumentansvariga", "who is responsible for the document", "document"),
    "valid_until": key("giltighetstiden", "how long the document holds", "document"),
    "review_every": key("tiden mellan uppföljningarna", "the time between reviews", "document"),
    "reference": key("beteckningen", "the reference", "document"),
    "valid_from": key("dagen som det gäller från", "the day from which it holds", "document", show=plain),
    "replaces": key("texten om vad det ersätter", "the text on what it replaces", "document"),
    "background": key("bakgrunden", "the background", "document"),
    "changes": key("texten om vad som är ändrat", "the text on what has changed", "document"),
}
_AREA = key("området", "the area", "document", neuter=True)


def compare_document(place: Place, *, but: Collection[str]) -> None:
    """Tell of the keys at the top of the file, `but` what is told elsewhere, of the document's head, and of scenarios."""
    compare_keys(place, _TOP, but=(*but, "document", "scenarios", "always", "never"))
    compare_rules(place)
    head = place.key("document")
    compare_keys(head, _HEAD, but=("area", "definitions", "laws"))
    compare_items(head.key("area"), _AREA)
    compare_laws_and_definitions(head)
    compare_entries(place.key("scenarios"), _SCENARIOS)


def _compare_scenario(place: Place) -> None:
    if place.before != place.after:
        place.tell(
            "document",
            "changed",
            "scenariot {it} är ändrat.",
            "the scenario {it} is changed.",
            it=quoted(place.after["title"]),
        )


_SCENARIOS = Sort(
    group="document",
    words=lambda _, scenario, __: {"it": quoted(scenario["title"])},
    new=Said("scenariot {it} är nytt.", "the scenario {it} is new."),
    gone=Said("scenariot {it} är borttaget.", "the scenario {it} is removed."),
    order=Said("scenarierna står i en annan ordning.", "the scenarios stand in another order."),
    same=_compare_scenario,
    first="gone",
    like=(lambda scenario: scenario["title"], lambda scenario: scenario["play"]),
)
"""They change nothing for staff, and need no new version."""
