"""The limits of facts in a file: numbers, and of moments and dates times from now."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.language.compile import compile_text
from engine.model.facts import Fact
from tests.engine.language.files import one_step

STEP = one_step("").replace("states:", "facts:\n  nar: {FACT}\nstates:", 1)


def found(fact: str) -> list[str]:
    return [
        each.message
        for each in compile_text(STEP.replace("{FACT}", f"{{{fact}}}"), "prov.yaml").findings
        if each.rule != "fact-never-used"
    ]


def read(fact: str) -> Fact:
    routine = compile_text(STEP.replace("{FACT}", f"{{{fact}}}"), "prov.yaml").routine
    assert routine is not None
    return routine.facts["nar"]


def test_they_are_read_whichever_key_stands_first() -> None:
    fact = read("min: now - 2 dagar, type: moment, max: now")
    assert (fact.earliest, fact.latest) == (timedelta(days=-2), timedelta(0))
    assert (fact.at_least, fact.at_most) == (None, None)


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (
            "type: moment, min: 3",
            "”3” går inte att använda för ”min”. Skriv en tid räknad från nu, till exempel now + 12 h.",
        ),
        (
            "type: moment, min: nu",
            "”nu” går inte att använda för ”min”. Menade du ”now”? Skriv en tid räknad från nu, till exempel now + 12 h. "
            "Rätt rad: nar: {type: moment, min: now}",
        ),
        (
            "type: moment, max: 12 h",
            "”12 h” går inte att använda för ”max”. Menade du ”now + 12 h”? Skriv en tid räknad från nu, till exempel now + 12 h. "
            "Rätt rad: nar: {type: moment, max: now + 12 h}",
        ),
        (
            "type: date, max: now + 12 h",
            "”now + 12 h” går inte att använda för ”max”. Skriv hela dagar från nu, till exempel now + 7 d.",
        ),
        (
            "type: moment, max: now + 2 veckr",
            "”veckr” är ingen tidsenhet. Menade du ”veckor”? Skriv min, h, d (dagar) eller v (veckor).",
        ),
        ("type: number, max: now", "”now” går inte att använda för ”max”. Skriv ett tal, till exempel 3."),
        (
            "type: moment, min: now + 2 h, max: now",
            "”nar” har min now + 2 h som är större än max now. Byt plats på dem.",
        ),
    ],
)
def test_what_is_no_limit_is_one_finding_that_says_what_is(fact: str, said: str) -> None:
    assert found(fact) == [said]
