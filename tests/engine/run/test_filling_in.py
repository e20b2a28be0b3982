"""What a choice fills in, sets and gives as its reason."""

from __future__ import annotations

from typing import Any

import pytest

from engine.errors.step import ConditionNotMet
from engine.errors.value import FactsWrong
from tests.engine.run.acting import Tale, routine

PLAIN = """
    ring: {title: Ring brukaren, role: medarbetare}
    klart: {end: klart}
"""

COUNTED = """
    rakna:
      title: Räkna telefonerna
      role: medarbetare
      choices:
        fler: {label: En till, set: {antal: antal + 1}, to: rakna}
        forsta: {label: Den första, ask: [antal], to: rakna}
        klara: {label: Klara, to: klart}
    klart: {end: klart}
"""
COUNT = "facts: {antal: {type: number, title: Antal, min: 0, max: 9}}"

FILLED = """
    fyll_i:
      title: Fyll i
      role: medarbetare
      ask: [antal, {fact: orsak, required: no}]
    klart: {end: klart}
"""
FACTS = """
facts:
  antal: {type: number, title: Antal besök, min: 1, max: 5}
  orsak: {type: choice, title: Orsak, options: [avbokat, sjukhus]}
"""


def test_a_missing_fact_is_named_by_its_title() -> None:
    refusal = Tale(routine(FILLED, more=FACTS)).tries("klar")
    assert isinstance(refusal, FactsWrong)
    assert refusal.problems == {
        "antal": ("”Antal besök” saknas. Fyll i det.", "“Antal besök” is missing. Fill it in.")
    }


def test_a_blank_is_no_answer_to_what_must_be_filled_in() -> None:
    facts = "facts: {antal: {type: text, title: Antal}, orsak: {type: text, title: Orsak}}"
    refusal = Tale(routine(FILLED, more=facts)).tries("klar", antal="  ", orsak="  ")
    assert isinstance(refusal, FactsWrong)
    assert list(refusal.problems) == ["antal"]


def test_a_wrong_fact_and_an_unknown_one_are_refused_together() -> None:
    refusal = Tale(routine(FILLED, more=FACTS)).tries("klar", antal=6, orsa="avbokat")
    assert isinstance(refusal, FactsWrong)
    assert list(refusal.problems) == ["antal", "orsa"]
    assert "mellan 1 och 5" in refusal.problems["antal"][0]


def test_of_very_many_unknown_facts_the_first_are_named() -> None:
    unknown: dict[str, Any] = {f"fel_{number}": 1 for number in range(500)}
    refusal = Tale(routine(PLAIN)).tries("klar", **unknown)
    assert isinstance(refusal, FactsWrong)
    assert list(refusal.problems) == [f"fel_{number}" for number in range(10)]


def test_a_fact_of_the_routine_that_is_not_asked_for_here_is_refused() -> None:
    refusal = Tale(routine(PLAIN, more=FACTS)).tries("klar", antal=2)
    assert isinstance(refusal, FactsWrong)
    assert "frågas det inte efter" in refusal.problems["antal"][0]


def test_an_optional_fact_may_be_left_out_or_empty() -> None:
    tale = Tale(routine(FILLED, more=FACTS)).takes("klar", antal=2, orsak=None)
    assert tale.root.facts == {"antal": 2}


def test_given_facts_are_kept_and_stand_in_the_history() -> None:
    tale = Tale(routine(FILLED, more=FACTS)).takes("klar", antal=2, orsak="sjukhus")
    assert tale.root.facts == {"antal": 2, "orsak": "sjukhus"}
    assert tale.last("asked").detail == {"antal": 2, "orsak": "sjukhus"}


SETS = """
    borja:
      title: Börja
      role: medarbetare
      choices:
        kom: {label: Kom, set: {kom: now, sagt: "\\"hej\\"", skickat: yes, orsak: avbokat}, to: vidare}
    vidare:
      title: Gå vidare
      role: medarbetare
      choices:
        glom: {label: Glöm, set: {kom: gick}, to: klart}
    klart: {end: klart}
"""
SET_FACTS = """
facts:
  kom: {type: moment, title: Kom}
  gick: {type: moment, title: Gick}
  sagt: {type: text, title: Sagt}
  skickat: {type: yes_no, title: Skickat}
  orsak: {type: choice, title: Orsak, options: [avbokat, sjukhus]}
"""


def test_set_fills_in_the_moment_of_the_choice_and_literals() -> None:
    tale = Tale(routine(SETS, more=SET_FACTS)).waits(minutes=5).takes("kom")
    assert tale.root.facts == {"kom": tale.now, "sagt": "hej", "skickat": True, "orsak": "avbokat"}


def test_set_from_an_unset_fact_unsets() -> None:
    tale = Tale(routine(SETS, more=SET_FACTS)).takes("kom", "glom")
    assert "kom" not in tale.root.facts


def test_a_sum_that_passes_the_limits_of_its_fact_is_refused() -> None:
    tale = Tale(routine(COUNTED, more=COUNT)).takes("forsta", antal=8).takes("fler")
    refusal = tale.tries("fler")
    assert isinstance(refusal, ConditionNotMet)
    assert refusal.say("sv") == "Det går inte ännu: ”Antal” ska vara mellan 0 och 9. Det skulle bli 10."
    assert refusal.condition == "antal: antal + 1"
    seen = tale.choice("fler")
    assert (seen["allowed"], seen["reason"], seen["because"]) == (False, "condition", refusal.say("sv"))
    assert tale.root.facts == {"antal": 9}


