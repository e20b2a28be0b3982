"""What the ways of a gateway are called."""

from __future__ import annotations

import pytest

from diagrams.words.answers import answers
from diagrams.words.speech import Speech
from engine.model.routine import Gateway
from tests.diagrams.samples import in_both, routine


def said(ways: str, title: str = "Finns det?", language: str = "sv") -> tuple[str, ...]:
    of = in_both(
        routine(
            f'  g: {{title: "{title}", choose: [{ways}]}}\n  a: {{end: a}}\n  b: {{end: b}}\n',
            more="",
        )
    )
    gateway = of.states["g"]
    assert isinstance(gateway, Gateway)
    return answers(gateway, Speech(routine=of, language=language))


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("svar == yes", ("Ja", "Nej")),
        ("svar == no", ("Nej", "Ja")),
        ("svar != yes", ("Nej", "Ja")),
        ("svar == yes or svar == no", ("Svar: ja eller Svar: nej", "Annars")),
    ],
)
def test_one_yes_or_no_is_answered_with_yes_and_no(condition: str, expected: tuple[str, ...]) -> None:
    assert said(f"{{when: {condition}, to: a}}, {{else: b}}") == expected


def test_what_the_owner_wrote_stands() -> None:
    assert said("{when: svar == yes, to: a, label: Det finns}, {else: b}") == ("Det finns", "Annars")
    assert said("{when: svar == yes, to: a}, {else: b, label: Ring}") == ("Svar: ja", "Ring")


def test_a_title_that_is_no_question_has_no_answer() -> None:
    assert said("{when: svar == yes, to: a}, {else: b}", title="Svaret") == ("Svar: ja", "Annars")
