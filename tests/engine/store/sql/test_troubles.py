"""Databases that can't be used: each says in words what to do, and what was saved stays saved."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import event, make_url
from sqlalchemy.exc import IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from engine.errors.request import NotFound
from engine.errors.store import StoreTrouble
from engine.service.engine import Engine
from engine.store import tables
from engine.store.sql import database
from engine.store.sql.store import SqlStore
from engine.store.sql.troubles import Uncertain, shown, told, trouble
from tests.engine.database.office import WORKER, Office, office


@contextmanager
def refused(sv: str, en: str) -> Iterator[None]:
    """What is done inside ends in a StoreTrouble with these words in it."""
    with pytest.raises(StoreTrouble) as found:
        yield
    assert sv in found.value.say("sv")
    assert en in found.value.say("en")


def file_of(url: str) -> Path:
    """The database's file."""
    return Path(make_url(url).database or "")


DAMAGED = ("Flytta undan filen och återställ", "Move the file away and restore")
FULL = ("Frigör utrymme", "Free some space")
READ_ONLY = ("går inte att skriva i", "can't be written to")
CLOSED = ("går inte att öppna. Kontrollera att mappen finns", "can't be opened. See that its folder exists")
BUSY = ("upptagen av andra", "held by others")
BEFORE_THE_FIRST = ("före Rutins första utgåva", "before Rutin's first release")
NEWER = ("nyare version av Rutin. Uppdatera programmet", "newer version of Rutin. Update the program")
ADDRESS = ("adress går inte att förstå. Skriv sqlite:///", "can't be understood. Write sqlite:///")
ACCOUNT = ("Rätta namn och lösenord", "Correct name and password")
MISSING = ("finns inte på servern. Skapa den", "does not exist on the server. Create it")
AWAY = ("svarar inte. Kontrollera att den är igång", "does not answer. See that it runs")


@pytest.mark.parametrize(
    "url", ["", "rutin.db", "mysql://x@y/z", "sqlite", "postgresql+okand://x/y", "oracle://x"]
)
def test_an_address_that_means_nothing(url: str) -> None:
    with refused(*ADDRESS):
        Engine.open(url)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///", "sqlite:///:memory:"])
def test_a_sqlite_address_without_a_file(url: str) -> None:
    with refused("behöver en fil", "needs a file"):
        Engine.open(url)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "rutin.db"
    path.write_text("Kära dagbok, " * 1000, "utf-8")
    with refused(*DAMAGED):
        Engine.open(f"sqlite:///{path}")
    assert path.read_text("utf-8").startswith("Kära dagbok")


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with refused(*CLOSED):
        Engine.open(f"sqlite:///{tmp_path / 'finns' / 'inte.db'}")


def test_a_folder_instead_of_a_file(tmp_path: Path) -> None:
    with refused(*CLOSED):
        Engine.open(f"sqlite:///{tmp_path}")


def test_a_database_of_another_program_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("create table cases (number integer)")
    before = path.read_bytes()
    with refused("ett annat programs", "another program's"):
        Engine.open(f"sqlite:///{path}")
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("select name from sqlite_master").fetchall() == [("cases",)]
    assert len(path.read_bytes()) == len(before)


def test_a_database_of_a_newer_version(sqlite_url: str) -> None:
    with closing(sqlite3.connect(file_of(sqlite_url))) as raw, raw:
        raw.execute("update alembic_version set version_num = 'r9'")
        raw.execute("update compatibility set oldest_release = 9")
    with refused(*NEWER):
        Engine.open(sqlite_url)


def test_a_database_of_a_newer_version_that_says_that_this_one_can_use_it(sqlite_url: str) -> None:
    with closing(sqlite3.connect(file_of(sqlite_url))) as raw, raw:
        raw.execute("update alembic_version set version_num = 'r9_before'")
    with office(sqlite_url) as desk:
        assert desk.here(desk.starts()) == ["borja"]


