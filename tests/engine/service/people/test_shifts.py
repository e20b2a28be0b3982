"""Whoever has no account is let in for a shift by a manager, by a code that works once; the same on every store."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from engine.errors.person import NotYours
from engine.errors.request import NotFound
from engine.errors.value import FactsWrong
from engine.run.instance import Person
from engine.service.people.shifts import CODE_LASTS, LONGEST_SHIFT, Code
from engine.store import tables
from tests.engine.database.office import MANAGER, OFFICE, STRANGER, UNIT, WORKER, Office

GRANT = ("medarbetare", UNIT)


def code(desk: Office, hours: float = 8, name: str = "Vikarie Ett") -> Code:
    """A code for a shift of so many hours."""
    return desk.engine.shifts.let_in(MANAGER, name, GRANT, desk.now + timedelta(hours=hours))


def signed_in(desk: Office, made: Code) -> tuple[str, str]:
    """Who comes in by the code, and their session."""
    came = desk.engine.shifts.use(made.text)
    assert came is not None
    lasts = came.ends_at - desk.now
    return came.subject, desk.engine.sessions.begin(
        Person(came.subject, frozenset()), lasts=lasts, idle=lasts
    )


def test_a_code_lets_somebody_in_with_the_role_until_the_shift_ends(desk: Office) -> None:
    subject, session = signed_in(desk, code(desk))
    found = desk.engine.sessions.find(session)
    assert found is not None
    assert found.person == Person(subject, frozenset({GRANT}))
    assert desk.engine.people.one(subject).name == "Vikarie Ett"
    assert [each.subject for each in desk.engine.people.holders(UNIT)] == [subject]
    desk.waits(hours=8)
    assert desk.engine.sessions.find(session) is None
    assert desk.engine.people.holders(UNIT).items == []


def test_a_code_is_short_and_is_read_however_it_is_typed(desk: Office) -> None:
    made = code(desk)
    assert len(made.text) == 9
    assert not set(made.text) & set("01ILO")
    assert desk.engine.shifts.use(f" {made.text.lower().replace(' ', '-')} ") is not None


def test_a_code_is_used_once(desk: Office) -> None:
    made = code(desk)
    assert desk.engine.shifts.use(made.text) is not None
    assert desk.engine.shifts.use(made.text) is None


def test_a_code_that_nobody_uses_stops_working(desk: Office) -> None:
    made = code(desk)
    assert made.works_until == desk.now + CODE_LASTS
    desk.waits(seconds=CODE_LASTS.total_seconds())
    assert desk.engine.shifts.use(made.text) is None


@pytest.mark.parametrize("text", ["", "K7RM", "K7RM 4QXD", "K7RM 4QXDX", "0000 0000", "x" * 10_000])
def test_what_is_no_code_lets_in_nobody(desk: Office, text: str) -> None:
    code(desk)
    assert desk.engine.shifts.use(text) is None


def test_only_a_hash_of_the_code_is_stored_and_nothing_once_it_is_used(desk: Office) -> None:
    made = code(desk)
    (row,) = desk.rows(tables.shifts)
    assert made.text.replace(" ", "") not in repr(row)
    assert made.text.replace(" ", "")[2:] not in repr(row)
    desk.engine.shifts.use(made.text)
    assert {desk.rows(tables.shifts)[0][name] for name in ("handle", "hash")} == {None}


def test_of_codes_that_begin_alike_each_lets_in_its_own(
    desk: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters = iter("AB222222AB333333")
    monkeypatch.setattr("engine.service.people.shifts.secrets.choice", lambda _: next(letters))
    made = [code(desk), code(desk)]
    salts = {row["hash"].partition("$")[0] for row in desk.rows(tables.shifts)}
    came = [desk.engine.shifts.use(each.text) for each in reversed(made)]
    assert len(salts) == 2
    assert len({each.subject for each in came if each}) == 2


def test_it_is_written_who_let_in_whom_and_when(desk: Office) -> None:
    made = code(desk)
    desk.waits(minutes=5)
    subject, _ = signed_in(desk, made)
    (told,) = desk.engine.shifts.of_unit(MANAGER, UNIT)
    assert (told.subject, told.by, told.role, told.unit) == (subject, MANAGER.subject, *GRANT)
    assert (told.used_at, told.made_at, told.ends_at) == (
        desk.now,
        desk.now - timedelta(minutes=5),
        made.ends_at,
    )


def test_the_manager_ends_a_shift_early_and_a_code_that_is_not_used(desk: Office) -> None:
    _, session = signed_in(desk, code(desk))
    unused = code(desk)
    for each in desk.engine.shifts.of_unit(MANAGER, UNIT):
        desk.engine.shifts.end(MANAGER, each.id)
    assert desk.engine.sessions.find(session) is None
    assert desk.engine.people.holders(UNIT).items == []
    assert desk.engine.shifts.use(unused.text) is None


@pytest.mark.parametrize("who", [WORKER, OFFICE, STRANGER])
def test_only_the_unit_s_manager_lets_in_sees_and_ends(desk: Office, who: Person) -> None:
    code(desk)
    (told,) = desk.engine.shifts.of_unit(MANAGER, UNIT)
    with pytest.raises(NotYours):
        desk.engine.shifts.let_in(who, "Vikarie Ett", GRANT, desk.now + timedelta(hours=8))
    with pytest.raises(NotFound):
        desk.engine.shifts.of_unit(who, UNIT)
    with pytest.raises(NotFound):
        desk.engine.shifts.end(who, told.id)


@pytest.mark.parametrize(
    ("name", "role", "hours", "field"),
    [
        ("", "medarbetare", 8, "name"),
        ("A" * 200, "medarbetare", 8, "name"),
        ("Vikarie Ett", "chef", 8, "role"),
        ("Vikarie Ett", "okand", 8, "role"),
        ("Vikarie Ett", "medarbetare", 0, "until"),
        ("Vikarie Ett", "medarbetare", LONGEST_SHIFT.total_seconds() / 3600 + 0.1, "until"),
    ],
)
def test_what_is_wrong_is_said_of_its_field(
    desk: Office, name: str, role: str, hours: float, field: str
) -> None:
    until: datetime = desk.now + timedelta(hours=hours)
    with pytest.raises(FactsWrong) as refused:
        desk.engine.shifts.let_in(MANAGER, name, (role, UNIT), until)
    assert set(refused.value.problems) == {field}


def test_who_was_let_in_is_kept_as_long_as_who_has_read(desk: Office) -> None:
    code(desk)
    desk.waits(days=30)
    desk.engine.forgetting.reads(timedelta(days=31))
    assert len(desk.rows(tables.shifts)) == 1
    desk.engine.forgetting.reads(timedelta(days=29))
    assert desk.rows(tables.shifts) == []
