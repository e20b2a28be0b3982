"""The syntax of an expression → its tree, with a type for every node; every problem on the way is collected."""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from engine.language.expression.grammar import column_of, token_of
from engine.language.expression.lexing import RESERVED, RULE, Token
from engine.language.expression.operands import FUNCTIONS, Meant, described, operand, unknown
from engine.language.expression.type_rules import mismatch, sum_type, unfit
from engine.model.conditions import (
    All,
    ChecklistDone,
    Compare,
    Constant,
    IsSet,
    Items,
    Name,
    Node,
    Not,
    Operator,
    Running,
    Since,
    Some,
    Sum,
)
from engine.model.facts import Fact
from engine.problems import Problem, clipped, hint, listed
from engine.said import Said

_OPERATORS: Mapping[type[ast.cmpop], Operator] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
}


class Checker:
    """Checks one text. None stands for a part that has a problem already, so that each is told once."""

    def __init__(
        self,
        facts: Mapping[str, Fact],
        tokens: Sequence[Token],
        *,
        checklist: bool,
        routines: Collection[str] | None,
    ) -> None:
        self.facts = facts
        self.tokens = tokens
        self.checklist = checklist
        self.routines = routines
        self.problems: list[Problem] = []

    def wanted(self, syntax: ast.expr, meant: Meant | None) -> Node | None:
        """The whole tree, whose value must fit `meant`, if anything is."""
        if meant is not None and meant.type == "yes_no":
            return self._truth(syntax)
        tree = self._node(syntax, meant)
        wrong = None if tree is None or meant is None else unfit(tree, meant, self.facts)
        return tree if wrong is None else self._refused(wrong[0], syntax, *wrong[1])

    def _node(self, syntax: ast.expr, meant: Meant | None = None) -> Node | None:
        match syntax:
            case ast.Name():
                found = operand(self._token(syntax), meant, self.facts)
                return self._noted(found) if isinstance(found, Problem) else found
            case ast.BoolOp():
                parts = [self._truth(each) for each in syntax.values]
                sound = tuple(part for part in parts if part is not None)
                if len(sound) < len(parts):
                    return None
                return All(sound) if isinstance(syntax.op, ast.And) else Some(sound)
            case ast.UnaryOp(op=ast.Not()):
                part = self._truth(syntax.operand)
                return None if part is None else Not(part)
            case ast.UnaryOp():
                return self._negative(syntax)
            case ast.BinOp():
                return self._sum(syntax)
            case ast.Compare():
                return self._comparison(syntax)
            case ast.Call():
                return self._call(syntax)
            case ast.List():
                return self._items(syntax, meant)
        return self._refused(
            RULE, syntax, "Det här går inte att läsa i ett villkor.", "This can't be read in a condition."
        )

    def _truth(self, syntax: ast.expr) -> Node | None:
        """The node, which must be yes or no."""
        node = self._node(syntax)
        if node is None or node.type == "yes_no":
            return node
        if isinstance(node, Name):
            example = _yes_or_no_about(self.facts[node.id])
            more = Said(f" Skriv till exempel: {example}", f" Write for example: {example}")
        else:
            more = Said(" Jämför det med något: ==, <, >, in.", " Compare it with something: ==, <, >, in.")
        shown = described(node)
        return self._refused(
            "condition-type",
            syntax,
            f"{shown.sv} är inte ja eller nej.{more.sv}",
            f"{shown.en} is not yes or no.{more.en}",
        )

    def _items(self, syntax: ast.List, meant: Meant | None) -> Node | None:
        items = [self._node(each, meant) for each in syntax.elts]
        for each, item in zip(syntax.elts, items, strict=True):
            if item is not None and not isinstance(item, Constant):
                self._refused(
                    RULE,
                    each,
                    "I en lista kan bara färdiga värden stå, inte uppgifter eller uträkningar.",
                    "Only plain values can stand in a list, not facts or sums.",
                )
        constants = tuple(item for item in items if isinstance(item, Constant))
        if len(constants) < len(items):
            return None
        if meant is not None and meant.type == "choices":
            chosen = {item.value for item in constants}
            constants = tuple(Constant(id, "choice", f'"{id}"') for id in meant.options if id in chosen)
        return Items(constants)

    def _negative(self, syntax: ast.UnaryOp) -> Node | None:
        number = self._node(syntax.operand)
        if (
            isinstance(number, Constant)
            and isinstance(number.value, int | Decimal)
            and number.type == "number"
        ):
            return Constant(-number.value, "number", f"-{number.text}")
        if number is None:
            return None
        return self._refused(
            "condition-type",
            syntax,
            "Ett minus framför kan bara ett tal ha. Skriv till exempel: now - 2 h",
            "Only a number can have a minus before it. Write for example: now - 2 h",
        )

    def _sum(self, syntax: ast.BinOp) -> Node | None:
        left, right = self._node(syntax.left), self._node(syntax.right)
        if left is None or right is None:
            return None
        sign = "+" if isinstance(syntax.op, ast.Add) else "-"
        found = sum_type(left, sign, right)
        if isinstance(found, tuple):
            return self._refused("condition-type", syntax.right, *found)
        return Sum("+" if sign == "+" else "-", left, right, found)

    def _comparison(self, syntax: ast.Compare) -> Node | None:
        if any(isinstance(op, ast.Is | ast.IsNot) for op in syntax.ops):
            return self._is(syntax)
        ordering = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
        if len(syntax.ops) > 1 and not all(isinstance(op, ordering) for op in syntax.ops):
            return self._refused(
                RULE,
                syntax,
                "Det står flera jämförelser i rad. Sätt ”and” eller ”or” mellan dem.",
                "Several comparisons stand in a row. Put “and” or “or” between them.",
            )
        sides = [syntax.left, *syntax.comparators]
        parts = [
            self._compare(_OPERATORS[type(op)], sides[at], sides[at + 1]) for at, op in enumerate(syntax.ops)
        ]
        sound = tuple(part for part in parts if part is not None)
        if len(sound) < len(parts):
            return None
        return sound[0] if len(sound) == 1 else All(sound)

    def _compare(self, operator: Operator, left: ast.expr, right: ast.expr) -> Node | None:
        if self._takes_meaning(left) and not self._takes_meaning(right):
            second = self._node(right)
            first = None if second is None else self._node(left, self._meaning(second))
        else:
            first = self._node(left)
            second = None if first is None else self._node(right, self._meaning(first))
        if first is None or second is None:
            return None
        reason = mismatch(operator, first, second, self.facts)
        if reason is None:
            return Compare(operator, first, second)
        in_no_list = operator in ("in", "not in") and second.type != "choices"
        place = left if isinstance(first, Constant) and isinstance(second, Name) and not in_no_list else right
        return self._refused("condition-type", place, *reason)

    def _takes_meaning(self, syntax: ast.expr) -> bool:
        """Whether it is a text, a bare word or a list of those, which the other side gives its meaning."""
        token = token_of(syntax, self.tokens)
        if token is None:
            return isinstance(syntax, ast.List)
        is_bare = token.kind == "word" and token.text not in self.facts and token.text not in RESERVED
        return token.kind == "string" or is_bare

    def _meaning(self, node: Node) -> Meant:
        return Meant(node.type, self.facts[node.id] if isinstance(node, Name) else None)

    def _is(self, syntax: ast.Compare) -> Node | None:
        """`x is set`, `x is not set`, `checklist is done`."""
        word, subject = token_of(syntax.comparators[0], self.tokens), token_of(syntax.left, self.tokens)
        negated = isinstance(syntax.ops[0], ast.IsNot)
        if len(syntax.ops) > 1 or word is None or word.text not in ("set", "done"):
            sign = "!=" if negated else "=="
            return self._refused(
                RULE,
                syntax.comparators[0],
                f"Efter ”is” kan bara ”set”, ”not set” eller ”done” stå. För en jämförelse: skriv {sign}.",
                f"After “is” only “set”, “not set” or “done” can stand. For a comparison, write {sign}.",
            )
        node = (
            self._checklist(syntax, subject, word) if word.text == "done" else self._is_set(syntax, subject)
        )
        return Not(node) if negated and node is not None else node

    def _checklist(self, syntax: ast.Compare, subject: Token | None, word: Token) -> Node | None:
        if subject is None or subject.text != "checklist":
            return self._refused(RULE, syntax, "Skriv: checklist is done", "Write: checklist is done")
        if not self.checklist:
            return self._refused(
                "condition-name",
                syntax,
                "”checklist is done” går bara i ett val i ett steg som har en checklista (checklist).",
                "“checklist is done” goes only in a choice of a step that has a checklist.",
            )
        return ChecklistDone()

    def _is_set(self, syntax: ast.Compare, subject: Token | None) -> Node | None:
        if subject is None or subject.kind != "word":
            return self._refused(
                RULE, syntax, "Före ”is set” ska en uppgift stå.", "A fact must stand before “is set”."
            )
        if subject.text == "checklist":
            return self._refused(RULE, syntax, "Skriv: checklist is done", "Write: checklist is done")
        if subject.text not in self.facts:
            return self._noted(unknown(subject, None, self.facts))
        return IsSet(subject.text)

    def _call(self, syntax: ast.Call) -> Node | None:
        function = token_of(syntax.func, self.tokens)
        word = "" if function is None else function.text
        if word not in FUNCTIONS:
            near = hint(word, FUNCTIONS)
            return self._refused(
                "condition-name",
                syntax.func,
                f"”{clipped(word)}(…)” finns inte.{near.sv} Det som går är {listed(FUNCTIONS, 'och')}.",
                f"“{clipped(word)}(…)” does not exist.{near.en} What can be used: {listed(FUNCTIONS, 'and')}.",
            )
        if len(syntax.args) != 1:
            return self._refused(
                RULE,
                syntax,
                f"”{word}” ska ha precis en sak inom parentesen.",
                f"“{word}” takes exactly one thing in the parentheses.",
            )
        return self._running(syntax.args[0]) if word == "running" else self._since(word, syntax.args[0])

    def _running(self, argument: ast.expr) -> Node | None:
        token = token_of(argument, self.tokens)
        if token is None or token.kind != "string":
            routine = "stodpass" if token is None or token.kind != "word" else clipped(token.text)
            return self._refused(
                RULE,
                argument,
                f'Skriv rutinens namn inom citattecken: running("{routine}")',
                f'Write the routine\'s name in quotes: running("{routine}")',
            )
        routine = token.text[1:-1]
        is_id = routine.isidentifier() and routine.isascii()
        if is_id and (self.routines is None or routine in self.routines):
            return Running(routine)
        near = hint(routine, self.routines or ())
        return self._refused(
            "condition-name",
            argument,
            f"Det finns ingen rutin ”{clipped(routine)}”.{near.sv}",
            f"There is no routine “{clipped(routine)}”.{near.en}",
        )

    def _since(self, function: str, argument: ast.expr) -> Node | None:
        moment = self._node(argument)
        if moment is None:
            return None
        if moment.type not in ("moment", "date"):
            shown = described(moment)
            return self._refused(
                "condition-type",
                argument,
                f"”{function}” behöver en tidpunkt eller ett datum; {shown.sv} är det inte.",
                f"“{function}” needs a moment or a date; {shown.en} is neither.",
            )
        return Since("hours" if function == "hours_since" else "days", moment)

    def _token(self, syntax: ast.Name) -> Token:
        return self.tokens[int(syntax.id[1:])]

    def _refused(self, rule: str, syntax: ast.expr, sv: str, en: str) -> Node | None:
        """Notes a problem; gives None, for the node that it is instead of."""
        return self._noted(Problem(rule, Said(sv, en), column=column_of(syntax, self.tokens)))

    def _noted(self, problem: Problem) -> Node | None:
        self.problems.append(problem)
        return None


def _yes_or_no_about(fact: Fact) -> str:
    """A condition that asks something about the fact, as an example."""
    option = next((each.id for each in fact.options), None)
    if fact.type == "choice" and option:
        return f"{fact.id} == {option}"
    if fact.type == "choices" and option:
        return f'"{option}" in {fact.id}'
    return f"{fact.id} is set"
