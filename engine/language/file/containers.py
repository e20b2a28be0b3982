"""What holds other values in a routine file: mappings and lists, as pydantic is given them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pydantic import BeforeValidator, ValidationInfo

from engine.language.file.noting import reading_of, scalar_in, wrong_type
from engine.language.file.reading import A_TEXT, ID, KEYS, is_empty, place_of, proposal
from engine.language.yaml.flow_maps import in_quotes
from engine.language.yaml.source import Mapping, Node, Scalar
from engine.language.yaml.source import Sequence as Listing
from engine.problems import clipped
from engine.said import Said

_NAME = r"[a-z][a-z0-9_]*"
_BETWEEN = r"\s*(?:,|;|/|&|\+)\s*(?:och\s+|and\s+)?|\s+(?:och|eller|and|or|samt)\s+|\s+"
_SEVERAL = re.compile(rf"{_NAME}(?:(?:{_BETWEEN}){_NAME})+")
_CHOSEN_BETWEEN = re.compile(r"\s*[,;/]\s*|\s+(?:och|eller|and|or|samt)\s+")
_NEEDS_QUOTES = re.compile(r"""[,:#{}\[\]&*!|>'"%@`]""")
_PARTED_BY = re.compile(_BETWEEN)


def _values(node: Node, info: ValidationInfo) -> dict[Scalar, Node]:
    return {key: value for key, value in _entries(node, info) if not _noted_as_empty(key, value, info)}


def _titles(node: Node, info: ValidationInfo) -> dict[Scalar, Node | None]:
    """Ids with titles, or a list of ids alone. People's own words are told, and read with ids for them."""
    words = _words(node)
    if words:
        return _named(node, words, info)
    if isinstance(node, Listing):
        scalars = (scalar_in(item, info, A_TEXT) for item in node.items)
        return {scalar: None for scalar in scalars if scalar is not None}
    return {key: None if _noted_as_empty(key, value, info) else value for key, value in _entries(node, info)}


def _words(node: Node) -> list[tuple[Scalar, str]]:
    """What can be chosen, in words: the ids that they may have, at their places, with the words. Empty where they are written as ids."""
    if isinstance(node, Scalar):
        parted = [Scalar(each, node.line, node.column) for each in _CHOSEN_BETWEEN.split(node.text) if each]
        return [(_id_for(each), _capital(each.text)) for each in parted] if len(parted) > 1 else []
    if isinstance(node, Listing) and (named := _named_items(node)):
        return [(key, value.text) for key, value in named if isinstance(value, Scalar)]
    if not isinstance(node, Listing) or not all(
        isinstance(each, Scalar) and each.text for each in node.items
    ):
        return []
    scalars = [each for each in node.items if isinstance(each, Scalar)]
    if all(ID.fullmatch(each.text) for each in scalars):
        return []
    return [(_id_for(each), _capital(each.text)) for each in scalars]


def _id_for(word: Scalar) -> Scalar:
    return replace(word, text=word.text if ID.fullmatch(word.text) else proposal(word.text))


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:].replace("_", " ")


def _named(
    node: Node, words: Sequence[tuple[Scalar, str]], info: ValidationInfo
) -> dict[Scalar, Node | None]:
    """Noted as words, and read by their ids; in a routine of several languages the titles are made from those."""
    reading = reading_of(info)
    pairs = (f"{id.text}: {in_quotes(said) if _NEEDS_QUOTES.search(said) else said}" for id, said in words)
    reading.findings.add("options-words", place_of(node), options=f"{{{', '.join(pairs)}}}")
    if len(reading.languages) > 1:
        return {id: None for id, _ in words}
    return {id: Scalar(said, id.line, id.column) for id, said in words}


def _entries(node: Node, info: ValidationInfo) -> tuple[tuple[Scalar, Node], ...]:
    if isinstance(node, Mapping) and node.entries:
        reading_of(info).written.update(((value.line, value.column), key.text) for key, value in node.entries)
        return node.entries
    wrong_type(node, info, KEYS)
    return ()


def _group_entries(node: Node, info: ValidationInfo) -> dict[Scalar, Node]:
    if isinstance(node, Listing) and (named := _named_items(node)):
        key = reading_of(info).key_of(node, info.field_name)
        findings = reading_of(info).findings
        findings.add("names-in-a-list", place_of(node), key=clipped(key), name=clipped(named[0][0].text))
        node = Mapping(tuple(named), node.line, node.column)
    return dict(_entries(node, info))


def _named_items(node: Listing) -> list[tuple[Scalar, Node]]:
    """The items of a list each of which is a name with its keys: `- ring:` and `title: …` further in, or below it."""
    named: list[tuple[Scalar, Node]] = []
    for item in node.items:
        if not isinstance(item, Mapping) or not item.entries:
            return []
        (key, value), *rest = item.entries
        if rest and not is_empty(value):
            return []
        named.append((key, Mapping(tuple(rest), rest[0][0].line, rest[0][0].column) if rest else value))
    return named


def _noted_as_empty(key: Scalar, value: Node, info: ValidationInfo) -> bool:
    empty = isinstance(value, Scalar) and is_empty(value)
    if empty:
        reading_of(info).findings.add("empty-value", place_of(key), key=clipped(key.text))
    return empty


def one_or_several(node: Node, info: ValidationInfo) -> Sequence[Node]:
    """The items of a list, or the value that stands alone as a list of one."""
    return items_of(node, info) if isinstance(node, Listing) else (node,)


def names_of(node: Node, info: ValidationInfo) -> Sequence[Node]:
    """The names of a list or the one that stands alone. Several in one text are told, and parted."""
    items = one_or_several(node, info)
    if not any(isinstance(each, Scalar) and _SEVERAL.fullmatch(each.text) for each in items):
        return items
    parted: list[Node] = []
    for each in items:
        names = (
            _PARTED_BY.split(each.text) if isinstance(each, Scalar) and _SEVERAL.fullmatch(each.text) else ()
        )
        parted += (
            (replace(each, text=name) for name in names) if isinstance(each, Scalar) and names else [each]
        )
    words = [each.text for each in parted if isinstance(each, Scalar)]
    found = next(each.text for each in items if isinstance(each, Scalar) and _SEVERAL.fullmatch(each.text))
    listed = f"[{', '.join(words)}]"
    reading_of(info).findings.add("several-names", place_of(items[0]), found=clipped(found), listed=listed)
    return parted


def items_of(node: Node, info: ValidationInfo) -> Sequence[Node]:
    """The items of a list; nothing, and noted, where it is none."""
    if isinstance(node, Listing) and node.items:
        return node.items
    wrong_type(
        node,
        info,
        Said("en lista, med ett streck först på varje rad", "a list, with a dash first on each line"),
    )
    return ()


AS_GROUPS = BeforeValidator(_group_entries)
AS_VALUES = BeforeValidator(_values)
AS_TITLES = BeforeValidator(_titles)
AS_ITEMS = BeforeValidator(items_of)
