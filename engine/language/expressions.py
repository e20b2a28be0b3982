"""Text of a condition or an expression → the checked object that runs, or every problem with the text.

Rules of the problems: `condition-too-long`, `condition-syntax` (what cannot be read), `condition-name` (a word that
means nothing here), `condition-option` (a value that the fact does not have), `condition-type` (values that do not go
together), `condition-never` and `condition-always` (the answer is already known).
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from engine import durations
from engine import facts as values
from engine.conditions import (
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
    Operator,
    Running,
    Since,
    Some,
    Sum,
    ValueType,
)
from engine.facts import Fact, FactType
from engine.language.constancy import Constancy, constancy
from engine.language.grammar import column_of, parsed, token_of
from engine.language.lexing import RESERVED, RULE, Token, tokens
from engine.problems import Problem, clipped, hint, listed
from engine.texts import Text

FUNCTIONS = ("running", "hours_since", "days_since")

TYPES: Mapping[ValueType, tuple[str, str]] = {
    "text": ("en text", "a text"),
    "number": ("ett tal", "a number"),
    "yes_no": ("ja eller nej", "yes or no"),
    "choice": ("ett val", "a choice"),
    "choices": ("en lista med val", "a list of choices"),
    "moment": ("en tidpunkt", "a moment"),
    "date": ("ett datum", "a date"),
    "duration": ("en tidslängd", "a duration"),
}

_ORDERED = ("number", "moment", "date", "duration")
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


def compile_condition(
    text: str, facts: Mapping[str, Fact], *, checklist: bool = False, routines: Collection[str] | None = None
) -> Condition | tuple[Problem, ...]:
    """The condition that `text` says, or all that is wrong with it; a problem's `column` counts from 1 inside `text`.

    `checklist`: whether `checklist is done` may be asked here. `routines`: the ids that `running("…")` may name;
    None accepts any.
    """
    checked = _checked(text, facts, _Meant("yes_no"), checklist, routines)
    if isinstance(checked, tuple):
        return checked
    match constancy(checked, facts):
        case Constancy.NEVER:
            return (
                Problem(
                    "condition-never",
                    f"Villkoret «{clipped(text.strip(), 80)}» kan aldrig vara sant. Ändra det, eller ta bort valet.",
                    f"The condition “{clipped(text.strip(), 80)}” can never be true. Change it, or remove the choice.",
                ),
            )
        case Constancy.ALWAYS:
            return (
                Problem(
                    "condition-always",
                    f"Villkoret «{clipped(text.strip(), 80)}» är alltid sant. Ändra det, eller ta bort det.",
                    f"The condition “{clipped(text.strip(), 80)}” is always true. Change it, or remove it.",
                ),
            )
    return Condition.of(checked)


def compile_expression(
    text: str, facts: Mapping[str, Fact], *, wanted: Fact | FactType | None, routines: Collection[str] | None = None
) -> Expression | tuple[Problem, ...]:
    """The expression that `text` says, whose value fits `wanted` (a fact, with its options and limits, or a bare type).

    Where a choice is wanted, a bare word that is one of its options is that option. None: the value may be of any type.
    """
    meant = _Meant(wanted.type, wanted) if isinstance(wanted, Fact) else _Meant(wanted) if wanted else None
    checked = _checked(text, facts, meant, False, routines)
    return checked if isinstance(checked, tuple) else Expression.of(checked)


@dataclass(frozen=True, slots=True)
class _Meant:
    """What a literal or bare word is to be read as: a type, and the fact whose options and limits hold for it."""

    type: ValueType
    fact: Fact | None = None

    @property
    def options(self) -> tuple[str, ...]:
        return tuple(option.id for option in self.fact.options) if self.fact else ()


def _checked(
    text: str, facts: Mapping[str, Fact], meant: _Meant | None, checklist: bool, routines: Collection[str] | None
) -> Node | tuple[Problem, ...]:
    options = {option.id for fact in facts.values() for option in fact.options}
    found, problems = tokens(text, frozenset(RESERVED | facts.keys() | options | set(meant.options if meant else ())))
    if problems:
        return problems
    syntax = parsed(found)
    if isinstance(syntax, tuple):
        return syntax
    checker = _Checker(facts, found, checklist, routines)
    tree = checker.wanted(syntax, meant)
    return tree if tree is not None and not checker.problems else tuple(checker.problems)


class _Checker:
    """Builds the tree from the syntax, with a type for every node. None stands for a part that has a problem already."""

    def __init__(
        self,
        facts: Mapping[str, Fact],
        tokens: Sequence[Token],
        checklist: bool,
        routines: Collection[str] | None,
    ) -> None:
        self.facts = facts
        self.tokens = tokens
        self.checklist = checklist
        self.routines = routines
        self.problems: list[Problem] = []

    def wanted(self, syntax: ast.expr, meant: _Meant | None) -> Node | None:
        """The whole tree, whose value must fit `meant`, if anything is."""
        if meant is None:
            return self._node(syntax)
        if meant.type == "yes_no":
            return self._truth(syntax)
        tree = self._node(syntax, meant)
        if tree is None or self._fits(tree, meant, syntax):
            return tree
        return None

    def _node(self, syntax: ast.expr, meant: _Meant | None = None) -> Node | None:
        match syntax:
            case ast.Name():
                return self._value(self._token(syntax), meant)
            case ast.BoolOp():
                parts = [self._truth(each) for each in syntax.values]
                sound = tuple(part for part in parts if part is not None)
                kind = All if isinstance(syntax.op, ast.And) else Some
                return kind(sound) if len(sound) == len(parts) else None
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
        return self._problem(
            RULE, syntax, "Det här går inte att läsa i ett villkor.", "This can't be read in a condition."
        )

    def _truth(self, syntax: ast.expr) -> Node | None:
        node = self._node(syntax)
        if node is None or node.type == "yes_no":
            return node
        shown = self._shown(node)
        if isinstance(node, Name):
            example = f"{node.id} is set"
            options = [option.id for option in self.facts[node.id].options]
            if node.type == "choice" and options:
                example = f"{node.id} == {options[0]}"
            elif node.type == "choices" and options:
                example = f'"{options[0]}" in {node.id}'
            sv, en = f" Skriv till exempel: {example}", f" Write for example: {example}"
        else:
            sv, en = " Jämför det med något: ==, <, >, in.", " Compare it with something: ==, <, >, in."
        return self._problem(
            "condition-type",
            syntax,
            f"{shown[0]} är inte ja eller nej.{sv}",
            f"{shown[1]} is not yes or no.{en}",
        )

    # Values

    def _value(self, token: Token, meant: _Meant | None) -> Node | None:
        match token.kind:
            case "number":
                number = float(token.text) if "." in token.text else int(token.text)
                return Constant(number, "number", str(number))
            case "duration":
                return self._duration(token)
            case "date":
                return self._date(token, token.text, "moment" if ":" in token.text else "date")
            case "string":
                return self._string(token, token.text[1:-1], meant)
        return self._word(token, meant)

    def _duration(self, token: Token) -> Node | None:
        duration = durations.parse(token.text)
        if isinstance(duration, Problem):
            return self._at(RULE, token, duration.sv, duration.en)
        number = token.text.rstrip("".join(set(token.text) - set("0123456789")))
        unit = durations.UNITS[token.text[len(number) :].strip().lower()]
        return Constant(duration, "duration", f"{int(number)} {unit}")

    def _date(self, token: Token, text: str, type: FactType) -> Node | None:
        value = values.parse(Fact(id=type, type=type, title=Text((("sv", text), ("en", text)))), text)
        if isinstance(value, Problem):
            return self._at("condition-type", token, value.sv, value.en)
        return Constant(value, type, str(values.wire(value)))

    def _string(self, token: Token, text: str, meant: _Meant | None) -> Node | None:
        if meant is not None and meant.type in ("choice", "choices") and meant.fact is not None:
            return self._option(token, text, meant.fact)
        if meant is not None and meant.type in ("date", "moment"):
            return self._date(token, text, "date" if meant.type == "date" else "moment")
        quote = "'" if '"' in text else '"'
        return Constant(text, "text", f"{quote}{text}{quote}")

    def _option(self, token: Token, word: str, fact: Fact) -> Node | None:
        ids = [option.id for option in fact.options]
        if word in ids:
            return Constant(word, "choice", f'"{word}"')
        sv, en = hint(word, ids)
        return self._at(
            "condition-option",
            token,
            f"«{clipped(word)}» är inget av valen för «{fact.id}».{sv} Det som går att välja: {listed(ids, 'och')}.",
            f"“{clipped(word)}” is not a choice of “{fact.id}”.{en} What can be chosen: {listed(ids, 'and')}.",
        )

    def _word(self, token: Token, meant: _Meant | None) -> Node | None:
        word = token.text
        if word in self.facts:
            return Name(word, self.facts[word].type)
        if word in ("yes", "no"):
            return Constant(word == "yes", "yes_no", word)
        if word == "now":
            return Now()
        if word in FUNCTIONS:
            example = f'{word}("stodpass") == 0' if word == "running" else f"{word}(…) > 24"
            return self._at(
                RULE,
                token,
                f"Efter «{word}» ska en parentes komma: {example}",
                f"After “{word}” a parenthesis comes: {example}",
            )
        if word in ("set", "done", "checklist"):
            right = {"set": "… is set"}.get(word, "checklist is done")
            return self._at(
                RULE,
                token,
                f"«{word}» kan bara stå så här: {right}",
                f"“{word}” can only stand like this: {right}",
            )
        if meant is not None and meant.fact is not None and meant.type in ("choice", "choices"):
            return self._option(token, word, meant.fact)
        return self._unknown(token, meant)

    def _unknown(self, token: Token, meant: _Meant | None) -> None:
        sv, en = hint(token.text, [*self.facts, "yes", "no", "now", "checklist"])
        if meant is not None and meant.type == "text" and not sv:
            sv, en = (
                f' En text ska ha citattecken: "{clipped(token.text)}"',
                f' A text needs quotes: "{clipped(token.text)}"',
            )
        elif self.facts:
            sv += f" Uppgifterna är: {listed(list(self.facts), 'och')}."
            en += f" The facts are: {listed(list(self.facts), 'and')}."
        else:
            sv, en = " Rutinen har inga uppgifter (facts).", " The routine has no facts."
        self._at(
            "condition-name",
            token,
            f"Det finns ingen uppgift «{clipped(token.text)}».{sv}",
            f"There is no fact “{clipped(token.text)}”.{en}",
        )

    def _items(self, syntax: ast.List, meant: _Meant | None) -> Node | None:
        items = [self._node(each, meant) for each in syntax.elts]
        for each, item in zip(syntax.elts, items, strict=True):
            if item is not None and not isinstance(item, Constant):
                self._problem(
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
        if isinstance(number, Constant) and isinstance(number.value, int | float) and number.type == "number":
            return Constant(-number.value, "number", f"-{number.text}")
        if number is None:
            return None
        return self._problem(
            "condition-type",
            syntax,
            "Ett minus framför kan bara ett tal ha. Skriv till exempel: now - 2 h",
            "Only a number can have a minus before it. Write for example: now - 2 h",
        )

    # Operators

    def _sum(self, syntax: ast.BinOp) -> Node | None:
        left, right = self._node(syntax.left), self._node(syntax.right)
        if left is None or right is None:
            return None
        sign = "+" if isinstance(syntax.op, ast.Add) else "-"
        match (left.type, sign, right.type):
            case ("number", _, "number"):
                return Sum(sign, left, right, "number")
            case ("moment", _, "duration") | ("duration", "+", "moment"):
                return Sum(sign, left, right, "moment")
            case ("duration", _, "duration") | ("moment", "-", "moment") | ("date", "-", "date"):
                return Sum(sign, left, right, "duration")
            case ("date", _, "duration") if _whole_days(right):
                return Sum(sign, left, right, "date")
            case ("date", _, "duration"):
                sv = "Till ett datum går det bara att lägga hela dagar, till exempel 14 d."
                en = "Only whole days can be added to a date, for example 14 d."
            case ("moment" | "date", _, "number"):
                sv, en = (
                    "Talet behöver en enhet, till exempel 72 h eller 3 d.",
                    "The number needs a unit, for example 72 h or 3 d.",
                )
            case _:
                first, second = self._shown(left), self._shown(right)
                sv = f"«{sign}» går inte mellan {first[0]} och {second[0]}."
                en = f"“{sign}” does not go between {first[1]} and {second[1]}."
        return self._problem("condition-type", syntax.right, sv, en)

    def _comparison(self, syntax: ast.Compare) -> Node | None:
        if any(isinstance(op, ast.Is | ast.IsNot) for op in syntax.ops):
            return self._is(syntax)
        if len(syntax.ops) > 1 and not all(
            isinstance(op, ast.Lt | ast.LtE | ast.Gt | ast.GtE) for op in syntax.ops
        ):
            return self._problem(
                RULE,
                syntax,
                "Det står flera jämförelser i rad. Sätt «and» eller «or» mellan dem.",
                "Several comparisons stand in a row. Put “and” or “or” between them.",
            )
        sides = [syntax.left, *syntax.comparators]
        parts = [
            self._compare(_OPERATORS[type(op)], sides[index], sides[index + 1])
            for index, op in enumerate(syntax.ops)
        ]
        sound = tuple(part for part in parts if part is not None)
        if len(sound) < len(parts):
            return None
        return sound[0] if len(sound) == 1 else All(sound)

    def _is(self, syntax: ast.Compare) -> Node | None:
        word = self._token_or_none(syntax.comparators[0])
        subject = self._token_or_none(syntax.left)
        negated = isinstance(syntax.ops[0], ast.IsNot)
        if len(syntax.ops) > 1 or word is None or word.text not in ("set", "done"):
            sign = "!=" if negated else "=="
            return self._problem(
                RULE,
                syntax.comparators[0],
                f"Efter «is» kan bara «set», «not set» eller «done» stå. För en jämförelse: skriv {sign}.",
                f"After “is” only “set”, “not set” or “done” can stand. For a comparison, write {sign}.",
            )
        node: Node
        if word.text == "done" or (subject is not None and subject.text == "checklist"):
            if subject is None or subject.text != "checklist" or word.text != "done":
                return self._problem(RULE, syntax, "Skriv: checklist is done", "Write: checklist is done")
            if not self.checklist:
                return self._problem(
                    "condition-name",
                    syntax,
                    "«checklist is done» går bara i ett val i ett steg som har en checklista (checklist).",
                    "“checklist is done” goes only in a choice of a step that has a checklist.",
                )
            node = ChecklistDone()
        else:
            if subject is None or subject.kind != "word":
                return self._problem(
                    RULE, syntax, "Före «is set» ska en uppgift stå.", "A fact must stand before “is set”."
                )
            if subject.text not in self.facts:
                self._unknown(subject, None)
                return None
            node = IsSet(subject.text)
        return Not(node) if negated else node

    def _compare(self, operator: Operator, left: ast.expr, right: ast.expr) -> Node | None:
        if self._needs_meaning(left) and not self._needs_meaning(right):
            second = self._node(right)
            first = None if second is None else self._node(left, self._meaning(second))
        else:
            first = self._node(left)
            second = None if first is None else self._node(right, self._meaning(first))
        if first is None or second is None:
            return None
        wrong = self._mismatch(operator, first, second)
        if wrong is None:
            return Compare(operator, first, second)
        place = right if isinstance(second, Constant | Items) or not isinstance(first, Constant) else left
        return self._problem("condition-type", place, *wrong)

    def _needs_meaning(self, syntax: ast.expr) -> bool:
        """Whether it is a text or a bare word (or a list of them), which the other side gives its meaning."""
        if isinstance(syntax, ast.List):
            return True
        token = self._token_or_none(syntax)
        return token is not None and (
            token.kind == "string"
            or (token.kind == "word" and token.text not in self.facts and token.text not in RESERVED)
        )

    def _meaning(self, node: Node) -> _Meant:
        return _Meant(node.type, self.facts[node.id] if isinstance(node, Name) else None)

    def _mismatch(self, operator: Operator, left: Node, right: Node) -> tuple[str, str] | None:
        first, second = self._shown(left), self._shown(right)
        if operator in ("in", "not in"):
            return self._mismatch_in(left, right, first, second)
        for node in (left, right):
            if node.type == "choices" and isinstance(node, Name):
                option = next((each.id for each in self.facts[node.id].options), "…")
                return (
                    f'«{node.id}» är en lista med val. Skriv till exempel: "{option}" in {node.id}',
                    f'“{node.id}” is a list of choices. Write for example: "{option}" in {node.id}',
                )
            if isinstance(node, Items):
                return ("En lista kan bara stå efter «in».", "A list can only stand after “in”.")
        if {left.type, right.type} == {"number", "duration"} and any(
            isinstance(node, Since) for node in (left, right)
        ):
            return (
                "hours_since och days_since ger ett tal. Skriv talet utan enhet, till exempel > 24.",
                "hours_since and days_since give a number. Write it without a unit, for example > 24.",
            )
        if left.type != right.type:
            return (
                f"{first[0]} kan inte jämföras med {second[0]}.",
                f"{first[1]} can't be compared with {second[1]}.",
            )
        if operator not in ("==", "!=") and left.type not in _ORDERED:
            return (
                f"«{operator}» går inte för {first[0]}: det som går att ordna är tal, tider, tidpunkter och datum. Skriv == eller !=.",
                f"“{operator}” does not go for {first[1]}: numbers, durations, moments and dates have an order. Write == or !=.",
            )
        return None

    def _mismatch_in(
        self, left: Node, right: Node, first: tuple[str, str], second: tuple[str, str]
    ) -> tuple[str, str] | None:
        if left.type == "choices":
            return (
                f'{first[0]} kan inte stå före «in». Skriv ett val före: "…" in {first[0].split("»")[0].strip("«")}',
                f"{first[1]} can't stand before “in”. Write one choice before it.",
            )
        if isinstance(right, Items):
            wrong = next((item for item in right.items if item.type != left.type), None)
            if wrong is None:
                return None
            item = self._shown(wrong)
            return (
                f"{first[0]} kan inte jämföras med {item[0]} i listan.",
                f"{first[1]} can't be compared with {item[1]} in the list.",
            )
        if isinstance(right, Name) and right.type == "choices":
            if left.type == "choice":
                return None
            return (
                f"{first[0]} kan inte finnas i {second[0]}.",
                f"{first[1]} can't be in {second[1]}.",
            )
        return (
            f"Efter «in» ska en lista stå, till exempel [avbokat, sjukhus], eller en uppgift med flera val. {second[0]} är ingen lista.",
            f"A list must stand after “in”, for example [avbokat, sjukhus], or a fact with several choices. {second[1]} is no list.",
        )

    def _call(self, syntax: ast.Call) -> Node | None:
        function = self._token_or_none(syntax.func)
        if function is None or function.text not in FUNCTIONS:
            word = "" if function is None else function.text
            sv, en = hint(word, FUNCTIONS)
            return self._problem(
                "condition-name",
                syntax.func,
                f"«{clipped(word)}(…)» finns inte.{sv} Det som går är {listed(FUNCTIONS, 'och')}.",
                f"“{clipped(word)}(…)” does not exist.{en} What can be used: {listed(FUNCTIONS, 'and')}.",
            )
        if len(syntax.args) != 1:
            return self._problem(
                RULE,
                syntax,
                f"«{function.text}» ska ha precis en sak inom parentesen.",
                f"“{function.text}” takes exactly one thing in the parentheses.",
            )
        argument = syntax.args[0]
        return self._running(argument) if function.text == "running" else self._since(function.text, argument)

    def _running(self, argument: ast.expr) -> Node | None:
        token = self._token_or_none(argument)
        if token is None or token.kind != "string":
            shown = "stodpass" if token is None or token.kind != "word" else clipped(token.text)
            return self._problem(
                RULE,
                argument,
                f'Skriv rutinens namn inom citattecken: running("{shown}")',
                f'Write the routine\'s name in quotes: running("{shown}")',
            )
        routine = token.text[1:-1]
        known = self.routines
        if (
            (known is not None and routine not in known)
            or not routine.isidentifier()
            or not routine.isascii()
        ):
            sv, en = hint(routine, known or ())
            return self._at(
                "condition-name",
                token,
                f"Det finns ingen rutin «{clipped(routine)}».{sv}",
                f"There is no routine “{clipped(routine)}”.{en}",
            )
        return Running(routine)

    def _since(self, function: str, argument: ast.expr) -> Node | None:
        moment = self._node(argument)
        if moment is None:
            return None
        if moment.type not in ("moment", "date"):
            shown = self._shown(moment)
            return self._problem(
                "condition-type",
                argument,
                f"«{function}» behöver en tidpunkt eller ett datum; {shown[0]} är det inte.",
                f"“{function}” needs a moment or a date; {shown[1]} is neither.",
            )
        return Since("hours" if function == "hours_since" else "days", moment)

    # Fitting what is wanted

    def _fits(self, tree: Node, meant: _Meant, syntax: ast.expr) -> bool:
        """Whether the value of `tree` can be kept in what is meant; says why where it can't."""
        if tree.type != meant.type:
            shown, wanted = self._shown(tree), TYPES[meant.type]
            name = ("", "") if meant.fact is None else (f" i «{meant.fact.id}»", f" in “{meant.fact.id}”")
            self._problem(
                "condition-type",
                syntax,
                f"Här{name[0]} ska {wanted[0]} stå; {shown[0]} passar inte.",
                f"Here{name[1]} stands {wanted[1]}; {shown[1]} does not fit.",
            )
            return False
        if meant.fact is None:
            return True
        if isinstance(tree, Constant):
            found = (
                values.parse(meant.fact, values.wire(tree.value))
                if not isinstance(tree.value, timedelta)
                else tree.value
            )
            if isinstance(found, Problem):
                self._problem(
                    "condition-option" if found.rule == "fact-option" else "condition-type",
                    syntax,
                    found.sv,
                    found.en,
                )
                return False
        if isinstance(tree, Name) and tree.type in ("choice", "choices"):
            foreign = [option.id for option in self.facts[tree.id].options if option.id not in meant.options]
            if foreign:
                self._problem(
                    "condition-option",
                    syntax,
                    f"«{tree.id}» kan vara «{foreign[0]}», som inte är något av valen för «{meant.fact.id}».",
                    f"“{tree.id}” can be “{foreign[0]}”, which is not a choice of “{meant.fact.id}”.",
                )
                return False
        return True

    # Words and places

    def _shown(self, node: Node) -> tuple[str, str]:
        sv, en = TYPES[node.type]
        match node:
            case Name():
                return f"«{node.id}» ({sv})", f"“{node.id}” ({en})"
            case Constant():
                return f"{clipped(node.text)} ({sv})", f"{clipped(node.text)} ({en})"
            case Now():
                return f"«now» ({sv})", f"“now” ({en})"
        return sv, en

    def _token(self, syntax: ast.Name) -> Token:
        return self.tokens[int(syntax.id[1:])]

    def _token_or_none(self, syntax: ast.expr) -> Token | None:
        return token_of(syntax, self.tokens)

    def _problem(self, rule: str, syntax: ast.expr, sv: str, en: str) -> None:
        self.problems.append(Problem(rule, sv, en, column=column_of(syntax, self.tokens)))

    def _at(self, rule: str, token: Token, sv: str, en: str) -> None:
        self.problems.append(Problem(rule, sv, en, column=token.column))


def _whole_days(node: Node) -> bool:
    return isinstance(node, Constant) and isinstance(node.value, timedelta) and node.value.seconds == 0
