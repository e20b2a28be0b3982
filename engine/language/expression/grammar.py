"""Tokens of a condition → Python's syntax tree of it, in which every value is a bare name `_0`, `_1` … for its token.

So Python's parser decides what binds to what, and meets nothing that an owner wrote.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from itertools import pairwise

from engine.language.expression.lexing import DEEPEST, RULE, Token
from engine.problems import Problem, clipped
from engine.said import Said
from engine.values import durations

_CLOSING = {"(": ")", "[": "]", "call": ")"}


def parsed(tokens: Sequence[Token]) -> ast.expr | tuple[Problem, ...]:
    """The syntax tree of the tokens, or every place where something is missing or stands in the wrong order."""
    problems = _Order().problems_of(tokens)
    if problems:
        return problems
    source = " ".join(f"_{index}" if token.operand else token.text for index, token in enumerate(tokens))
    try:
        return ast.parse(source, mode="eval").body
    except SyntaxError:  # what is left: `not` in the middle of a comparison
        column = next((b.column for a, b in pairwise(tokens) if b.text == "not" and not a.operand), 1)
        return (
            Problem(
                RULE,
                Said(
                    "Ordet ”not” står på ett ställe där det inte går att läsa. Sätt parentes om det som ska vara falskt: not (…).",
                    "The word “not” stands where it can't be read. Put what is to be false in parentheses: not (…).",
                ),
                column=column,
            ),
        )


def token_of(node: ast.expr, tokens: Sequence[Token]) -> Token | None:
    """The token that a bare name of the tree stands for."""
    return tokens[int(node.id[1:])] if isinstance(node, ast.Name) else None


def column_of(node: ast.expr, tokens: Sequence[Token]) -> int:
    """Where in the text the node begins."""
    indexes = [int(each.id[1:]) for each in ast.walk(node) if isinstance(each, ast.Name)]
    return tokens[min(indexes)].column if indexes else 1


class _Order:
    """Walks the tokens once: values and operators must take turns, and brackets must match."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.open: list[tuple[str, int]] = []

    def problems_of(self, tokens: Sequence[Token]) -> tuple[Problem, ...]:
        """Every place that is wrong, in order."""
        before: Token | None = None
        value_is_next = True
        for index, token in enumerate(tokens):
            after = tokens[index + 1] if index + 1 < len(tokens) else None
            value_is_next = (
                self._where_value(token, before)
                if value_is_next
                else self._where_operator(token, before, after)
            )
            before = token
        if before is None:
            self._add(
                1,
                "Villkoret är tomt. Skriv till exempel: orsak is set",
                "The condition is empty. Write for example: orsak is set",
            )
        elif value_is_next:
            self._add(
                before.column,
                f"Det saknas något efter ”{before.text}”.",
                f"Something is missing after “{before.text}”.",
            )
        for kind, column in self.open:
            end = _CLOSING[kind]
            self._add(
                column,
                f"Parentesen har inget slut. Sätt ”{end}” där den ska sluta.",
                f"The bracket has no end. Put “{end}” where it ends.",
            )
        return tuple(self.problems)

    def _where_value(self, token: Token, before: Token | None) -> bool:
        """Reads a token where a value should stand; gives whether a value is next."""
        if token.operand:
            return False
        if token.text in ("(", "["):
            self._opened(token.text, token.column)
            return True
        if token.text in ("not", "-"):
            if before is not None and before.text == token.text:
                self._add(
                    token.column,
                    f"”{token.text}” står två gånger i rad. Ta bort båda.",
                    f"“{token.text}” stands twice in a row. Remove both.",
                )
            return True
        if token.text == "]" and before is not None and before.text == "[":
            return self._closed(token)
        if token.text in (")", "]"):
            if before is not None and before.text == "(" and self.open and self.open[-1][0] == "call":
                self._add(
                    token.column,
                    "Det saknas något inom parentesen.",
                    "Something is missing inside the parentheses.",
                )
            else:
                self._add(
                    token.column,
                    f"Det saknas något före ”{token.text}”.",
                    f"Something is missing before “{token.text}”.",
                )
            return self._closed(token)
        self._add(
            token.column,
            f"Det saknas något före ”{token.text}”.",
            f"Something is missing before “{token.text}”.",
        )
        return True

    def _where_operator(self, token: Token, before: Token | None, after: Token | None) -> bool:
        """Reads a token where an operator should stand; gives whether a value is next."""
        if token.operand:
            self._two_values(token, before)
            return False
        if token.text in (")", "]"):
            return self._closed(token)
        if token.text == "(" and before is not None and before.kind == "word":
            self._opened("call", token.column)
            return True
        if token.text in ("(", "["):
            self._two_values(token, before)
            self._opened(token.text, token.column)
            return True
        if token.text == "," and (not self.open or self.open[-1][0] == "("):
            if before is not None and after is not None and before.kind == after.kind == "number":
                right = f"{before.text}.{after.text}"
                self._add(
                    before.column,
                    f"Skriv talet med punkt: {right}",
                    f"Write the number with a point: {right}",
                )
                return True
            self._add(
                token.column,
                "Ett komma kan bara stå i en lista: orsak in [avbokat, sjukhus]. Menade du ”and” eller ”or”?",
                "A comma can only stand in a list: orsak in [avbokat, sjukhus]. Did you mean “and” or “or”?",
            )
        if token.text == "not":
            if after is not None and after.text == "in":
                return False  # «not in»: `in` comes next and is read as the operator
            self._two_values(token, before)
        return True

    def _opened(self, kind: str, column: int) -> None:
        self.open.append((kind, column))
        if len(self.open) == DEEPEST + 1:
            self._add(
                column,
                f"Villkoret har mer än {DEEPEST} parenteser i varandra. Dela upp det i flera vägval.",
                f"The condition has more than {DEEPEST} nested brackets. Split it into several choices.",
            )

    def _closed(self, token: Token) -> bool:
        if self.open and _CLOSING[self.open[-1][0]] == token.text:
            self.open.pop()
        else:
            self._add(
                token.column,
                f"”{token.text}” har ingen början. Ta bort den, eller sätt en parentes framför.",
                f"“{token.text}” has no beginning. Remove it, or put a bracket before.",
            )
        return False

    def _two_values(self, token: Token, before: Token | None) -> None:
        first = "" if before is None else before.text
        if before is not None and before.kind == "number" and token.kind == "word":
            self.problems.append(Problem(RULE, durations.no_unit(token.text), column=token.column))
            return
        self._add(
            token.column,
            f"Det saknas något mellan ”{clipped(first)}” och ”{clipped(token.text)}”, till exempel ==, and eller or.",
            f"Something is missing between “{clipped(first)}” and “{clipped(token.text)}”, for example ==, and or or.",
        )

    def _add(self, column: int, sv: str, en: str) -> None:
        self.problems.append(Problem(RULE, Said(sv, en), column=column))
