"""Facts about role cards: what a role does, when, what it is told and whom it calls."""

from __future__ import annotations

import io
import re
from functools import cache

import pypdf
import pytest

from diagrams.handbook.forms.card_sheets import cards_html, cards_pdf
from diagrams.handbook.role_cards import RoleCard, RoleCards, cards_of, only
from engine.model.numbering import numbers
from engine.model.routine import Routine, Step
from tests.accessibility import violations
from tests.diagrams import samples
from tests.diagrams.handbook.library import everything, helping, html_text, real, run_together, texts
from tests.diagrams.handbook.test_document import SIDE_CHOICE
from tests.diagrams.page_texts import page_texts

CARDS = cards_of([everything()], known={"hjalp": helping()})
REAL = cards_of(real())


@cache
def printed(cards: RoleCards) -> bytes:
    return cards_pdf(cards)


def sides(cards: RoleCards) -> list[tuple[str, int]]:
    """(role, how many pages) of each card in its PDF: a card begins with its title, and its foot names it."""
    pages = page_texts(printed(cards))
    found = [(each.role, sum(f"Rollkort: {each.title}" in page for page in pages)) for each in cards.cards]
    assert sum(number for _, number in found) == len(pages)
    return found


def card(role: str) -> RoleCard:
    found = only(CARDS, role)
    assert found
    return found.cards[0]


def test_a_card_holds_every_step_of_the_role_by_its_number() -> None:
    assert [(duty.number, duty.title) for duty in card("personal").does[0].duties] == [
        ("1", "Packa väskan"),
        ("1a", "Ring chefen"),
        ("2", "Gör besöket"),
        ("3A1", "Skriv i journalen"),
    ]


@pytest.mark.parametrize("routine", real(), ids=lambda routine: routine.id)
def test_no_step_of_any_role_is_left_out(routine: Routine) -> None:
    for state in routine.states.values():
        for role in state.roles if isinstance(state, Step) else ():
            mine = only(REAL, role)
            assert mine
            duties = [duty for group in mine.cards[0].does for duty in group.duties]
            told = [(each.number, each.title) for each in duties]
            assert (numbers(routine)[state.id], state.title.say()) in told


def test_what_a_step_has_to_read_stands_on_a_card_of_its_routine_alone() -> None:
    lost = only(cards_of([each for each in real() if each.id == "forlorad_telefon"]), "enhetschef")
    both = only(REAL, "enhetschef")
    assert lost is not None
    assert both is not None
    alone, beside = (
        {duty.title for group in cards.cards[0].does for duty in group.duties} for cards in (lost, both)
    )
    assert "Anmäl till IMY (se Anmäl personuppgiftsincident till IMY)" in alone
    assert "Anmäl till IMY" in beside


def test_a_card_says_what_happens_if_a_step_is_not_done() -> None:
    times = {duty.number: duty.times for duty in card("personal").does[0].duties}
    assert times["1"] == ("15 min → påminnelse", "1 h → Chef")
    assert times["2"] == ("Klar tid + 2 h → gå till 4 Mejla IT-stöd",)


def test_a_card_says_what_the_role_tells_when_it_has_come() -> None:
    of = samples.routine(
        "  a: {title: Beställ, role: personal}\n"
        "  b: {title: Vänta på leverans, wait: leverans, role: chef, timers: [{after: 2 h, notify: chef, say: Ring.}]}\n"
        "  c: {end: slut}"
    )
    (duties,) = (each.does[0].duties for each in cards_of([of]).cards if each.role == "chef")
    assert [(duty.number, duty.title, duty.times) for duty in duties] == [
        ("2", "Vänta på leverans: säg till när det har kommit", ("2 h → jag",))
    ]


def test_a_card_says_what_the_role_is_told_and_when() -> None:
    (told,) = card("vaktmastare").hears[0].news
    assert (told.numbers, told.text, told.when) == ("3A1", "Journalen är tom.", "efter 1 dygn")


def test_the_same_words_at_the_same_time_about_several_steps_are_one_notice() -> None:
    away = cards_of([each for each in real() if each.id == "ej_antraffbar"])
    mine = only(away, "enhetschef")
    assert mine
    (told,) = (each for each in mine.cards[0].hears[0].news if "i 30 minuter utan svar" in each.text)
    assert (told.numbers, told.when) == ("2, 3", "vid Sökandet började + 30 min")


def test_a_card_of_several_routines_names_the_steps_that_notices_are_about() -> None:
    mine = only(REAL, "enhetschef")
    assert mine
    steps = {each.routine: each.steps for each in mine.cards[0].hears}
    assert steps["Stödpass"] == "steg 1, 1a, 1c, 5"
    assert all(each.news == () for each in mine.cards[0].hears)


