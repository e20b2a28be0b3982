"""A server leaves while people work: whoever sends people to it hears it first, and nobody notices."""

from __future__ import annotations

from engine.service.engine import Engine
from tests.api.own_process import OwnProcess
from tests.api.visiting import kept, phones, tokens_of
from tests.hosts.balancer import balancing


def test_no_request_fails_while_servers_leave_and_come(url: str) -> None:
    with Engine.open(url) as engine:
        tokens = tokens_of(engine)
    servers = [OwnProcess(url, DRAIN_SECONDS="2") for _ in range(2)]
    for each in servers:
        each.begins()
    told: dict[str, int] = {}
    with balancing([each.address for each in servers]) as balancer:
        with phones(balancer, tokens, told) as tapped:
            for leaving in servers:
                for _ in range(20):
                    assert tapped.acquire(timeout=60)
                leaving.is_told_to_leave()
                assert leaving.ends() == 0
                leaving.begins()
                balancer.waits_for(leaving.address)
        assert balancer.failed == []
        assert all(balancer.answered[each.address] for each in servers)
    for each in servers:
        each.is_killed()
    assert told == kept(url)
