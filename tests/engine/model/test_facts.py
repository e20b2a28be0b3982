"""Values of facts: read from JSON and from typed text, written to JSON, shown to people."""

from __future__ import annotations

import json
import math
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.model.facts import (
    Fact,
    FactType,
    FactValue,
    Option,
    from_day_and_clock,
    from_text,
    parse,
    shown,
    wire,
)
from engine.problems import Problem
from engine.values.texts import Text

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def text(words: str) -> Text:
    return Text((("sv", words),))


def fact(type: FactType, **more: Any) -> Fact:
    return Fact(id="uppgift", type=type, title=text("Uppgift"), **more)


REASONS = tuple(
    Option(id=id, title=text(title)) for id, title in (("avbokat", "Avbokat"), ("sjukhus", "På sjukhus"))
)
EVERY_TYPE = (
    fact("text"),
    fact("number"),
    fact("yes_no"),
    fact("choice", options=REASONS),
    fact("choices", options=REASONS),
    fact("moment"),
    fact("date"),
)


def problem(found: FactValue | Problem) -> Problem:
    assert isinstance(found, Problem)
    return found


@pytest.mark.parametrize(
    ("type", "value", "expected"),
    [
        ("text", "S-101", "S-101"),
        ("text", "  rad ett\r\nrad två ", "rad ett\nrad två"),
        ("text", "e\u0301", "é"),
        ("number", 3, 3),
        ("number", 1.5, Decimal("1.5")),
        ("number", 0.1, Decimal("0.1")),
        ("number", 2.0, 2),
        ("number", -0.0, 0),
        ("number", 123456789.012345, Decimal("123456789.012345")),
        ("number", -2, -2),
        ("yes_no", True, True),
        ("yes_no", False, False),
        ("choice", "sjukhus", "sjukhus"),
        ("choices", [], ()),
        ("choices", ["sjukhus", "avbokat", "sjukhus"], ("avbokat", "sjukhus")),
        ("moment", "2026-03-01T08:30:00+01:00", datetime(2026, 3, 1, 7, 30, tzinfo=UTC)),
        ("moment", "2026-03-01T08:30Z", datetime(2026, 3, 1, 8, 30, tzinfo=UTC)),
        ("date", "2026-03-01", date(2026, 3, 1)),
    ],
)
def test_a_json_value_of_the_right_type_is_the_value(
    type: FactType, value: object, expected: FactValue
) -> None:
    found = parse(fact(type, options=REASONS), value)
    assert found == expected
    assert found.__class__ is expected.__class__


@pytest.mark.parametrize(
    ("type", "value", "words"),
    [
        ("text", 3, "en text"),
        ("text", None, "en text"),
        ("text", "   ", "tom"),
        ("text", "x" * 201, "högst 200 tecken; texten har 201"),
        ("text", "a\x00b", "osynliga tecken"),
        ("text", "a\x1bb", "osynliga tecken"),
        ("text", "a\ud800b", "osynliga tecken"),
        ("text", "a\u202eb", "osynliga tecken"),
        ("number", "3", "ett tal"),
        ("number", True, "ett tal"),
        ("number", math.nan, "ett tal"),
        ("number", math.inf, "ett tal"),
        ("number", 10**400, "ett mindre tal"),
        ("number", Decimal("0.1" + "0" * 400 + "1"), "högst 6 decimaler och 15 siffror"),
        ("number", Decimal("1e-999999999"), "högst 6 decimaler och 15 siffror"),
        ("yes_no", 1, "ja eller nej"),
        ("yes_no", "ja", "ja eller nej"),
        ("choice", "sjukhuset", "Menade du ”sjukhus”? Det som går att välja: avbokat och sjukhus."),
        ("choice", ["sjukhus"], "avbokat eller sjukhus"),
        ("choices", "sjukhus", "en lista med avbokat och sjukhus"),
        ("choices", ["sjukhus", 3], "en lista"),
        ("choices", ["sjukus"], "Menade du ”sjukhus”?"),
        ("moment", "2026-03-01T08:30:00", "tidszon"),
        ("moment", "2026-03-01", "tidszon"),
        ("moment", "igår", "tidszon"),
        ("moment", "2030-W10-5T16:00:00Z", "tidszon"),
        ("moment", "20300301T160000Z", "tidszon"),
        ("moment", "2030-060T16:00:00Z", "tidszon"),
        ("moment", "2030-03-01T16Z", "tidszon"),
        ("moment", "2030-03-01T16:00:00+0100", "tidszon"),
        ("moment", "2030-03-01\u200bT16:00:00Z", "tidszon"),
        ("moment", 1_700_000_000, "tidszon"),
        ("moment", "0001-01-01T00:00:00+14:00", "tidszon"),
        ("moment", "1066-10-14T09:00:00+00:00", "1900–2200"),
        ("date", "2026-02-30", "ett datum som finns"),
        ("date", "20260301", "ett datum som finns"),
        ("date", "9999-01-01", "1900–2200"),
    ],
)
def test_a_wrong_json_value_is_answered_with_what_is_allowed(
    type: FactType, value: object, words: str
) -> None:
    found = problem(parse(fact(type, options=REASONS), value))
    assert words in found.said.sv
    assert found.said.sv.startswith("”Uppgift” ")
    assert found.said.en.startswith("“Uppgift” ")


