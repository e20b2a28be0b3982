"""What holds other values in a routine file: mappings and lists, as pydantic is given them."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BeforeValidator, ValidationInfo

from engine.language.file.noting import reading_of, scalar_in, wrong_type
from engine.language.file.reading import A_TEXT, KEYS, is_empty, place_of
from engine.language.yaml.source import Mapping, Node, Scalar
from engine.language.yaml.source import Sequence as Listing
from engine.problems import clipped
from engine.said import Said


def _values(node: Node, info: ValidationInfo) -> dict[Scalar, Node]:
    return {key: value for key, value in _entries(node, info) if not _noted_as_empty(key, value, info)}


def _titles(node: Node, info: ValidationInfo) -> dict[Scalar, Node | None]:
    """Ids with titles, or a list of ids alone."""
    if isinstance(node, Listing):
        scalars = (scalar_in(item, info, A_TEXT) for item in node.items)
        return {scalar: None for scalar in scalars if scalar is not None}
    return {key: None if _noted_as_empty(key, value, info) else value for key, value in _entries(node, info)}


def _entries(node: Node, info: ValidationInfo) -> tuple[tuple[Scalar, Node], ...]:
    if isinstance(node, Mapping) and node.entries:
        reading_of(info).written.update(((value.line, value.column), key.text) for key, value in node.entries)
        return node.entries
    wrong_type(node, info, KEYS)
    return ()


def _group_entries(node: Node, info: ValidationInfo) -> dict[Scalar, Node]:
    return dict(_entries(node, info))


def _noted_as_empty(key: Scalar, value: Node, info: ValidationInfo) -> bool:
    empty = isinstance(value, Scalar) and is_empty(value)
    if empty:
        reading_of(info).findings.add("empty-value", place_of(key), key=clipped(key.text))
    return empty


def one_or_several(node: Node, info: ValidationInfo) -> Sequence[Node]:
    """The items of a list, or the value that stands alone as a list of one."""
    return items_of(node, info) if isinstance(node, Listing) else (node,)


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
