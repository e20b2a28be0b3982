"""Opening a database only to read it: a backup, a medium or an account that nothing can be written with. Nothing is made beside it."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL

from engine.errors.store import StoreTrouble
from engine.said import Said
from engine.store.sql.database import WAIT_SECONDS, Begin, address_of, version_of
from engine.store.sql.troubles import shown, told


class ReadOnly:
    """A database that is read and never written. `engine` reads it; `version` is the migration that it has come to."""

    def __init__(self, url: str) -> None:
        """Raises StoreTrouble where it can't be read as it is, or is none of Rutin's."""
        address = address_of(url)
        self._alone: tuple[Path, int] | None = None
        self.engine = self._file(address) if address.get_backend_name() == "sqlite" else _server(address)
        try:
            with told(self.engine):
                version = version_of(self.engine)
            if version is None:
                raise StoreTrouble(_empty(shown(address)))
            self.version = version
        except StoreTrouble:
            self.engine.dispose()
            raise

    def check_unchanged(self) -> None:
        """Raises StoreTrouble where somebody has begun to write in a file that was read as one that nobody writes in."""
        if self._alone is None:
            return
        file, written = self._alone
        if _has_content(_beside(file, "wal")) or file.stat().st_mtime_ns != written:
            raise StoreTrouble(
                Said(
                    f"Någon har skrivit i {file} medan den lästes, så svaret går inte att lita på. Gör om det.",
                    f"Somebody has written in {file} while it was read, so the answer can't be relied on. Do it again.",
                )
            )

    def _file(self, address: URL) -> Engine:
        file = Path(address.database or "")
        log, index = _beside(file, "wal"), _beside(file, "shm")
        if _has_content(log) and not index.exists():
            raise StoreTrouble(_in_two_files(file, log))
        name = f"file:{quote(str(file.absolute()))}?mode=ro"
        if file.exists() and not (log.exists() and index.exists()):
            # Nobody writes in it now: SQLite needs no files beside it to see who does.
            self._alone = file, file.stat().st_mtime_ns
            name += "&immutable=1"

        def opened() -> Any:
            return sqlite3.connect(
                name, uri=True, timeout=WAIT_SECONDS, check_same_thread=False, isolation_level=None
            )

        engine = create_engine(address, creator=opened)
        event.listen(engine, "begin", Begin("BEGIN"))
        return engine


def _server(address: URL) -> Engine:
    return create_engine(
        address,
        isolation_level="REPEATABLE READ",
        connect_args={"connect_timeout": WAIT_SECONDS, "options": "-c default_transaction_read_only=on"},
    )


def _beside(file: Path, what: str) -> Path:
    """SQLite's `-wal` has what has been written last and is not in the file itself yet; `-shm` is its index while somebody has it open."""
    return file.with_name(f"{file.name}-{what}")


def _has_content(log: Path) -> bool:
    """An empty log is what a backup may have beside it: all of it is in the file."""
    return log.exists() and log.stat().st_size > 0


def _empty(name: str) -> Said:
    return Said(
        f"I databasen {name} finns inget av Rutin som kontot får se. Kontrollera RUTIN_DATABASE_URL och kontots rätt att läsa. "
        "Är den ny gör rutin publish den klar.",
        f"The database {name} has nothing of Rutin's that the account may see. Check RUTIN_DATABASE_URL and the account's right to "
        "read. If it is new, rutin publish makes it ready.",
    )


def _in_two_files(file: Path, log: Path) -> Said:
    return Said(
        f"Det som skrevs sist i {file} ligger kvar i {log.name} bredvid, och går inte att läsa utan att skriva. Kopiera båda filerna "
        'till en mapp där det går att skriva, och kör där: sqlite3 FIL "pragma wal_checkpoint(truncate)"',
        f"What was written last in {file} is still in {log.name} beside it, and can't be read without writing. Copy both files to a "
        'folder where that can be done, and run there: sqlite3 FILE "pragma wal_checkpoint(truncate)"',
    )
