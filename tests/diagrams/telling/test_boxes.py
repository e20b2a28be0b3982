"""What is written in a box, and what a screen reader says of it."""

from __future__ import annotations

import pytest

from diagrams.picture import Box, Picture, boxes
from diagrams.telling.routine_picture import picture_of
from engine.model.routine import Routine
from tests.diagrams.samples import in_both, instance, load, routine


def box(picture: Picture, id: str) -> Box:
    return next(each for each in boxes(picture.panels) if each.id == id)


def box_of(name: str, id: str, language: str = "sv") -> Box:
    return box(picture_of(in_both(load(name)), language=language), id)


def lines(each: Box) -> list[tuple[str | None, str]]:
    return [(line.icon, line.text) for line in each.lines]


@pytest.mark.parametrize(
    ("name", "id", "kind", "icon"),
    [
        ("arbetstelefon", "hamta", "step", "person"),
        ("arbetstelefon", "blir_det_av", "gateway", None),
        ("arbetstelefon", "slut", "end", None),
        ("telefonfel", "kontakta", "step", "person"),
        ("telefonfel", "mejlet", "do", "mail"),
        ("telefonfel", "samtidigt", "together", "fork"),
        ("telefonfel", "vanta", "wait", "clock"),
        ("telefonfel", "paminn", "step", "tool"),
        ("telefonfel", "chefen", "step", "office"),
        ("telefonfel", "lmo_rutinen", "call", "document"),
    ],
)
def test_every_kind_of_state_has_its_box_and_icon(name: str, id: str, kind: str, icon: str | None) -> None:
    found = box_of(name, id)
    assert (found.kind, found.icon) == (kind, icon)


def test_timers_are_small_lines_with_a_clock() -> None:
    assert lines(box_of("arbetstelefon", "ak")) == [
        ("clock", "30 min → påminnelse"),
        ("clock", "2 h → IT-support"),
    ]


def test_a_checklist_is_counted() -> None:
    assert lines(box_of("arbetstelefon", "insatser")) == [("check", "2 punkter att bocka av")]


def test_a_step_that_may_be_skipped_says_so() -> None:
    of = routine("  a: {title: A, role: personal, skip: ask}\n  b: {end: slut}")
    assert lines(box(picture_of(of), "a")) == [(None, "Får hoppas över, med skäl")]


def test_the_role_stands_in_the_box_only_where_it_is_not_the_section_s() -> None:
    assert [lines(box_of("telefonfel", id)) for id in ("felsok", "chefen")] == [[], [(None, "Enhetschef")]]


def test_together_names_its_branches_by_their_numbers() -> None:
    assert lines(box_of("telefonfel", "samtidigt")) == [(None, "3A Hos IT"), (None, "3B På papper")]


def test_a_box_is_told_as_a_sentence() -> None:
    assert box_of("telefonfel", "felsok").words == (
        "Steg 1: Felsök själv. Ansvarig: Besökspersonal. Leder till: Nej, kvarstår → 2 Kontakta IT-support; "
        "Ja, löst → Tillbaka till besöket; LMO-störning → 1a Följ rutinen ”När LMO applikationen inte fungerar”."
    )


def test_a_question_keeps_its_mark() -> None:
    assert box_of("arbetstelefon", "blir_det_av").words.startswith(
        "Fråga 1: Blir besöket av? Leder till: Ja → "
    )


def test_a_box_is_told_in_english() -> None:
    assert box_of("arbetstelefon", "hamta", "en").words == (
        "Step 1: Hämta telefon. Done by: Besökspersonal. Leads to: 2 Logga in i LMO."
    )


def test_the_status_is_told_first() -> None:
    of = load("arbetstelefon")
    picture = picture_of(of, instance=instance(of, {"main": "logga_in"}))
    assert [box(picture, id).words.split()[0] for id in ("hamta", "logga_in", "ak")] == [
        "Klart.",
        "Nu.",
        "Steg",
    ]


def test_a_routine_that_is_not_known_is_named_by_its_id() -> None:
    assert box_of("arbetstelefon", "anytime.borta.start").title == "Forlust"


def test_a_routine_that_is_known_is_named_by_its_title() -> None:
    known = {"telefonfel": load("telefonfel")}
    assert (
        box(picture_of(load("arbetstelefon"), routines=known), "anytime.kranglar.start").title == "Telefonfel"
    )


def with_names_in_braces() -> Routine:
    return routine(
        '  a: {title: "Ställ den i {settings.skap} {svar} {{7*7}}", role: personal}\n  b: {end: slut}'
    )


def test_names_in_braces_are_the_title_of_the_fact_and_the_value_of_the_setting() -> None:
    picture = picture_of(with_names_in_braces(), settings={"skap": "hallen"})
    assert box(picture, "a").title == "Ställ den i hallen [Svar] {{7*7}}"


def test_a_setting_without_a_value_says_that_it_is_not_decided() -> None:
    assert box(picture_of(with_names_in_braces()), "a").title == (
        "Ställ den i (inte bestämt än: fråga din chef) [Svar] {{7*7}}"
    )


