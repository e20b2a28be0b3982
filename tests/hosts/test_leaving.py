"""A server leaves while people work: whoever sends people to it hears it first, and nobody notices."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from engine.service.engine import Engine
from tests.api.own_process import OwnProcess
from tests.api.visiting import kept, phones, tokens_of
from tests.heavy import rounds
from tests.hosts.balancer import balancing


def no_request_fails(url: str, leaves: Iterable[int]) -> None:
    """While one of two servers leaves and comes, so many times, each in its turn."""
    with Engine.open(url) as engine:
        tokens = tokens_of(engine)
    servers = [OwnProcess(url, DRAIN_SECONDS="2") for _ in range(2)]
    for each in servers:
        each.begins()
    told: dict[str, int] = {}
    with balancing([each.address for each in servers]) as balancer:
        with phones(balancer, tokens, told) as tapped:
            for turn in leaves:
                leaving = servers[turn % 2]
                for _ in range(20):
                    assert tapped.acquire(timeout=60)
                leaving.is_told_to_leave()
                assert leaving.ends() == 0
                answered = balancer.answered[leaving.address]
                leaving.begins()
                balancer.waits_for(leaving.address)
                while balancer.answered[leaving.address] == answered:
                    assert tapped.acquire(timeout=60)
        assert balancer.failed == []
        assert all(balancer.answered[each.address] for each in servers)
    for each in servers:
        each.is_killed()
    assert told == kept(url)


@pytest.mark.postgres
def test_no_request_fails_while_a_server_leaves_and_comes(postgres_url: str) -> None:
    no_request_fails(postgres_url, leaves=range(1))


@pytest.mark.soak
def test_no_request_fails_while_servers_leave_and_come_again_and_again(url: str) -> None:
    no_request_fails(url, rounds())
