"""Bearer tokens, the same on every store."""

from __future__ import annotations

import pytest

from engine.errors import FactsWrong
from engine.run.instance import Person
from engine.store import tables
from tests.engine.database.office import OTHER_UNIT, UNIT, Office


def test_a_token_is_known_again_and_only_its_hash_is_stored(desk: Office) -> None:
    token = desk.engine.tokens.add("m7", [("chef", UNIT), ("medarbetare", UNIT)])
    person = desk.engine.tokens.person(token)
    assert person == Person("m7", frozenset({("chef", UNIT), ("medarbetare", UNIT)}))
    assert token not in repr(desk.rows(tables.tokens))


def test_a_revoked_token_is_worth_nothing(desk: Office) -> None:
    token = desk.engine.tokens.add("m7", [("chef", UNIT)])
    assert desk.engine.tokens.revoke(token)
    assert desk.engine.tokens.person(token) is None


def test_an_unknown_token_is_nobodys_and_cannot_be_revoked(desk: Office) -> None:
    assert desk.engine.tokens.person("rutin_gissad") is None
    assert not desk.engine.tokens.revoke("rutin_gissad")


def test_a_receiver_has_a_role_in_the_unit(desk: Office) -> None:
    desk.engine.tokens.add("m7", [("medarbetare", UNIT)])
    desk.engine.tokens.check_receiver("m7", UNIT)
    with pytest.raises(FactsWrong):
        desk.engine.tokens.check_receiver("m7", OTHER_UNIT)


def test_a_receiver_has_one_of_the_roles_that_are_needed(desk: Office) -> None:
    desk.engine.tokens.add("m7", [("chef", UNIT), ("medarbetare", OTHER_UNIT)])
    desk.engine.tokens.check_receiver("m7", UNIT, ["chef", "medarbetare"])
    with pytest.raises(FactsWrong):
        desk.engine.tokens.check_receiver("m7", UNIT, ["medarbetare"])


def test_nobody_known_receives_nothing(desk: Office) -> None:
    with pytest.raises(FactsWrong, match="Choose somebody who has"):
        desk.engine.tokens.check_receiver("ingen", UNIT)
