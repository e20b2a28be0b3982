"""What goes together in an expression: types that can be added, compared, looked up in a list, or kept in a fact.

Each rule answers None where it is kept, and otherwise says in Swedish and English why not.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from engine.language.expression.operands import TYPES, Meant, described, whole_days
from engine.model import facts as values
from engine.model.conditions import Constant, Items, Name, Node, Operator, Since, ValueType
from engine.model.facts import Fact
from engine.problems import Problem
from engine.said import UNSAID, Said

_ORDERED = ("number", "moment", "date", "duration")
_SUMS: Mapping[tuple[ValueType, str, ValueType], ValueType] = {
    ("number", "+", "number"): "number",
    ("number", "-", "number"): "number",
    ("moment", "+", "duration"): "moment",
    ("moment", "-", "duration"): "moment",
    ("duration", "+", "moment"): "moment",
    ("duration", "+", "duration"): "duration",
    ("duration", "-", "duration"): "duration",
    ("moment", "-", "moment"): "duration",
    ("date", "-", "date"): "duration",
    ("date", "+", "duration"): "date",
    ("date", "-", "duration"): "date",
}


def sum_type(left: Node, sign: str, right: Node) -> ValueType | Said:
    """The type of `left + right` or `left - right`."""
    if left.type == "date" and right.type == "duration" and not whole_days(right):
        return Said(
            "Till ett datum går det bara att lägga hela dagar, till exempel 14 d.",
            "Only whole days can be added to a date, for example 14 d.",
        )
    found = _SUMS.get((left.type, sign, right.type))
    if found is not None:
        return found
    if left.type in ("moment", "date") and right.type == "number":
        return Said(
            "Talet behöver en enhet, till exempel 72 h eller 3 d.",
            "The number needs a unit, for example 72 h or 3 d.",
        )
    first, second = described(left), described(right)
    return Said(
        f"”{sign}” går inte mellan {first.sv} och {second.sv}.",
        f"“{sign}” does not go between {first.en} and {second.en}.",
    )


def mismatch(operator: Operator, left: Node, right: Node, facts: Mapping[str, Fact]) -> Said | None:
    """Why the two can't be compared in this way."""
    if operator in ("in", "not in"):
        return _not_in_a_list(left, right)
    for node in (left, right):
        if isinstance(node, Name) and node.type == "choices":
            option = next((each.id for each in facts[node.id].options), "…")
            return Said(
                f'”{node.id}” är en lista med val. Skriv till exempel: "{option}" in {node.id}',
                f'“{node.id}” is a list of choices. Write for example: "{option}" in {node.id}',
            )
        if isinstance(node, Items):
            return Said("En lista kan bara stå efter ”in”.", "A list can only stand after “in”.")
    first, second = described(left), described(right)
    if {left.type, right.type} == {"number", "duration"} and (
        isinstance(left, Since) or isinstance(right, Since)
    ):
        return Said(
            "hours_since och days_since ger ett tal. Skriv talet utan enhet, till exempel > 24.",
            "hours_since and days_since give a number. Write it without a unit, for example > 24.",
        )
    if left.type != right.type:
        return Said(
            f"{first.sv} kan inte jämföras med {second.sv}.",
            f"{first.en} can't be compared with {second.en}.",
        )
    if operator not in ("==", "!=") and left.type not in _ORDERED:
        return Said(
            f"”{operator}” går inte för {first.sv}: bara tal, tider, tidpunkter och datum har en ordning. "
            "Skriv == eller !=.",
            f"“{operator}” does not go for {first.en}: only numbers, durations, moments and dates have an order. "
            "Write == or !=.",
        )
    return None


def _not_in_a_list(left: Node, right: Node) -> Said | None:
    first, second = described(left), described(right)
    if left.type == "choices":
        return Said(
            f"{first.sv} kan inte stå före ”in”. Skriv ett av valen före och listan efter.",
            f"{first.en} can't stand before “in”. Write one of the choices before, and the list after.",
        )
    if isinstance(right, Items):
        wrong = next((item for item in right.items if item.type != left.type), None)
        if wrong is None:
            return None
        item = described(wrong)
        return Said(
            f"{first.sv} kan inte jämföras med {item.sv} i listan.",
            f"{first.en} can't be compared with {item.en} in the list.",
        )
    if right.type == "choices":
        if left.type == "choice":
            return None
        return Said(
            f"{first.sv} kan inte finnas i {second.sv}.",
            f"{first.en} can't be in {second.en}.",
        )
    return Said(
        "Efter ”in” ska en lista stå, till exempel [avbokat, sjukhus], eller en uppgift med flera val. "
        f"{second.sv} är ingen lista.",
        "A list must stand after “in”, for example [avbokat, sjukhus], or a fact with several choices. "
        f"{second.en} is no list.",
    )


def unfit(tree: Node, meant: Meant, facts: Mapping[str, Fact]) -> tuple[str, Said] | None:
    """Why the value can't be kept in what is meant: the rule that is broken, and the reason."""
    shown = described(tree)
    if tree.type != meant.type:
        wanted = TYPES[meant.type]
        name = Said(f" i ”{meant.fact.id}”", f" in “{meant.fact.id}”") if meant.fact else UNSAID
        return "condition-type", Said(
            f"Här{name.sv} ska {wanted.sv} stå; {shown.sv} passar inte.",
            f"Here{name.en} stands {wanted.en}; {shown.en} does not fit.",
        )
    if meant.fact is None:
        return None
    if isinstance(tree, Constant) and not isinstance(tree.value, timedelta):
        found = values.parse(meant.fact, values.wire(tree.value))
        if isinstance(found, Problem):
            rule = "condition-option" if found.rule == "fact-option" else "condition-type"
            return rule, Said(found.said.sv, found.said.en)
    if isinstance(tree, Name) and tree.type in ("choice", "choices"):
        foreign = [option.id for option in facts[tree.id].options if option.id not in meant.options]
        if foreign:
            return "condition-option", Said(
                f"”{tree.id}” kan vara ”{foreign[0]}”, som inte är något av valen för ”{meant.fact.id}”.",
                f"“{tree.id}” can be “{foreign[0]}”, which is not a choice of “{meant.fact.id}”.",
            )
    return None
