"""The writing rules on Swedish sentences: silent on every good one, and right on the bad ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from engine.language.rules.all import RULES
from engine.language.rules.findings import Finding
from engine.language.rules.prose import PROSE
from tests.engine.language.files import HEAD, compiled

HERE = Path(__file__).parent


class Line(NamedTuple):
    """A line of a list: under what heading it stands, its text, and what is proposed instead."""

    head: str
    text: str
    proposal: str


def lines(file: str) -> Iterator[Line]:
    head = ""
    for line in (HERE / file).read_text("utf-8").splitlines():
        if line.startswith("["):
            head = line.strip("[]")
        elif line and not line.startswith("#"):
            text, _, proposal = line.partition(" -> ")
            yield Line(head, text, proposal)


def said_of(key: str, text: str) -> tuple[Finding, ...]:
    """The findings of a routine with one step whose `key` is the text."""
    keys = {"title": "Ring chefen", "role": "medarbetare"} | {key: text}
    step = "".join(f"    {name}: '{value}'\n" for name, value in keys.items())
    names = re.findall(r"\{(\w+)\}", text)
    facts = "".join(f"  {name}: text\n" for name in names)
    start = f"facts:\n{facts}start: {{by: medarbetare, ask: [{', '.join(names)}]}}\n" if names else ""
    return compiled(f"{HEAD}{start}states:\n  prov:\n{step}  slut: {{end: klart}}\n").findings


GOOD, BAD, MISSED = (list(lines(f"{file}.txt")) for file in ("good", "bad", "missed"))


TWO = {"title": "Gör två steg", "checklist": "Gör två punkter"}


def test_the_lists_are_long_enough_to_tell_something() -> None:
    assert len(GOOD) >= 120
    assert len(BAD) >= 80
    assert {line.head.split()[0] for line in BAD} == set(PROSE)
    assert all(RULES[rule].severity == "warning" for rule in PROSE)


@pytest.mark.parametrize("line", GOOD, ids=lambda line: f"{line.head}: {line.text}")
def test_nothing_is_said_of_a_good_sentence(line: Line) -> None:
    assert [finding.said.sv for finding in said_of(line.head, line.text)] == []


@pytest.mark.parametrize("line", BAD, ids=lambda line: f"{line.head}: {line.text}")
def test_a_bad_sentence_breaks_its_rule_alone_and_what_is_proposed_breaks_none(line: Line) -> None:
    rule, key = line.head.split()

    findings = said_of(key, line.text)

    assert [finding.rule for finding in findings] == [rule]
    assert f"”{line.text}”" in findings[0].said.sv
    if rule == "writing-one-action" and key != "text":
        first, second = line.proposal.split(". ", 1)
        assert findings[0].said.sv.endswith(f"{TWO[key]} av det: ”{first}” och ”{second}”")
        assert said_of(key, first) == said_of(key, second) == ()
    elif line.proposal:
        assert findings[0].said.sv.endswith(f"Skriv hellre: ”{line.proposal}”")
        assert findings[0].said.en.endswith(f"Better: “{line.proposal}”")
        assert said_of(key, line.proposal) == ()
    else:
        assert "Skriv hellre" not in findings[0].said.sv


@pytest.mark.parametrize("line", MISSED, ids=lambda line: f"{line.head}: {line.text}")
def test_what_is_known_to_be_missed_is_missed(line: Line) -> None:
    """A sentence that fails here is caught by now: it belongs in `bad.txt`."""
    rule, key = line.head.split()

    assert rule not in [finding.rule for finding in said_of(key, line.text)]
