"""Where the parts that the proofs name stand in the file."""

from __future__ import annotations

import pytest

from engine.language.file.places import ROUTINE, Places
from engine.language.rules.findings import Position
from tests.engine.language.files import BRANCHES, compiled

TEXT = BRANCHES.replace(
    "    to: klart\n  forsenat", "    to: lamna\n  lamna: {call: prov, outcomes: {klart: klart}}\n  forsenat"
)
FILE = compiled(TEXT)


def places() -> Places:
    assert FILE.places
    return FILE.places


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        (ROUTINE, "prov"),
        ("borja", "borja:"),
        ("ring_it.sparrad", "sparrad:"),
        ("ring_it.timer.0", "{after: 1 h"),
        ("vilken.exit.1", "{when: upphittad"),
        ("vilken.exit.2", "{else: anmalt"),
        ("lamna.outcome.klart", "klart: klart"),
        ("lamna.call", "call: prov, outcomes"),
        ("samtidigt.sparra", "sparra:"),
        ("samtidigt.timer.0", "{after: 2 d"),
        ("*.hjalp", "hjalp:"),
        ("*.hjalp.when", "when: stulen, because"),
    ],
)
def test_each_part_has_its_place(name: str, begins: str) -> None:
    line, column = places().of(name)

    assert TEXT.split("\n")[line - 1][column - 1 :].startswith(begins)


def test_a_part_that_is_not_written_out_has_the_place_of_what_is_around_it() -> None:
    assert places().of("borja.klar") == places().of("borja")
    assert places().of("finns_inte.alls") == places().of(ROUTINE) == Position(1, 10)