def test_a_database_from_before_the_first_release(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("create table alembic_version (version_num varchar(32) not null)")
        raw.execute("insert into alembic_version values ('0001')")
    with refused(*BEFORE_THE_FIRST):
        Engine.open(f"sqlite:///{path}")


def test_a_file_that_is_damaged_in_the_middle(sqlite_url: str) -> None:
    with office(sqlite_url) as desk:
        instances = [desk.starts(ref="x" * 200) for _ in range(50)]
    path = file_of(sqlite_url)
    damaged = bytearray(path.read_bytes())
    damaged[8192:-8192] = b"\xff" * (len(damaged) - 2 * 8192)
    path.write_bytes(damaged)
    with refused(*DAMAGED), Engine.open(sqlite_url) as engine:
        for instance in instances:
            engine.records.view(instance, WORKER)


def pragma(desk: Office, words: str) -> None:
    """Run a PRAGMA on every connection that the writer takes from now on."""
    assert isinstance(desk.engine._store, SqlStore)
    writing = desk.engine._store._writing
    event.listen(writing, "checkout", lambda driver, *_: driver.execute(f"PRAGMA {words}").fetchall())


@pytest.mark.parametrize(
    ("begins", "ends", "words"),
    [
        (lambda pages: f"max_page_count={pages}", "max_page_count=1000000", FULL),
        (lambda _: "query_only=1", "query_only=0", READ_ONLY),
    ],
    ids=["full disk", "read-only"],
)
def test_what_cannot_be_written_is_refused_and_what_was_written_stays(
    sqlite_url: str, begins: Callable[[int], str], ends: str, words: tuple[str, str]
) -> None:
    with office(sqlite_url) as desk:
        kept = desk.starts()
        with closing(sqlite3.connect(file_of(sqlite_url))) as raw:
            pages = raw.execute("PRAGMA page_count").fetchone()[0]
        pragma(desk, begins(pages))
        with refused(*words):
            for _ in range(100):
                desk.starts(ref="x" * 200)
        assert desk.engine.records.view(kept, WORKER)["revision"] == 1
        pragma(desk, ends)
        desk.takes(kept, "borja", "granskas")
        assert len(desk.rows(tables.cases)) == len({row["case_id"] for row in desk.rows(tables.history)})
        assert desk.engine.audit().findings == ()


def test_reading_goes_on_where_who_reads_cannot_be_written(
    sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    with office(sqlite_url) as desk:
        instance = desk.starts()
        pragma(desk, "query_only=1")
        assert desk.engine.records.view(instance, WORKER)["id"] == instance
        desk.finishes_writing()
    assert "who read could not be written down" in caplog.text


def test_a_file_that_may_only_be_read_cannot_be_made_ready(tmp_path: Path) -> None:
    path = tmp_path / "rutin.db"
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("create table something (x)")
    with refused(*READ_ONLY):
        Engine.open(f"sqlite:///file:{path}?mode=ro&uri=true")


def test_a_database_that_another_program_holds(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "WAIT_SECONDS", 0.05)
    with (
        office(sqlite_url) as desk,
        closing(sqlite3.connect(file_of(sqlite_url), isolation_level=None)) as other,
    ):
        instance = desk.starts()
        other.execute("BEGIN IMMEDIATE")
        with refused(*BUSY):
            desk.takes(instance, "borja", "granskas")
        other.execute("ROLLBACK")
        desk.takes(instance, "borja", "granskas")
        assert desk.here(instance) == ["granska"]


def with_parts(url: str, **parts: object) -> str:
    """The address with other parts."""
    return make_url(url).set(**parts).render_as_string(hide_password=False)  # type: ignore[arg-type]


@pytest.mark.postgres
class TestPostgres:
    def test_a_server_that_is_not_there(self) -> None:
        with refused(*AWAY):
            Engine.open("postgresql://rutin@127.0.0.1:9/rutin")

    def test_a_server_that_is_not_there_and_no_database_named(self) -> None:
        with refused(*AWAY):
            Engine.open("postgresql://rutin@127.0.0.1:9")

    def test_a_host_that_nobody_knows(self) -> None:
        with refused(*AWAY):
            Engine.open("postgresql://rutin@finns-inte.invalid/rutin")

    def test_a_database_that_is_not_there(self, postgres_url: str) -> None:
        with refused(*MISSING):
            Engine.open(with_parts(postgres_url, database="finns_inte"))

    def test_an_account_that_is_not_there(self, postgres_url: str) -> None:
        with refused(*ACCOUNT):
            Engine.open(with_parts(postgres_url, username="ingen"))

    def test_an_account_that_may_not_make_tables(self, postgres_url: str) -> None:
        with psycopg.connect(postgres_url, autocommit=True) as raw:
            raw.execute("drop role if exists gast")
            raw.execute("create role gast login")
        with refused("får inte göra det här", "may not do this"):
            Engine.open(with_parts(postgres_url, username="gast"))

    def test_a_connection_that_was_cut_is_made_again_unnoticed(self, postgres_url: str) -> None:
        with office(postgres_url) as desk:
            instance = desk.starts()
            cut(postgres_url)
            desk.takes(instance, "borja", "granskas")
            assert desk.here(instance) == ["granska"]

    def test_a_connection_that_is_cut_within_a_transaction_leaves_nothing_half(
        self, postgres_url: str
    ) -> None:
        with office(postgres_url) as desk:
            instance = desk.starts()
            store = desk.engine._store
            assert isinstance(store, SqlStore)
            cuts = iter([True, True])

            def cut_off(*_: object) -> None:
                if next(cuts, False):
                    cut(postgres_url)

            event.listen(store._writing, "before_cursor_execute", cut_off)
            with refused(*AWAY):
                desk.takes(instance, "borja", "granskas")
            desk.takes(instance, "borja", "granskas")
            assert len(desk.rows(tables.history)) == 2
            assert desk.engine.audit().findings == ()

    def test_what_may_have_been_saved_when_the_connection_was_cut_is_not_done_again(
        self, postgres_url: str
    ) -> None:
        with office(postgres_url) as desk:
            instance = desk.starts()
            store = desk.engine._store
            assert isinstance(store, SqlStore)
            cuts = iter([True])

            def cut_off(_: object) -> None:
                if next(cuts, False):
                    cut(postgres_url)

            event.listen(store._writing, "commit", cut_off)
            with refused("kan vara sparat eller inte", "may be saved or not"):
                desk.takes(instance, "borja", "granskas")
            assert next(cuts, None) is None
            assert desk.here(instance) == ["borja"]

    def test_a_listening_worker_outlives_a_cut_connection(self, postgres_url: str) -> None:
        with office(postgres_url) as desk:
            store = desk.engine._store

            def cut_and_hope() -> float:
                cut(postgres_url)
                return 5.0

            with refused(*AWAY):
                store.wait(cut_and_hope, desk.engine.listen())
            desk.starts()


def cut(url: str) -> None:
    """End every other connection to the server."""
    with psycopg.connect(url, autocommit=True) as raw:
        raw.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'"
        )


POSTGRES = make_url("postgresql+psycopg://rutin:hemligt@server/rutin?password=ocksa")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ('FATAL: password authentication failed for user "rutin"', ACCOUNT),
        ("fe_sendauth: no password supplied", ACCOUNT),
        ('no pg_hba.conf entry for host "1.2.3.4"', ACCOUNT),
        ('role "rutin" does not exist', ACCOUNT),
        ('database "rutin" does not exist', MISSING),
        ("could not extend file: No space left on device", FULL),
        ("cannot execute INSERT in a read-only transaction", READ_ONLY),
        ("sorry, too many clients already", BUSY),
        ("connection timeout expired", AWAY),
        ("the database system is shutting down", AWAY),
        ("server closed the connection unexpectedly", AWAY),
        ("cannot exit pipeline mode while busy", AWAY),
        ("disk I/O error", ("Kontrollera disken", "Look at the disk")),
        (
            'duplicate key value violates unique constraint "open_steps_by_role"',
            ("kan inte användas just nu", "can't be used now"),
        ),
        ('relation "connections" has rows', ("kan inte användas just nu", "can't be used now")),
    ],
)
def test_what_a_driver_says_becomes_what_to_do(said: str, words: tuple[str, str]) -> None:
    with refused(*words):
        raise trouble(POSTGRES, Exception(said))


