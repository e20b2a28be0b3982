"""What the second release keeps of worklists and notices is there at once for what already went on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine as Database
from sqlalchemy import create_engine, text

from engine.service.engine import Engine
from tests.engine.database.office import MANAGER, WORKER
from tests.stored.released import LAST, database_of

pytestmark = pytest.mark.skipif(LAST.name != "v1", reason="the first release's database is what is filled in")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Any) -> Iterator[str]:
    """The first release's database."""
    with database_of(LAST, request.param, tmp_path) as address:
        yield address


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    """The same, before the program of today has opened it."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    yield engine
    engine.dispose()


def rows(database: Database, sql: str) -> list[dict[str, Any]]:
    with database.connect() as connection:
        return [dict(row._mapping) for row in connection.execute(text(sql))]


def stands_still(database: Database, state: str, why: str) -> str:
    """The instance in that state, with why it stands as the first release wrote it."""
    for row in rows(database, "select id, body from instances where status = 'running'"):
        body = json.loads(row["body"])
        for token in body["tokens"]:
            if token["state"] == state:
                token["incident"] = why
                with database.begin() as connection:
                    change = text("update instances set body = :body where id = :id")
                    connection.execute(change, {"id": row["id"], "body": json.dumps(body)})
                return str(row["id"])
    raise AssertionError(state)


def test_what_already_stands_still_is_in_the_managers_worklist(url: str, database: Database) -> None:
    mailing = stands_still(database, "skicka", "mail: 550 no such user")
    calling = stands_still(database, "fraga", "cancelled")
    with Engine.open(url) as engine:
        tasks = {each["instance"]: each for each in engine.records.tasks(MANAGER).items if each["incident"]}
        assert {id: (each["state"], each["incident"]) for id, each in tasks.items()} == {
            mailing: ("skicka", "mail: 550 no such user"),
            calling: (
                "fraga",
                "”Barn” avbröts, och den här rutinen säger inte vad som händer då. Säg till enhetens chef.",
            ),
        }
        assert {each["scope"] for each in tasks.values()} == {"role"}


def test_a_worklist_tells_reminders_from_limits(url: str) -> None:
    with Engine.open(url) as engine:
        open_steps = engine.records.tasks(WORKER).items
        begun = [each for each in open_steps if each["state"] == "borja"]
        assert begun
        for each in begun:
            timers = engine.records.view(each["instance"], WORKER)["timers"]
            due = {
                kind: [timer["due"] for timer in timers if timer["kind"] == kind]
                for kind in ("remind", "notify")
            }
            assert [each["remind_at"]] == (due["remind"] or [None])
            assert [each["limit"]] == (due["notify"] or [None])


def test_notices_of_steps_that_have_been_left_are_over(url: str, database: Database) -> None:
    told = rows(database, "select instance_id, state from notices")
    assert told
    with Engine.open(url) as engine:
        standing = {
            (row["instance_id"], row["state"])
            for row in rows(database, "select instance_id, state from notices where not is_over")
        }
        for each in told:
            view = engine.records.view(each["instance_id"], MANAGER)
            here = each["state"] in [step["state"] for step in view["steps"]]
            assert ((each["instance_id"], each["state"]) in standing) == here


def test_a_notice_from_before_is_over_when_its_step_is_left(url: str, database: Database) -> None:
    with Engine.open(url) as engine:
        (row, *_) = rows(
            database, "select instance_id, state from notices where not is_over and state = 'borja'"
        )
        engine.choose(row["instance_id"], "borja", "sluta", MANAGER)
        left = f"select is_over from notices where instance_id = '{row['instance_id']}'"
        assert all(each["is_over"] for each in rows(database, left))


def test_an_instance_that_cant_be_read_is_left_and_the_rest_is_filled_in(
    url: str, database: Database
) -> None:
    stands_still(database, "fraga", "cancelled")
    with database.begin() as connection:
        connection.execute(
            text(
                "update instances set body = '{' where id in (select min(id) from instances where status = 'running')"
            )
        )
    with Engine.open(url) as engine:
        assert engine.records.tasks(MANAGER).items


def test_who_holds_a_role_by_a_token_of_the_first_release_is_known_at_once(
    url: str, database: Database
) -> None:
    with database.begin() as connection:
        new = text(
            "insert into tokens (hash, person, grants, created_at)"
            " select 'hash', number, :grants, 0 from people where subject = :subject"
        )
        connection.execute(new, {"grants": '[["chef", "väster"]]', "subject": WORKER.subject})
        bad = text("insert into tokens (hash, person, grants, created_at) values ('bad', 1, 'x', 0)")
        connection.execute(bad)
    with Engine.open(url) as engine:
        assert [each.subject for each in engine.people.holders("väster", ["chef"])] == [WORKER.subject]
