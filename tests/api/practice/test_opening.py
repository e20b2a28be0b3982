"""A practice store is one for good, and never the one that people work in."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from api.cli.opening import open_engine
from api.practice.clock import MovedClock, move
from api.practice.opening import INSTANCE, open_practice
from api.settings import Settings
from engine.errors.store import SettingsWrong, StoreTrouble
from tests.api.practising import ZONE


def test_a_store_that_is_made_for_practice_is_refused_at_work(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'rutin.db'}"
    open_practice(url, zone=ZONE).close()
    with pytest.raises(StoreTrouble, match="for practice"):
        open_engine(Settings.load(database_url=url))


def test_a_store_that_people_work_in_is_refused_in_practice_and_is_not_marked(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'rutin.db'}"
    with open_engine(Settings.load(database_url=url)) as engine:
        engine.tokens.add("anst-1", [("medarbetare", "norra")])
    with pytest.raises(StoreTrouble, match="holds what is real"):
        open_practice(url, zone=ZONE)
    open_engine(Settings.load(database_url=url)).close()


def test_practice_has_a_file_beside_the_ordinary_one_and_nothing_that_leads_out(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'rutin.db'}"
    away: dict[str, Any] = {"smtp_host": "mail.example", "smtp_from": "rutin@example.se", "retain": True}
    settings = Settings.load(practice=True, database_url=url, **away)
    assert settings.database_file == tmp_path / "rutin-practice.db"
    assert (settings.smtp_host, settings.retain) == (None, False)


@pytest.mark.parametrize(
    "given",
    [
        {"database_url": "postgresql://server/rutin"},
        {"practice_database": "sqlite:///rutin.db"},
        {"demo": True},
        {"worker": False},
    ],
)
def test_practice_refuses_what_does_not_go_with_it(given: dict[str, Any]) -> None:
    with pytest.raises(SettingsWrong):
        Settings.load(practice=True, **given)


def test_the_clock_stands_as_it_was_moved_when_the_store_is_opened_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'rutin.db'}"
    with open_practice(url, zone=ZONE) as engine:
        clock = engine.now
        assert isinstance(clock, MovedClock)
        move(engine, clock, engine.now() + timedelta(days=1))
        move(engine, clock, engine.now() - timedelta(days=3))
        ahead = clock.ahead
    assert ahead > timedelta(hours=23)
    with open_practice(url, zone=ZONE) as again:
        assert isinstance(again.now, MovedClock)
        assert again.now.ahead == ahead


def test_ids_of_practice_tell_where_they_come_from() -> None:
    with open_practice("memory://", zone=ZONE) as engine:
        assert engine._new_id().startswith(INSTANCE)
