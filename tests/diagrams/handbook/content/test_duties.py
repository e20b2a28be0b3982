"""Who is to do a step by what has been done before: in the box, the document and on the role's card."""

from __future__ import annotations

from diagrams.handbook.content.entries import Teller
from diagrams.handbook.role_cards import cards_of
from diagrams.picture import boxes
from diagrams.telling.roles import marks
from diagrams.telling.routine_picture import picture_of
from diagrams.words.speech import Speech
from tests.engine.run.acting import routine

ROUTINE = routine(
    """
    ett: {title: Räkna dukarna, role: medarbetare}
    tva:
      title: Räkna dukarna igen
      role: medarbetare
      not_by: ett
      choices: {samma: Samma antal, ring: {label: Ring chefen, same_as: start}}
    slut: {end: klart}
    """
)


def test_the_box_says_it_by_the_steps_number_also_to_a_screen_reader() -> None:
    box = next(each for each in boxes(picture_of(ROUTINE).panels) if each.id == "tva")
    assert [line.text for line in box.lines] == ["Inte den som gjorde steg 1"]
    assert "Inte den som gjorde steg 1." in box.words


def test_the_document_says_it_in_a_sentence_for_the_step_and_for_a_choice() -> None:
    speech = Speech(routine=ROUTINE, language="sv")
    entry = Teller(speech, marks(speech)).of(ROUTINE.states["tva"])
    assert [(each.name, each.text) for each in entry.remarks] == [
        ("Vem", "Görs av någon annan än den som gjorde ”Räkna dukarna”.")
    ]
    details = [detail for each in entry.ways for detail in each.details]
    assert details == ["Görs av den som startade rutinen."]


def test_the_card_says_it_after_the_title() -> None:
    (card,) = (each for each in cards_of([ROUTINE]).cards if each.role == "medarbetare")
    assert [each.title for each in card.does[0].duties] == [
        "Räkna dukarna",
        "Räkna dukarna igen (inte den som gjorde steg 1)",
    ]
