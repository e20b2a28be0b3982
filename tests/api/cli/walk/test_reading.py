"""What is typed is read as the one thing that it can mean."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from api.cli.walk.reading import picked, read
from engine.model.facts import Fact, FactType, FactValue, Option
from engine.problems import Problem
from engine.run.explain import asked
from engine.values.texts import Text

STOCKHOLM = ZoneInfo("Europe/Stockholm")
NOW = datetime(2026, 1, 12, 7, 0, tzinfo=UTC)
LABELS = ["Jag är framme", "Jag blir sen", "Stödpasset blir inte av"]


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("1", 0),
        ("2.", 1),
        ("3)", 2),
        ("jag är framme", 0),
        ("  Stödpasset   blir inte av ", 2),
        ("stöd", 2),
        ("jag", None),
        ("4", None),
        ("0", None),
        ("", None),
        ("något annat", None),
    ],
)
def test_one_of_several_is_meant_by_its_number_its_words_or_how_it_alone_begins(
    typed: str, place: int | None
) -> None:
    assert picked(typed, LABELS) == place


def test_a_key_stands_for_its_thing_in_large_letters_and_small() -> None:
    assert picked("b", LABELS, ["1", "A", "B"]) == 2
    assert picked("B", LABELS, ["1", "A", "B"]) == 2
    assert picked("2", LABELS, ["1", "A", "B"]) is None


def test_where_a_number_is_what_is_to_be_chosen_it_is_no_place_among_the_others() -> None:
    assert picked("1", ["0", "1", "2"]) == 1
    assert picked("3", ["0", "1", "2"]) is None


def test_a_number_is_never_the_beginning_of_words() -> None:
    assert picked("2", ["24 timmar"]) is None


def _read(type: FactType, typed: str, language: str = "sv") -> FactValue | Problem:
    options = tuple(
        Option(id=id, title=Text((("sv", sv), ("en", en))))
        for id, sv, en in (
            ("stad", "Städning", "Cleaning"),
            ("mote", "Möte, eller ärende", "A meeting, or an errand"),
            ("annat", "Annat", "Something else"),
        )
    )
    fact = Fact(
        id="f",
        type=type,
        title=Text((("sv", "Fråga"),)),
        options=options if type in ("choice", "choices") else (),
    )
    ask: dict[str, Any] = asked(fact, True, language)
    return read(typed, ask, fact, language=language, zone=STOCKHOLM, now=NOW)


@pytest.mark.parametrize(
    ("type", "typed", "value"),
    [
        ("choice", "1", "stad"),
        ("choice", "städning", "stad"),
        ("choice", "möte, eller ärende", "mote"),
        ("choice", "an", "annat"),
        ("choice", "mote", "mote"),
        ("choices", "1, 3", ("stad", "annat")),
        ("choices", "3 1", ("stad", "annat")),
        ("choices", "annat; städ", ("stad", "annat")),
        ("choices", "Möte, eller ärende", ("mote",)),
        ("choices", "stad, annat", ("stad", "annat")),
        ("yes_no", "j", True),
        ("yes_no", "Nej", False),
        ("yes_no", "2", False),
        ("yes_no", "yes", True),
        ("number", "1,5", Decimal("1.5")),
        ("moment", "16:00", datetime(2026, 1, 12, 15, 0, tzinfo=UTC)),
        ("date", "i morgon", date(2026, 1, 13)),
        ("text", "S-1", "S-1"),
    ],
)
def test_an_answer_is_read_as_its_question_is_asked(type: FactType, typed: str, value: FactValue) -> None:
    assert _read(type, typed) == value


def test_an_answer_is_read_in_the_language_that_it_is_asked_in() -> None:
    assert _read("choice", "cleaning", "en") == "stad"
    assert _read("yes_no", "y", "en") is True


@pytest.mark.parametrize("typed", ["9", "1, 9", "städnig"])
def test_what_is_no_answer_is_told_with_how_to_answer(typed: str) -> None:
    problem = _read("choices", typed)
    assert isinstance(problem, Problem)
    assert "Skriv svarets nummer eller ord." in problem.say("sv")


def test_the_nearest_answer_is_proposed() -> None:
    problem = _read("choice", "städnig")
    assert isinstance(problem, Problem)
    assert "Menade du ”Städning”?" in problem.say("sv")
