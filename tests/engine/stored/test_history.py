"""An entry of the history says all that it was and did, and names nobody."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from engine.run.commands import TakeBack
from engine.run.instance import Case
from engine.run.outcome import Happened
from engine.scenarios.player import ROOT
from engine.stored.history import FORMAT, Entry, entry_from_stored, entry_to_stored, folded
from engine.stored.replay import replay
from tests.engine.run.acting import MANAGER, WORKER, Tale, routine
from tests.engine.run.events.test_incidents import BLIND, CALLER, Followed

STATES = """
    borja: {title: Börja, role: medarbetare, choices: {klar: {label: Klar, undo: 10 min}}}
    sedan: {title: Sedan, role: medarbetare}
    klart: {end: klart}
"""


def again(tale: Tale, entry: Entry) -> Entry:
    stored = json.loads(json.dumps(entry_to_stored(entry, tale.people)))
    return entry_from_stored(stored, FORMAT.number, tale.people)


def test_what_was_done_before_it_came_says_both() -> None:
    tale = Tale(routine(STATES)).takes("klar")
    (*_, entry) = tale.entries()
    done_at = entry.command.at - timedelta(hours=3)
    on_paper = replace(entry, command=replace(entry.command, done_at=done_at, paper="K7M2PX-1A"))

    assert not {"done_at", "paper"} & tale.history[-1]["command"].keys()
    assert again(tale, on_paper) == on_paper
    assert again(tale, on_paper).done_at == done_at
    assert again(tale, entry).done_at == entry.command.at


def test_whom_somebody_acted_for_stands_by_number_and_is_told_by_name() -> None:
    tale = Tale(routine(STATES)).takes("klar", by=MANAGER)
    (chosen,) = (each for each in tale.history[-1]["happened"] if each["kind"] == "chosen")

    assert chosen["detail"] == {"on_behalf": tale.people.number(WORKER.subject)}
    assert tale.entries()[-1].happened[0].detail == {"on_behalf": WORKER.subject}


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("chosen", ["on_behalf"]),
        ("skipped", ["on_behalf"]),
        ("taken", ["on_behalf"]),
        ("released", ["on_behalf"]),
        ("handed_over", ["from", "to"]),
    ],
)
def test_whoever_is_named_in_what_happened_stands_by_number(kind: str, names: list[str]) -> None:
    tale = Tale(routine(STATES))
    told = Happened(kind=kind, instance=ROOT, detail=dict.fromkeys(names, WORKER.subject))
    entry = replace(tale.entries()[0], happened=(told,))
    (stored,) = entry_to_stored(entry, tale.people)["happened"]
    assert stored["detail"] == dict.fromkeys(names, tale.people.number(WORKER.subject))
    assert again(tale, entry) == entry


def test_what_has_no_value_is_left_out() -> None:
    (begun, *_) = Tale(routine(STATES)).history
    assert set(begun) == {"behaviour", "zone", "command", "happened", "changed"}
    assert [set(each) for each in begun["happened"]] == [{"kind", "instance", "state", "visit"}]


def test_a_detail_that_names_nobody_stays_as_it_is() -> None:
    tale = Tale(routine(STATES)).takes("klar")
    assert all(each.detail is None for each in tale.entries()[-1].happened if each.kind == "chosen")


def test_of_versions_an_entry_says_those_that_it_started_and_no_others() -> None:
    besok = routine("    gor: {title: Gör, role: medarbetare}\n    klart: {end: klart}\n", id="besok")
    parent = routine("""
        borja: {title: Börja, role: medarbetare, choices: {klar: Klar, besok: {label: Besök, start: besok}}}
        klart: {end: klart}
    """)
    tale = Tale(parent, besok).takes("besok", "klar")
    begun, started, ended = (each.read for each in tale.entries())
    assert (begun, started, ended) == ({}, {"versions": {"besok": besok.digest}}, {})


def test_of_a_call_that_can_not_start_an_entry_says_the_version_that_was_tried() -> None:
    tale = Followed(routine(CALLER), BLIND).takes("klar")
    assert tale.entries()[-1].read == {"versions": {"hjalpen": BLIND.digest}}
    assert replay(ROOT, tale.entries(), tale.library, tale.people).case == tale.case


def test_what_is_taken_back_is_written_whole() -> None:
    tale = Tale(routine(STATES)).takes("klar")
    tale.asks(TakeBack, WORKER)

    assert [set(each) for each in tale.history[-2]["changed"]] == [{"id", "set"}]
    assert [set(each) for each in tale.history[-1]["changed"]] == [{"id", "whole"}]


def test_a_row_of_the_first_form_where_nothing_stood_still_says_the_same() -> None:
    tale = Tale(routine(STATES)).takes("klar")
    assert [entry_from_stored(each, 1, tale.people) for each in tale.history] == tale.entries()


def test_a_change_of_an_instance_that_is_not_there_can_not_be_followed() -> None:
    tale = Tale(routine(STATES)).takes("klar")
    (*_, entry) = tale.entries()
    with pytest.raises(ValueError, match="not there"):
        folded(Case(id=tale.case.id), entry, tale.people)