def test_a_step_that_goes_by_itself_where_a_choice_of_it_goes_only_waits() -> None:
    timer = "timers: [{after: 4 v, to: b}]"
    choices = "choices: {nu: {label: Nu, to: b}, sluta: {label: Sluta, to: slut}}"
    of = routine(
        f"  a: {{title: Vänta, role: personal, {timer}, {choices}}}\n"
        "  b: {title: Gör, role: personal, timers: [{after: 1 h, to: slut}], choices: {klar: {label: Klar, to: c}}}\n"
        "  c: {title: C, role: personal}\n  slut: {end: slut}"
    )
    shown = picture_of(of)
    assert [(box(shown, id).kind, box(shown, id).icon) for id in "ab"] == [
        ("wait", "clock"),
        ("step", "person"),
    ]
    assert box(shown, "a").paint == 0, "somebody may still end the waiting"


@pytest.mark.parametrize(
    ("more", "also", "ask", "kind"),
    [
        ("", "", "", "wait"),
        ("checklist: [Läs], ", "", "", "step"),
        ("", "", "ask: [svar], ", "step"),
        ("", ", {after: 2 d, remind: Skynda.}", "", "step"),
        ("", ", {after: 2 d, notify: chef, say: Nu.}", "", "wait"),
    ],
    ids=["nothing", "to tick", "to answer", "reminded", "somebody told"],
)
def test_a_decision_that_counts_as_made_after_a_time_is_no_waiting(
    more: str, also: str, ask: str, kind: str
) -> None:
    of = routine(
        f"  a: {{title: Attestera, role: personal, {more}timers: [{{after: 4 d, to: b}}{also}], "
        f"choices: {{ja: {{label: Ja, {ask}to: b}}, nej: {{label: Nej, to: slut}}}}}}\n"
        "  b: {title: B, role: personal}\n  slut: {end: slut}"
    )
    assert box(picture_of(of), "a").kind == kind


def test_a_wait_says_who_tells_that_it_is_over() -> None:
    of = routine(
        "  a: {title: Vänta, wait: leverans, role: [chef, personal], timers: [{after: 2 h, notify: chef, say: Ring.}]}\n"
        "  b: {title: Vila, wait: svar, timers: [{after: 2 h, notify: chef, say: Ring.}]}\n  c: {end: slut}"
    )
    assert [text for _, text in lines(box(picture_of(of), "a"))] == [
        "Sägs till av Chef, Personal",
        "2 h → Chef",
    ]
    assert [text for _, text in lines(box(picture_of(of), "b"))] == ["2 h → Chef"]


STEP = "  a: {title: Ring, role: [personal, chef], contacts: it, choices: {k: {label: Klart, to: slut}}}\n  slut: {end: slut}"
STARTS = """
  a: {title: A, role: personal, choices: {b: {label: B, start: annan}, k: {label: Klart, to: slut}}}
  slut: {end: slut}"""
CONTACTS = "contacts: {it: {title: IT-stödet, phone: 08-1}, post: {title: Posten, email: a@exempel.se}}"


def test_whom_to_reach_is_a_line_with_name_and_number_and_the_icon_is_the_role_s() -> None:
    found = box(picture_of(routine(STEP, more=CONTACTS)), "a")
    assert ("phone", "IT-stödet, 08-1") in lines(found)
    assert found.icon == "person"
    by_mail = box(picture_of(routine(STEP.replace("contacts: it", "contacts: post"), more=CONTACTS)), "a")
    assert ("mail", "Posten, a@exempel.se") in lines(by_mail)


def test_several_roles_are_named_also_where_the_section_has_the_same() -> None:
    shown = picture_of(routine(STEP, more=CONTACTS))
    assert shown.panels[0].sections[0].who == "Personal, Chef"
    assert (None, "Personal, Chef") in lines(box(shown, "a"))


def test_a_routine_that_is_started_beside_says_that_one_stays() -> None:
    of = routine(STARTS)
    started = next(each for each in boxes(picture_of(of).panels) if each.kind == "started")
    assert ("back", "Kvar i steg 1") in lines(started)
    assert "Kvar i steg 1." in started.words


def test_a_link_to_a_question_names_its_number() -> None:
    assert {"Gå till fråga 1"} & {each.title for each in boxes(picture_of(routine(ASKED)).panels)}


ASKED = """  a: {title: A, role: personal, choices: {b: {label: B, to: c}, k: {label: K, to: d}}}
  c: {title: C, role: personal, choices: {om: {label: Om, to: f}}}
  f:
    title: Går det?
    choose: [{when: svar == yes, to: slut}, {else: e}]
  d: {title: D, role: personal, choices: {om: {label: Om, to: f}}}
  e: {title: E, role: personal, choices: {om: {label: Om, to: f}, k: {label: K, to: slut}}}
  slut: {end: slut}"""
