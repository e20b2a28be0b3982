"""What a step needs to have at hand, its documents and links, wherever the step is told."""

from __future__ import annotations

from diagrams.handbook.content.by_role import shares
from diagrams.handbook.content.entries import Teller
from diagrams.picture import boxes
from diagrams.storyboard.cards import storyboard
from diagrams.storyboard.forms.phone_drawing import parted
from diagrams.storyboard.forms.phone_words import phone_lines
from diagrams.storyboard.story import Storyboard
from diagrams.telling.roles import marks
from diagrams.telling.routine_picture import picture_of
from diagrams.words.speech import Speech
from tests.diagrams.samples import routine

HANDING_OUT = routine(
    "  lamna: {title: Lämna ut nyckeln, role: personal, links: karta, documents: kvittens}\n  klart: {end: klart}",
    more='links: {karta: {title: Karta, url: "https://example.org/karta"}}\n'
    "documents: {kvittens: {title: Kvittens på nyckeln, file: kvittens.pdf}}\n"
    "scenarios:\n  - {title: Nyckeln lämnas ut, play: [{personal: klar}], ends: klart}\n",
)
SPEECH = Speech(routine=HANDING_OUT, language="sv")


def test_the_box_shows_each_with_its_picture_also_to_a_screen_reader() -> None:
    box = next(each for each in boxes(picture_of(HANDING_OUT).panels) if each.id == "lamna")
    assert [(each.icon, each.text) for each in box.lines] == [
        ("document", "Kvittens på nyckeln"),
        ("link", "Karta"),
    ]
    assert "Kvittens på nyckeln. Karta." in box.words


def test_the_document_names_each_with_what_it_is_and_where() -> None:
    entry = Teller(SPEECH, marks(SPEECH)).of(HANDING_OUT.states["lamna"])
    assert [(each.name, each.text) for each in entry.remarks] == [
        ("Dokument", "Kvittens på nyckeln (PDF, 1 kB)"),
        ("Länk", "Karta, https://example.org/karta"),
    ]


def test_a_role_is_told_what_to_have_with_it() -> None:
    personal = shares(SPEECH)[0]
    assert [each.words(SPEECH) for each in personal.tasks] == [
        "Lämna ut nyckeln (se Kvittens på nyckeln och Karta)"
    ]


def test_the_phone_of_a_storyboard_shows_them_where_the_step_is_read() -> None:
    story = storyboard(HANDING_OUT, HANDING_OUT.scenarios[0], {"prov": HANDING_OUT})
    assert isinstance(story, Storyboard)
    phone = next(each.phone for each in story.cards if each.phone and each.phone.title == "Lämna ut nyckeln")
    assert phone.materials == ("Kvittens på nyckeln", "Karta")
    read, pressed = parted(phone)
    assert "Kvittens på nyckeln" in phone_lines(read, "sv")
    assert "Kvittens på nyckeln" not in phone_lines(pressed, "sv")
