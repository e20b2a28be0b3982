"""The short wording of a gateway's way where its owner gave none: what pictures write on the arrow."""

from __future__ import annotations

from collections.abc import Mapping

from engine.model.condition_words import words
from engine.model.conditions import Compare, Condition, Constant, Items, Name
from engine.model.facts import Fact, option_title
from engine.said import Said

OTHERWISE = Said("Annars", "Otherwise")
_OR = Said(" eller ", " or ")


def worded(condition: Condition, facts: Mapping[str, Fact], language: str) -> str:
    """Answers stand for themselves, «Avbokat eller Bortrest»; other conditions are said in full, «Antal är mer än 3»."""
    match condition.tree:
        case Compare("==", Name(id), Constant(str(option))) if facts[id].options:
            return option_title(facts[id], option, language)
        case Compare("in", Constant(str(option)), Name(id)):
            return option_title(facts[id], option, language)
        case Compare("in", Name(id), Items(items)) if facts[id].options:
            titles = (option_title(facts[id], str(item.value), language) for item in items)
            return _OR.say(language).join(titles)
    return words(condition.tree, facts, language)
