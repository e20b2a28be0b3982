"""The values of an expression: what a number, a time, a text or a bare word means where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from engine.language.expression.lexing import RULE, Token
from engine.model import facts as values
from engine.model.conditions import Constant, Name, Node, Now, ValueType
from engine.model.facts import Fact, FactType
from engine.problems import Problem, clipped, hint, listed
from engine.said import Said
from engine.values import durations
from engine.values.decimals import exact
from engine.values.texts import Text

FUNCTIONS = ("running", "hours_since", "days_since")

TYPES: Mapping[ValueType, Said] = {
    "text": Said("en text", "a text"),
    "number": Said("ett tal", "a number"),
    "yes_no": Said("ja eller nej", "yes or no"),
    "choice": Said("ett val", "a choice"),
    "choices": Said("en lista med val", "a list of choices"),
    "moment": Said("en tidpunkt", "a moment"),
    "date": Said("ett datum", "a date"),
    "duration": Said("en tidslängd", "a duration"),
}


@dataclass(frozen=True, slots=True)
class Meant:
    """What a literal or bare word is read as: a type, and the fact whose options and limits hold for it."""

    type: ValueType
    fact: Fact | None = None

    @property
    def options(self) -> tuple[str, ...]:
        """The options that a bare word may name."""
        return tuple(option.id for option in self.fact.options) if self.fact else ()


def described(node: Node) -> Said:
    """The node as a sentence names it, in Swedish and English: «antal» (ett tal)."""
    type = TYPES[node.type]
    match node:
        case Name():
            return Said(f"”{node.id}” ({type.sv})", f"“{node.id}” ({type.en})")
        case Constant():
            return Said(f"{clipped(node.text)} ({type.sv})", f"{clipped(node.text)} ({type.en})")
        case Now():
            return Said(f"”now” ({type.sv})", f"“now” ({type.en})")
    return type


def operand(token: Token, meant: Meant | None, facts: Mapping[str, Fact]) -> Node | Problem:
    """The value that the token stands for where `meant` is meant, or what is wrong with it."""
    match token.kind:
        case "number":
            number = float(token.text) if "." in token.text else int(token.text)
            return Constant(exact(number), "number", str(number))
        case "duration":
            return _duration(token)
        case "date":
            return _date(token, token.text, "moment" if ":" in token.text else "date")
        case "string":
            return _string(token, token.text[1:-1], meant)
    return _word(token, meant, facts)


def unknown(token: Token, meant: Meant | None, facts: Mapping[str, Fact]) -> Problem:
    """That the word names no fact, with the nearest word that means something."""
    word = clipped(token.text)
    more = hint(token.text, [*facts, "yes", "no", "now", "checklist"])
    if meant is not None and meant.type == "text" and not more.sv:
        more = Said(f' En text ska ha citattecken: "{word}"', f' A text needs quotes: "{word}"')
    elif facts:
        more = Said(
            f"{more.sv} Uppgifterna är: {listed(list(facts), 'och')}.",
            f"{more.en} The facts are: {listed(list(facts), 'and')}.",
        )
    else:
        more = Said(" Rutinen har inga uppgifter (facts).", " The routine has no facts.")
    return Problem(
        "condition-name",
        Said(f"Det finns ingen uppgift ”{word}”.{more.sv}", f"There is no fact “{word}”.{more.en}"),
        column=token.column,
        name=word,
    )


def _duration(token: Token) -> Constant | Problem:
    duration = durations.parse(token.text)
    if isinstance(duration, Problem):
        return Problem(RULE, Said(duration.said.sv, duration.said.en), column=token.column)
    digits = "".join(each for each in token.text if each.isdigit())
    unit = durations.UNITS[token.text.removeprefix(digits).strip().lower()]
    return Constant(duration, "duration", f"{int(digits)} {unit}")


def _date(token: Token, text: str, type: FactType) -> Constant | Problem:
    value = values.parse(Fact(id=type, type=type, title=Text((("sv", text), ("en", text)))), text)
    if isinstance(value, Problem):
        return Problem("condition-type", Said(value.said.sv, value.said.en), column=token.column)
    return Constant(value, type, str(values.wire(value)))


def _string(token: Token, text: str, meant: Meant | None) -> Constant | Problem:
    if meant is not None and meant.type in ("choice", "choices") and meant.fact is not None:
        return _option(token, text, meant.fact)
    if meant is not None and meant.type in ("date", "moment"):
        return _date(token, text, "date" if meant.type == "date" else "moment")
    quote = "'" if '"' in text else '"'
    return Constant(text, "text", f"{quote}{text}{quote}")


def _option(token: Token, word: str, fact: Fact) -> Constant | Problem:
    ids = [option.id for option in fact.options]
    if word in ids:
        return Constant(word, "choice", f'"{word}"')
    near = hint(word, ids)
    return Problem(
        "condition-option",
        Said(
            f"”{clipped(word)}” är inget av valen för ”{fact.id}”.{near.sv} Det som går att välja: {listed(ids, 'och')}.",
            f"“{clipped(word)}” is not a choice of “{fact.id}”.{near.en} What can be chosen: {listed(ids, 'and')}.",
        ),
        column=token.column,
    )


def _word(token: Token, meant: Meant | None, facts: Mapping[str, Fact]) -> Node | Problem:
    word = token.text
    if word in facts:
        return Name(word, facts[word].type)
    if word in ("yes", "no"):
        return Constant(word == "yes", "yes_no", word)
    if word == "now":
        return Now()
    if word in FUNCTIONS:
        example = 'running("stodpass") == 0' if word == "running" else f"{word}(…) > 24"
        return Problem(
            RULE,
            Said(
                f"Efter ”{word}” ska en parentes komma: {example}",
                f"After “{word}” a parenthesis comes: {example}",
            ),
            column=token.column,
        )
    if word in ("set", "done", "checklist"):
        right = "… is set" if word == "set" else "checklist is done"
        return Problem(
            RULE,
            Said(f"”{word}” kan bara stå så här: {right}", f"“{word}” can only stand like this: {right}"),
            column=token.column,
        )
    if meant is not None and meant.fact is not None and meant.type in ("choice", "choices"):
        return _option(token, word, meant.fact)
    return unknown(token, meant, facts)


def whole_days(node: Node) -> bool:
    """Whether it is a literal duration of whole days."""
    return isinstance(node, Constant) and isinstance(node.value, timedelta) and node.value.seconds == 0