def test_hidden_characters_are_a_rule_of_their_own() -> None:
    assert problem(parse(fact("text"), "a\u202eb")).rule == "fact-characters"


def test_a_text_has_the_length_that_its_fact_allows() -> None:
    narrow = fact("text", at_most=3, at_least=2)
    assert parse(narrow, "abc") == "abc"
    assert "högst 3 tecken" in problem(parse(narrow, "abcd")).said.sv
    assert "minst 2 tecken" in problem(parse(narrow, "a")).said.sv


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ({"at_least": 1, "at_most": 5}, "mellan 1 och 5"),
        ({"at_least": 1}, "minst 1"),
        ({"at_most": -1}, "högst -1"),
    ],
)
def test_a_number_lies_within_the_limits_of_its_fact(limits: dict[str, float], words: str) -> None:
    assert words in problem(parse(fact("number", **limits), 0 if "at_least" in limits else 6)).said.sv


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@pytest.mark.parametrize("each", EVERY_TYPE, ids=lambda each: each.type)
@given(value=JSON)
def test_any_json_value_is_answered(each: Fact, value: object) -> None:
    found = parse(each, value)
    if not isinstance(found, Problem):
        assert parse(each, json.loads(json.dumps(wire(found)))) == found
        assert shown(each, found, "sv", STOCKHOLM) is not None


@pytest.mark.parametrize("each", EVERY_TYPE, ids=lambda each: each.type)
@given(value=st.text(max_size=40) | st.from_regex(r"\d{1,4}-\d\d-\d\d[T ]?\d?\d?:?\d?\d?", fullmatch=True))
def test_any_typed_text_is_answered(each: Fact, value: str) -> None:
    from_text(each, value, STOCKHOLM)


@pytest.mark.parametrize(
    ("type", "typed", "expected"),
    [
        ("text", " S-101 ", "S-101"),
        ("number", "3", 3),
        ("number", "1,5", Decimal("1.5")),
        ("number", "2,0", 2),
        ("number", "-2", -2),
        ("yes_no", "ja", True),
        ("yes_no", "Nej", False),
        ("yes_no", "yes", True),
        ("choice", "sjukhus", "sjukhus"),
        ("choices", "avbokat, sjukhus", ("avbokat", "sjukhus")),
        ("moment", "2026-03-01 08:30", datetime(2026, 3, 1, 7, 30, tzinfo=UTC)),
        ("moment", "2026-07-01T08:30", datetime(2026, 7, 1, 6, 30, tzinfo=UTC)),
        ("moment", "2026-03-01T08:30Z", datetime(2026, 3, 1, 8, 30, tzinfo=UTC)),
        ("date", "2026-03-01", date(2026, 3, 1)),
    ],
)
def test_what_a_person_types_is_read_as_they_mean_it(type: FactType, typed: str, expected: FactValue) -> None:
    found = from_text(fact(type, options=REASONS), typed, STOCKHOLM)
    assert found == expected
    assert found.__class__ is expected.__class__


