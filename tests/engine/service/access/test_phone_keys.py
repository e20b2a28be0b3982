"""A person's phones get one half of their key, and nobody else's do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.run.instance import Person
from engine.service.engine import Engine


@pytest.fixture
def engine() -> Iterator[Engine]:
    with Engine.open("memory://") as opened:
        for subject in ("anst-1", "anst-2"):
            opened.tokens.add(subject, [("medarbetare", "norra")])
        yield opened


def test_every_phone_of_a_person_gets_the_same_and_another_person_another(engine: Engine) -> None:
    keys = [engine.phone_keys.of(subject) for subject in ("anst-1", "anst-1", "anst-2")]
    assert keys[0] == keys[1]
    assert keys[0].half != keys[2].half
    assert keys[0].owner != keys[2].owner


def test_what_a_phone_calls_its_owner_tells_nobody_who_that_is_nor_the_half(engine: Engine) -> None:
    key = engine.phone_keys.of("anst-1")
    assert "anst-1" not in key.owner
    assert key.owner not in key.half


def test_a_proof_is_of_one_nonce_and_of_one_person(engine: Engine) -> None:
    one, other = engine.phone_keys.of("anst-1"), engine.phone_keys.of("anst-2")
    assert len({one.proof("a"), one.proof("b"), other.proof("a")}) == 3
    assert one.proof("a") == one.proof("a")


def test_whoever_is_forgotten_and_comes_again_can_not_read_what_was_kept(engine: Engine) -> None:
    before = engine.phone_keys.of("anst-1")
    engine.forget_person("anst-1")
    engine.tokens.add("anst-1", [("medarbetare", "norra")])
    assert engine.phone_keys.of("anst-1").half != before.half


def test_somebody_who_is_not_known_has_none(engine: Engine) -> None:
    with pytest.raises(KeyError):
        engine.phone_keys.of(Person("anst-9").subject)
