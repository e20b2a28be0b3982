"""The canonical document says what the routine means: written otherwise it has the same digest, meaning something else another."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.language.compile import compile_text
from engine.model.routine import Call
from engine.stored.canonical import Canonical, canonical
from engine.stored.routine import routine_to_stored
from engine.stored.routine_reader import routine_from_stored
from tests.engine.language.files import BRANCHES, EVERYTHING, HEAD, one_step, routine_of
from tests.engine.language.written import routine_of_document
from tests.engine.stored.texts import TEXTS

SHORT_AND_LONG = {
    "a role's title": (
        one_step("", head=HEAD),
        one_step(
            "",
            head=HEAD.replace("medarbetare: M", "medarbetare: {title: M").replace("are, chef", "are}, chef"),
        ),
    ),
    "one role": (one_step(""), one_step("").replace("role: medarbetare", "role: [medarbetare]")),
    "the step's one choice": (one_step(""), one_step("choices: {klar: {label: Klar, to: slut}}")),
    "a choice's label": (
        one_step("choices: {svar: Jag fick svar}"),
        one_step("choices: {svar: {label: Jag fick svar}}"),
    ),
    "a label from the id": (
        one_step("choices: {fick_svar: {to: slut}}"),
        one_step("choices: {fick_svar: Fick svar}"),
    ),
    "the next state": (
        one_step("choices: {svar: Svar}"),
        one_step("choices: {svar: {label: Svar, to: slut}}"),
    ),
    "a source's kind": (one_step("source: law"), one_step("source: {kind: law}")),
    "one checklist item": (one_step("checklist: Du har ringt."), one_step("checklist: [Du har ringt.]")),
    "a fact to ask for": (
        one_step("ask: antal", more="facts: {antal: number}"),
        one_step("ask: [{fact: antal, required: yes}]", more="facts: {antal: {type: number, title: Antal}}"),
    ),
    "options": (
        one_step("ask: svar", more="facts: {svar: {type: choice, options: [ja_visst, inte_nu]}}"),
        one_step(
            "ask: svar", more="facts: {svar: {type: choice, options: {ja_visst: Ja visst, inte_nu: Inte nu}}}"
        ),
    ),
    "who starts": (one_step("", more="start: medarbetare"), one_step("", more="start: {by: [medarbetare]}")),
    "the starter left out": (one_step(""), one_step("", more="start: medarbetare")),
    "a text's language": (one_step("note: Ring nu."), one_step("note: {sv: Ring nu.}")),
    "the routine's language": (one_step(""), one_step("", more="language: [sv]")),
    "units of time": (
        one_step("timers: [{after: 120 minuter, remind: Ring.}]"),
        one_step("timers: [{after: 2 h, remind: Ring.}]"),
    ),
    "a longest text": (
        one_step("ask: ref", more="facts: {ref: text}"),
        one_step("ask: ref", more="facts: {ref: {type: text, max: 200}}"),
    ),
    "yes in any form": (
        one_step("", head=HEAD),
        one_step("", head=HEAD.replace("manager: yes", "manager: true")),
    ),
    "a condition's spaces": (
        one_step(
            "choices: {svar: {when: antal>3, because: För få., ask: antal}}", more="facts: {antal: number}"
        ),
        one_step(
            'choices: {svar: {when: "antal  >  3", because: För få., ask: antal}}',
            more="facts: {antal: number}",
        ),
    ),
    "an option's quotes": (
        one_step(
            "choices: {a: {set: {svar: nej_da}}}", more="facts: {svar: {type: choice, options: [nej_da]}}"
        ),
        one_step(
            "choices: {a: {set: {svar: '\"nej_da\"'}}}",
            more="facts: {svar: {type: choice, options: [nej_da]}}",
        ),
    ),
    "what a choice sets, in any order": (
        one_step("choices: {a: {set: {tid: now, antal: 3}}}", more="facts: {tid: moment, antal: number}"),
        one_step("choices: {a: {set: {antal: 3, tid: now}}}", more="facts: {tid: moment, antal: number}"),
    ),
    "comments and empty lines": (
        one_step(""),
        "# Om att ringa\n\n" + one_step("").replace("role:", "# vem\n    role:"),
    ),
    "lists in either style": (
        one_step("checklist: [Ring., Svara.]"),
        one_step("checklist:\n  - Ring.\n  - Svara."),
    ),
    "scenarios": (
        one_step(""),
        one_step("") + "scenarios: [{title: Samtal, play: [{medarbetare: klar}], ends: klart}]\n",
    ),
}


def of(text: str) -> Canonical:
    return canonical(routine_of(text))


def digest_of(document: Canonical) -> str:
    return routine_of_document(document).digest


@pytest.mark.parametrize("name", TEXTS)
def test_a_canonical_document_compiles_to_the_same_routine(name: str) -> None:
    routine = routine_of(TEXTS[name])

    again = routine_of_document(canonical(routine))

    assert again == routine
    assert again.digest == routine.digest


@pytest.mark.parametrize("name", TEXTS)
def test_a_canonical_document_survives_json(name: str) -> None:
    routine = routine_of(TEXTS[name])

    assert routine_of_document(json.loads(json.dumps(canonical(routine)))) == routine


def test_what_has_only_a_short_form_stands_in_it_as_the_owner_writes_it() -> None:
    states = of(EVERYTHING)["states"]

    assert (states["borja"]["skip"], states["vila"]["wait"]) == ("ask", "yes")
    assert states["vila"]["timers"] == [{"after": "1 d", "to": "mejla"}]


@pytest.mark.parametrize("name", SHORT_AND_LONG)
def test_short_forms_and_formatting_do_not_change_the_digest(name: str) -> None:
    short, long = SHORT_AND_LONG[name]

    assert routine_of(short).digest == routine_of(long).digest


@pytest.mark.parametrize("name", TEXTS)
def test_the_order_of_keys_does_not_change_the_digest(name: str) -> None:
    document = of(TEXTS[name])
    states = {id: dict(reversed(state.items())) for id, state in document["states"].items()}
    turned = dict(reversed((document | {"states": states}).items()))

    assert list(turned) != list(document)
    assert digest_of(turned) == digest_of(document)


ORDERED = [
    ("roles",),
    ("facts",),
    ("anytime",),
    ("states", "samtidigt", "together"),
    ("states", "samtidigt", "together", "sparra", "states", "ring_it", "choices"),
]


@pytest.mark.parametrize("path", ORDERED)
def test_the_order_of_what_people_see_in_order_changes_the_digest(path: tuple[str, ...]) -> None:
    document = of(BRANCHES)
    before = digest_of(document)
    group: Any = document
    for key in path:
        group = group[key]
    first, *rest = list(group.items())
    group.clear()
    group.update([*rest, first])

    assert routine_of_document(document).digest != before


def test_the_order_of_states_changes_the_digest() -> None:
    document = of(BRANCHES)
    order = ["borja", "samtidigt", "hittad", "forsenat", "klart"]
    turned = document | {"states": {id: document["states"][id] for id in order}}

    assert digest_of(turned) != digest_of(document)


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of all single values."""
    if isinstance(value, dict):
        return [leaf for key, each in value.items() for leaf in leaves(each, (*path, key))]
    if isinstance(value, list):
        return [leaf for index, each in enumerate(value) for leaf in leaves(each, (*path, index))]
    return [path]


