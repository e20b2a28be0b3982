"""Rules, laws and definitions that differ: lists at the top of the file, whose items are more than one text."""

from __future__ import annotations

from typing import Any

from engine.difference.names import Names
from engine.difference.place import Place
from engine.difference.quoting import quoted
from engine.difference.values import Key, compare_items, key
from engine.said import Said, both


def compare_rules(document: Place) -> None:
    """Tell of what always and never holds."""
    for kind, named in _RULES.items():
        compare_items(document.key(kind), named)


def compare_laws_and_definitions(head: Place) -> None:
    """Tell of the acts that the routine rests on, and of what its words mean."""
    compare_items(head.key("laws"), _LAW)
    compare_items(head.key("definitions"), _DEFINITION)


def _rule(value: Any, _: Names) -> Said:
    if "section" not in value:
        return quoted(value["rule"])
    within = Said("{rule} (i delen ”{section}”)", "{rule} (in the section “{section}”)")
    return within.fill(rule=quoted(value["rule"]), section=both(value["section"]))


def _law(value: Any, _: Names) -> Said:
    address = both(" ({url})").fill(url=both(value["url"])) if "url" in value else both("")
    return both("{law}{address}").fill(law=quoted(value["law"]), address=address)


def _definition(value: Any, _: Names) -> Said:
    return both("{word}: {means}").fill(word=quoted(value["word"]), means=quoted(value["means"]))


_RULES: dict[str, Key] = {
    "always": key("regeln om vad som alltid gäller", "the rule on what always holds", show=_rule),
    "never": key("regeln om vad som aldrig får hända", "the rule on what must never happen", show=_rule),
}
_LAW = key("lagen", "the law", "document", show=_law)
_DEFINITION = key("definitionen", "the definition", "document", show=_definition)
