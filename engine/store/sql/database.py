"""Opening a database: connect, bring its tables up to date, and say in words what is wrong with one that can't be used."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError

from engine.errors.store import StoreTrouble
from engine.said import Said
from engine.store import tables
from engine.store.sql.pooler import refuse_one_that_mixes
from engine.store.sql.prepared import past_sqlalchemy
from engine.store.sql.troubles import shown, told

MIGRATIONS = Path(__file__).parents[1] / "migrations"
STEPS: tuple[str, ...] = ("r1", "r2")
"""The migrations that this program runs when it opens a database, in order; a test holds them to the migrations' folder."""

LAST_STEP: str | None = None
"""The migration that only fits when no program of the release before is at work any more, where this release has one."""

RELEASE = 1
"""Which release's tables this program knows. A database says in `compatibility` which is the oldest that can use it."""

MIGRATION_TRIES = 10
DEADLOCK = "40P01"
"""How PostgreSQL marks what has to give way, of two transactions that wait for each other. Nothing of it is kept."""

WAIT_SECONDS = 10
"""How long a locked file or a silent server is waited for."""


def connect(url: str, step: str | None = None) -> tuple[Engine, Engine]:
    """Two engines on the database, one for writing and one for reading, with its tables up to date, or as an earlier `step` had them.

    Raises:
        StoreTrouble: the address is wrong, or the database can't be reached, read, written or understood.
    """
    address = address_of(url)
    sqlite = address.get_backend_name() == "sqlite"
    waiting = {"timeout" if sqlite else "connect_timeout": WAIT_SECONDS}
    # On a server a lost connection is noticed when it is written on: the store then begins the transaction anew.
    reads: dict[str, Any] = {} if sqlite else {"pool_pre_ping": True, "isolation_level": "REPEATABLE READ"}
    writing = create_engine(address, pool_size=4, max_overflow=32, pool_use_lifo=True, connect_args=waiting)
    reading = create_engine(address, pool_size=8, max_overflow=32, connect_args=waiting, **reads)
    if sqlite:
        for engine, begin in ((writing, "BEGIN IMMEDIATE"), (reading, "BEGIN")):
            event.listen(engine, "connect", _prepare_sqlite)
            event.listen(engine, "begin", Begin(begin))
    try:
        with told(writing):
            if not sqlite:
                refuse_one_that_mixes(writing)
            _bring_up_to_date(writing, step or STEPS[-1])
    except StoreTrouble:
        writing.dispose()
        raise
    return writing, reading


class Begin:
    """Begins transactions with the given words: the driver does not do so by itself."""

    def __init__(self, words: str) -> None:
        self._words = words

    def __call__(self, connection: Connection) -> None:
        with past_sqlalchemy(connection) as cursor:
            cursor.execute(self._words)


def _prepare_sqlite(driver: Any, _: object) -> None:
    driver.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        driver.execute(f"PRAGMA {pragma}")


def address_of(url: str) -> URL:
    """What the address says. Raises StoreTrouble where it says nothing that can be used."""
    try:
        address = make_url(url)
        if address.drivername == "postgresql":
            address = address.set(drivername="postgresql+psycopg")
        if address.get_backend_name() in ("sqlite", "postgresql"):
            address.get_dialect()
            _check_sqlite_path(address)
            return address
    except (ArgumentError, NoSuchModuleError, ValueError):
        pass
    raise StoreTrouble(
        Said(
            "Databasens adress går inte att förstå."
            " Skriv sqlite:///fil.db eller postgresql://konto:lösenord@server/databas i RUTIN_DATABASE_URL.",
            "The database's address can't be understood."
            " Write sqlite:///file.db or postgresql://account:password@server/database in RUTIN_DATABASE_URL.",
        ),
    )


def _check_sqlite_path(address: URL) -> None:
    if address.get_backend_name() == "sqlite" and address.database in (None, "", ":memory:"):
        raise StoreTrouble(
            Said(
                "En SQLite-databas behöver en fil: sqlite:///rutin.db. (I minnet: memory://)",
                "A SQLite database needs a file: sqlite:///rutin.db. (In memory: memory://)",
            ),
        )


def finish_upgrade(url: str) -> None:
    """Run the second half of this release's migrations; the programs of the release before can't use the database after it.

    Raises:
        StoreTrouble: as `connect`.
    """
    writing, _ = connect(url)
    try:
        if LAST_STEP is not None:
            with told(writing):
                _migrate(writing, LAST_STEP)
    finally:
        writing.dispose()


def _bring_up_to_date(engine: Engine, step: str) -> None:
    """Run the migrations up to `step` that the database lacks, but for those that only fit when no earlier program is at work any more.

    A database that a later program has changed is used as it is for as long as that program says that it can be.
    """
    version = version_of(engine)
    if version != step and (version is None or version in STEPS):
        _migrate(engine, step)


def version_of(engine: Engine) -> str | None:
    """Which migration a database has come to; None for one that is empty.

    Raises:
        StoreTrouble: it is another program's, or of a release that this program can't use.
    """
    with engine.connect() as connection:
        version = oldest = None
        there = set(inspect(connection).get_table_names())
        if "alembic_version" in there:
            version = connection.execute(text("select version_num from alembic_version")).scalar()
        if "compatibility" in there:
            oldest = connection.execute(text("select oldest_release from compatibility")).scalar()
        connection.rollback()
    foreign = sorted(there & set(tables.metadata.tables)) if version is None else []
    name = shown(engine.url)
    if foreign:
        raise StoreTrouble(
            Said(
                f"Databasen {name} är ett annat programs: den har redan en tabell ”{foreign[0]}” som Rutin inte har gjort. "
                "Inget har ändrats. Ange en egen databas för Rutin i RUTIN_DATABASE_URL.",
                f"The database {name} is another program's: it already has a table “{foreign[0]}” that Rutin did not make. "
                "Nothing has been changed. Name a database of Rutin's own in RUTIN_DATABASE_URL.",
            ),
        )
    if version is None or version in STEPS:
        return version
    if oldest is None:
        raise StoreTrouble(
            Said(
                f"Databasen {name} är gjord före Rutins första utgåva och kan inte användas. Använd en ny databas.",
                f"The database {name} was made before Rutin's first release and can't be used. Use a new database.",
            ),
        )
    if oldest > RELEASE:
        raise StoreTrouble(
            Said(
                f"Databasen {name} är gjord av en nyare version av Rutin. Uppdatera programmet, eller använd en annan databas.",
                f"The database {name} was made by a newer version of Rutin. Update the program, or use another database.",
            ),
        )
    return str(version)


def _migrate(engine: Engine, step: str) -> None:
    """All steps up to `step`; anew where a change of a program at work waits for the migration and the migration for it."""
    for left in range(MIGRATION_TRIES - 1, -1, -1):
        try:
            _migrate_at_once(engine, step)
            return
        except OperationalError as wrong:
            if not left or getattr(wrong.orig, "sqlstate", None) != DEADLOCK:
                raise


def _migrate_at_once(engine: Engine, step: str) -> None:
    # Alembic is slow to import and seldom needed.
    command, config = import_module("alembic.command"), import_module("alembic.config").Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    # One transaction for all steps: between two, another program that opens the database would run the second one too.
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("select pg_advisory_xact_lock(7238910)"))
        config.attributes["connection"] = connection
        command.upgrade(config, step)
