"""The short wording of a gateway's way where its owner gave none: what pictures write on the arrow."""

from __future__ import annotations

from collections.abc import Mapping

from engine.conditions import All, Compare, Condition, Constant, IsSet, Items, Name, Node, Not, Some, text_of
from engine.facts import Fact, option_title

_SIGNS = {"==": "=", "!=": "≠", "<=": "≤", ">=": "≥", "<": "<", ">": ">"}
OTHERWISE = {"sv": "Annars", "en": "Otherwise"}
_WORDS = {
    "sv": {
        "yes": "Ja",
        "no": "Nej",
        "and": "och",
        "or": "eller",
        "not": "inte",
        "set": "finns",
        "unset": "saknas",
    },
    "en": {
        "yes": "Yes",
        "no": "No",
        "and": "and",
        "or": "or",
        "not": "not",
        "set": "is there",
        "unset": "is missing",
    },
}


def worded(condition: Condition, facts: Mapping[str, Fact], language: str) -> str:
    """The condition in a few words: «Stulen», «Avbokat eller På sjukhus», «Antal > 3»."""
    said = _said(condition.tree, facts, language)
    return said[:1].upper() + said[1:]


def _said(tree: Node, facts: Mapping[str, Fact], language: str) -> str:
    words = _words(language)
    match tree:
        case Compare("==" | "in", Name(id), Constant() as right):
            return _value(right, facts[id], language)
        case Compare("in", Constant() as left, Name(id)):
            return _value(left, facts[id], language)
        case Compare("in", Name(id), Items(items)):
            return f" {words['or']} ".join(_value(item, facts[id], language) for item in items)
        case Compare("!=" | "not in", Name(id), Constant() as right):
            return f"{words['not']} {_value(right, facts[id], language)}"
        case Compare(operator, Name(id), right) if operator in _SIGNS:
            return f"{_title(id, facts, language)} {_SIGNS[operator]} {_side(right, facts, language)}"
        case Name(id):
            return f"{_title(id, facts, language)}: {words['yes'].lower()}"
        case Not(Name(id)):
            return f"{_title(id, facts, language)}: {words['no'].lower()}"
        case IsSet(id):
            return f"{_title(id, facts, language)}: {words['set']}"
        case Not(IsSet(id)):
            return f"{_title(id, facts, language)}: {words['unset']}"
        case All(parts):
            return f" {words['and']} ".join(_said(part, facts, language) for part in parts)
        case Some(parts):
            return f" {words['or']} ".join(_said(part, facts, language) for part in parts)
    return text_of(tree)


def _side(tree: Node, facts: Mapping[str, Fact], language: str) -> str:
    if isinstance(tree, Name):
        return _title(tree.id, facts, language)
    return text_of(tree)


def _title(id: str, facts: Mapping[str, Fact], language: str) -> str:
    return facts[id].title.say(language).rstrip("?:. ")


def _value(constant: Constant, fact: Fact, language: str) -> str:
    if constant.type == "yes_no":
        answer = _words(language)["yes" if constant.value else "no"].lower()
        return f"{fact.title.say(language).rstrip('?:. ')}: {answer}"
    if fact.options and isinstance(constant.value, str):
        return option_title(fact, constant.value, language)
    return f"{fact.title.say(language).rstrip('?:. ')} = {constant.text}"


def _words(language: str) -> Mapping[str, str]:
    return _WORDS["sv" if language == "sv" else "en"]
