"""The questions that are put to somebody: one at a time, until each answer can be used; each can be left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from api.cli.walk import words
from api.cli.walk.reading import are_numbers, picked, read
from api.cli.walk.screen import Row, Screen
from engine.model.facts import Fact, parse, shown, wire
from engine.model.time_limits import limits_in_words
from engine.problems import Problem
from engine.said import Said
from engine.values.moments import by_the_wall

BACK = ("tillbaka", "back")
QUIT = ("sluta", "quit", "exit")
HELP = ("hjälp", "help", "?")
ALL = ("alla", "all")
QUOTES = "\"'”“«»’"


class Stopped(Exception):
    """Somebody wants to stop the walk."""


class _Back(Exception):
    """Somebody wants to leave the question."""


class Questions:
    """Asks on a screen, by the clock of the walk in its `zone`. A moment that is typed with a zone is meant as it is in `home`, the
    organisation's, whose wall that clock is.
    """

    def __init__(self, screen: Screen, zone: tzinfo, home: tzinfo) -> None:
        self.screen, self.zone, self.home = screen, zone, home
        self.language = screen.language

    def answered(
        self, asks: Sequence[Mapping[str, Any]], facts: Mapping[str, Fact], now: datetime
    ) -> dict[str, Any] | None:
        """What is answered to the questions of a view (`ask`), as wire values by fact; None where they were left.

        Raises:
            Stopped: somebody wants no more.
        """
        given: dict[str, Any] = {}
        at = 0
        while at < len(asks):
            ask = asks[at]
            name = ask["fact"]
            try:
                given[name] = self._one({**ask, "value": given.get(name, ask["value"])}, facts[name], now)
                at += 1
            except _Back:
                if at == 0:
                    return None
                at -= 1
        return {name: value for name, value in given.items() if value is not None}

    def ticked(self, items: Sequence[str], before: frozenset[int]) -> frozenset[int] | None:
        """The items (numbered from 1) that are done, those of `before` among them; None where the question was left."""
        screen = self.screen
        screen.line()
        screen.line(screen.words(words.TICKS), "bold", indent=2)
        left = [(str(n), each) for n, each in enumerate(items, 1) if n not in before]
        screen.rows((Row(number, each) for number, each in left), indent=3)
        screen.line(f"({screen.words(words.TICKS_HOW)})", "dim", indent=2)
        while True:
            try:
                answer = self._typed()
            except _Back:
                return None
            if answer.lower() in ALL:
                return frozenset(range(1, len(items) + 1))
            typed = answer.replace(",", " ").split()
            if all(each in dict(left) or (each.isdecimal() and int(each) in before) for each in typed):
                return before | {int(each) for each in typed}
            screen.line(screen.words(words.NO_SUCH_ITEM, most=len(items)), indent=2)

    def confirmed(self, question: str) -> bool:
        """Whether somebody says yes to the question."""
        self.screen.line()
        self.screen.line(question, "bold", indent=2)
        yes_no = [Said("ja", "yes").say(self.language), Said("nej", "no").say(self.language)]
        while True:
            try:
                answer = self._typed()
            except _Back:
                return False
            place = picked(answer, yes_no)
            if place is not None:
                return place == 0
            self.screen.line(self.screen.words(words.YES_NO), indent=2)

    def _one(self, ask: Mapping[str, Any], fact: Fact, now: datetime) -> Any:
        """The wire value, or None for none. Raises _Back, Stopped."""
        screen = self.screen
        self._put(ask, fact, now)
        while True:
            answer = self._typed(free=fact.type == "text")
            if not answer and ask["value"] is not None:
                return ask["value"]
            if not ask["required"] and answer in ("", "-"):
                return None
            if not answer:
                screen.line(screen.words(words.REQUIRED), indent=2)
                continue
            typed = by_the_wall(answer, self.home) if fact.type == "moment" else answer
            value = read(typed, ask, fact, language=self.language, zone=self.zone, now=now)
            if isinstance(value, Problem):
                screen.line(value.say(self.language), indent=2)
                continue
            as_read = shown(fact, value, self.language, self.zone)
            if fact.type in ("moment", "date") and as_read != answer:
                screen.line(screen.words(words.READ_AS, value=as_read), "dim", indent=2)
            return wire(value)

    def _put(self, ask: Mapping[str, Any], fact: Fact, now: datetime) -> None:
        screen = self.screen
        optional = "" if ask["required"] else f" ({screen.words(words.OPTIONAL)})"
        screen.line()
        screen.line(ask["title"] + optional, "bold", indent=2)
        titles = [each["title"] for each in ask["options"]]
        numbered = not are_numbers(titles)
        screen.rows(
            (Row(str(n) if numbered else "·", each) for n, each in enumerate(titles, 1)),
            indent=3,
        )
        for told in filter(None, (self._how(ask, fact, now), self._kept(ask, fact))):
            screen.line(f"({told})", "dim", indent=2)

    def _how(self, ask: Mapping[str, Any], fact: Fact, now: datetime) -> str:
        """How it is answered, where the question alone does not tell."""
        screen, here = self.screen, now.astimezone(self.zone)
        least, most = ask["min"], ask["max"]
        match ask["type"]:
            case "yes_no":
                return screen.words(words.YES_OR_NO)
            case "choices":
                return screen.words(words.SEVERAL)
            case "moment":
                return self._with_limits(screen.words(words.MOMENT, now=f"{here:%Y-%m-%d %H:%M}"), fact)
            case "date":
                return self._with_limits(screen.words(words.DATE, now=f"{here:%Y-%m-%d}"), fact)
            case "number" if least is not None and most is not None:
                return screen.words(words.BETWEEN, least=least, most=most)
            case "number" if least is not None:
                return screen.words(words.AT_LEAST, least=least)
            case "number" if most is not None:
                return screen.words(words.AT_MOST, most=most)
        return ""

    def _with_limits(self, example: str, fact: Fact) -> str:
        return f"{limits_in_words(fact).say(self.language)} {example}".lstrip()

    def _kept(self, ask: Mapping[str, Any], fact: Fact) -> str:
        if ask["value"] is None:
            return ""
        value = parse(fact, ask["value"])
        assert not isinstance(value, Problem)
        kept = words.KEEPS if ask["required"] else words.KEEPS_OR_EMPTIES
        return self.screen.words(kept, value=shown(fact, value, self.language, self.zone))

    def _typed(self, *, free: bool = False) -> str:
        """What is typed that is no command. `free`: any text is an answer, also a command within quotation marks."""
        while True:
            answer = self.screen.ask("  > ")
            word = answer.lower()
            if word in QUIT:
                raise Stopped
            if word in BACK:
                raise _Back
            if word not in HELP:
                bare = answer.strip(QUOTES)
                return bare if free and bare.lower() in (*QUIT, *BACK, *HELP) else answer
            self.screen.rows(
                Row(self.screen.words(each), self.screen.words(told)) for each, told in words.IN_A_QUESTION
            )
