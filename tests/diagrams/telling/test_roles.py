"""Each role has a colour and an icon of its own."""

from __future__ import annotations

from diagrams.picture import PAINTS
from diagrams.telling.roles import RoleMark, marks
from engine.model.routine import Routine
from tests.diagrams.samples import compiled


def with_roles(roles: str, start: str) -> Routine:
    return compiled(
        f"routine: prov\nversion: 1\ntitle: Prov\nlanguage: sv\nroles: {{{roles}}}\nstart: {start}\n"
        f"states:\n  a: {{title: A, role: {start}}}\n  b: {{end: slut}}\n"
    )


def test_who_starts_the_routine_has_the_first_colour() -> None:
    found = marks(with_roles("annan: {title: Annan}, personal: {title: Personal}", "personal"))
    assert found["personal"] == RoleMark(0, "person")


def test_a_manager_has_the_second_colour_and_the_office() -> None:
    found = marks(with_roles("personal: {title: Personal}, chef: {title: Chef, manager: yes}", "personal"))
    assert found["chef"] == RoleMark(1, "office")


def test_a_manager_that_starts_is_still_a_manager() -> None:
    assert marks(with_roles("chef: {title: Chef, manager: yes}", "chef"))["chef"] == RoleMark(1, "office")


def test_it_has_a_tool() -> None:
    found = marks(with_roles("personal: {title: Personal}, stod: {title: IT-avdelningen}", "personal"))
    assert found["stod"].icon == "tool"


def test_more_roles_than_colours_share_them() -> None:
    many = ", ".join(f"r{number}: {{title: Roll {number}}}" for number in range(9))
    assert {mark.paint for mark in marks(with_roles(many, "r0")).values()} == set(range(PAINTS))


def test_seven_roles_that_are_no_managers_have_colours_of_their_own() -> None:
    seven = ", ".join(f"r{number}: {{title: Roll {number}}}" for number in range(7))
    found = marks(with_roles(f"{seven}, chef: {{title: Chef, manager: yes}}", "r0"))
    assert len({mark.paint for mark in found.values()}) == 8
    assert len(set(found.values())) == 8
    assert len({found[f"r{number}"].icon for number in range(5)}) == 5


def test_on_a_set_a_role_has_one_mark_and_no_other_role_the_same() -> None:
    one = with_roles("personal: {title: Personal}, kontor: {title: Kontor}", "personal")
    other = with_roles("kontor: {title: Kontor}, ekonom: {title: Ekonom}", "kontor")
    assert marks(other)["kontor"].paint == marks(one)["personal"].paint
    found = marks(one, other)
    assert found["kontor"] == marks(one)["kontor"]
    assert len(set(found.values())) == 3
