"""Opening a database: connect, bring its tables up to date, and say in words what is wrong with one that can't be used."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import NullPool, QueuePool

from engine.errors import StoreTrouble

MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = "0001"
"""The newest migration of this program; a test holds it to the migrations' folder."""

BUSY_SECONDS = 10


def connect(url: str) -> tuple[Engine, Engine]:
    """Two engines on the database, one for writing and one for reading, with its tables up to date.

    Raises:
        StoreTrouble: the address is wrong, or the database can't be reached, read, written or understood.
    """
    address = _address(url)
    sqlite = address.get_backend_name() == "sqlite"
    if sqlite:
        _check_sqlite_path(address)
        writing = create_engine(address, poolclass=NullPool, connect_args={"timeout": BUSY_SECONDS})
        reading = create_engine(
            address, poolclass=QueuePool, pool_size=8, max_overflow=32, connect_args={"timeout": BUSY_SECONDS}
        )
        for engine, begin in ((writing, "BEGIN IMMEDIATE"), (reading, "BEGIN")):
            event.listen(engine, "connect", _prepare_sqlite)
            event.listen(engine, "begin", _Begin(begin))
    else:
        writing = create_engine(address, pool_size=4, max_overflow=4, pool_pre_ping=True)
        reading = create_engine(address, pool_size=8, max_overflow=32, pool_pre_ping=True)
    with told(writing):
        _bring_up_to_date(writing)
    return writing, reading


@contextmanager
def told(engine: Engine) -> Iterator[None]:
    """Turns what the database's driver raises into a StoreTrouble that says what to do."""
    try:
        yield
    except DBAPIError as wrong:
        raise trouble(engine.url, wrong) from wrong
    except SQLAlchemyError as wrong:
        raise StoreTrouble(
            f"Databasen svarade inte som väntat ({type(wrong).__name__}). Försök igen; ring den som sköter systemet om det fortsätter.",
            f"The database did not answer as expected ({type(wrong).__name__}). Try again; call whoever runs the system if it goes on.",
        ) from wrong


def trouble(url: URL, wrong: DBAPIError) -> StoreTrouble:
    """The sentence for a driver's error."""
    name = _shown(url)
    said = str(wrong.orig).lower()
    for signs, sv, en in _TROUBLES:
        if any(sign in said for sign in signs):
            return StoreTrouble(sv.format(name=name), en.format(name=name))
    return StoreTrouble(
        f"Databasen {name} kan inte användas just nu: {wrong.orig}",
        f"The database {name} can't be used now: {wrong.orig}",
    )


_TROUBLES: list[tuple[tuple[str, ...], str, str]] = [
    (
        ("malformed", "not a database", "disk i/o error", "file is encrypted"),
        "Databasen {name} är skadad eller är ingen databas. Flytta undan filen och återställ den senaste säkerhetskopian.",
        "The database {name} is damaged or is no database. Move the file away and restore the latest backup.",
    ),
    (
        ("disk is full", "no space left", "database or disk is full"),
        "Disken är full; inget har sparats halvt. Frigör utrymme där {name} ligger och försök igen.",
        "The disk is full; nothing was saved by half. Free some space where {name} lies and try again.",
    ),
    (
        ("readonly", "read-only"),
        "Databasen {name} går inte att skriva i. Ge kontot som kör Rutin rätt att skriva i filen och i dess mapp.",
        "The database {name} can't be written to. Let the account that runs Rutin write the file and its folder.",
    ),
    (
        ("unable to open",),
        "Databasen {name} går inte att öppna. Kontrollera att mappen finns och får skrivas i, eller ändra RUTIN_DATABASE_URL.",
        "The database {name} can't be opened. See that its folder exists and may be written to, or change RUTIN_DATABASE_URL.",
    ),
    (
        ("locked", "busy"),
        "Databasen {name} är upptagen av ett annat program. Vänta en stund och försök igen.",
        "The database {name} is held by another program. Wait a while and try again.",
    ),
    (
        ("password authentication failed", "no password supplied", "role"),
        "Databasservern släpper inte in kontot i {name}. Rätta namn och lösenord i RUTIN_DATABASE_URL.",
        "The database server does not let the account in at {name}. Correct name and password in RUTIN_DATABASE_URL.",
    ),
    (
        ("does not exist",),
        "Det som adressen {name} pekar på finns inte på databasservern. Skapa databasen eller ändra RUTIN_DATABASE_URL.",
        "What the address {name} points at does not exist on the database server. Create the database or change RUTIN_DATABASE_URL.",
    ),
    (
        ("connection", "could not connect", "closed the connection", "timeout", "terminating"),
        "Databasservern i {name} svarar inte. Kontrollera att den är igång och att adressen i RUTIN_DATABASE_URL stämmer.",
        "The database server at {name} does not answer. See that it runs and that the address in RUTIN_DATABASE_URL is right.",
    ),
]


class _Begin:
    """Begins transactions with the given words: the driver is left out of it."""

    def __init__(self, words: str) -> None:
        self._words = words

    def __call__(self, connection: Connection) -> None:
        connection.exec_driver_sql(self._words)


def _prepare_sqlite(driver: Any, _: object) -> None:
    driver.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_SECONDS * 1000}",
    ):
        driver.execute(f"PRAGMA {pragma}")


def _address(url: str) -> URL:
    try:
        address = make_url(url)
        if address.drivername == "postgresql":
            address = address.set(drivername="postgresql+psycopg")
        if address.get_backend_name() in ("sqlite", "postgresql"):
            address.get_dialect()
            return address
    except (ArgumentError, NoSuchModuleError, ValueError):
        pass
    raise StoreTrouble(
        "Databasens adress går inte att förstå. Skriv sqlite:///fil.db eller postgresql://konto:lösenord@server/databas i RUTIN_DATABASE_URL.",
        "The database's address can't be understood. Write sqlite:///file.db or postgresql://account:password@server/database in RUTIN_DATABASE_URL.",
    )


def _check_sqlite_path(address: URL) -> None:
    if not address.database or address.database == ":memory:":
        raise StoreTrouble(
            "En SQLite-databas behöver en fil: sqlite:///rutin.db. (I minnet: memory://)",
            "A SQLite database needs a file: sqlite:///rutin.db. (In memory: memory://)",
        )


def _shown(url: URL) -> str:
    return (
        url.database or "" if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)
    )


def _bring_up_to_date(engine: Engine) -> None:
    """Run the migrations that the database lacks. One that is newer than the program is left alone."""
    with engine.connect() as connection:
        version = None
        if inspect(connection).has_table("alembic_version"):
            version = connection.execute(text("select version_num from alembic_version")).scalar()
        connection.rollback()
    if version == HEAD:
        return
    known = {path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py")}
    if version is not None and version not in known:
        name = _shown(engine.url)
        raise StoreTrouble(
            f"Databasen {name} är gjord av en nyare version av Rutin. Uppdatera programmet, eller använd en annan databas.",
            f"The database {name} was made by a newer version of Rutin. Update the program, or use another database.",
        )
    # Alembic is slow to import and seldom needed.
    command, config = import_module("alembic.command"), import_module("alembic.config").Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("select pg_advisory_xact_lock(7238910)"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()
