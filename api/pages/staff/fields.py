"""What is asked, as the controls that fit it; what was filled in, as the values of facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import Any

from api.pages.staff.times import Times
from api.pages.staff.visitor import NOW_BUTTON, Form
from engine.model.facts import LONGEST_TEXT, FactValue, from_day_and_clock, from_text, wire
from engine.model.routine import REASON, Routine
from engine.model.time_limits import limits_in_words, may_be_now
from engine.problems import Problem
from engine.run.events.choosing import LONGEST_REASON
from engine.said import Said
from engine.values.moment_words import day_in_words
from engine.values.moments import day_said, unread
from engine.values.sentences import sentence_read

_PICKED = ("choice", "choices", "yes_no")
_PARTS = ("day", "clock")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One fact that is asked. `typed`: what stands in its controls, by control («», or «day» and «clock» of a moment); `chosen`:
    the options that are. `error`: what is wrong with it, of a moment in its `wrong_parts`. `may_be_now`: «Nu» is offered for a moment.
    """

    id: str
    type: str
    title: str
    required: bool
    options: tuple[tuple[str, str], ...] = ()
    hint: str | None = None
    typed: Mapping[str, str] = field(default_factory=dict)
    chosen: frozenset[str] = frozenset()
    longest: int = LONGEST_TEXT
    error: str | None = None
    wrong_parts: tuple[str, ...] = _PARTS
    may_be_now: bool = True

    @property
    def words(self) -> str:
        """What is filled in, as one would read it aloud."""
        chosen = ", ".join(title for value, title in self.options if value in self.chosen)
        return chosen or " ".join(filter(None, self.typed.values()))

    @property
    def first(self) -> str:
        """The id of the control that an error's link leads to."""
        if self.type == "moment":
            return f"{self.id}-{self.wrong_parts[0]}"
        return f"{self.id}-{self.options[0][0]}" if self.options else self.id


def reason_ask(title: Said, language: str) -> Mapping[str, Any]:
    """A reason, as a choice asks for a fact."""
    return {
        "fact": REASON,
        "type": "text",
        "title": title.say(language),
        "options": [],
        "required": True,
        "min": None,
        "max": LONGEST_REASON,
        "value": None,
    }


def reason_read(text: str) -> str | Said:
    """A reason that was typed, tidied, or what is wrong with it."""
    missing = Said("Skriv varför, med några ord.", "Write why, in a few words.")
    return sentence_read(text, LONGEST_REASON, missing)


