"""A backup is all that is kept as it was at one moment, in one file, and comes back whole or not at all, in either kind of database."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from pathlib import Path
from typing import Any

import pyrage
import pytest

from engine.errors.store import StoreTrouble
from engine.service.engine import Engine
from engine.service.upkeep.backup import Held, back_up, restore
from engine.store import tables
from engine.store.sql.database import version_of
from engine.store.sql.read_only import ReadOnly
from tests.engine.database.office import MANAGER, MORNING, UNIT, Office, office
from tests.engine.service.upkeep.test_audit import story
from tests.stored.released import LAST, sqlite_of

KEPT = [each for each in tables.metadata.sorted_tables if each is not tables.sessions]


def lives(desk: Office) -> str:
    """Something of each kind is kept. The instance of it that goes on."""
    story(desk)
    desk.mails()
    desk.engine.tokens.add("m1", [("medarbetare", UNIT)])
    desk.engine.sessions.begin(MANAGER)
    instance = desk.starts(ref="R-9")
    desk.engine.records.view(instance, MANAGER)
    desk.finishes_writing()
    return instance


def all_of(desk: Office) -> dict[str, list[dict[str, Any]]]:
    """Every row that a backup brings back."""
    return {each.name: desk.rows(each) for each in KEPT}


def new_file(folder: Path, name: str = "new.db") -> str:
    """The address of a database that does not exist yet."""
    return f"sqlite:///{folder / name}"


@pytest.fixture(params=["sqlite to postgres", "postgres to sqlite", "sqlite to sqlite"])
def ways(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str]:
    """From which database a backup is made, and into which it is read."""
    kinds = request.param.split(" to ")
    if "postgres" in kinds:
        postgres = request.getfixturevalue("postgres_url")
        return (
            (request.getfixturevalue("sqlite_url"), postgres)
            if kinds[0] == "sqlite"
            else (postgres, new_file(tmp_path))
        )
    return request.getfixturevalue("sqlite_url"), new_file(tmp_path)


@pytest.mark.postgres
def test_what_comes_back_is_what_was_kept_and_goes_on(ways: tuple[str, str], tmp_path: Path) -> None:
    kept_in, read_into = ways
    file = tmp_path / "backup"
    with office(kept_in) as desk:
        instance = lives(desk)
        before = all_of(desk)
    held = back_up(kept_in, file)
    assert held == Held(
        routines=2,
        cases=3,
        history=len(before["history"]),
        waiting=len(before["outbox"]) + len(before["notifications"]),
    )
    assert restore(file, read_into) == held
    with Engine.open(read_into) as engine:
        desk = Office(engine, [MORNING])
        assert all_of(desk) == before
        assert desk.rows(tables.sessions) == []
        desk.takes(instance, "borja", "granskas")
        assert engine.audit().findings == ()


@pytest.mark.postgres
def test_it_is_made_while_others_write_and_holds_one_moment_of_it(database_url: str, tmp_path: Path) -> None:
    enough = threading.Event()
    with office(database_url) as desk:
        story(desk)

        def write_on() -> None:
            while not enough.is_set():
                story(desk)

        writing = threading.Thread(target=write_on)
        writing.start()
        try:
            files = [tmp_path / str(number) for number in range(2)]
            held = [back_up(database_url, each) for each in files]
        finally:
            enough.set()
            writing.join()
    assert held[0].cases < held[-1].cases
    for file in files:
        with Engine.open(f"sqlite:///{file}", read_only=True) as engine:
            assert engine.audit().findings == ()


def test_it_is_one_file_that_its_owner_alone_may_read(sqlite_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    back_up(sqlite_url, folder / "backup")
    assert [each.name for each in folder.iterdir()] == ["backup"]
    assert (folder / "backup").stat().st_mode & 0o777 == 0o600


def test_nothing_is_written_over(sqlite_url: str, tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.write_text("mine", encoding="utf-8")
    with pytest.raises(StoreTrouble, match="there already"):
        back_up(sqlite_url, there)
    assert there.read_text(encoding="utf-8") == "mine"


@pytest.mark.postgres
def test_a_database_that_holds_anything_is_left_as_it_is(database_url: str, tmp_path: Path) -> None:
    with office(database_url) as desk:
        lives(desk)
        before = all_of(desk)
        back_up(database_url, tmp_path / "backup")
        with pytest.raises(StoreTrouble, match="not empty"):
            restore(tmp_path / "backup", database_url)
        assert all_of(desk) == before


def test_what_fails_in_the_middle_leaves_the_database_empty(sqlite_url: str, tmp_path: Path) -> None:
    file, read_into = tmp_path / "backup", tmp_path / "new.db"
    with office(sqlite_url) as desk:
        lives(desk)
    back_up(sqlite_url, file)
    Engine.open(f"sqlite:///{read_into}").close()
    with sqlite3.connect(read_into) as alone:
        alone.execute("create trigger full before insert on tokens begin select raise(abort, 'full'); end")
    alone.close()
    with pytest.raises(StoreTrouble, match="full"):
        restore(file, f"sqlite:///{read_into}")
    with Engine.open(f"sqlite:///{read_into}") as engine:
        desk = Office(engine, [MORNING])
        assert {name for name, rows in all_of(desk).items() if rows} == {"compatibility"}


def test_a_sealed_one_is_opened_by_its_key_alone(sqlite_url: str, tmp_path: Path) -> None:
    file, mine, other = tmp_path / "backup", tmp_path / "mine", tmp_path / "other"
    keys = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    for path, key in zip((mine, other), keys, strict=True):
        path.write_text(f"# public key: {key.to_public()}\n{key}\n", encoding="utf-8")
    with office(sqlite_url) as desk:
        story(desk)
    held = back_up(sqlite_url, file, [str(keys[0].to_public())])
    assert b"SQLite" not in file.read_bytes()
    for wrong, sentence in ((None, "--key"), (other, "does not open"), (file, "does not open")):
        with pytest.raises(StoreTrouble, match=sentence):
            restore(file, new_file(tmp_path), wrong)
    assert restore(file, new_file(tmp_path), mine) == held


def test_a_key_that_is_none_is_told_before_anything_is_made(sqlite_url: str, tmp_path: Path) -> None:
    with pytest.raises(StoreTrouble, match="age1nej"):
        back_up(sqlite_url, tmp_path / "backup", ["age1nej"])
    assert not (tmp_path / "backup").exists()


@pytest.mark.parametrize("left", [0, 10, 20_000], ids=["nothing", "a word", "the first part"])
@pytest.mark.parametrize("is_sealed", [False, True], ids=["open", "sealed"])
def test_what_is_cut_off_is_told(sqlite_url: str, tmp_path: Path, left: int, is_sealed: bool) -> None:
    key = pyrage.x25519.Identity.generate()
    (tmp_path / "key").write_text(str(key), encoding="utf-8")
    with office(sqlite_url) as desk:
        story(desk)
    back_up(sqlite_url, tmp_path / "whole", [str(key.to_public())] if is_sealed else [])
    (tmp_path / "cut").write_bytes((tmp_path / "whole").read_bytes()[:left])
    with pytest.raises(StoreTrouble):
        restore(tmp_path / "cut", new_file(tmp_path), tmp_path / "key")
    with Engine.open(new_file(tmp_path)) as engine:
        assert engine.routines() == []


def test_one_of_a_later_release_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    file, read_into = tmp_path / "backup", tmp_path / "new.db"
    with office(sqlite_url) as desk:
        lives(desk)
    back_up(sqlite_url, file)
    with sqlite3.connect(file) as alone:
        alone.execute("update alembic_version set version_num = 'r9'")
        alone.execute("update compatibility set oldest_release = 9")
    alone.close()
    with pytest.raises(StoreTrouble, match="newer version of Rutin") as refused:
        restore(file, f"sqlite:///{read_into}")
    assert "nyare version av Rutin" in refused.value.say("sv")
    assert not read_into.exists()


def test_one_of_an_earlier_release_stays_as_it_is_and_comes_back_up_to_date(tmp_path: Path) -> None:
    of_then = sqlite_of(LAST, tmp_path)
    file, kept = tmp_path / "backup", tmp_path / "kept"
    held = back_up(of_then, file)
    shutil.copy(file, kept)
    assert version_of(ReadOnly(f"sqlite:///{file}").engine) == "r1"
    assert restore(file, new_file(tmp_path)) == held
    assert file.read_bytes() == kept.read_bytes()
    with Engine.open(new_file(tmp_path)) as engine:
        assert engine.audit().findings == ()
        assert engine.audit().cases == held.cases == 11
