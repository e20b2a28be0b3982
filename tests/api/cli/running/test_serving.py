"""What one process that serves has done before anybody is told that it is up."""

from __future__ import annotations

import gc
import socket
from collections.abc import Iterator

import pytest

from api.cli.running.serving import serve
from api.settings import Settings
from benchmarks.visit import publish
from engine.service.engine import Engine


class Enough(Exception):
    """Nobody is to be served."""


@pytest.fixture
def thawed() -> Iterator[None]:
    """Later tests are collected as ever."""
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("thawed")
def test_what_stays_is_made_and_left_out_of_collections_when_it_says_that_it_is_up() -> None:
    made: list[str] = []

    def ready() -> None:
        assert gc.get_freeze_count() > 0
        made.extend(engine._published._compiled)
        raise Enough

    with Engine.open("memory://") as engine, socket.socket() as listener:
        publish(engine)
        engine._published._compiled.clear()
        with pytest.raises(Enough):
            serve(Settings(worker=False), engine, listener, "sv", ready)
        assert set(made) == {each.digest for each in engine.routines()}
