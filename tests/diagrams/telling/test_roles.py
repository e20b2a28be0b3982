"""Each role has a colour and an icon of its own."""

from __future__ import annotations

from diagrams.handbook.role_cards import cards_of
from diagrams.picture import PAINTS, Icon, boxes
from diagrams.storyboard.cards import storyboard
from diagrams.storyboard.story import Storyboard
from diagrams.telling.roles import RoleMark, marks_of
from diagrams.telling.routine_picture import picture_of
from engine.model.routine import Routine
from tests.diagrams.samples import compiled
from tests.routines.library import ROUTINES, load


def with_roles(roles: str, start: str) -> Routine:
    return compiled(
        f"routine: prov\nversion: 1\ntitle: Prov\nlanguage: sv\nroles: {{{roles}}}\nstart: {start}\n"
        f"states:\n  a: {{title: A, role: {start}}}\n  b: {{end: slut}}\n"
    )


def test_who_starts_the_routine_has_the_first_colour() -> None:
    found = marks_of([with_roles("annan: {title: Annan}, personal: {title: Personal}", "personal")])
    assert found["personal"] == RoleMark(0, "person")


def test_a_manager_has_the_second_colour_and_the_office() -> None:
    found = marks_of(
        [with_roles("personal: {title: Personal}, chef: {title: Chef, manager: yes}", "personal")]
    )
    assert found["chef"] == RoleMark(1, "office")


def test_a_manager_that_starts_is_still_a_manager() -> None:
    assert marks_of([with_roles("chef: {title: Chef, manager: yes}", "chef")])["chef"] == RoleMark(
        1, "office"
    )


def test_it_has_a_tool() -> None:
    found = marks_of([with_roles("personal: {title: Personal}, stod: {title: IT-avdelningen}", "personal")])
    assert found["stod"].icon == "tool"


def test_more_roles_than_colours_share_them() -> None:
    many = ", ".join(f"r{number}: {{title: Roll {number}}}" for number in range(9))
    assert {mark.paint for mark in marks_of([with_roles(many, "r0")]).values()} == set(range(PAINTS))


def test_seven_roles_that_are_no_managers_have_colours_of_their_own() -> None:
    seven = ", ".join(f"r{number}: {{title: Roll {number}}}" for number in range(7))
    found = marks_of([with_roles(f"{seven}, chef: {{title: Chef, manager: yes}}", "r0")])
    assert len({mark.paint for mark in found.values()}) == 8
    assert len(set(found.values())) == 8
    assert len({found[f"r{number}"].icon for number in range(5)}) == 5


def test_two_managers_have_a_colour_each_and_the_office_both() -> None:
    found = marks_of(
        [
            with_roles(
                "chef: {title: Chef, manager: yes}, jour: {title: Chef i beredskap, manager: yes}", "chef"
            )
        ]
    )
    assert found == {"chef": RoleMark(1, "office"), "jour": RoleMark(0, "office")}


def test_roles_of_one_routine_share_no_colour_where_the_set_has_more_roles_than_colours() -> None:
    routines = [
        with_roles(", ".join(f"r{of}{number}: {{title: Roll}}" for number in range(6)), f"r{of}0")
        for of in range(4)
    ]
    shared = with_roles(
        "r00: {title: Roll}, r10: {title: Roll}, r24: {title: Roll}, r35: {title: Roll}", "r00"
    )
    found = marks_of([*routines, shared])
    for routine in (*routines, shared):
        assert len({found[role].paint for role in routine.roles}) == len(routine.roles)


def test_marks_come_in_one_order_so_that_processes_agree_on_what_is_as_it_was() -> None:
    managers = ", ".join(f"c{number}: {{title: Chef, manager: yes}}" for number in range(8))
    assert list(marks_of([with_roles(managers, "c3")])) == ["c3", "c0", "c1", "c2", "c4", "c5", "c6", "c7"]


def test_on_a_set_a_role_has_one_mark_and_no_other_role_the_same() -> None:
    one = with_roles("personal: {title: Personal}, kontor: {title: Kontor}", "personal")
    other = with_roles("kontor: {title: Kontor}, ekonom: {title: Ekonom}", "kontor")
    assert marks_of([other])["kontor"].paint == marks_of([one])["personal"].paint
    found = marks_of([one, other])
    assert len(set(found.values())) == 3
    assert found == marks_of([other, one])


def test_the_role_that_is_in_the_most_routines_comes_first_and_stays_so() -> None:
    one = with_roles("personal: {title: Personal}, kontor: {title: Kontor}", "kontor")
    other = with_roles("personal: {title: Personal}", "personal")
    added = with_roles("adjunkt: {title: Adjunkt}", "adjunkt")
    assert marks_of([one, other])["personal"].paint == 0
    assert marks_of([one, other, added])["personal"] == marks_of([one, other])["personal"]


def test_a_role_that_is_a_manager_somewhere_is_one_everywhere() -> None:
    here, there = (
        with_roles("chef: {title: Chef, manager: yes}", "chef"),
        with_roles("chef: {title: Chef}", "chef"),
    )
    assert marks_of([here, there])["chef"] == RoleMark(1, "office")


def test_a_role_has_one_colour_and_one_icon_in_all_that_an_organisation_makes() -> None:
    known = {name: load(name) for name in ROUTINES}
    found: dict[str, set[int | None]] = {}
    icons: dict[str, set[Icon | None]] = {}
    for routine in known.values():
        picture = picture_of(routine, routines=known)
        for mark in picture.legend:
            if mark.role:
                found.setdefault(mark.role, set()).add(mark.paint)
                icons.setdefault(mark.role, set()).add(mark.icon)
        for box in boxes(picture.panels):
            if box.roles and box.kind != "event":
                found.setdefault(box.roles[0], set()).add(box.paint)
        for card in cards_of([routine], known=known).cards:
            found.setdefault(card.role, set()).add(card.paint)
        for scenario in routine.scenarios[:2]:
            told = storyboard(routine, scenario, known)
            assert isinstance(told, Storyboard)
            for stop in (stop for card in told.cards for stop in card.trail.stops):
                if stop.box.roles and stop.box.kind != "event":
                    found.setdefault(stop.box.roles[0], set()).add(stop.box.paint)
    assert len(found) > 5
    assert all(len(paints) == 1 for paints in found.values()), found
    assert all(len(each) == 1 for each in icons.values()), icons
