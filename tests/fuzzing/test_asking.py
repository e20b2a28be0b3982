"""Whatever is asked of the server, as its document has it or not, the answer is one that is described; what is asked twice is done once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.fuzzing.asking import ask, asked
from tests.heavy import rounds

_UNHURRIED = list(HealthCheck)


def test_whatever_the_document_allows_is_answered_as_described() -> None:
    with asked() as town:

        @settings(max_examples=40, phases=[Phase.generate], suppress_health_check=_UNHURRIED)
        @given(st.data())
        def some(data: st.DataObject) -> None:
            ask(data, town)

        some()


@pytest.mark.soak
@pytest.mark.parametrize("kind", ["memory", "sqlite"])
def test_whatever_anybody_asks_is_answered_as_described_and_done_once(tmp_path: Path, kind: str) -> None:
    done_once: list[bool] = []
    with asked("memory://" if kind == "memory" else f"sqlite:///{tmp_path}/rutin.db") as town:

        @settings(max_examples=50, phases=[Phase.generate], suppress_health_check=_UNHURRIED)
        @given(st.data())
        def anything(data: st.DataObject) -> None:
            done_once.append(ask(data, town))

        for _ in rounds():
            anything()
            town.built.passes(hours=1)
        assert any(done_once)
        assert town.built.engine.audit().findings == ()
