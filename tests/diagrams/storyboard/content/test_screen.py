"""What the phone shows is what the engine allows the person who holds it."""

from __future__ import annotations

from diagrams.storyboard.story import Button, Phone, Tick
from tests.diagrams.samples import routine
from tests.diagrams.storyboard.library import all_boards, board, made


def phone(scenario: int, card: int) -> Phone:
    return board(scenario).cards[card - 1].phone


def test_the_phone_shows_the_step_with_everything_that_stands_in_it() -> None:
    shown = phone(1, 4)
    assert (shown.owner, shown.clock, shown.place, shown.title) == (
        "Personal",
        "08:15",
        "Steg 1 av 5",
        "Förbered K-1",
    )
    assert (shown.emergency, shown.caution, shown.text, shown.note) == (
        "Vid fara: ring 112.",
        "Det är hett.",
        "Ta fram allt.",
        "Det tar en kvart.",
    )
    assert shown.contacts == ("IT-support, 010-123 45 67, it@exempel.se",)
    assert shown.checklist == (Tick(text="Kannan är ren", done=True), Tick(text="Koppar finns", done=True))


def test_the_choice_that_is_taken_is_marked_among_all_that_are_offered() -> None:
    assert phone(1, 4).buttons == (
        Button(label="Allt är framme", taken=True),
        Button(label="Det går inte"),
        Button(label="Larmet går", anytime=True),
    )


def test_what_is_asked_before_a_choice_goes_through_is_shown_with_it() -> None:
    assert phone(2, 2).buttons[1] == Button(label="Det går inte", taken=True, confirm="Är det säkert?")


def test_a_reminder_pops_up_where_the_work_is_with_nothing_pressed() -> None:
    shown = phone(1, 2)
    assert (shown.owner, shown.notice, shown.title) == ("Personal", "Glöm inte kaffet.", "Förbered K-1")
    assert not any(button.taken for button in shown.buttons)
    assert not any(tick.done for tick in shown.checklist)


def test_a_notice_comes_to_the_phone_of_the_role_that_is_told() -> None:
    shown = phone(1, 3)
    assert (shown.owner, shown.notice, shown.buttons) == ("Chef", "Ingen har förberett.", ())


def test_side_by_side_each_has_their_own_phone_that_names_the_other_step() -> None:
    assert (phone(1, 7).owner, phone(1, 7).beside) == ("Personal", ("Städa",))
    assert (phone(1, 8).owner, phone(1, 8).title, phone(1, 8).beside) == ("Chef", "Städa", ())


def test_what_is_not_possible_says_why_and_who_can() -> None:
    of = routine(
        """\
  a:
    title: A
    role: personal
    choices:
      vidare: {label: Gå vidare}
      bara:   {label: Bara chefen, role: chef, to: b}
      bara2:  {label: Om det gick bra, when: svar, because: Svara ja först., to: b}
  b: {end: slut}""",
        more="scenarios:\n  - title: Gå\n    play: [{personal: vidare}]\n    ends: slut\n",
    )
    vidare, chef, svar = made(of, 1, {}).cards[1].phone.buttons
    assert (vidare.taken, vidare.hindered) == (True, None)
    assert chef.hindered == "Görs av chef."
    assert svar.hindered == "Det går inte ännu: Svara ja först."


def test_a_taken_choice_was_always_allowed() -> None:
    for each in all_boards():
        for card in each.cards:
            taken = [button for button in card.phone.buttons if button.taken]
            assert len(taken) == (card.kind in ("start", "choice"))
            assert not any(button.hindered for button in taken)
