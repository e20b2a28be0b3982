"""A pooler between Rutin and PostgreSQL: used where it leaves a connection to who has it, refused where it does not."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, text

from engine.errors.store import StoreTrouble
from engine.said import Said
from engine.store.sql.troubles import shown

_CHANNEL = "rutin_probe"
_SECONDS = 2.0
"""How long a wake-up may take to arrive. Only waited for where there is a pooler."""

_MIXES = Said(
    "Före databasen {name} står en pooler som byter förbindelse mellan transaktionerna. Då väcks ingen av det som ska göras nu (LISTEN). "
    "Ställ in den på pool_mode=session för Rutin, eller gå direkt till databasen i RUTIN_DATABASE_URL.",
    "Before the database {name} stands a pooler that changes connections between transactions. Then nobody is woken by what is to be "
    "done now (LISTEN). Set it to pool_mode=session for Rutin, or go directly to the database in RUTIN_DATABASE_URL.",
)


def refuse_one_that_mixes(engine: Engine) -> None:
    """Raises StoreTrouble where whoever listens would hear nothing. Costs a question where there is no pooler, which is told by the
    number of the server's process: a pooler gives one of its own.
    """
    with engine.connect() as connection:
        waiting = connection.execution_options(isolation_level="AUTOCOMMIT")
        driver: Any = waiting.connection.driver_connection
        if waiting.scalar(text("select pg_backend_pid()")) == driver.info.backend_pid:
            return
        waiting.execute(text(f"LISTEN {_CHANNEL}"))
        with engine.connect() as other:
            other.execution_options(isolation_level="AUTOCOMMIT").execute(text(f"NOTIFY {_CHANNEL}"))
        heard = any(True for _ in driver.notifies(timeout=_SECONDS))
        waiting.execute(text(f"UNLISTEN {_CHANNEL}"))
    if not heard:
        raise StoreTrouble(_MIXES.fill(name=shown(engine.url)))
