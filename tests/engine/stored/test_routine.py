from __future__ import annotations

import hashlib
import json

import pytest

from engine.model.routine import Routine
from engine.stored.canonical import canonical
from engine.stored.formats import FromTheFuture
from engine.stored.routine import digest, routine_to_stored
from engine.stored.routine_reader import routine_from_stored
from tests.engine.language.files import BRANCHES, VISIT, one_step, routine_of
from tests.engine.stored.texts import TEXTS


def test_the_digest_is_that_of_the_stored_document_in_utf_8() -> None:
    routine = routine_of(VISIT)
    meant = {key: value for key, value in routine_to_stored(routine).items() if key != "scenarios"}
    text = json.dumps(meant, ensure_ascii=False, separators=(",", ":"))

    assert "Stödpass" in text
    assert routine.digest == hashlib.sha256(text.encode("utf-8")).hexdigest()


@pytest.mark.parametrize("name", TEXTS)
def test_a_stored_routine_is_decoded_to_the_same_routine(name: str) -> None:
    routine = routine_of(TEXTS[name])
    stored = json.loads(json.dumps(routine_to_stored(routine)))

    again = routine_from_stored(stored, routine.digest)

    assert again == routine
    assert (list(again.states), list(again.flows)) == (list(routine.states), list(routine.flows))


@pytest.mark.parametrize("name", TEXTS)
def test_the_machines_of_a_decoded_routine_allow_the_same_transitions(name: str) -> None:
    routine = routine_of(TEXTS[name])

    again = routine_from_stored(routine_to_stored(routine), routine.digest)

    assert transitions(again) == transitions(routine)


def transitions(routine: Routine) -> set[tuple[str, str, str, str | None, int]]:
    return {
        (flow.id, event.name, source, transition.dest, len(transition.conditions))
        for flow in routine.flows.values()
        for event in flow.machine.events.values()
        for source, found in event.transitions.items()
        for transition in found
    }


def test_a_document_that_is_not_what_its_digest_names_is_no_routine() -> None:
    routine = routine_of(VISIT)
    stored = routine_to_stored(routine)
    stored["states"]["planera"] = {}

    with pytest.raises(ValueError, match="digest"):
        routine_from_stored(stored, routine.digest)


def test_a_document_where_a_way_leads_into_the_middle_of_a_branch_is_no_routine() -> None:
    stored = json.loads(json.dumps(routine_to_stored(routine_of(BRANCHES))))
    (choice,) = stored["states"]["borja"]["choices"].values()
    choice["to"] = "ring_it"

    with pytest.raises(ValueError, match="ring_it can't be reached from borja"):
        routine_from_stored(stored, digest(stored))


def test_a_routine_of_a_form_from_the_future_is_told_as_such() -> None:
    stored = routine_to_stored(routine_of(VISIT)) | {"format": 99}

    with pytest.raises(FromTheFuture):
        routine_from_stored(stored, digest(stored))


def test_a_message_of_the_first_form_may_bring_any_fact_also_in_a_branch() -> None:
    text = BRANCHES.replace(
        "states:\n",
        "states:\n  forst: {wait: svar}\n  vila: {wait: yes, timers: [{after: 1 d, to: borja}]}\n",
        1,
    )
    document = {**routine_to_stored(routine_of(text)), "format": 1}
    inner = next(each for each in document["states"].values() if "together" in each)
    branch = next(iter(inner["together"].values()))
    branch["states"] = {
        "dar": {"title": {"sv": "Där"}, "wait": "annat", "to": next(iter(branch["states"]))}
    } | branch["states"]

    read = routine_from_stored(document, digest(document))

    assert read.messages_with_any_fact() == ("svar", "annat")
    assert [each for each in read.states.values() if getattr(each, "any_fact", False)] == [
        read.states["forst"],
        read.states["dar"],
    ]
    assert '"any_fact": true' in json.dumps(canonical(read))
    assert routine_of(text).messages_with_any_fact() == ()


def test_a_wait_is_stored_with_who_may_tell_it_and_what_it_brings() -> None:
    text = one_step("", more="facts: {antal: {type: number, title: Antal}}")
    text = text.replace(
        "states:\n", "states:\n  vanta: {wait: svar, role: chef, ask: {fact: antal, required: no}}\n", 1
    )
    written = routine_of(text)
    document = json.loads(json.dumps(routine_to_stored(written)))

    assert document["states"]["vanta"]["role"] == ["chef"]
    assert document["states"]["vanta"]["ask"] == [{"fact": "antal", "required": False}]
    assert routine_from_stored(document, digest(document)) == written
