"""Facts about the log of reads: each time that somebody is shown where a case is, wherever the bytes came from, and only then."""

from __future__ import annotations

import pytest

from engine.run.instance import Person
from tests.api.acting import Actor, Run
from tests.api.house import House

OWNER = Person("anst-1", frozenset({("medarbetare", "norra")}))


@pytest.fixture
def run(own: House) -> Run:
    """A visit that nobody has read anything of."""
    return own.person("anst-1", ("medarbetare", "norra")).starts("besok", ref="S-1")


@pytest.fixture
def colleague(own: House, run: Run) -> Actor:
    return own.person("anst-2", ("medarbetare", "norra"))


def read(own: House, run: Run) -> list[tuple[str, str]]:
    """Who has read what, the first first."""
    own.engine.tick()  # what was queued before it is written then
    return [(each["by"], each["what"]) for each in reversed(own.engine.records.reads(run.id, OWNER).items)]


def test_a_picture_that_is_kept_is_read_by_each_who_is_shown_it(
    own: House, run: Run, colleague: Actor
) -> None:
    for actor in (run.actor, colleague, colleague):
        own.waits(days=1)
        assert actor.get(f"{run.path}/diagram.svg").status_code == 200
    assert read(own, run) == [("anst-1", "picture"), ("anst-2", "picture"), ("anst-2", "picture")]


def test_a_picture_that_the_reader_has_already_is_read_again(own: House, run: Run, colleague: Actor) -> None:
    tag = colleague.get(f"{run.path}/diagram.svg").headers["etag"]
    own.waits(days=1)
    again = colleague.get(f"{run.path}/diagram.svg", **{"If-None-Match": tag})
    assert again.status_code == 304
    assert read(own, run) == [("anst-2", "picture")] * 2


def test_asking_for_the_heads_of_a_picture_tells_where_the_case_is_too(
    own: House, run: Run, colleague: Actor
) -> None:
    assert colleague.http.head(f"/api/v1{run.path}/diagram.svg").status_code == 200
    assert read(own, run) == [("anst-2", "picture")]


def test_each_way_to_read_a_case_is_written_by_its_name(own: House, run: Run, colleague: Actor) -> None:
    for path in (run.path, f"{run.path}/history", f"{run.path}/diagram.svg?view=technical"):
        own.waits(days=1)
        assert colleague.get(path).status_code == 200
    assert read(own, run) == [("anst-2", "view"), ("anst-2", "history"), ("anst-2", "picture")]


def test_what_shows_no_case_is_no_reading_of_one(own: House, run: Run) -> None:
    manager = own.person("chef-1", ("chef", "norra"))
    for path in ("diagram.svg", "handbook.html", "statistics"):
        assert manager.get(f"/routines/besok/{path}").status_code == 200
    assert read(own, run) == []


def test_a_stranger_who_is_shown_nothing_has_read_nothing(own: House, run: Run) -> None:
    stranger = own.person("anst-9", ("medarbetare", "sodra"))
    assert stranger.get(f"{run.path}/diagram.svg").status_code == 403
    assert read(own, run) == []


def test_a_picture_that_is_looked_at_all_day_is_read_once_that_day(
    own: House, run: Run, colleague: Actor
) -> None:
    for _ in range(3):
        assert colleague.get(f"{run.path}/diagram.svg").status_code == 200
        own.waits(minutes=1)
    assert read(own, run) == [("anst-2", "picture")]


def test_a_manager_of_the_unit_is_told_who_has_read(own: House, run: Run, colleague: Actor) -> None:
    colleague.get(run.path)
    own.engine.tick()
    manager = own.person("chef-1", ("chef", "norra"))
    (told,) = manager.get(f"{run.path}/reads").json()
    assert (told["by"], told["what"]) == ("anst-2", "view")
    assert colleague.get(f"{run.path}/reads").status_code == 403
