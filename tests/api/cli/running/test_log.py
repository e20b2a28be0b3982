"""The log has one line for each event, with a time that needs no explanation, and can be read by programs."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator

import pytest

from api.cli.running.log import NOISY, begin_log


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    """The handlers and the levels are afterwards what they were."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in NOISY}
    yield
    root.handlers[:] = before
    root.setLevel(level)
    for name, each in levels.items():
        logging.getLogger(name).setLevel(each)


def begins(form: str) -> None:
    """As in a program of its own, where nobody else listens."""
    logging.getLogger().handlers[:] = []
    begin_log(form)


def test_a_line_for_people_has_its_time_in_utc_with_its_zone(capsys: pytest.CaptureFixture[str]) -> None:
    begins("text")
    logging.getLogger("rutin.sign_in").info("signed in: %r", "anst-1")
    line = capsys.readouterr().err
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00 INFO rutin\.sign_in: signed in: 'anst-1'\n", line
    )


def test_a_line_for_programs_is_one_object_whatever_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    begins("json")
    logging.getLogger("rutin.api").warning("en rad\noch en till: %s", "å")
    try:
        raise ValueError("fel")
    except ValueError:
        logging.getLogger("rutin.api").exception("a fault")
    first, second = map(json.loads, capsys.readouterr().err.splitlines())
    assert (first["level"], first["logger"], first["message"]) == (
        "WARNING",
        "rutin.api",
        "en rad\noch en till: å",
    )
    assert set(first) == {"at", "level", "logger", "message"}
    assert "ValueError: fel" in second["fault"]


def test_others_that_say_much_are_told_only_when_something_is_wrong(
    capsys: pytest.CaptureFixture[str],
) -> None:
    begins("text")
    logging.getLogger("alembic").info("much")
    logging.getLogger("alembic").warning("wrong")
    assert "much" not in (told := capsys.readouterr().err)
    assert "wrong" in told
