"""A person takes a choice in a named state, or is told why not."""

from __future__ import annotations

import pytest

from engine.errors.person import NotYours
from engine.errors.request import NotFound
from engine.errors.step import ConditionNotMet, NotPossibleHere, NotRunning
from engine.errors.value import FactsWrong
from engine.run.commands import Choose
from engine.scenarios.player import ROOT
from tests.engine.run.acting import MANAGER, WORKER, Tale, compiled, routine
from tests.engine.run.test_filling_in import FACTS, FILLED

STEPS = """
    ring: {title: Ring brukaren, role: medarbetare}
    skriv: {title: Skriv, role: medarbetare, choices: {skrivet: Det är skrivet, ring_igen: {label: Ring igen, to: ring}}}
    klart: {end: genomfort}
"""

GUARDED = """
    rakna:
      title: Räkna telefonerna
      role: medarbetare
      choices:
        fler: {label: En till, set: {antal: antal + 1}, when: antal < 3, because: Det finns bara tre., to: rakna}
        forsta: {label: Den första, when: antal is not set, because: Den första är räknad., ask: [antal], to: rakna}
        utan_skal: {label: Utan skäl, when: antal == 2, to: klart}
        klara: {label: Klara, to: klart}
    klart: {end: klart}
"""
COUNT = "facts: {antal: {type: number, title: Antal, min: 0, max: 9}}"

LISTED = """
    kontrollera:
      title: Kontrollera
      role: medarbetare
      checklist: [Spisen är av, Dörren är låst]
      choices:
        klar: {label: Klar, when: checklist is done, because: Bocka av allt först.}
        ga_anda: {label: Gå ändå, to: klart}
    klart: {end: klart}
"""


def test_a_choice_leads_to_the_state_it_names_or_the_next() -> None:
    tale = Tale(routine(STEPS)).takes("klar")
    assert tale.here() == {"skriv"}
    assert tale.takes("ring_igen").here() == {"ring"}


def test_the_choice_before_an_end_ends_the_routine_with_its_outcome() -> None:
    tale = Tale(routine(STEPS)).takes("klar", "skrivet")
    assert (tale.root.status, tale.root.outcome, tale.root.ended_at) == ("ended", "genomfort", tale.now)


def test_the_history_says_which_choice_was_taken_where_and_in_which_visit() -> None:
    tale = Tale(routine(STEPS)).takes("klar", "ring_igen", "klar")
    chosen = [(each.state, each.visit, each.choice) for each in tale.happened if each.kind == "chosen"]
    assert chosen == [("ring", 1, "klar"), ("skriv", 2, "ring_igen"), ("ring", 3, "klar")]
    entered = [(each.state, each.visit) for each in tale.happened if each.kind == "entered"]
    assert entered == [("ring", 1), ("skriv", 2), ("ring", 3), ("skriv", 4)]


def test_a_choice_of_a_state_where_the_instance_is_not_is_refused_with_what_is_possible() -> None:
    refusal = Tale(routine(STEPS)).tries("skrivet", state="skriv")
    assert isinstance(refusal, NotPossibleHere)
    assert [each.choice for each in refusal.possible] == ["klar"]
    assert refusal.say("sv") == (
        "Steget ”Skriv” är inte öppet nu. Det här går att göra nu: ”Klar” (Ring brukaren)."
    )


def test_what_is_possible_is_told_step_by_step_with_names_filled_in_and_in_both_languages() -> None:
    text = """\
routine: prov
version: 1
language: [sv, en]
title: {sv: Prov, en: Trial}
roles: {medarbetare: {title: {sv: Medarbetare, en: Employee}}}
facts: {sak: {type: text, title: {sv: Sak, en: Thing}}}
start: {by: medarbetare, ask: [sak]}
states:
  ring:
    title: {sv: "Ring {sak}", en: "Call {sak}"}
    role: medarbetare
    choices:
      klar: {label: {sv: "Har ringt {sak}", en: "Called {sak}"}}
      inte: {label: {sv: Inget svar, en: No answer}, to: klart}
  klart: {title: {sv: Klart, en: Done}, end: klart}
"""
    refusal = Tale(compiled(text, "prov"), sak="chefen").tries("klart", state="ring")
    assert refusal is not None
    assert refusal.say("sv") == (
        "Steget ”Ring chefen” har inget val som heter ”klart”. Menade du ”klar”? "
        "Det här går att göra nu: ”Har ringt chefen”, ”Inget svar” (Ring chefen)."
    )
    assert refusal.say("en").endswith("You can do this now: “Called chefen”, “No answer” (Call chefen).")


