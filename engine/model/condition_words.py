"""Conditions in words for people: what is asked for, and what of it is not so now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from engine.model.conditions import (
    All,
    ChecklistDone,
    Compare,
    Constant,
    Env,
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
    compiled,
    names,
    text_of,
)
from engine.model.facts import Fact, shown
from engine.problems import listed
from engine.said import QUOTED, Said
from engine.values import durations
from engine.values.decimals import written

Facts = Mapping[str, Fact]

_WORDS = {
    "and": Said("och", "and"),
    "or": Said("eller", "or"),
    "not": Said("inte", "not"),
    "yes": Said("ja", "yes"),
    "no": Said("nej", "no"),
    "now": Said("nu", "now"),
    "set": Said("finns", "is given"),
    "not set": Said("saknas", "is missing"),
    "unfilled": Said("inte ifyllt", "not filled in"),
    "answered": Said("besvarad", "answered"),
    "unanswered": Said("obesvarad", "not answered"),
    "done": Said("checklistan är klar", "the checklist is done"),
    "not done": Said("checklistan är inte klar", "the checklist is not done"),
    "==": Said("är", "is"),
    "!=": Said("är inte", "is not"),
    "<": Said("är mindre än", "is less than"),
    "<=": Said("är högst", "is at most"),
    ">": Said("är mer än", "is more than"),
    ">=": Said("är minst", "is at least"),
    "time <": Said("är före", "is before"),
    "time <=": Said("är senast", "is at the latest"),
    "time >": Said("är efter", "is after"),
    "time >=": Said("är tidigast", "is at the earliest"),
    "contains": Said("innehåller", "contains"),
    "not contains": Said("innehåller inte", "does not contain"),
    "running": Said("antal pågående ”{}”", "the number of running “{}”"),
    "none running": Said("inget pågående ”{}”", "no running “{}”"),
    "some running": Said("minst ett pågående ”{}”", "at least one running “{}”"),
    "hours": Said("timmar sedan {}", "hours since {}"),
    "days": Said("dagar sedan {}", "days since {}"),
    "is ": Said("är ", "is "),
}


def words(tree: Node, facts: Facts, language: str = "sv") -> str:
    """What the condition asks for: «Orsak är sjukhus och telefonen är stulen: nej»."""
    said = _Speaker(facts, language).said(tree)
    return said[:1].upper() + said[1:]


def why_not(tree: Node, env: Env, facts: Facts, language: str = "sv") -> tuple[str, ...]:
    """What of the condition is not so, each part with what is so now; () when it holds."""
    if compiled(tree)(env) is True:
        return ()
    if isinstance(tree, All):
        return tuple(reason for part in tree.parts for reason in why_not(part, env, facts, language))
    speaker = _Speaker(facts, language)
    asked = words(tree, facts, language)
    read = sorted(name for name in names(tree) & facts.keys() if not isinstance(tree, IsSet))
    now = [speaker.now(facts[name], env) for name in read]
    if not now:
        return (asked,)
    told = (
        now[0]
        if len(now) == 1
        else ", ".join(
            f"{speaker.title(facts[name])}: {value}" for name, value in zip(read, now, strict=True)
        )
    )
    return (f"{asked} ({speaker.word('now')}: {told})",)


class _Speaker:
    def __init__(self, facts: Facts, language: str) -> None:
        self.facts, self.language = facts, language

    def word(self, key: str) -> str:
        return _WORDS[key].say(self.language)

    def title(self, fact: Fact) -> str:
        return fact.title.say(self.language).rstrip(" :.")

    def now(self, fact: Fact, env: Env) -> str:
        """The fact's value now."""
        value = env.facts.get(fact.id)
        return (
            self.word("unfilled") if value is None else shown(fact, value, self.language, env.zone, env.now)
        )

    def said(self, tree: Node) -> str:
        match tree:
            case Name():
                return self._yes_no(tree.id, True)
            case Not(Name() as name):
                return self._yes_no(name.id, False)
            case IsSet(fact):
                return self._about(fact, self.word("set"), self.word("answered"))
            case Not(IsSet(fact)):
                return self._about(fact, self.word("not set"), self.word("unanswered"))
            case ChecklistDone():
                return self.word("done")
            case Not(ChecklistDone()):
                return self.word("not done")
            case Not(part):
                return f"{self.word('not')} ({self.said(part)})"
            case All(parts) | Some(parts):
                joint = self.word("and" if isinstance(tree, All) else "or")
                said = (
                    f"({self.said(each)})" if isinstance(each, All | Some) else self.said(each)
                    for each in parts
                )
                return f" {joint} ".join(said)
            case Compare():
                return self._comparison(tree)
        return text_of(tree)

    def _comparison(self, tree: Compare) -> str:
        match tree:
            case Compare("==" | "!=" as operator, Name(id, "yes_no"), Constant(bool() as value)):
                return self._yes_no(id, value is (operator == "=="))
            case Compare("in" | "not in" as operator, left, Name(id, "choices")):
                verb = self.word("contains" if operator == "in" else "not contains")
                option = self._value(left, id)
                return self._about(id, f"{verb} {option}", f"{verb} {option}")
            case Compare(operator, Running(routine), Constant(value)) if (operator, value) in (
                ("==", 0),
                ("<", 1),
            ):
                return self.word("none running").format(routine)
            case Compare(operator, Running(routine), Constant(value)) if (operator, value) in (
                (">", 0),
                (">=", 1),
                ("!=", 0),
            ):
                return self.word("some running").format(routine)
            case Compare(_, Since(unit, moment), Constant()):
                verb = self._verb(tree).removeprefix(self.word("is ")) if tree.operator != "==" else ""
                return (
                    f"{verb} {self._value(tree.right)} {self.word(unit).format(self._value(moment))}".strip()
                )
            case Compare(_, Name(id), Name()) if self.title(self.facts[id]).endswith("?"):
                return f"{self._value(tree.left)} {self._verb(tree)} {self._value(tree.right)}"
            case Compare(_, Name(id), right):
                verb = self._verb(tree)
                value = self._value(right, id)
                return self._about(
                    id, f"{verb} {value}", f"{verb.removeprefix(self.word('is ').strip()).strip()} {value}"
                )
        return f"{self._value(tree.left)} {self._verb(tree)} {self._value(tree.right)}"

    def _verb(self, tree: Compare) -> str:
        if tree.operator in ("in", "not in"):
            return self.word("==" if tree.operator == "in" else "!=")
        is_time = tree.left.type in ("moment", "date") and tree.operator not in ("==", "!=")
        return self.word(f"time {tree.operator}" if is_time else tree.operator)

    def _about(self, id: str, predicate: str, answer: str) -> str:
        """A sentence about the fact: its title and the predicate, or, where the title is a question, the answer."""
        title = self.title(self.facts[id])
        return f"{title} {answer.strip()}" if title.endswith("?") else f"{title} {predicate}"

    def _yes_no(self, id: str, answer: bool) -> str:
        title = self.title(self.facts[id])
        word = self.word("yes" if answer else "no")
        if title.endswith("?"):
            return f"{title} {word}"
        return title if answer and " " in title else f"{title}: {word}"

    def _value(self, node: Node, of: str | None = None) -> str:
        """A side of a comparison; `of` is the fact whose options its literals are."""
        match node:
            case Name(id):
                return QUOTED.fill(words=self.title(self.facts[id])).say(self.language)
            case Now():
                return self.word("now")
            case Items(items):
                return listed([self._value(item, of) for item in items], self.word("or"))
            case Sum(sign, left, right):
                return f"{self._value(left)} {sign} {self._value(right)}"
            case Constant(value):
                return self._literal(value, node.text, of)
            case Running(routine):
                return self.word("running").format(routine)
            case Since(unit, moment):
                return self.word(unit).format(self._value(moment))
        return f"({self.said(node)})"

    def _literal(self, value: object, text: str, of: str | None) -> str:
        if isinstance(value, timedelta):
            return durations.words(value, self.language)
        if isinstance(value, datetime | date):
            return shown(self.facts[of], value, self.language, UTC) if of else text
        fact = self.facts[of] if of else None
        option = next((each for each in fact.options if each.id == value), None) if fact else None
        if option is None:
            if isinstance(value, int | Decimal) and not isinstance(value, bool):
                return written(value).say(self.language)
            return text
        title = option.title.say(self.language)
        as_written = option.id.replace("_", " ")
        return as_written if title.lower() == as_written else QUOTED.fill(words=title).say(self.language)
