"""The last resort: what nothing else caught is answered and logged, but for what nobody waits for."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest
from starlette.requests import ClientDisconnect
from starlette.types import Message, Receive, Scope, Send

from api.http.problems.handlers import LastResort

SCOPE: dict[str, Any] = {
    "type": "http",
    "method": "POST",
    "path": "/home",
    "headers": [],
    "query_string": b"",
    "app": None,
}


def answered(wrong: Exception) -> list[Message]:
    """What is sent where the application raises that."""
    sent: list[Message] = []

    async def raises(scope: Scope, receive: Receive, send: Send) -> None:
        raise wrong

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(LastResort(raises)(dict(SCOPE), receive, send))
    return sent


def test_who_broke_off_is_not_answered_and_nobody_is_told_of_a_fault(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.DEBUG):
        assert answered(ClientDisconnect()) == []
    assert [each for each in caplog.records if each.name.startswith("rutin")] == []
