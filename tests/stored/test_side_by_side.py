"""Both programs at work at the same time: today's brings the tables up to date in the middle of what the last release's does."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from engine.service.engine import Engine
from tests.api.own_process import OwnProcess
from tests.api.visiting import kept, phones, tokens_of
from tests.stored.released import LAST, database_of, program_of

HERE = Path(__file__).parent


@pytest.fixture(
    params=[
        pytest.param("sqlite", marks=pytest.mark.soak),
        pytest.param("postgres", marks=pytest.mark.postgres),
    ]
)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The last release's database."""
    with database_of(LAST, request.param, tmp_path) as address:
        yield address


class Once:
    """Sends to one server, once."""

    def __init__(self, address: str) -> None:
        self._address = address

    def asked(self, http: httpx.Client, path: str, content: Any, key: str) -> Any:
        """The answer, which is one of success."""
        answer = http.post(f"{self._address}/api/v1{path}", json=content, headers={"Idempotency-Key": key})
        assert answer.is_success, answer.text
        return answer.json()


def test_nobody_s_work_is_refused_or_lost_while_one_takes_over_from_the_other(
    url: str, tmp_path: Path
) -> None:
    wheel = program_of(LAST, tmp_path / "wheel")
    command = [sys.executable, "-P", str(HERE / "last_release_at_work.py"), str(wheel), url]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=wheel
    ) as last:
        assert last.stdout is not None
        assert last.stdout.readline()
        with Engine.open(url) as engine:
            tokens = tokens_of(engine)
        today = OwnProcess(url)
        today.begins()
        told: dict[str, int] = {}
        with phones(Once(today.address), tokens, told) as tapped:
            for _ in range(10):
                assert tapped.acquire(timeout=60)
            said = json.loads(last.communicate("")[0])
        today.is_killed()
    assert last.returncode == 0
    assert said["refused"] == []
    assert said["told"]
    assert len(said["sent"]) == len(set(said["sent"]))
    there, acknowledged = kept(url), {**told, **said["told"]}
    assert {case: there[case] for case in acknowledged} == acknowledged
