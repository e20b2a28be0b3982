from __future__ import annotations

from jsonschema import Draft7Validator

from engine.language.file.proposals import Names, names_in, schema_with
from engine.language.file.schema import schema
from tests.engine.language.files import BRANCHES, VISIT


def test_the_names_of_a_file_are_those_it_gives_in_its_order() -> None:
    assert names_in(VISIT, ["stodpass", "telefon_fel"]) == Names(
        states=("pa_vag", "pa_plats", "dokumentera", "vilket_slut", "klart", "uteblivet_klart"),
        roles=("medarbetare", "enhetschef"),
        facts=("besok_ref", "ankomst", "insatser", "orsak"),
        contacts=("it_support",),
        routines=("stodpass", "telefon_fel"),
    )


def test_the_states_of_branches_are_among_them() -> None:
    assert {"ring_it", "sparrat", "vilken", "polis", "anmalt"} <= set(names_in(BRANCHES).states)


def test_what_can_not_be_read_gives_no_names() -> None:
    assert names_in("- en\n- lista\n") == Names()
    assert names_in(b"\xff\xfe") == Names()


def test_without_names_it_is_the_schema_of_all() -> None:
    assert schema_with(Names()) == schema()


def test_names_are_proposals_and_demand_nothing() -> None:
    made = schema_with(names_in(VISIT))

    Draft7Validator.check_schema(made)
    state = made["definitions"]["State"]["properties"]
    assert state["to"]["examples"][0] == "pa_vag"
    assert state["outcomes"]["additionalProperties"]["examples"][0] == "pa_vag"
    assert "enum" not in state["to"]
