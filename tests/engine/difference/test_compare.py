"""What is held to be one change, what is none, and when a new version number is needed."""

from __future__ import annotations

import pytest

from engine.difference.change import Change
from engine.difference.compare import difference, differences
from engine.language.compile import compile_text
from engine.said import Said
from tests.engine.difference.changing import NEW_STEP, compared, told
from tests.engine.language.files import BRANCHES, VISIT, one_step, routine_of


def test_a_deadline_in_english() -> None:
    (change,) = compared(VISIT, ("after: 24 h", "after: 12 h")).changes

    assert (
        change.said.en
        == "“Dokumentera i social journal”: Enhetschef is told after 12 hours, before after 24 hours."
    )
    assert change.where == ("states", "dokumentera", "timers", "0")
    assert (change.before, change.after) == ({"after": "1 d"}, {"after": "12 h"})


def test_a_step_that_moves_out_of_its_branch_has_moved_and_is_not_another() -> None:
    found = compared(
        BRANCHES,
        ("          polis:\n            title: Ring polisen\n            role: chef\n", ""),
        ("  forsenat:\n", "  polis:\n    title: Ring polisen\n    role: chef\n    to: klart\n  forsenat:\n"),
    )

    assert [each.said.sv for each in found.changes if each.kind != "changed"] == [
        "Flyttat: ”Ring polisen” står nu efter ”Samtidigt”."
    ]


def test_a_renamed_fact_is_one_change_however_often_it_is_read() -> None:
    assert told(VISIT, ("besok_ref", "referens")) == [
        ("document", "renamed", "Uppgiften ”Besöksreferens” heter nu ”referens” i filen, förut ”besok_ref”.")
    ]


def test_the_deadlines_of_a_new_step_are_told_among_the_deadlines() -> None:
    timed = NEW_STEP.replace(
        "\n\n", "\n    timers: [{after: 2 h, notify: enhetschef, say: Nästa tid saknas.}]\n\n"
    )

    assert [
        sentence for group, _, sentence in told(VISIT, ("  dokumentera:\n", timed)) if group == "time"
    ] == ["”Boka nästa tid”: ny tid: Enhetschef får veta efter 2 timmar: ”Nästa tid saknas.”"]


def test_a_way_that_leads_to_a_new_step_on_the_same_way_is_no_change_of_its_own() -> None:
    (change,) = compared(VISIT, ("  dokumentera:\n", NEW_STEP)).changes

    assert change.kind == "added"


def test_a_text_in_two_languages_says_which_has_changed() -> None:
    text = one_step("note: {sv: Ring nu., en: Call now.}", more="language: [sv, en]").replace(
        "title: Prov", "title: {sv: Prov, en: Test}"
    )
    text = text.replace("title: Ring chefen", "title: {sv: Ring, en: Call}").replace(
        "{end: klart}", "{end: klart, title: {sv: Klart, en: Done}}"
    )
    text = text.replace(
        "medarbetare: Medarbetare, chef: {title: Chef,",
        "medarbetare: {title: {sv: M, en: E}}, chef: {title: {sv: C, en: M},",
    )

    (change,) = compared(text, ("Call now.", "Call at once.")).changes

    assert change.said.sv == "”Ring”: upplysningen är ändrad: på engelska ”Call now.” → ”Call at once.”"


def test_spaces_alone_are_told_where_they_are_part_of_a_text() -> None:
    (change,) = compared(one_step('note: "Ring nu."'), ("Ring nu.", "Ring  nu.")).changes

    assert change.said.sv == "”Ring chefen”: upplysningen är ändrad: ”Ring nu.” → ”Ring  nu.”"


VERSION_2 = ("version: 1", "version: 2")


@pytest.mark.parametrize(
    ("changes", "needed"),
    [
        ([("after: 24 h", "after: 12 h")], 2),
        ([("after: 24 h", "after: 12 h"), VERSION_2], None),
        ([("- title: Vanligt stödpass", "- title: Ett vanligt stödpass")], None),
        ([VERSION_2], None),
    ],
)
def test_a_new_number_is_needed_where_the_meaning_differs_and_it_is_not_raised(
    changes: list[tuple[str, str]], needed: int | None
) -> None:
    assert compared(VISIT, *changes).next_version == needed


def test_a_lowered_version_needs_one_above_the_older() -> None:
    later = VISIT.replace(*VERSION_2)

    assert difference(routine_of(later), routine_of(VISIT)).next_version == 3


def test_sets_are_compared_routine_by_routine() -> None:
    visit, branches = routine_of(VISIT), routine_of(BRANCHES)
    later = routine_of(VISIT.replace(*VERSION_2))

    found = differences(
        [visit, branches], [later, routine_of(one_step("").replace("routine: prov", "routine: annat"))]
    )

    assert [(each.old and each.old.id, each.new and each.new.id) for each in found] == [
        (None, "annat"),
        ("prov", None),
        ("stodpass", "stodpass"),
    ]


def test_sets_that_are_the_same_do_not_differ() -> None:
    assert differences([routine_of(VISIT)], [routine_of(VISIT)]) == ()


def test_a_thousand_states_under_other_names_are_compared_in_bounded_time() -> None:
    def large(prefix: str) -> str:
        steps = "".join(
            f"  {prefix}{number}: {{title: Gör sak nummer {number}, role: medarbetare}}\n"
            for number in range(600)
        )
        return f"routine: stor\nversion: 1\ntitle: Stor\nroles: {{medarbetare: M}}\nstates:\n{steps}  slut: {{end: klart}}\n"

    old, new = (compile_text(large(prefix), "stor.yaml").routine for prefix in ("a", "b"))
    assert old is not None
    assert new is not None

    changes = difference(old, new).changes

    assert {each.kind for each in changes} == {"renamed"}
    assert len(changes) == 600


def test_a_change_is_a_value_for_programs() -> None:
    change = Change(group="time", kind="added", where=("a", "b"), said=Said("Nytt.", "New."), after=3)

    assert change.as_json("en") == {
        "group": "time",
        "kind": "added",
        "where": ["a", "b"],
        "message": "New.",
        "before": None,
        "after": 3,
    }