def test_no_password_is_shown() -> None:
    assert shown(POSTGRES) == "postgresql+psycopg://rutin:***@server/rutin"


def test_a_file_is_shown_by_where_it_lies() -> None:
    assert shown(make_url("sqlite:///mapp/rutin.db?timeout=5")) == "mapp/rutin.db"


def test_what_the_driver_said_is_told_without_the_statement_and_its_values(sqlite_url: str) -> None:
    store = SqlStore(sqlite_url)
    said = sqlite3.IntegrityError("UNIQUE constraint failed: people.subject")
    with pytest.raises(StoreTrouble) as found, told(store._writing):
        raise IntegrityError("insert into people values (?)", ("m17",), said)
    store.close()
    assert found.value.say("en").endswith("can't be used now: UNIQUE constraint failed: people.subject")


def test_what_the_driver_raises_by_itself_is_told_too(sqlite_url: str) -> None:
    store = SqlStore(sqlite_url)
    with refused(*BUSY), told(store._writing):
        raise sqlite3.OperationalError("database is locked")
    store.close()


def test_trouble_of_sqlalchemys_own_is_told(sqlite_url: str) -> None:
    store = SqlStore(sqlite_url)
    with refused("TimeoutError", "TimeoutError"), told(store._writing):
        raise PoolTimeout("too many wait")
    store.close()


def test_a_refusal_inside_a_transaction_stays_what_it_is(database_url: str) -> None:
    store = SqlStore(database_url)

    def work(_: object) -> None:
        raise NotFound("instance", "x")

    with pytest.raises(NotFound):
        store.transact(work)
    with pytest.raises(NotFound):
        store.read(work)
    store.close()


def test_a_database_without_a_file_has_no_name_to_show() -> None:
    assert shown(make_url("sqlite://")) == ""


def test_a_save_that_nobody_knows_of_names_the_database_to_those_who_run_it_alone() -> None:
    broken = Uncertain(make_url("postgresql://rutin:hemligt@servern/rutin"))
    assert "Förbindelsen med postgresql://rutin:***@servern/rutin bröts" in broken.say("sv")
    assert "The connection to the database broke" in broken.for_anybody.en