SUMMED = """
    ta: {title: Ta, role: medarbetare, choices: {ta: {label: Ta, ask: [tagna], set: {kvar: kvar - tagna}, to: ta}}}
    klart: {end: klart}
"""
LEFT = """
facts:
  kvar: {type: number, title: Kvar, min: 0}
  tagna: {type: number, title: Tagna}
"""


def test_a_sum_of_what_is_filled_in_that_passes_the_limits_is_told_of_what_was_filled_in() -> None:
    tale = Tale(routine(SUMMED, start="{by: medarbetare, ask: [kvar]}", more=LEFT), kvar=3).takes(
        "ta", tagna=2
    )
    refusal = tale.tries("ta", tagna=2)
    assert isinstance(refusal, FactsWrong)
    assert refusal.problems == {"tagna": ("”Kvar” ska vara minst 0.", "“Kvar” must be at least 0.")}
    assert tale.choice("ta")["allowed"]


COPIED = """
    skriv: {title: Skriv, role: medarbetare, ask: [langt, annat]}
    kopiera:
      title: Kopiera
      role: medarbetare
      choices:
        det_langa: {label: Det långa, set: {kort: langt, kopia: annat}, to: klart}
        nu: {label: Nu, ask: [sak, annat], set: {kort: sak}, to: klart}
    klart: {end: klart}
"""
TEXTS = """
facts:
  langt: {type: text, title: Långt}
  annat: {type: text, title: Annat}
  sak: {type: text, title: Sak}
  kort: {type: text, title: Kort, max: 5}
  kopia: {type: text, title: Kopia, max: 5}
"""


@pytest.fixture
def copying() -> Tale:
    return Tale(routine(COPIED, more=TEXTS))


def test_what_a_text_does_not_fit_is_said_without_the_text(copying: Tale) -> None:
    refusal = copying.takes("klar", langt="alldeles för långt", annat="kort").tries("det_langa")
    assert isinstance(refusal, ConditionNotMet)
    assert refusal.say("sv") == "Det går inte ännu: ”Kort” får ha högst 5 tecken; texten har 18. Korta den."
    assert refusal.condition == "kort: langt"


def test_all_that_does_not_fit_is_told_together(copying: Tale) -> None:
    refusal = copying.takes("klar", langt="alldeles för långt", annat="det med").tries("det_langa")
    assert isinstance(refusal, ConditionNotMet)
    assert refusal.condition == "kopia: annat, kort: langt"


def test_only_what_leads_to_what_does_not_fit_is_to_be_filled_in_anew(copying: Tale) -> None:
    refusal = copying.takes("klar", langt="x", annat="y").tries("nu", annat="y", sak="alldeles för långt")
    assert isinstance(refusal, FactsWrong)
    assert list(refusal.problems) == ["sak"]


def test_a_reason_is_for_skipping_alone() -> None:
    refusal = Tale(routine(PLAIN)).tries("klar", reason="Bortrest")
    assert isinstance(refusal, FactsWrong)
    assert list(refusal.problems) == ["reason"]


SKIPPED = """
    besok: {title: Besök, role: medarbetare, skip: ask}
    klart: {end: klart}
"""
NO_REASON = (
    "Skriv varför steget inte är tillämpligt (högst 500 tecken).",
    "Write why the step does not apply (at most 500 characters).",
)


def test_a_step_may_be_skipped_with_a_reason_which_goes_to_the_history_only() -> None:
    tale = Tale(routine(SKIPPED)).takes("skip", reason="  Brukaren är bortrest. ")
    assert tale.root.outcome == "klart"
    assert tale.last("skipped").detail == {"reason": "Brukaren är bortrest."}
    assert tale.root.facts == {}


@pytest.mark.parametrize("reason", [None, "", "   ", 3, "x" * 501])
def test_skipping_without_a_usable_reason_is_refused(reason: object) -> None:
    refusal = Tale(routine(SKIPPED)).tries("skip", reason=reason)
    assert isinstance(refusal, FactsWrong)
    assert refusal.problems == {"reason": NO_REASON}


def test_skipping_without_a_word_of_a_reason_is_refused() -> None:
    refusal = Tale(routine(SKIPPED)).tries("skip")
    assert isinstance(refusal, FactsWrong)
    assert refusal.problems == {"reason": NO_REASON}


@pytest.mark.parametrize("reason", ["x", "x" * 500])
def test_a_reason_for_skipping_is_one_character_or_five_hundred(reason: str) -> None:
    assert Tale(routine(SKIPPED)).takes("skip", reason=reason).last("skipped").detail == {"reason": reason}


def test_skipping_takes_no_other_facts() -> None:
    refusal = Tale(routine(SKIPPED)).tries("skip", reason="Bortrest", annat=1)
    assert isinstance(refusal, FactsWrong)
    assert list(refusal.problems) == ["annat"]


TIMED = """
    vanta:
      title: "Vänta till {slut}"
      role: medarbetare
      timers: [{after: 15 min, remind: "Passet slutar {slut}."}]
    klart: {end: klart}
"""
ENDS = "facts: {slut: {type: moment, title: Slut}}"


def test_a_moment_in_what_is_read_now_is_told_from_today_and_in_what_is_kept_by_its_date() -> None:
    timed = routine(TIMED, start="{by: medarbetare, ask: [slut]}", more=ENDS)
    tale = Tale(timed, slut="2026-01-12T15:00:00Z")
    (step,) = tale.view()["steps"]
    assert step["title"].startswith("Vänta till i dag ")
    assert tale.waits(minutes=15).told()[0].startswith("Passet slutar mån 12 jan 2026 ")
