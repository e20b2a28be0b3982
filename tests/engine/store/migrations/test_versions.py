"""The tables that the migrations make are those of the code, on both databases; and those of a release are what it made them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import NullPool, create_engine, inspect, make_url

from engine.store import tables
from engine.store.sql.database import connect
from tests.stored.released import RELEASES, sqlite_of


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def unmade(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str]:
    """Two databases, or schemas of one, in which nothing has been made."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'migrated.db'}", f"sqlite:///{tmp_path / 'plain.db'}"
    server: str = request.getfixturevalue("postgres_server")
    with psycopg.connect(server, autocommit=True) as raw:
        for schema in ("migrated", "plain"):
            raw.execute(f"drop schema if exists {schema} cascade; create schema {schema}")
    return within(server, "migrated"), within(server, "plain")


def within(server: str, schema: str) -> str:
    """The address of a schema, as if there were no other."""
    address = make_url(server).set(drivername="postgresql+psycopg")
    within = address.update_query_dict({"options": f"-csearch_path={schema}"})
    return within.render_as_string(hide_password=False)


def described(url: str) -> dict[str, Any]:
    """Every table's columns, keys and indexes, as the database has them."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        seen = inspect(connection)
        columns, keys, unique = (
            seen.get_multi_columns(),
            seen.get_multi_pk_constraint(),
            seen.get_multi_unique_constraints(),
        )
        indexes, references = seen.get_multi_indexes(), seen.get_multi_foreign_keys()
    engine.dispose()
    return {
        name: {
            "columns": [
                (each["name"], str(each["type"]), each["nullable"], each["default"])
                for each in columns[table]
            ],
            "key": keys[table]["constrained_columns"],
            "unique": sorted(tuple(each["column_names"]) for each in unique[table]),
            "indexes": sorted(
                (
                    str(each["name"]),
                    tuple(each["column_names"]),
                    [str(each["dialect_options"][of]) for of in WHERE if of in each["dialect_options"]],
                )
                for each in indexes[table]
                if not each.get("duplicates_constraint")
            ),
            "references": sorted(
                (tuple(each["constrained_columns"]), each["referred_table"]) for each in references[table]
            ),
        }
        for table in columns
        if (name := table[1]) != "alembic_version"
    }


WHERE = ("sqlite_where", "postgresql_where")
"""How SQLAlchemy calls the condition of an index of some rows."""


def migrated(url: str, step: str | None = None) -> dict[str, Any]:
    """What the migrations make, up to a step or all of them."""
    for engine in connect(url, step):
        engine.dispose()
    return described(url)


def test_the_migrations_make_the_tables_of_the_code(unmade: tuple[str, str]) -> None:
    here, plain = unmade
    made = migrated(here)
    engine = create_engine(plain)
    tables.metadata.create_all(engine)
    engine.dispose()
    assert set(made) == set(tables.metadata.tables)
    assert made == described(plain)


def test_a_release_is_still_made_as_it_was(tmp_path: Path) -> None:
    """Its file, made by its own program, is not otherwise than what today's makes up to its step."""
    for number, release in enumerate(RELEASES, 1):
        new = f"sqlite:///{tmp_path / f'{number}.db'}"
        assert migrated(new, f"r{number}") == described(sqlite_of(release, tmp_path))
