from __future__ import annotations

import pytest

from engine.language.expression.expressions import compile_condition
from engine.language.expression.wording import worded
from engine.model.conditions import Condition
from tests.engine.samples import FACTS


@pytest.mark.parametrize(
    ("condition", "sv"),
    [
        ("orsak == sjukhus", "Sjukhus"),
        ("orsak in [avbokat, bortrest]", "Avbokat eller Bortrest"),
        ('"samtal" in insatser', "Samtal"),
        ("stulen", "Telefonen är stulen"),
        ("not svarar", "Svarar brukaren? nej"),
        ("antal > 3", "Antal är mer än 3"),
    ],
)
def test_a_way_is_worded_by_its_answers_or_by_the_whole_condition(condition: str, sv: str) -> None:
    found = compile_condition(condition, FACTS)

    assert isinstance(found, Condition)
    assert worded(found, FACTS, "sv") == sv