class Fields:
    """The fields of one form. `asks` are the view's `ask` of the choice, or what the routine's start asks. `at_once`: what is filled in
    counts from now, not from when something was done that is registered or corrected later.
    """

    def __init__(
        self,
        routine: Routine,
        asks: Iterable[Mapping[str, Any]],
        language: str,
        now: datetime,
        zone: tzinfo,
        *,
        at_once: bool = True,
    ) -> None:
        self._at_once = at_once
        self._routine, self._asks, self._language = routine, list(asks), language
        self._now, self._zone = now, zone
        self._today = now.astimezone(zone).date()

    def empty(self) -> list[Field]:
        """The fields with the values that the facts have now."""
        return [self._field(ask, *self._known(ask), None) for ask in self._asks]

    def kept(self, typed: Mapping[str, Sequence[str]]) -> list[Field]:
        """The fields with what somebody has begun to type, by control; the others with the values that the facts have now."""
        form = Form(typed)
        return [
            self._field(
                ask, *(self._kept(ask, form) if typed.keys() & _controls(ask) else self._known(ask)), None
            )
            for ask in self._asks
        ]

    def _kept(self, ask: Mapping[str, Any], form: Form) -> tuple[dict[str, str], frozenset[str]]:
        typed, chosen = self._typed(ask, form, "")
        return self._with_days(ask, typed, self._in_words), chosen

    def of_values(self, values: Mapping[str, Any]) -> dict[str, list[str]]:
        """What was typed where these wire values were read, by control: as `typed` has it."""
        found: dict[str, list[str]] = {}
        for ask in self._asks:
            if ask["fact"] in values:
                found |= self._to_keep(ask, *self._known({**ask, "value": values[ask["fact"]]}))
        return found

    def _to_keep(
        self, ask: Mapping[str, Any], typed: Mapping[str, str], chosen: frozenset[str]
    ) -> dict[str, list[str]]:
        """By control. A day that can be read is kept as its date: «i dag» is another one tomorrow."""
        if ask["type"] in _PICKED:
            return {ask["fact"]: sorted(chosen)}
        parts = self._with_days(ask, typed, date.isoformat)
        return {name: [parts[_part(ask, name)]] for name in _controls(ask)}

    def _with_days(
        self, ask: Mapping[str, Any], typed: Mapping[str, str], written: Callable[[date], str]
    ) -> dict[str, str]:
        """What was typed, by part, each day that can be read written so."""
        return {
            part: written(day) if _is_day(ask, part) and (day := day_said(text, self._today)) else text
            for part, text in typed.items()
        }

    @property
    def names(self) -> frozenset[str]:
        """The names of the controls."""
        return frozenset[str]().union(*map(_controls, self._asks))

    def typed(self, form: Form) -> dict[str, list[str]]:
        """What stands in each control: of what is picked, the options. A moment as it was shown, with today and no clock, is left out."""
        pressed = form.text(NOW_BUTTON)
        found: dict[str, list[str]] = {}
        for ask in self._asks:
            typed, chosen = self._typed(ask, form, pressed)
            if ask["type"] == "moment" and self._is_untouched(typed):
                continue
            found |= self._to_keep(ask, typed, chosen)
        return found

    def filled(self, form: Form, errors: Mapping[str, str]) -> list[Field]:
        """The fields with what was typed, and with what is wrong."""
        pressed = form.text(NOW_BUTTON)
        return [
            self._field(ask, *self._typed(ask, form, pressed), errors.get(ask["fact"])) for ask in self._asks
        ]

    def read(self, form: Form) -> tuple[dict[str, Any], dict[str, str]]:
        """What was filled in as wire values, and what is wrong in words. What was left empty is left out."""
        values: dict[str, Any] = {}
        errors: dict[str, str] = {}
        for ask in self._asks:
            id = ask["fact"]
            typed, chosen = self._typed(ask, form, "")
            text = " ".join(each for each in typed.values() if each).strip()
            if ask["type"] == "moment" and self._is_untouched(typed):
                text = ""
            if ask["type"] == "choices":
                values[id] = sorted(chosen) or None
            elif ask["type"] in ("choice", "yes_no"):
                one = next(iter(chosen), None)
                values[id] = one == "yes" if ask["type"] == "yes_no" and one else one
            elif not text:
                values[id] = None
            elif id == REASON:
                reason = reason_read(text)
                if isinstance(reason, Said):
                    errors[id] = reason.say(self._language)
                else:
                    values[id] = reason
            else:
                read = self._said(ask, typed)
                if isinstance(read, Problem):
                    errors[id] = read.say(self._language)
                else:
                    values[id] = wire(read)
        return {id: value for id, value in values.items() if value is not None}, errors

    def _said(self, ask: Mapping[str, Any], typed: Mapping[str, str]) -> FactValue | Problem:
        fact = self._routine.facts[ask["fact"]]
        if ask["type"] == "moment":
            return from_day_and_clock(fact, typed["day"], typed["clock"], self._zone, self._now)
        return from_text(fact, typed[""], self._zone, self._now)

    def _known(self, ask: Mapping[str, Any]) -> tuple[dict[str, str], frozenset[str]]:
        value = ask["value"]
        if value is None:
            return {}, frozenset()
        if isinstance(value, bool):
            return {}, frozenset({"yes" if value else "no"})
        if isinstance(value, list):
            return {}, frozenset(value)
        if ask["type"] == "choice":
            return {}, frozenset({value})
        if ask["type"] == "moment":
            times = Times(self._now, self._zone)
            return {"day": self._day(value), "clock": times.clock(value)}, frozenset()
        if ask["type"] == "date":
            return {"": self._in_words(date.fromisoformat(value))}, frozenset()
        if ask["type"] == "number" and self._language == "sv":
            return {"": str(value).replace(".", ",")}, frozenset()
        return {"": str(value)}, frozenset()

    def _typed(
        self, ask: Mapping[str, Any], form: Form, pressed: str
    ) -> tuple[dict[str, str], frozenset[str]]:
        id = ask["fact"]
        if ask["type"] in _PICKED:
            return {}, frozenset(each for each in form.texts(id) if each)
        if ask["type"] != "moment":
            return {"": form.text(id)}, frozenset()
        if pressed == id:
            times = Times(self._now, self._zone)
            return {"day": self._day(self._now), "clock": times.clock(self._now)}, frozenset()
        return {part: form.text(f"{id}-{part}") for part in _PARTS}, frozenset()

    def _is_untouched(self, typed: Mapping[str, str]) -> bool:
        """Whether a moment stands as it was shown, with today and no clock."""
        return typed == {"day": self._day(self._now), "clock": ""}

    def _day(self, moment: str | datetime) -> str:
        read = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        return self._in_words(read.astimezone(self._zone).date())

    def _in_words(self, day: date) -> str:
        return day_in_words(day, self._today).say(self._language)

    def _field(
        self, ask: Mapping[str, Any], typed: Mapping[str, str], chosen: frozenset[str], error: str | None
    ) -> Field:
        options = tuple((each["value"], each["title"]) for each in ask["options"])
        if ask["type"] == "yes_no":
            options = (
                ("yes", Said("Ja", "Yes").say(self._language)),
                ("no", Said("Nej", "No").say(self._language)),
            )
        if ask["type"] == "moment" and not typed:
            typed = {"day": self._in_words(self._today), "clock": ""}
        fact = self._routine.facts.get(ask["fact"])
        return Field(
            id=ask["fact"],
            type=ask["type"],
            title=ask["title"],
            required=ask["required"],
            options=options,
            hint=self._hint(ask),
            typed=typed,
            chosen=chosen,
            longest=int(ask["max"]) if ask["type"] == "text" and ask["max"] else LONGEST_TEXT,
            error=error,
            wrong_parts=self._wrong_parts(typed) if ask["type"] == "moment" else _PARTS,
            may_be_now=fact is None or may_be_now(fact),
        )

    def _wrong_parts(self, typed: Mapping[str, str]) -> tuple[str, ...]:
        """What of a moment can't be read; both parts where all of it can, and what is wrong is when it lies."""
        return unread(typed["day"], typed["clock"], self._now.astimezone(self._zone)) or _PARTS

    def _limits(self, ask: Mapping[str, Any]) -> str:
        """The limits of a moment or a day, where they count from now."""
        fact = self._routine.facts[ask["fact"]]
        return limits_in_words(fact).say(self._language) if self._at_once else ""

    def _hint(self, ask: Mapping[str, Any]) -> str | None:
        least, most = ask["min"], ask["max"]
        if ask["type"] == "number":
            if least is not None and most is not None:
                return Said(f"Från {least} till {most}.", f"From {least} to {most}.").say(self._language)
            if least is not None:
                return Said(f"Minst {least}.", f"At least {least}.").say(self._language)
            if most is not None:
                return Said(f"Högst {most}.", f"At most {most}.").say(self._language)
        if ask["type"] == "text":
            longest = int(most) if most else LONGEST_TEXT
            return Said(f"Högst {longest} tecken.", f"At most {longest} characters.").say(self._language)
        if ask["type"] == "date":
            example = Said(
                "Till exempel i dag, i morgon, 27/11 eller 2026-11-27.",
                "For example today, tomorrow, 27/11 or 2026-11-27.",
            ).say(self._language)
            return " ".join(filter(None, (self._limits(ask), example)))
        if ask["type"] == "moment":
            return self._limits(ask) or None
        if ask["type"] == "choices":
            return Said("Kryssa för alla som stämmer.", "Tick all that apply.").say(self._language)
        return None


def _controls(ask: Mapping[str, Any]) -> frozenset[str]:
    """The names of the fact's controls."""
    id = ask["fact"]
    return frozenset(f"{id}-{part}" for part in _PARTS) if ask["type"] == "moment" else frozenset({id})


def _part(ask: Mapping[str, Any], control: str) -> str:
    """Which part of the fact's value the control of that name has: «day» or «clock» of a moment, else «»."""
    return control.removeprefix(ask["fact"]).removeprefix("-")


def _is_day(ask: Mapping[str, Any], part: str) -> bool:
    """Whether that part of the fact's value is a day."""
    return ask["type"] == "date" or part == "day"