def test_a_state_that_the_routine_does_not_have_is_told_with_the_nearest() -> None:
    refusal = Tale(routine(STEPS)).tries("klar", state="rign")
    assert refusal is not None
    assert refusal.say("sv").startswith("Rutinen har inget steg som heter ”rign”. Menade du ”ring”?")


def test_a_choice_that_the_state_does_not_offer_is_refused() -> None:
    refusal = Tale(routine(STEPS)).tries("skrivet", state="ring")
    assert isinstance(refusal, NotPossibleHere)
    assert (refusal.state, refusal.choice) == ("ring", "skrivet")


def test_a_routine_that_has_ended_takes_no_choice() -> None:
    refusal = Tale(routine(STEPS)).takes("klar", "skrivet").tries("klar", state="ring")
    assert isinstance(refusal, NotRunning)
    assert refusal.outcome == "genomfort"


def test_an_instance_that_the_case_does_not_hold_is_not_found() -> None:
    tale = Tale(routine(STEPS))
    command = Choose(at=tale.now, by=WORKER, instance="okand", state="ring", choice="klar")
    assert isinstance(tale.do(command), NotFound)


def test_a_choice_whose_condition_is_false_is_refused_with_the_owners_sentence() -> None:
    tale = Tale(routine(GUARDED, more=COUNT)).takes("forsta", antal=3)
    refusal = tale.tries("fler")
    assert isinstance(refusal, ConditionNotMet)
    assert (refusal.because.sv, refusal.condition) == ("Det finns bara tre.", "antal < 3")


def test_a_condition_without_a_sentence_says_what_of_it_is_not_so() -> None:
    refusal = Tale(routine(GUARDED, more=COUNT)).takes("forsta", antal=3).tries("utan_skal")
    assert isinstance(refusal, ConditionNotMet)
    assert refusal.say("sv") == "Det går inte ännu: Antal är 2 (nu: 3)."
    assert refusal.say("en") == "Not possible yet: Antal is 2 (now: 3)."


def test_names_in_the_owners_sentence_are_filled_in() -> None:
    states = GUARDED.replace("Det finns bara tre.", '"Det finns bara tre, och {antal} är räknade."')
    tale = Tale(routine(states, more=COUNT)).takes("forsta", antal=3)
    refusal = tale.tries("fler")
    assert isinstance(refusal, ConditionNotMet)
    assert refusal.because.sv == "Det finns bara tre, och 3 är räknade."
    assert tale.choice("fler")["because"] == f"Det går inte ännu: {refusal.because.sv}"


@pytest.mark.parametrize("choice", ["fler", "forsta"])
def test_a_condition_is_judged_by_the_facts_before_the_choice(choice: str) -> None:
    # «forsta» is for when there is no number and asks for one; «fler» takes the count out of its own condition.
    tale = Tale(routine(GUARDED, more=COUNT))
    if choice == "fler":
        tale.takes("forsta", antal=2)
    visits = tale.root.visits
    tale.takes(choice, **({"antal": 3} if choice == "forsta" else {}))
    assert tale.root.facts["antal"] == 3
    assert tale.root.visits == visits + 1


def test_a_checklist_that_must_be_done_refuses_until_every_item_is_ticked() -> None:
    tale = Tale(routine(LISTED))
    assert isinstance(tale.tries("klar", checked=(1,)), ConditionNotMet)
    assert isinstance(tale.tries("klar", checked=(2,)), ConditionNotMet)
    assert tale.tries("klar", checked=(1, 2)) is None


def test_a_choice_that_does_not_ask_for_the_checklist_goes_without_it() -> None:
    tale = Tale(routine(LISTED)).takes("ga_anda", checked=(2,))
    assert tale.last("chosen").detail == {"checked": [2]}


def test_a_tick_that_the_checklist_has_not_is_refused_by_number() -> None:
    refusal = Tale(routine(LISTED)).tries("klar", checked=(1, 2, 3))
    assert isinstance(refusal, FactsWrong)
    assert refusal.problems["checked"] == (
        "Checklistan har 2 punkter; 3 finns inte.",
        "The checklist has 2 items; there is no 3.",
    )


def test_wrong_ticks_are_named_in_their_order() -> None:
    refusal = Tale(routine(LISTED)).tries("klar", checked=(16, 3))
    assert isinstance(refusal, FactsWrong)
    assert refusal.problems["checked"].sv == "Checklistan har 2 punkter; 3, 16 finns inte."


def test_items_are_numbered_from_one() -> None:
    refusal = Tale(routine(LISTED)).tries("klar", checked=(0, 1, 2))
    assert isinstance(refusal, FactsWrong)
    assert refusal.problems["checked"][0] == "Checklistan har 2 punkter; 0 finns inte."