def test_a_card_leaves_out_notices_about_steps_that_are_the_role_s_own() -> None:
    away = only(cards_of([each for each in real() if each.id == "ej_antraffbar"]), "enhetschef")
    assert away
    (mine,) = away.cards
    numbers_told = {number for each in mine.hears[0].news for number in each.numbers.split(", ")}
    assert "5" not in numbers_told, "only the manager decides"
    assert "6" in numbers_told, "staff may do it"
    times = {duty.number: duty.times for duty in mine.does[0].duties}
    assert times["5"] == ("15 min → jag", "1 h → jag, Verksamhetschef"), "the step itself says when"


def test_a_card_of_several_routines_has_one_time_a_step_the_first_that_reaches_somebody_else() -> None:
    mine = only(REAL, "medarbetare")
    assert mine
    times = {
        (group.routine, duty.number): duty.times for group in mine.cards[0].does for duty in group.duties
    }
    assert times["Stödpass", "1"] == ("2 h → Enhetschef",)
    assert times["Stödpass", "2"] == ("15 min → påminnelse",)


def test_a_role_does_not_call_itself() -> None:
    broken = cards_of([each for each in real() if each.id == "telefon_fel"])
    calls = {each.role: [person.title for person in each.contacts] for each in broken.cards}
    assert calls["medarbetare"] == ["IT-avdelningen på Vård och omsorg"]
    assert calls["it_avdelningen"] == []


@pytest.mark.parametrize("routine", real(), ids=lambda routine: routine.id)
def test_a_card_of_one_routine_is_one_side(routine: Routine) -> None:
    cards = cards_of([routine])
    assert [number for _, number in sides(cards)] == [1] * len(cards.cards)


def test_a_card_of_all_routines_is_the_two_sides_of_one_sheet() -> None:
    assert all(number <= 2 for _, number in sides(REAL))


def test_a_card_has_the_emergency_line_events_and_contacts() -> None:
    mine = card("personal")
    assert mine.emergencies == ("Vid fara för liv: ring 112.",)
    assert mine.events == (
        ("Nyckeln är borta", "starta rutinen ”Få hjälp” och fortsätt sedan där du var"),
        ("Det brinner", "gå till 1a Ring chefen"),
    )
    assert [each.phone for each in mine.contacts] == ["010-20 30 40", "010-50 60 70", "114 14"]


def test_a_role_has_one_card_across_routines() -> None:
    assert [each.role for each in REAL.cards].count("medarbetare") == 1
    mine = only(REAL, "medarbetare")
    assert mine
    with_steps = [
        routine.title.say()
        for routine in real()
        if any(isinstance(state, Step) and "medarbetare" in state.roles for state in routine.states.values())
    ]
    assert sorted(duties.routine for duties in mine.cards[0].does) == sorted(with_steps)


def test_the_responsibility_stands_where_one_routine_or_no_step_says_it() -> None:
    responsible = {each.role: each.responsibility for each in REAL.cards}
    assert responsible["medarbetare"] == ""
    assert responsible["verksamhetschef"].count("Verksamhetschefen får veta när ett beslut dröjer.") == 1
    shift = only(cards_of([each for each in real() if each.id == "arbetspass"]), "medarbetare")
    assert shift
    assert shift.cards[0].responsibility.startswith("Medarbetare ansvarar att följa rutinen.")


def test_a_card_of_a_role_with_a_side_choice_alone_says_that_choice() -> None:
    report = only(cards_of([samples.compiled(SIDE_CHOICE, "rapport.yaml")]), "n")
    assert report
    (duty,) = report.cards[0].does[0].duties
    assert (duty.title, duty.times) == ("Ta emot rapporten: kan välja ”Jag avbryter”", ())


def test_html_and_pdf_say_all_of_it() -> None:
    said = run_together(html_text(cards_html(REAL)))
    on_paper = re.sub(
        r"Rollkort:.*?(Sida\d+av\d+påkortet)?",
        "",
        run_together("".join(page_texts(printed(REAL)))),
    )
    for each in REAL.cards:
        for group in each.does:
            for duty in group.duties:
                for words in (duty.title, *duty.times):
                    assert run_together(words) in said
                    assert run_together(words) in on_paper


def test_axe_finds_nothing() -> None:
    assert violations(cards_html(REAL)) == []


def test_no_text_on_a_card_is_smaller_than_nine_points() -> None:
    sizes: set[float] = set()

    def note(text: str, _: object, matrix: list[float], __: object, size: float) -> None:
        if text.strip():
            sizes.add(round(size * abs(matrix[3]), 1))

    for page in pypdf.PdfReader(io.BytesIO(printed(REAL))).pages:
        page.extract_text(visitor_text=note)
    assert min(sizes) >= 9


def test_each_card_begins_on_its_own_side() -> None:
    pages = page_texts(printed(REAL))
    for each in REAL.cards:
        assert sum(page.startswith(each.title) for page in pages) == 1


def test_the_same_routines_give_the_same_cards() -> None:
    assert printed(REAL) == cards_pdf(cards_of(real()))
    assert list(texts(REAL))
