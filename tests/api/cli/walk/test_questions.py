"""What a walk asks, and how it is answered: checklists, facts, whether it is meant."""

from __future__ import annotations

import re
from pathlib import Path

from tests.api.cli.conftest import ROUTINE, Walked
from tests.api.cli.walk.shown import screens, write


def test_a_checklist_is_asked_and_the_choice_refused_as_for_staff_until_it_is_done(walked: Walked) -> None:
    out = walked("4", "1", "", "1", "1")
    asked, refused = out.split("Det går inte ännu: Bocka av punkten först.")
    assert "Vilka punkter är gjorda?" in asked
    assert "[ ]  Kannan är ren" in refused
    assert "Steg 2 av 2: Vänta på kaffet" in refused


TWO_ITEMS = ROUTINE.replace("[Kannan är ren]", "[Kannan är ren, Filtret är bytt]")


def test_what_is_ticked_stays_ticked(walked: Walked, folder: Path) -> None:
    write(folder, "kaffe", TWO_ITEMS)
    out = walked("4", "1", "2", "1", "1")
    shown = screens(out)
    assert "[ ]  Kannan är ren\n  [x]  Filtret är bytt" in shown[1]
    assert "   1  Kannan är ren\n  (" in shown[2]
    assert "Steg 2 av 2" in shown[2]


def test_what_is_all_ticked_is_not_asked_again(walked: Walked, folder: Path) -> None:
    write(folder, "kaffe", TWO_ITEMS.replace("because: Bocka", "ask: [klockan], because: Bocka"))
    out = walked("4", "1", "alla", "tillbaka", "1", "16:00")
    assert out.count("Vilka punkter är gjorda?") == 1
    assert "Steg 2 av 2" in out


def test_an_item_that_there_is_not_is_asked_again(walked: Walked, folder: Path) -> None:
    write(folder, "kaffe", TWO_ITEMS)
    out = walked("4", "1", "3", "1, 2")
    assert "Skriv nummer från 1 till 2" in out
    assert "Steg 2 av 2" in out


def test_a_checklist_that_no_choice_needs_is_asked_with_the_usual_one(walked: Walked, folder: Path) -> None:
    free = """routine: kaffe
version: 1
title: Kaffe
roles: {m: {title: Medarbetare, manager: yes}}
states:
  brygg:
    title: Brygg kaffet
    role: m
    checklist: [Kannan är ren, Filtret är bytt]
    choices: {klart: {label: Kaffet står på, to: igen}, trasig: {label: Bryggaren är trasig, to: slut}}
  igen: {title: Brygg mer, role: m, choices: {mer: {label: Mer, to: brygg}}}
  slut: {end: klart, title: Inget kaffe}
"""
    write(folder, "kaffe", free)
    out = walked("1", "2", "1", "2")
    assert out.count("Vilka punkter är gjorda?") == 1
    assert out.index("Vilka punkter är gjorda?") < out.index("Brygg mer")
    assert "Slut: Inget kaffe" in out


def test_a_checklist_can_be_left(walked: Walked) -> None:
    out = walked("4", "1", "tillbaka")
    assert "Inget är gjort. Du är kvar i steget." in out
    assert out.rindex("Steg 1 av 2") > out.rindex("Inget är gjort")


