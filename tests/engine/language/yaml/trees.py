"""What is read of a content: its tree as plain values, by either parser."""

from __future__ import annotations

from typing import Any

import pytest

from engine.language.yaml.source import Mapping, Node, Sequence, read
from engine.language.yaml.tree import FastParser, PureParser

PARSERS = pytest.mark.parametrize("parser", [FastParser, PureParser], ids=["c", "python"])


def root(content: bytes | str, parser: Any = None) -> Mapping:
    found = read(content, parser=parser)
    assert found.problems == ()
    assert found.root is not None
    return found.root


def plain(node: Node | None) -> Any:
    if isinstance(node, Mapping):
        return {key.text: plain(each) for key, each in node.entries}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node and node.text
