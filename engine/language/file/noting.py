"""Notes what is wrong with a node of a routine file while pydantic reads it, at the place where it stands."""

from __future__ import annotations

from typing import cast

from pydantic import ValidationInfo

from engine.language.file.reading import Reading, is_empty, kind_of, place_of
from engine.language.yaml.source import Node, Scalar
from engine.problems import clipped, meant
from engine.said import Said


def reading_of(info: ValidationInfo) -> Reading:
    """What the file is being read into; pydantic hands it on as the context."""
    return cast(Reading, info.context)


def _key(node: Node, info: ValidationInfo) -> str:
    return clipped(reading_of(info).key_of(node, info.field_name))


def wrong_type(node: Node, info: ValidationInfo, allowed: Said) -> None:
    """Another kind of value, or none, stands where `allowed` should."""
    findings = reading_of(info).findings
    if is_empty(node):
        findings.add("empty-value", place_of(node), key=_key(node, info))
    else:
        findings.add("wrong-type", place_of(node), key=_key(node, info), found=kind_of(node), allowed=allowed)


def wrong_value(node: Scalar, info: ValidationInfo, allowed: Said, near: str | None = None) -> None:
    """The right kind of value, and none of those that are `allowed`; `near` is what was probably meant."""
    reading_of(info).findings.add(
        "wrong-value",
        place_of(node),
        None if near is None else (node.text, near),
        found=clipped(node.text),
        key=_key(node, info),
        hint=meant(near),
        allowed=allowed,
    )


def scalar_in(node: Node, info: ValidationInfo, allowed: Said) -> Scalar | None:
    """The node as a single value; None, and noted, where it is none."""
    if isinstance(node, Scalar) and node.text.strip():
        return node
    wrong_type(node, info, allowed)
    return None