def test_of_very_many_wrong_ticks_the_first_ten_are_named() -> None:
    refusal = Tale(routine(LISTED)).tries("klar", checked=tuple(range(1, 500)))
    assert isinstance(refusal, FactsWrong)
    assert refusal.problems["checked"][1] == (
        "The checklist has 2 items; there is no 3, 4, 5, 6, 7, 8, 9, 10, 11, 12."
    )


def test_what_is_no_step_has_no_item_to_tick() -> None:
    states = "vanta: {title: Vänta, wait: svaret, timers: [{after: 1 d, to: hemma}]}\nhemma: {end: hemma}"
    tale = Tale(routine(states, more="anytime: {avbryt: {label: Gå hem, to: hemma}}"))
    refusal = tale.tries("avbryt", checked=(1,))
    assert isinstance(refusal, FactsWrong)
    assert refusal.problems["checked"][0] == "Checklistan har 0 punkter; 1 finns inte."


ANYTIME = """
anytime:
  avbryt: {label: Gå hem, to: hemma}
  bara_chefen: {label: Stäng, role: chef, to: hemma}
"""
WITH_HOME = STEPS + "    hemma: {end: hemma}\n"


def test_a_choice_of_any_time_is_offered_in_every_step() -> None:
    assert Tale(routine(WITH_HOME, more=ANYTIME)).takes("klar", "avbryt").root.outcome == "hemma"


BRANCHES = """
    samtidigt:
      title: Gör detta samtidigt
      together:
        ena: {states: {a: {title: Gör A, role: medarbetare}, b: {title: Gör B, role: medarbetare}, ab_klart: {end: klar}}}
        andra: {states: {c: {title: Gör C, role: medarbetare}, c_klart: {end: klar}}}
    klart: {end: klart}
    hemma: {end: hemma}
"""


def test_what_is_possible_stands_in_the_order_of_the_routine_whichever_branch_moved_last() -> None:
    refusal = Tale(routine(BRANCHES)).takes("klar", state="a").tries("klar", state="a")
    assert isinstance(refusal, NotPossibleHere)
    assert [each.state for each in refusal.possible] == ["b", "c"]


@pytest.mark.parametrize("state", ["samtidigt", "c_klart"])
def test_a_choice_of_any_time_is_not_taken_where_nobody_can_be(state: str) -> None:
    tale = Tale(routine(BRANCHES, more="anytime: {avbryt: {label: Gå hem, to: hemma}}"))
    refusal = tale.takes("klar", state="c").tries("avbryt", state=state)
    assert isinstance(refusal, NotPossibleHere)


def test_a_choice_of_any_time_with_a_role_is_that_roles() -> None:
    tale = Tale(routine(WITH_HOME, more=ANYTIME))
    assert isinstance(tale.tries("bara_chefen"), NotYours)
    assert tale.tries("bara_chefen", by=MANAGER) is None


def test_a_refusal_leaves_the_case_as_it_was() -> None:
    tale = Tale(routine(FILLED, more=FACTS))
    before = tale.case
    tale.tries("klar", antal=77)
    assert tale.case is before
    assert tale.case.instances[ROOT].revision == 1


ALIKE = """
    bada:
      title: Båda
      together:
        ena:
          title: Ena
          states:
            godkann: {title: Godkänn, role: medarbetare, choices: {ja: Ja}}
            ena_klar: {end: ena_klar}
        andra:
          title: Andra
          states:
            godkann_ocksa: {title: Godkänn, role: medarbetare, choices: {ja: Ja}}
            andra_klar: {end: andra_klar}
    klart: {end: klart}
"""


def test_two_open_steps_with_the_same_words_are_told_apart_by_their_numbers() -> None:
    tale = Tale(routine(ALIKE))
    refusal = tale.tries("ja", state="bada")
    assert isinstance(refusal, NotPossibleHere)
    assert refusal.say("sv").endswith("Det här går att göra nu: ”Ja” (1A1 Godkänn); ”Ja” (1B1 Godkänn).")
    assert [each.number for each in refusal.possible] == ["1A1", "1B1"]


def test_a_step_that_is_left_is_told_apart_from_an_open_one_with_the_same_title() -> None:
    refusal = Tale(routine(ALIKE)).takes("ja", state="godkann").tries("ja", state="godkann")
    assert isinstance(refusal, NotPossibleHere)
    assert (
        refusal.say("en")
        == "The step “1A1 Godkänn” is not open now. You can do this now: “Ja” (1B1 Godkänn)."
    )


def test_what_was_ticked_is_kept_in_order() -> None:
    items = ", ".join(f"Sak {number}" for number in range(1, 9))
    states = f"gor: {{title: Gör, role: medarbetare, checklist: [{items}]}}\nklart: {{end: klart}}"
    assert Tale(routine(states)).takes("klar", checked=(8, 1)).last("chosen").detail == {"checked": [1, 8]}