@pytest.mark.parametrize(
    ("type", "typed", "expected"),
    [
        ("moment", "16:00", datetime(2026, 1, 12, 15, 0, tzinfo=UTC)),
        ("moment", "i morgon 8.30", datetime(2026, 1, 13, 7, 30, tzinfo=UTC)),
        ("moment", "2026-03-01 08:30", datetime(2026, 3, 1, 7, 30, tzinfo=UTC)),
        ("moment", "2026-03-01T08:30Z", datetime(2026, 3, 1, 8, 30, tzinfo=UTC)),
        ("date", "i morgon", date(2026, 1, 13)),
        ("text", "i morgon", "i morgon"),
    ],
)
def test_what_is_typed_at_a_moment_may_be_told_from_there(
    type: FactType, typed: str, expected: FactValue
) -> None:
    late = datetime(2026, 1, 11, 23, 30, tzinfo=UTC)  # already the 12th in Stockholm
    assert from_text(fact(type), typed, STOCKHOLM, late) == expected


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (None, "”Uppgift” ska vara en tidpunkt. Skriv till exempel 2026-03-01 08:30."),
        (
            datetime(2026, 1, 12, tzinfo=UTC),
            "”Uppgift” ska vara en tidpunkt. Skriv till exempel 16:00, i morgon 8:30 eller 2026-03-01 08:30.",
        ),
    ],
)
def test_who_types_no_moment_is_told_what_can_be_typed(now: datetime | None, told: str) -> None:
    problem = from_text(fact("moment"), "om en stund", STOCKHOLM, now)
    assert isinstance(problem, Problem)
    assert problem.say("sv") == told


DAY, CLOCK = "i dag, i morgon, 27/11 eller 2026-11-27", "16.30"


@pytest.mark.parametrize(
    ("day", "clock", "told"),
    [
        (
            "i morgon",
            "kvart i tre",
            f"”Uppgift” behöver ett klockslag som går att läsa, till exempel {CLOCK}.",
        ),
        ("i morgon", "25.00", f"”Uppgift” behöver ett klockslag som går att läsa, till exempel {CLOCK}."),
        ("i morgon", "", f"”Uppgift” saknar klockslag. Skriv till exempel {CLOCK}."),
        ("i förmiddags", "16.30", f"”Uppgift” behöver en dag som finns, till exempel {DAY}."),
        ("31/2", "16.30", f"”Uppgift” behöver en dag som finns, till exempel {DAY}."),
    ],
)
def test_a_day_and_a_clock_of_their_own_are_told_apart(day: str, clock: str, told: str) -> None:
    problem = from_day_and_clock(fact("moment"), day, clock, STOCKHOLM, datetime(2026, 1, 12, tzinfo=UTC))
    assert isinstance(problem, Problem)
    assert problem.say("sv") == told


@pytest.mark.parametrize(
    ("day", "clock"), [("i morgon", "8,30"), ("", "i morgon 8.30"), ("i morgon 08.30", ""), ("13/1", "0830")]
)
def test_they_are_read_together_wherever_they_are_typed(day: str, clock: str) -> None:
    now = datetime(2026, 1, 12, tzinfo=UTC)
    found = from_day_and_clock(fact("moment"), day, clock, STOCKHOLM, now)
    assert found == datetime(2026, 1, 13, 7, 30, tzinfo=UTC)


def test_a_time_of_day_after_a_day_is_no_year() -> None:
    now = datetime(2026, 1, 12, tzinfo=UTC)
    found = from_day_and_clock(fact("moment"), "13/1", "2030", STOCKHOLM, now)
    assert found == datetime(2026, 1, 13, 19, 30, tzinfo=UTC)


def test_a_day_that_does_not_exist_is_told_as_it_can_be_typed() -> None:
    problem = from_text(fact("date"), "31/2", STOCKHOLM, datetime(2026, 1, 12, tzinfo=UTC))
    assert isinstance(problem, Problem)
    assert problem.say("sv") == f"”Uppgift” behöver en dag som finns, till exempel {DAY}."


