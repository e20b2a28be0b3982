"""The service is asked seldom: for its document and keys once an hour, and for new keys no oftener than is set, whatever is shown."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from joserfc.jwk import ECKey

from api.oidc.problems import Silent
from api.oidc.provider import ASKED_EVERY_SECONDS, KEPT_SECONDS, SILENT_SECONDS, Provider
from tests.api.oidc.forging import Forger, forger


@pytest.fixture
def service() -> Iterator[Forger]:
    with forger() as made:
        yield made


def test_many_at_once_ask_once(service: Forger) -> None:
    async def ask() -> None:
        provider = Provider(service.issuer, lambda: 0.0)
        await asyncio.gather(*(provider.keys("k1") for _ in range(20)))

    asyncio.run(ask())
    assert sorted(service.asked) == ["/.well-known/openid-configuration", "/jwks"]


def test_a_new_key_is_found_and_made_up_ones_ask_for_nothing_more(service: Forger) -> None:
    now = [0.0]

    async def ask() -> None:
        provider = Provider(service.issuer, lambda: now[0])
        await provider.keys("k1")
        service.shown = [ECKey.generate_key("P-256", {"kid": "k2"})]
        now[0] += ASKED_EVERY_SECONDS
        assert [key.kid for key in await provider.keys("k2")] == ["k2"]
        for number in range(50):
            await provider.keys(f"made-up-{number}")

    asyncio.run(ask())
    assert service.asked.count("/jwks") == 2


def test_what_it_says_is_believed_for_an_hour(service: Forger) -> None:
    now = [0.0]

    async def ask() -> None:
        provider = Provider(service.issuer, lambda: now[0])
        for at in (0.0, KEPT_SECONDS - 1, KEPT_SECONDS):
            now[0] = at
            await provider.metadata()

    asyncio.run(ask())
    assert len(service.asked) == 2


def test_after_a_silence_it_is_asked_again_in_a_while(service: Forger) -> None:
    now = [0.0]

    async def ask() -> list[bool]:
        provider = Provider(service.issuer, lambda: now[0])
        answered = []
        for at in (0.0, SILENT_SECONDS - 1, SILENT_SECONDS):
            now[0] = at
            service.answers = {} if at else {"/.well-known/openid-configuration": (500, {}, b"")}
            try:
                await provider.metadata()
                answered.append(True)
            except Silent:
                answered.append(False)
        return answered

    assert asyncio.run(ask()) == [False, False, True]