def changed(document: Canonical, path: tuple[Any, ...], other: Any) -> Canonical:
    """The document with another value at the path."""
    copy: Canonical = json.loads(json.dumps(document))
    place: Any = copy
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = other
    return copy


@settings(max_examples=20)
@given(data=st.data())
@pytest.mark.parametrize("name", TEXTS)
def test_any_change_of_meaning_changes_the_digest_or_is_refused(name: str, data: st.DataObject) -> None:
    document = of(TEXTS[name])
    path = data.draw(st.sampled_from([each for each in leaves(document) if each[0] != "scenarios"]))
    place: Any = document
    for step in path:
        place = place[step]
    others = (
        [not place]
        if isinstance(place, bool)
        else [place + 1]
        if isinstance(place, int)
        else [f"{place} x", f"{place}x"]
    )
    other = data.draw(st.sampled_from(others))

    try:
        routine = routine_of_document(changed(document, path, other))
    except ValueError:
        return

    assert routine.digest != digest_of(document), path


def test_an_unknown_language_s_text_is_no_part_of_it() -> None:
    assert compile_text(one_step("note: {sv: Ring., fi: Soita.}"), "prov.yaml").routine is None


NAMED_AS_FORMULAS_ARE = """
routine: namn
version: 1
title: Namn
roles: {medarbetare: M, chef: {title: C, manager: yes}}
facts: {text: text, seconds: number, tree: text, skip: yes_no, label: yes_no}
start: {by: medarbetare, ask: [text, seconds, tree, skip]}
states:
  borja: {title: Börja, role: medarbetare, to: kor}
  ena: {end: ena}
  andra: {end: andra}
  kor: {call: annan, take: {text: tree, tree: text, skip: label}, outcomes: {text: ena, tree: andra}}
scenarios:
  - title: Prov
    facts: {text: Hej, seconds: 3}
    play: [{medarbetare: klar, routine: annan, facts: {text: Hej, seconds: "3"}}, {wait: 5 min, delivered: no}]
    ends: ena
"""


def test_names_that_formulas_have_for_their_parts_stay_names() -> None:
    document = of(NAMED_AS_FORMULAS_ARE)
    assert list(document["facts"]) == ["text", "seconds", "tree", "skip", "label"]
    assert document["facts"]["skip"]["type"] == "yes_no"
    assert document["states"]["kor"]["take"] == {"text": "tree", "tree": "text", "skip": "label"}
    assert document["states"]["kor"]["outcomes"] == {"text": "ena", "tree": "andra"}
    (scenario,) = document["scenarios"]
    assert scenario["facts"] == {"text": "Hej", "seconds": 3}
    assert scenario["play"][0]["facts"] == {"text": "Hej", "seconds": "3"}


def test_where_time_goes_by_in_a_scenario_it_stands_as_it_is_written_with_what_else_the_line_says() -> None:
    assert of(NAMED_AS_FORMULAS_ARE)["scenarios"][0]["play"][1] == {"wait": "5 min", "delivered": False}


def test_the_order_of_a_calls_outcomes_does_not_change_the_digest() -> None:
    turned = NAMED_AS_FORMULAS_ARE.replace("{text: ena, tree: andra}", "{tree: andra, text: ena}")
    assert routine_of(turned).digest == routine_of(NAMED_AS_FORMULAS_ARE).digest


def test_a_call_that_stands_last_needs_no_way_for_other_outcomes() -> None:
    routine = routine_of(NAMED_AS_FORMULAS_ARE)
    call = routine_from_stored(routine_to_stored(routine), routine.digest).states["kor"]
    assert isinstance(call, Call)
    assert (list(call.outcomes), call.otherwise) == (["text", "tree"], None)
