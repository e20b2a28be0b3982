"""Bearer tokens, the same on every store."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from datetime import timedelta

import pytest

from engine.errors.request import NotFound
from engine.errors.value import FactsWrong
from engine.run.instance import SYSTEM, Person
from engine.service.access.tokens import Bearer
from engine.service.cursor import CursorWrong
from engine.store import tables
from engine.stored.people import NOBODY
from tests.engine.database.office import OTHER_UNIT, UNIT, Office


def test_a_token_is_known_again_and_only_its_hash_is_stored(desk: Office) -> None:
    token = desk.engine.tokens.add("m7", [("chef", UNIT), ("medarbetare", UNIT)])
    bearer = desk.engine.tokens.bearer(token)
    assert bearer == Bearer(Person("m7", frozenset({("chef", UNIT), ("medarbetare", UNIT)})))
    assert token not in repr(desk.rows(tables.tokens))


def test_a_revoked_token_is_worth_nothing(desk: Office) -> None:
    token = desk.engine.tokens.add("m7", [("chef", UNIT)])
    assert desk.engine.tokens.revoke(token)
    assert desk.engine.tokens.bearer(token) is None


def test_an_unknown_token_is_nobodys_and_cannot_be_revoked(desk: Office) -> None:
    assert desk.engine.tokens.bearer("rutin_gissad") is None
    assert not desk.engine.tokens.revoke("rutin_gissad")


def test_a_receiver_has_a_role_in_the_unit(desk: Office) -> None:
    desk.engine.tokens.add("m7", [("medarbetare", UNIT)])
    desk.engine.tokens.check_receiver("m7", UNIT)
    with pytest.raises(FactsWrong):
        desk.engine.tokens.check_receiver("m7", OTHER_UNIT)


def test_a_receiver_has_one_of_the_roles_that_are_needed(desk: Office) -> None:
    desk.engine.tokens.add("m7", [("chef", UNIT), ("medarbetare", OTHER_UNIT)])
    desk.engine.tokens.check_receiver("m7", UNIT, ["chef", "medarbetare"])
    with pytest.raises(FactsWrong, match=f"“m7” does not have the role medarbetare in the unit {UNIT}"):
        desk.engine.tokens.check_receiver("m7", UNIT, ["medarbetare"])


def test_nobody_known_receives_nothing(desk: Office) -> None:
    with pytest.raises(FactsWrong, match="Choose somebody who has"):
        desk.engine.tokens.check_receiver("ingen", UNIT)


def test_all_of_a_subject_s_tokens_can_be_ended_without_knowing_them(desk: Office) -> None:
    lost = [desk.engine.tokens.add("m7", [("chef", UNIT)]) for _ in range(2)]
    other = desk.engine.tokens.add("m8", [("chef", UNIT)])
    assert desk.engine.tokens.end("m7") == 2
    assert [desk.engine.tokens.bearer(each) for each in lost] == [None, None]
    assert desk.engine.tokens.bearer(other)


def test_one_of_a_subject_s_tokens_can_be_ended_by_its_id(desk: Office) -> None:
    first = desk.engine.tokens.add("m7", [("chef", UNIT)])
    desk.waits(minutes=1)
    second = desk.engine.tokens.add("m7", [("chef", UNIT)])
    newest, _ = desk.engine.tokens.of("m7")
    assert desk.engine.tokens.end("m7", newest.id) == 1
    assert (desk.engine.tokens.bearer(second), desk.engine.tokens.bearer(first) is None) == (None, False)


def test_what_is_not_there_can_not_be_ended(desk: Office) -> None:
    desk.engine.tokens.add("m7", [("chef", UNIT)])
    with pytest.raises(NotFound):
        desk.engine.tokens.end("okand")
    with pytest.raises(NotFound):
        desk.engine.tokens.end("m7", "000000000000")
    assert desk.engine.tokens.end("m7") == 1
    with pytest.raises(NotFound):
        desk.engine.tokens.end("m7")


def test_a_token_with_an_end_works_until_then(desk: Office) -> None:
    token = desk.engine.tokens.add("m7", [("chef", UNIT)], ends_at=desk.now + timedelta(hours=1))
    desk.waits(minutes=59)
    assert desk.engine.tokens.bearer(token)
    desk.engine.tokens.check_receiver("m7", UNIT)
    desk.waits(minutes=1)
    assert desk.engine.tokens.bearer(token) is None
    with pytest.raises(FactsWrong):
        desk.engine.tokens.check_receiver("m7", UNIT)


def test_a_token_can_be_given_an_end_afterwards(desk: Office) -> None:
    token = desk.engine.tokens.add("m7", [("chef", UNIT)])
    desk.engine.tokens.end("m7", at=desk.now + timedelta(hours=1))
    assert desk.engine.tokens.bearer(token)
    desk.waits(hours=1)
    assert desk.engine.tokens.bearer(token) is None


def test_an_administrator_holds_no_role_in_any_unit(desk: Office) -> None:
    found = desk.engine.tokens.bearer(desk.engine.tokens.add("it", (), administers=True))
    assert found is not None
    assert (found.administers, found.person) == (True, Person("it"))
    ordinary = desk.engine.tokens.bearer(desk.engine.tokens.add("m7", [("administrator", UNIT)]))
    assert ordinary is not None
    assert not ordinary.administers


@pytest.mark.parametrize("subject", ["system", "System", "SYSTEM"])
def test_nobody_is_called_as_rutin_itself(desk: Office, subject: str) -> None:
    with pytest.raises(FactsWrong, match="Choose another id"):
        desk.engine.tokens.add(subject, [("chef", UNIT)])


def test_a_token_that_was_once_given_to_rutin_s_own_name_stands_for_nobody(desk: Office) -> None:
    token = desk.engine.tokens.add("m7", [("chef", UNIT)])
    (row,) = desk.rows(tables.tokens)
    desk.alters(tables.tokens, {"hash": row["hash"]}, person=NOBODY)
    assert desk.subject(NOBODY) == SYSTEM.subject
    assert desk.engine.tokens.bearer(token) is None


def test_everybody_s_tokens_are_listed_page_by_page_the_newest_first(desk: Office) -> None:
    for number in range(5):
        desk.waits(minutes=number % 2)
        desk.engine.tokens.add(f"m{number}", [("chef", UNIT)])
    desk.engine.tokens.end("m3")
    told, cursor = [], None
    for _ in range(3):
        page = desk.engine.tokens.everybodys(cursor, most=2)
        told += page.items
        cursor = page.next
    assert (cursor, len({each.id for each in told})) == (None, 5)
    assert [each.created_at for each in told] == sorted((each.created_at for each in told), reverse=True)
    assert [each.subject for each in told if not each.works] == ["m3"]


MADE_UP = [[], 1, {}, ["2026-01-01T00:00:00", "x"], [1, 2], ["2026-01-01T00:00:00Z", "x", 1]]
WHAT_NO_DATABASE_TAKES = ["\x00", "\ud800", "\u200b"]


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "é",
        *(urlsafe_b64encode(json.dumps(each).encode()).decode() for each in MADE_UP),
        *(
            urlsafe_b64encode(json.dumps(["2026-01-01T00:00:00Z", each]).encode()).decode()
            for each in WHAT_NO_DATABASE_TAKES
        ),
    ],
)
def test_a_list_goes_on_only_where_an_earlier_page_said(desk: Office, cursor: str) -> None:
    with pytest.raises(CursorWrong):
        desk.engine.tokens.everybodys(cursor)