@pytest.mark.parametrize(
    ("value", "json_value"),
    [
        (("avbokat",), ["avbokat"]),
        (datetime(2026, 3, 1, 8, 30, tzinfo=STOCKHOLM), "2026-03-01T07:30:00Z"),
        (date(2026, 3, 1), "2026-03-01"),
        (True, True),
        (Decimal("1.5"), 1.5),
    ],
)
def test_values_are_written_as_json(value: FactValue, json_value: object) -> None:
    assert wire(value) == json_value


@pytest.mark.parametrize(
    ("type", "value", "sv", "en"),
    [
        ("yes_no", True, "Ja", "Yes"),
        ("yes_no", False, "Nej", "No"),
        ("number", Decimal("1.5"), "1,5", "1.5"),
        ("number", 2, "2", "2"),
        ("number", Decimal("123456.000001"), "123456,000001", "123456.000001"),
        ("choice", "sjukhus", "På sjukhus", "På sjukhus"),
        ("choice", "borttaget", "borttaget", "borttaget"),
        ("choices", ("avbokat", "sjukhus"), "Avbokat, På sjukhus", "Avbokat, På sjukhus"),
        ("moment", datetime(2026, 7, 1, 6, 30, tzinfo=UTC), "ons 1 juli 2026 08:30", "Wed 1 Jul 2026 08:30"),
        ("date", date(2026, 3, 1), "sön 1 mars 2026", "Sun 1 Mar 2026"),
        ("text", "S-101", "S-101", "S-101"),
    ],
)
def test_people_read_titles_and_local_time(type: FactType, value: FactValue, sv: str, en: str) -> None:
    each = fact(type, options=REASONS)
    assert shown(each, value, "sv", STOCKHOLM) == sv
    assert shown(each, value, "en", STOCKHOLM) == en


def test_what_is_read_now_tells_days_from_today() -> None:
    now = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)
    moment, day = fact("moment"), fact("date")
    assert shown(moment, datetime(2026, 7, 1, 6, 30, tzinfo=UTC), "sv", STOCKHOLM, now) == "i dag 08:30"
    assert shown(day, date(2026, 7, 2), "en", STOCKHOLM, now) == "tomorrow"


@pytest.mark.parametrize(
    "number",
    [
        Decimal("0.1234567"),
        0.1234567,
        0.30000000000000004,
        1234567890.123456,
        Decimal("0." + "1" * 400),
        5e-324,
    ],
)
def test_a_number_with_more_digits_than_are_kept_exactly_is_refused(number: object) -> None:
    problem = parse(fact("number"), number)
    assert isinstance(problem, Problem)
    assert problem.rule == "fact-digits"
    assert problem.say("sv").endswith("får ha högst 6 decimaler och 15 siffror. Avrunda talet.")


@pytest.mark.parametrize("number", [10**400, -(10**400), 1e300, Decimal("1e400")])
def test_a_number_that_is_too_large_is_refused(number: object) -> None:
    problem = parse(fact("number"), number)
    assert isinstance(problem, Problem)
    assert problem.rule == "fact-range"


@pytest.mark.parametrize(
    ("least", "most", "said"),
    [
        (Decimal("0.5"), 1_234_567, "mellan 0,5 och 1234567."),
        (Decimal("0.5"), None, "minst 0,5."),
        (None, 1_234_567, "högst 1234567."),
    ],
)
def test_limits_are_said_with_all_their_digits(least: Any, most: Any, said: str) -> None:
    problem = parse(fact("number", at_least=least, at_most=most), -3 if least else 10**9)
    assert isinstance(problem, Problem)
    assert problem.say("sv").endswith(said)


def test_letters_made_of_several_characters_are_kept_as_the_letters_that_they_look_like() -> None:
    said = "A\u030angra pa\u030a o\u0308n"

    assert parse(fact("text"), said) == from_text(fact("text"), said) == "Ångra på ön"
