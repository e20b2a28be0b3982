"""Facts about the people of demonstration mode and the command to begin with."""

from __future__ import annotations

import json

from api import demo
from engine.check import check
from tests.api.house import OWN_ROUTINES, REAL_ROUTINES
from tests.api.http.curl import curls

ROUTINES = check([OWN_ROUTINES]).routines


def test_there_is_one_person_for_each_role_one_more_of_the_first_and_one_elsewhere() -> None:
    people = demo.people(ROUTINES)
    assert sorted(each.token for each in people) == [
        "demo-chef",
        "demo-it",
        "demo-medarbetare",
        "demo-medarbetare-2",
        "demo-medarbetare-b",
    ]
    first, colleague = people[:2]
    assert (colleague.role, colleague.unit, colleague.title.sv) == (first.role, first.unit, "Medarbetare 2")
    assert {each.unit for each in people} == {"demo", "demo-2"}


def test_people_are_called_by_their_roles_and_have_no_names() -> None:
    for routine in check([REAL_ROUTINES]).routines:
        for each in demo.people([routine]):
            assert each.title.say("sv").removesuffix(" i en annan enhet").removesuffix(" 2") in {
                role.title.say("sv") for role in routine.roles.values()
            }


def test_without_routines_there_is_nobody() -> None:
    assert demo.people([]) == []


def test_the_command_gives_every_fact_that_the_routine_asks_for() -> None:
    besok = next(each for each in ROUTINES if each.id == "besok")
    told = demo.command(besok, "demo-medarbetare", "http://127.0.0.1:1")
    line = curls(told["text"])[0]
    content = json.loads(line[line.index("{") : line.rindex("}") + 1])
    assert (content["routine"], set(content["facts"])) == ("besok", {"ref"})
