"""What forbids, and what does not: sentences of standing rules, and of texts."""

from __future__ import annotations

import pytest

from engine.language.prose.lexicon import swedish
from engine.language.prose.prohibitions import is_prohibition, says_no
from engine.language.prose.sentences import sentences
from tests.engine.language.files import compiled, one_step


@pytest.mark.parametrize(
    "text",
    [
        "Gå aldrig in ensam.",
        "Ingen går tillbaka in i lokalerna förrän insatsledaren säger till.",
        "Personalen får inte ta emot kontanter.",
        "Ge inte dosen utan ordination.",
        "Undvik att möta blicken.",
        "Det är förbjudet att röka.",
        "Gå in bara när två är där, aldrig ensam.",
    ],
)
def test_a_sentence_that_forbids_says_no(text: str) -> None:
    assert all(says_no(each, swedish()) for each in sentences(text))


@pytest.mark.parametrize("text", ["Gå in ensam.", "Ta emot kontanter.", "Lås dörren."])
def test_a_sentence_that_only_says_what_one_does_says_no_no(text: str) -> None:
    assert not any(says_no(each, swedish()) for each in sentences(text))


@pytest.mark.parametrize(
    ("text", "forbids"),
    [
        ("Gå aldrig in ensam.", True),
        ("Ingen går in ensam.", True),
        ("Lämna inte patienten.", True),
        ("Fråga chefen om något inte stämmer.", False),
        ("Lås dörren även om ingen är där.", False),
        ("Om ingen öppnar: ring chefen.", False),
        ("Bär legitimation.", False),
        ("Är dörren låst?", False),
    ],
)
def test_a_sentence_forbids_where_it_is_the_deed_that_is_not_to_be_done(text: str, forbids: bool) -> None:
    assert [is_prohibition(each, swedish()) for each in sentences(text)] == [forbids]


def test_a_prohibition_among_instructions_is_sent_to_where_it_belongs() -> None:
    (finding,) = compiled(one_step("text: Ingen går tillbaka in i lokalerna.")).findings

    assert (finding.rule, finding.line) == ("writing-verb-first", 10)
    assert "Ett förbud hör hemma under never:" in finding.said.sv


def test_a_rule_is_held_to_no_verb_first_but_to_its_length() -> None:
    long = "Ingen får " + "gå " * 20 + "in."
    found = compiled(one_step("").replace("states:", f"never: [Personalen får inte gå in., {long}]\nstates:"))

    assert [each.rule for each in found.findings] == ["writing-too-long"]
