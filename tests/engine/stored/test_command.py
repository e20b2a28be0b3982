"""Commands as JSON values and back, exactly."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from engine.run import commands
from engine.run.commands import Command
from engine.run.instance import SYSTEM, Person
from engine.said import Said
from engine.stored.command import asked, command_from_stored, command_to_stored
from engine.stored.formats import FromTheFuture
from tests.engine.stored.everybody import Everybody

AT = datetime(2026, 1, 12, 7, 0, 1, 5, tzinfo=UTC)
WHO: dict[str, Any] = {"at": AT, "by": Person("m1", frozenset({("medarbetare", "e"), ("chef", "e")}))}
ONE: dict[str, Any] = {**WHO, "instance": "i1"}

COMMANDS: list[Command] = [
    commands.StartCase(**ONE, routine="prov", digest="d", unit="e", facts={"sak": "x", "lista": ["a"]}),
    commands.Choose(**ONE, revision=0, state="s", choice="c", facts={"n": None}, checked=frozenset({2, 1})),
    commands.Choose(**ONE, state="s", choice="c"),
    commands.FireTimer(at=AT, by=SYSTEM, instance="i1", visit=0, index=0),
    commands.CannotFire(at=AT, by=SYSTEM, instance="i1", visit=2, index=1, why=Said("Nej.", "No.")),
    commands.Receive(**ONE, message="svaret", facts={"svar": True}),
    commands.Delivered(**ONE, visit=3, problem="Nej"),
    commands.Delivered(**ONE, visit=3),
    commands.TakeBack(**ONE, sent=True),
    commands.TakeBack(**ONE, revision=7),
    commands.Correct(**ONE, facts={"n": None}, reason="Fel"),
    commands.Correct(**ONE, facts={"n": 1}, reason="Fel", deciders=("m2", "m1")),
    commands.Cancel(**ONE, reason="Fel"),
    commands.Take(**ONE, state="s", release=True),
    commands.Resolve(**ONE, state="s", way="step", target="t", reason="Fel"),
    commands.HandOver(**ONE, to="m2"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda each: type(each).__name__)
def test_a_command_comes_back_from_json_as_it_was(command: Command) -> None:
    people = Everybody()
    stored = json.loads(json.dumps(command_to_stored(command, people)))
    assert command_from_stored(stored, people) == command


@pytest.mark.parametrize("command", COMMANDS, ids=lambda each: type(each).__name__)
def test_a_command_is_stored_by_the_name_that_it_has_always_had(command: Command) -> None:
    assert command_to_stored(command, Everybody())["command"] == type(command).__name__


def test_what_was_ticked_stands_in_order() -> None:
    command = commands.Choose(**ONE, state="s", choice="c", checked=frozenset({8, 1}))
    assert command_to_stored(command, Everybody())["checked"] == [1, 8]


def test_a_correction_from_before_it_said_who_had_decided_says_nobody() -> None:
    people = Everybody()
    command = commands.Correct(**ONE, facts={"n": 1}, reason="Fel")
    stored = command_to_stored(command, people)
    assert stored.pop("deciders") == []
    assert command_from_stored(stored, people) == command


def test_every_kind_of_command_is_among_these() -> None:
    kinds = {each.__name__ for each in commands.InstanceCommand.__subclasses__()}
    assert kinds | {"StartCase"} == {type(each).__name__ for each in COMMANDS}


def test_all_that_it_says_stands_there_by_name_and_nobody_by_theirs() -> None:
    command = commands.HandOver(**ONE, to="m2")
    assert command_to_stored(command, Everybody()) == {
        "format": 2,
        "command": "HandOver",
        "at": "2026-01-12T07:00:01.000005+00:00",
        "by": {"person": 1, "grants": [["chef", "e"], ["medarbetare", "e"]]},
        "instance": "i1",
        "to": 2,
    }


def test_what_somebody_may_is_told_in_order() -> None:
    grants = [["roll", unit] for unit in "abcdefgh"]
    who = Person("m1", frozenset((role, unit) for role, unit in grants))
    stored = command_to_stored(commands.TakeBack(at=AT, by=who, instance="i1"), Everybody())
    assert stored["by"]["grants"] == grants


def test_two_requests_are_the_same_whenever_they_come_and_whoever_gives_them() -> None:
    command = commands.Choose(**ONE, revision=0, state="s", choice="c", checked=frozenset({8, 1}))
    assert asked(command) == {
        "command": "Choose",
        "instance": "i1",
        "revision": 0,
        "state": "s",
        "choice": "c",
        "facts": {},
        "checked": [1, 8],
    }


def test_two_corrections_are_the_same_whoever_had_decided_by_the_values_meanwhile() -> None:
    command = commands.Correct(**ONE, facts={"n": 1}, reason="Fel", deciders=("m2",))
    assert "deciders" not in asked(command)


def test_two_requests_to_start_are_the_same_whatever_the_engine_made_up_for_them() -> None:
    command = commands.StartCase(**ONE, routine="prov", digest="d", unit="e", facts={"sak": "x"})
    assert asked(command) == {
        "command": "StartCase",
        "routine": "prov",
        "unit": "e",
        "facts": {"sak": "x"},
    }


def test_a_command_of_the_first_form_says_the_same() -> None:
    people = Everybody()
    stored = command_to_stored(COMMANDS[0], people) | {"format": 1}
    assert command_from_stored(stored, people) == COMMANDS[0]


def test_a_command_of_a_form_from_the_future_is_told_as_such() -> None:
    stored = command_to_stored(COMMANDS[0], Everybody()) | {"format": 99}
    with pytest.raises(FromTheFuture):
        command_from_stored(stored, Everybody())


def test_a_command_that_lacks_what_it_must_say_is_none() -> None:
    people = Everybody()
    stored = command_to_stored(COMMANDS[0], people)
    del stored["unit"]
    with pytest.raises(KeyError):
        command_from_stored(stored, people)
