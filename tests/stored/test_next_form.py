"""A trial of the next change of form: the code after it reads what was stored before, and the code before tells what comes after."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from engine.service.engine import Engine
from engine.stored import command, history, instance, routine, routine_reader, undo
from engine.stored.formats import Format
from tests.engine.database.office import UNIT, WORKER
from tests.stored.released import LAST, program_of, sqlite_of

HERE = Path(__file__).parent

upgraded: list[str] = []


def _next(name: str) -> Format:
    def upgrade(document: Mapping[str, Any]) -> Mapping[str, Any]:
        """Form 2 says where a thing came from."""
        upgraded.append(name)
        return {**document, "from": "form 1"}

    return Format([upgrade])


@pytest.fixture
def next_form(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every kind of stored thing has one form more."""
    upgraded.clear()
    for name, module in {
        "routine": routine,
        "instance": instance,
        "undo": undo,
        "command": command,
        "history": history,
    }.items():
        monkeypatch.setattr(module, "FORMAT", _next(name))
    monkeypatch.setattr(routine_reader, "FORMAT", routine.FORMAT)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The last release's database."""
    return sqlite_of(LAST, tmp_path)


@pytest.mark.usefixtures("next_form")
def test_what_was_stored_before_is_read_continued_and_audited(url: str) -> None:
    with Engine.open(url) as engine:
        (waiting, *_) = [
            each["id"]
            for each in engine.records.instances(WORKER)
            if [step["state"] for step in each["steps"]] == ["borja"]
        ]
        engine.choose(waiting, "borja", "granskas", WORKER)
        engine.start("prov", WORKER, UNIT)
        assert engine.audit().findings == ()
    assert set(upgraded) == {"routine", "instance", "command", "history"}


@pytest.mark.usefixtures("next_form")
def test_a_routine_that_is_published_in_an_older_form_is_not_taken_for_another(url: str) -> None:
    with Engine.open(url) as engine:
        published = engine.routine("prov")
        document = routine.routine_to_stored(published)
        again = routine_reader.routine_from_stored(document, routine.digest(document))
        assert again.digest != published.digest

        (found,) = engine.publish([again])

        assert (found.new, found.digest) == (False, published.digest)


def test_what_comes_after_is_told_by_the_code_before_and_left_as_it_is(
    url: str, next_form: None, tmp_path: Path
) -> None:
    with Engine.open(url) as engine:
        newer = engine.start("prov", WORKER, UNIT).instance
    wheel = program_of(LAST, tmp_path / "wheel")
    command = [sys.executable, "-P", str(HERE / "last_release.py"), str(wheel), url]

    ran = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)

    assert json.loads(ran.stdout) == {"findings": 1, "cases": 13, "unreadable": [newer]}
    with Engine.open(url) as engine:
        assert engine.records.view(newer, WORKER)["steps"]
        assert engine.audit().findings == ()
