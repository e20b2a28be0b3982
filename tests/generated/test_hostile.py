"""Whatever is asked of a case, wherever it is, is carried out or refused in words."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from engine.errors.root import RutinError
from engine.errors.step import Incident
from engine.run.case import advance
from engine.run.commands import Command, InstanceCommand
from engine.run.outcome import CaseOutcome
from engine.stored.command import _KINDS
from tests.generated.driving import PICKS, Drive
from tests.generated.hostile import KINDS, hostile
from tests.generated.limits import limited
from tests.generated.routines import Made
from tests.heavy import rounds


def answers(drive: Drive, command: Command) -> None:
    """The command is carried out, or there are two sentences about why not; the case that came in is as it was."""
    before, asked = drive.wire(), str(command)
    try:
        answer: CaseOutcome | RutinError = advance(drive.case, command, drive.shelf)
    except Incident as incident:
        answer = incident
    assert drive.wire() == before
    if isinstance(answer, RutinError):
        for language in ("sv", "en"):
            said = answer.say(language)
            assert len(said) > 10
            assert "{" not in said or "{" in asked


def play(data: st.DataObject, made: tuple[Made, Made], picks: list[tuple[int, int]], each_time: int) -> None:
    note(json.dumps([each.document for each in made], ensure_ascii=False))
    drive = Drive(*made)
    for kind, which in picks:
        drive.tries(drive.picked(kind, which))
        for _ in range(each_time):
            command = data.draw(hostile(drive))
            answers(drive, command)


def test_every_command_to_an_instance_is_among_the_hostile() -> None:
    told = {kind for kind, _ in _KINDS.values() if issubclass(kind, InstanceCommand)}
    assert {kind for kind, _ in KINDS} == told


@settings(max_examples=30)
@given(st.data(), limited(), PICKS)
def test_every_command_is_carried_out_or_refused_in_words(
    data: st.DataObject, made: tuple[Made, Made], picks: list[tuple[int, int]]
) -> None:
    play(data, made, picks[:12], 2)


@given(st.data(), limited(), PICKS)
def many(data: st.DataObject, made: tuple[Made, Made], picks: list[tuple[int, int]]) -> None:
    play(data, made, picks, 3)


@pytest.mark.soak
def test_many_commands_are_carried_out_or_refused_in_words() -> None:
    for _ in rounds():
        many()