ASKS = """routine: fragor
version: 1
title: Svara på frågor
language: sv
roles: {medarbetare: Medarbetare}
facts:
  vad: {type: choice, title: "Vad är fel?", options: {nat: Inget nät, dod: Startar inte, annat: Annat fel}}
  gjort: {type: choices, title: "Vad har du prövat?", options: {om: Startat om, ladda: Laddat}}
  nar: {type: moment, title: "När hände det?", min: now - 2 h, max: now + 24 h}
  dag: {type: date, title: "Vilken dag?"}
  hjalp: {type: yes_no, title: "Behöver du hjälp?"}
  hur: {type: text, title: "Hur märks det?"}
  antal: {type: number, title: "Hur många?", min: 1, max: 9}
start: medarbetare
states:
  fyll:
    title: Fyll i
    role: medarbetare
    text: Fyll i det du vet.
    choices:
      allt: {label: Svara på allt, ask: [vad, gjort, nar, dag, hjalp, antal, {fact: hur, required: no}], to: sett}
      fritt: {label: Skriv fritt, ask: [hur], to: sett}
  sett:
    title: Se efter
    role: medarbetare
    text: "{vad}; {gjort}; {nar}; {dag}; {hjalp}; {antal}; {hur}."
    choices: {om: {label: Rätta, ask: [{fact: hur, required: no}], to: sett}, k: Klar}
  klart: {end: klart, title: Allt är klart}
"""


def test_options_have_titles_and_numbers_and_a_moment_is_read_as_people_write_it(
    walked: Walked, folder: Path
) -> None:
    write(folder, "fragor", ASKS)
    out = walked("1", "2", "1, 2", "16:00", "i morgon", "j", "3", "", routine="fragor")
    assert "   1  Inget nät\n   2  Startar inte\n   3  Annat fel\n" in out
    assert "Tidigast för 2 timmar sedan, senast om 24 timmar. Till exempel 16:00" in " ".join(out.split())
    assert "Läst som mån 12 jan 2026 16:00" in out
    assert "Hur märks det? (får lämnas tom)" in out
    assert "Startar inte; Startat om, Laddat; i dag 16:00; i morgon; Ja; 3; …" in " ".join(out.split())


def test_a_wrong_answer_is_asked_again_with_what_is_allowed(walked: Walked) -> None:
    out = walked("många", "40", "", "4")
    assert "”Hur många koppar?” ska vara ett tal" in out
    assert "”Hur många koppar?” ska vara mellan 1 och 12." in out
    assert "Det här måste fyllas i." in out
    assert "(Från 1 till 12)" in out
    assert "Steg 1 av 2" in out


def test_a_question_can_be_left_one_by_one_back_to_the_step(walked: Walked, folder: Path) -> None:
    write(folder, "fragor", ASKS)
    out = walked("1", "2", "tillbaka", "", "1", "tillbaka", "tillbaka", "tillbaka", routine="fragor")
    assert out.count("Vad är fel?") == 3
    assert "(Enter behåller: Startar inte)" in out
    assert out.rindex("Fyll i det du vet.") > out.rindex("Inget är gjort. Du är kvar i steget.")


def test_the_first_question_of_the_start_has_nothing_before_it(walked: Walked) -> None:
    out = walked("tillbaka", "4")
    assert "Det här är den första frågan." in out
    assert "Steg 1 av 2" in out


def test_a_question_can_be_left_for_good(walked: Walked) -> None:
    assert "Här slutade du, mitt i rutinen." in walked("sluta")


def test_a_command_within_quotation_marks_is_an_answer(walked: Walked, folder: Path) -> None:
    write(folder, "fragor", ASKS)
    out = walked("2", "hjälp", "”sluta”", routine="fragor")
    assert "inom citattecken är det ett svar" in out
    assert "…; sluta." in out


def test_what_is_filled_in_is_kept_by_enter_and_left_empty_by_a_dash(walked: Walked, folder: Path) -> None:
    write(folder, "fragor", ASKS)
    out = walked("2", "snö", "1", "", "1", "-", "1", "", routine="fragor")
    shown = [each.split("; ")[-1] for each in re.findall(r"…; .*", out)]
    assert shown == ["snö.", "snö.", "…", "…"]


def test_a_choice_with_a_question_is_taken_only_on_yes(walked: Walked) -> None:
    out = walked("4", "2", "n", "2", "kanske", "j")
    assert out.count("Är det verkligen slut?") == 2
    assert "Skriv ja eller nej" in out
    assert "Slut: Det blev inget kaffe" in out
