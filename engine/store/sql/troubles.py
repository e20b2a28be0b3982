"""What a database's driver says when it fails, as a sentence that says what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from engine.errors.store import StoreTrouble
from engine.said import Said

_BROKEN = Said(
    "Förbindelsen med {database} bröts mitt i sparandet: det kan vara sparat eller inte. Läs om innan du väljer igen; "
    "med samma nyckel (Idempotency-Key) räknas inget två gånger.",
    "The connection to {database} broke while saving: it may be saved or not. Read again before you choose again; "
    "with the same key (Idempotency-Key) nothing is counted twice.",
)


class Unexplained(StoreTrouble):
    """Something that no sentence here is about: it may be the fault of one command alone."""


class Uncertain(StoreTrouble):
    """The connection broke while a transaction was being committed: nobody knows whether it was."""

    for_anybody = _BROKEN.fill(database=Said("databasen", "the database"))

    def __init__(self, url: URL) -> None:
        super().__init__(_BROKEN.fill(database=shown(url)))


@contextmanager
def told(engine: Engine) -> Iterator[None]:
    """Turns what the database's driver raises, inside SQLAlchemy or beside it, into a StoreTrouble that says what to do."""
    try:
        yield
    except DBAPIError as wrong:
        raise trouble(engine.url, wrong.orig or wrong) from wrong
    except engine.dialect.loaded_dbapi.Error as wrong:
        raise trouble(engine.url, wrong) from wrong
    except SQLAlchemyError as wrong:
        raise StoreTrouble(
            Said(
                f"Databasen svarade inte som väntat ({type(wrong).__name__}). Försök igen; ring den som sköter systemet om det fortsätter.",
                f"The database did not answer as expected ({type(wrong).__name__}). Try again; call whoever runs the system if it goes on.",
            ),
        ) from wrong


def trouble(url: URL, wrong: BaseException) -> StoreTrouble:
    """The sentence for what the driver raised."""
    name = shown(url)
    said = str(wrong).lower()
    for signs, sentence in _TROUBLES:
        if signs.search(said):
            return StoreTrouble(sentence.fill(name=name))
    return Unexplained(
        Said(
            f"Databasen {name} kan inte användas just nu: {wrong}",
            f"The database {name} can't be used now: {wrong}",
        ),
    )


def shown(url: URL) -> str:
    """How people know the database: its file, or its address without the password."""
    if url.get_backend_name() == "sqlite":
        return url.database or ""
    return url.set(query={}).render_as_string(hide_password=True)


_TROUBLES: list[tuple[re.Pattern[str], Said]] = [
    (
        re.compile("malformed|not a database|file is encrypted"),
        Said(
            "Databasen {name} är skadad eller är ingen databas. Flytta undan filen och återställ den senaste säkerhetskopian.",
            "The database {name} is damaged or is no database. Move the file away and restore the latest backup.",
        ),
    ),
    (
        re.compile("disk i/o error"),
        Said(
            "Det gick inte att läsa eller skriva databasen {name}; inget har sparats halvt."
            " Kontrollera disken, dess plats och dess gränser.",
            "The database {name} could not be read or written; nothing was saved by half. Look at the disk, its space and its limits.",
        ),
    ),
    (
        re.compile("disk is full|no space left"),
        Said(
            "Disken är full; inget har sparats halvt. Frigör utrymme där {name} ligger och försök igen.",
            "The disk is full; nothing was saved by half. Free some space where {name} lies and try again.",
        ),
    ),
    (
        re.compile("readonly database|read-only"),
        Said(
            "Databasen {name} går inte att skriva i. Ge kontot som kör Rutin rätt att skriva i filen och i dess mapp.",
            "The database {name} can't be written to. Let the account that runs Rutin write the file and its folder.",
        ),
    ),
    (
        re.compile("unable to open"),
        Said(
            "Databasen {name} går inte att öppna. Kontrollera att mappen finns och får skrivas i, eller ändra RUTIN_DATABASE_URL.",
            "The database {name} can't be opened. See that its folder exists and may be written to, or change RUTIN_DATABASE_URL.",
        ),
    ),
    (
        re.compile("is locked|is busy|lock timeout|too many (clients|connections)"),
        Said(
            "Databasen {name} är upptagen av andra. Inget har ändrats. Vänta en stund och försök igen.",
            "The database {name} is held by others. Nothing has changed. Wait a while and try again.",
        ),
    ),
    (
        re.compile(
            'authentication failed|no password supplied|role "[^"]*" does not exist|no pg_hba.conf entry|not permitted to log in'
        ),
        Said(
            "Databasservern släpper inte in kontot i {name}. Rätta namn och lösenord i RUTIN_DATABASE_URL.",
            "The database server does not let the account in at {name}. Correct name and password in RUTIN_DATABASE_URL.",
        ),
    ),
    (
        re.compile("permission denied"),
        Said(
            "Kontot i {name} får inte göra det här i databasen. Ge det rätt att skapa, läsa och ändra tabeller i den.",
            "The account at {name} may not do this in the database. Let it create, read and change tables there.",
        ),
    ),
    (
        re.compile('database "[^"]*" does not exist'),
        Said(
            "Databasen i {name} finns inte på servern. Skapa den, eller ändra RUTIN_DATABASE_URL.",
            "The database at {name} does not exist on the server. Create it, or change RUTIN_DATABASE_URL.",
        ),
    ),
    (
        re.compile(
            "connection (failed|refused|timeout|to server|is (lost|bad|closed))|closed the connection|timeout expired|exit pipeline mode"
            "|terminating connection|failed to resolve|could not (connect|translate)|the database system is"
        ),
        Said(
            "Databasservern i {name} svarar inte. Kontrollera att den är igång och att adressen i RUTIN_DATABASE_URL stämmer.",
            "The database server at {name} does not answer. See that it runs and that the address in RUTIN_DATABASE_URL is right.",
        ),
    ),
]
