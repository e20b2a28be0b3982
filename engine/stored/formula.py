"""Conditions and expressions as JSON values: their checked trees, node by node, so that no text has to be understood again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from engine.model.conditions import (
    All,
    ChecklistDone,
    Compare,
    Condition,
    Constant,
    Expression,
    IsSet,
    Items,
    Name,
    Node,
    Not,
    Now,
    Running,
    Since,
    Some,
    Sum,
    Value,
)
from engine.values.decimals import exact, plain

Stored = dict[str, Any]


def formula_to_stored(formula: Condition | Expression) -> Stored:
    """The formula with its text as people read it and the tree that is run."""
    return {"text": formula.text, "tree": _stored(formula.tree)}


def condition_from_stored(stored: Mapping[str, Any]) -> Condition:
    """The condition that `formula_to_stored` wrote. Raises ValueError, LookupError or TypeError where it did not."""
    return Condition.of(_node(stored["tree"]))


def expression_from_stored(stored: Mapping[str, Any]) -> Expression:
    """As `condition_from_stored`, of an expression."""
    return Expression.of(_node(stored["tree"]))


def _stored(node: Node) -> Stored:
    match node:
        case Constant():
            return {"is": "constant", "type": node.type, "value": _value(node.value), "text": node.text}
        case Name():
            return {"is": "fact", "id": node.id, "type": node.type}
        case Now():
            return {"is": "now"}
        case Items():
            return {"is": "items", "type": node.type, "items": [_stored(item) for item in node.items]}
        case Sum():
            return {
                "is": "sum",
                "sign": node.sign,
                "left": _stored(node.left),
                "right": _stored(node.right),
                "type": node.type,
            }
        case Running():
            return {"is": "running", "routine": node.routine}
        case Since():
            return {"is": "since", "unit": node.unit, "moment": _stored(node.moment)}
        case Compare():
            return {
                "is": "compare",
                "operator": node.operator,
                "left": _stored(node.left),
                "right": _stored(node.right),
            }
        case IsSet():
            return {"is": "set", "fact": node.fact}
        case ChecklistDone():
            return {"is": "checklist_done"}
        case Not():
            return {"is": "not", "part": _stored(node.part)}
        case All():
            return {"is": "all", "parts": [_stored(part) for part in node.parts]}
        case Some():
            return {"is": "some", "parts": [_stored(part) for part in node.parts]}


def _constant(stored: Mapping[str, Any]) -> Constant:
    read = _VALUES.get(stored["type"])
    value = stored["value"]
    return Constant(read(value) if read else value, stored["type"], stored["text"])


def _items(stored: Mapping[str, Any]) -> Items:
    return Items(tuple(_constant(item) for item in stored["items"]), stored["type"])


_NODES: Mapping[str, Callable[[Mapping[str, Any]], Node]] = {
    "constant": _constant,
    "fact": lambda stored: Name(stored["id"], stored["type"]),
    "now": lambda stored: Now(),
    "items": _items,
    "sum": lambda stored: Sum(stored["sign"], _node(stored["left"]), _node(stored["right"]), stored["type"]),
    "running": lambda stored: Running(stored["routine"]),
    "since": lambda stored: Since(stored["unit"], _node(stored["moment"])),
    "compare": lambda stored: Compare(stored["operator"], _node(stored["left"]), _node(stored["right"])),
    "set": lambda stored: IsSet(stored["fact"]),
    "checklist_done": lambda stored: ChecklistDone(),
    "not": lambda stored: Not(_node(stored["part"])),
    "all": lambda stored: All(tuple(map(_node, stored["parts"]))),
    "some": lambda stored: Some(tuple(map(_node, stored["parts"]))),
}


def _node(stored: Mapping[str, Any]) -> Node:
    return _NODES[stored["is"]](stored)


def _value(value: Value) -> Any:
    if isinstance(value, timedelta):
        return value // timedelta(seconds=1)
    if isinstance(value, date):  # a moment is one too
        return value.isoformat()
    if isinstance(value, Decimal):
        return plain(value)
    return list(value) if isinstance(value, tuple) else value


_VALUES: Mapping[str, Callable[[Any], Value]] = {
    "moment": datetime.fromisoformat,
    "date": date.fromisoformat,
    "duration": lambda seconds: timedelta(seconds=seconds),
    "choices": tuple,
    "number": exact,
}
