"""Texts are parted where a reader would part them."""

from __future__ import annotations

import pytest

from engine.language.prose.sentences import Sentence, sentences

WHOLE = [
    "Ring kl. 07.00 varje dag.",
    "Ring 08-530 610 10 vid fel.",
    "Ta med nyckel, dosa, telefon m.m. till mötet.",
    "Ta med t.ex. Lifecare på papper.",
    "Se avd. B i pärmen.",
    "Följ socialtjänstlagen (2025:400) 3 kap. 1 §.",
    "Ring {settings.natt.nummer} före kl. 7.",
    "Välj ”Ring nu. Vänta sedan” på skärmen.",
    "Tryck på ”Är du klar?” längst ned.",
    "Läs listan (se sid. 3. Den är ny.) noga.",
    "Uppdatera till version 2.4.1 nu.",
    "Vänta ... tills det ringer.",
]


@pytest.mark.parametrize("text", WHOLE)
def test_abbreviations_times_numbers_names_and_quotes_end_no_sentence(text: str) -> None:
    assert [each.text for each in sentences(text)] == [text]


def parts(text: str) -> list[str]:
    return [each.text for each in sentences(text)]


def test_marks_end_sentences() -> None:
    assert parts("Ring chefen. Kom du fram? Bra! Vänta … Ring igen.") == [
        "Ring chefen.",
        "Kom du fram?",
        "Bra!",
        "Vänta …",
        "Ring igen.",
    ]


def test_a_quote_may_end_with_the_sentence() -> None:
    assert parts("Säg ”Hej. Jag är här.” Gå in.") == ["Säg ”Hej. Jag är här.”", "Gå in."]


def test_a_name_in_braces_may_begin_a_sentence() -> None:
    assert parts("Ring först. {besok_ref} är numret.") == ["Ring först.", "{besok_ref} är numret."]


def test_a_time_may_end_one() -> None:
    assert parts("Ring kl. 7. Mejla sedan.") == ["Ring kl. 7.", "Mejla sedan."]


def test_an_abbreviation_that_ends_a_list_may_end_the_sentence() -> None:
    assert parts("Ta med nyckel m.m. Ring sedan.") == ["Ta med nyckel m.m.", "Ring sedan."]


def test_lines_of_a_list_are_told_from_sentences() -> None:
    found = sentences("Ta med:\n- nyckel\n- dosa\n\nRing sedan\nnär du är framme.")

    assert found == [
        Sentence("Ta med:"),
        Sentence("nyckel", listed=True),
        Sentence("dosa", listed=True),
        Sentence("Ring sedan när du är framme."),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ring 08-530 610 10 nu.", 3),
        ("Ring {settings.sparrnummer} kl. 07.00.", 4),
        ("Ring IT-avdelningen (helst före lunch).", 5),
        ("Betala 100 000 kronor – senast i dag.", 6),
        ("Tryck på ”Jag är framme”.", 5),
    ],
)
def test_words_are_counted_as_they_are_read(text: str, words: int) -> None:
    assert Sentence(text).words == words


@pytest.mark.parametrize("text", ["", "…", "—", "”", "(", "{", "?!", "\n\n", "1.", "- "])
def test_what_is_no_sentence_is_read_without_trouble(text: str) -> None:
    assert all(each.tokens is not None for each in sentences(text))
