"""What a person sees: where it stands, what they may do, and why not, in their language."""

from __future__ import annotations

import json
from typing import Any

import pytest

from engine.run.commands import Take
from engine.run.context import Context
from engine.scenarios.player import ROOT
from tests.engine.run.acting import COLLEAGUE, MANAGER, OFFICE, WORKER, Tale, compiled, routine

BOTH = """\
routine: tva
version: 3
title: {sv: Två språk, en: Two languages}
language: [sv, en]
emergency: {sv: "Ring {settings.nummer}.", en: "Call {settings.nummer}."}
roles:
  medarbetare: {title: {sv: Medarbetare, en: Employee}}
  chef: {title: {sv: Chefen, en: The manager}, manager: yes}
contacts:
  it: {title: {sv: IT-avdelningen, en: IT department}, phone: "08-1", email: it@example.org}
facts:
  antal: {type: number, title: {sv: Antal, en: Number}, min: 0, max: 5}
  orsak: {type: choice, title: {sv: Orsak, en: Cause}, options: {av: {sv: Avbokat, en: Cancelled}, sjuk: {sv: Sjukhus, en: Hospital}}}
start: {by: medarbetare, ask: [antal]}
states:
  ring:
    title: {sv: "Ring {antal} gånger", en: "Call {antal} times"}
    section: {sv: Före, en: Before}
    role: medarbetare
    caution: {sv: Se upp, en: Take care}
    text: {sv: Slå numret, en: Dial the number}
    note: {sv: Bra att veta, en: Good to know}
    help: {sv: Så gör du, en: How to do it}
    contacts: [it]
    checklist: [{sv: Luren är av, en: The receiver is off}]
    source: {kind: law, ref: {sv: En lag, en: A law}}
    skip: ask
    choices:
      klar:
        label: {sv: Klar, en: Done}
        ask: [orsak, {fact: antal, required: no}]
        confirm: {sv: "Säkert?", en: "Sure?"}
        undo: 60 min
        to: vanta
      bockad: {label: {sv: Bockad, en: Ticked}, when: checklist is done, because: {sv: Bocka av., en: Tick it.}, to: vanta}
      fler: {label: {sv: Fler, en: More}, when: antal > 3, because: {sv: För få., en: Too few.}, to: vanta}
      chefen: {label: {sv: Chefen, en: Manager}, role: chef, to: vanta}
    timers:
      - {after: 1 h, remind: {sv: Ring nu., en: Call now.}}
      - {after: 30 min, notify: chef, say: {sv: Sent., en: Late.}}
      - {after: 2 h, to: klart}
  vanta: {title: {sv: Vänta, en: Wait}, wait: svaret, timers: [{after: 1 d, to: klart}]}
  klart: {end: klart}
anytime:
  annat: {label: {sv: Annat, en: Other}, start: annat}
"""
RULES = """\
always: {sv: Bär legitimation., en: Wear your badge.}
never:
  - {rule: {sv: Gå aldrig in ensam., en: Never go in alone.}, section: Före}
  - {sv: "Ring aldrig {settings.nummer} på skoj.", en: "Never call {settings.nummer} for fun."}
states:
"""
OTHER = routine("    gor: {title: Gör, role: medarbetare}\n    klart: {end: klart}\n", id="annat")


@pytest.fixture
def tale() -> Tale:
    return Tale(compiled(BOTH, "tva"), OTHER, context=Context(settings={"nummer": "112"}), antal=2)


def step(tale: Tale, *who: Any) -> dict[str, Any]:
    found: dict[str, Any] = tale.view(*who)["steps"][0]
    return found


def test_the_view_is_json(tale: Tale) -> None:
    assert json.loads(json.dumps(tale.view())) == tale.view()


def test_the_view_says_what_and_where_the_instance_is(tale: Tale) -> None:
    seen = tale.view()
    assert (seen["routine"], seen["version"], seen["title"]) == ("tva", 3, "Två språk")
    assert (seen["status"], seen["outcome"], seen["ended_at"]) == ("running", None, None)
    assert (seen["revision"], seen["owner"], seen["started_at"]) == (1, "m1", "2026-01-12T07:00:00Z")
    assert (seen["unit"], seen["parent"], seen["case"]) == ("enheten", None, ROOT)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "sv",
            [
                "Ring 2 gånger",
                "Före",
                "Se upp",
                "Slå numret",
                "Bra att veta",
                "Så gör du",
                "Ring 112.",
                "En lag",
            ],
        ),
        (
            "en",
            [
                "Call 2 times",
                "Before",
                "Take care",
                "Dial the number",
                "Good to know",
                "How to do it",
                "Call 112.",
                "A law",
            ],
        ),
    ],
)
def test_texts_come_in_the_language_asked_for_with_names_filled_in(
    tale: Tale, language: str, said: list[str]
) -> None:
    seen, here = tale.view(language=language), step(tale, WORKER, language)
    keys = ("title", "section", "caution", "text", "note", "help")
    assert [*(here[key] for key in keys), seen["emergency"], here["source"]["ref"]] == said


def test_a_step_has_the_rules_that_concern_it_and_what_is_no_step_has_none() -> None:
    ruled = BOTH.replace("states:\n", RULES, 1)
    tale = Tale(compiled(ruled, "tva"), OTHER, context=Context(settings={"nummer": "112"}), antal=2)
    here = step(tale, WORKER, "en")
    assert here["always"] == ["Wear your badge."]
    assert here["never"] == ["Never go in alone.", "Never call 112 for fun."]

    waiting = step(tale.takes("klar", orsak="av"))
    assert (waiting["kind"], waiting["always"], waiting["never"]) == ("wait", [], [])


def test_a_step_has_its_number_and_how_many_there_are(tale: Tale) -> None:
    assert (step(tale)["number"], step(tale)["of"]) == ("1", 2)


def test_a_step_and_its_choices_are_called_as_the_routine_calls_them(tale: Tale) -> None:
    here = step(tale, WORKER, "en")
    assert (here["role"], here["roles"]) == ("medarbetare", [{"role": "medarbetare", "title": "Employee"}])
    assert [choice["label"] for choice in here["choices"]][:3] == ["Done", "Ticked", "More"]


def test_a_step_has_its_contacts_and_checklist(tale: Tale) -> None:
    here = step(tale, WORKER, "en")
    assert here["contacts"] == [
        {"id": "it", "title": "IT department", "phone": "08-1", "email": "it@example.org"}
    ]
    assert here["checklist"] == [{"item": 1, "text": "The receiver is off"}]


def test_a_step_is_due_at_its_first_timer(tale: Tale) -> None:
    assert (step(tale)["since"], step(tale)["due"]) == ("2026-01-12T07:00:00Z", "2026-01-12T07:30:00Z")


BESIDE = """
    bada:
      title: Båda
      together:
        ena: {title: Ena, states: {a: {title: A, role: [medarbetare, administrator], timers: [{after: 2 h, remind: A.}]}, as: {end: a}}}
        andra: {title: Andra, states: {b: {title: B, role: medarbetare, timers: [{after: 1 h, remind: B.}]}, bs: {end: b}}}
    klart: {end: klart}
"""


def test_of_two_steps_side_by_side_each_has_its_own_time_and_the_first_of_its_roles() -> None:
    steps = Tale(routine(BESIDE)).view()["steps"]
    assert [(each["state"], each["due"], each["role"]) for each in steps] == [
        ("a", "2026-01-12T09:00:00Z", "medarbetare"),
        ("b", "2026-01-12T08:00:00Z", "medarbetare"),
    ]
    assert [(each["number"], each["of"]) for each in steps] == [("1A1", None), ("1B1", None)]


def test_steps_side_by_side_stand_in_the_order_of_the_routine_whichever_was_entered_last() -> None:
    tale = Tale(routine(BESIDE.replace("as: {end: a}", "a2: {title: A2, role: medarbetare}, as: {end: a}")))
    assert [each["state"] for each in tale.takes("klar", state="a").view()["steps"]] == ["a2", "b"]


BY_WHOM = """
    skriv: {title: Skriv, role: medarbetare}
    granska:
      title: Granska
      role: medarbetare
      not_by: skriv
      choices: {klar: Klar, om: {label: Om, same_as: skriv, to: skriv}}
    klart: {end: klart}
"""


def test_a_step_and_a_choice_say_by_whom_they_are_done_where_the_routine_asks() -> None:
    tale = Tale(routine(BY_WHOM))
    assert (step(tale)["by_whom"], step(tale)["due"]) == (None, None)
    here = step(tale.takes("klar"), WORKER, "en")
    assert here["by_whom"] == "Done by somebody other than whoever did “Skriv”."
    assert [each["by_whom"] for each in here["choices"]] == [None, "Done by whoever did “Skriv”."]


def test_timers_say_what_they_do(tale: Tale) -> None:
    timers = tale.view(language="en")["timers"]
    assert [(each["state"], each["kind"], each["text"], each["due"]) for each in timers] == [
        ("ring", "notify", "Late.", "2026-01-12T07:30:00Z"),
        ("ring", "remind", "Call now.", "2026-01-12T08:00:00Z"),
        ("ring", "move", None, "2026-01-12T09:00:00Z"),
    ]
    assert [each["who"] for each in timers] == [["The manager"], [], []]


def test_what_is_offered_is_allowed_to_the_owner(tale: Tale) -> None:
    klar = tale.choice("klar")
    assert (klar["allowed"], klar["because"], klar["reason"], klar["who"]) == (
        True,
        None,
        None,
        ["Medarbetare"],
    )
    assert (klar["confirm"], klar["undo_minutes"], klar["anytime"]) == ("Säkert?", 60, False)


@pytest.mark.parametrize(
    ("language", "sentence"), [("sv", "Det går inte ännu: För få."), ("en", "Not possible yet: Too few.")]
)
def test_a_false_condition_says_why_not(tale: Tale, language: str, sentence: str) -> None:
    fler = tale.choice("fler", language=language)
    assert (fler["allowed"], fler["reason"], fler["because"]) == (False, "condition", sentence)


def test_a_choice_of_another_role_says_who(tale: Tale) -> None:
    seen = tale.choice("chefen", language="en")
    assert (seen["allowed"], seen["reason"], seen["who"]) == (False, "who", ["The manager"])
    assert seen["because"] == "You may not do this. It is done by The manager in the unit enheten."


def test_who_it_is_comes_before_the_condition(tale: Tale) -> None:
    assert tale.choice("fler", COLLEAGUE)["reason"] == "who"


def test_a_manager_sees_that_it_is_on_behalf(tale: Tale) -> None:
    assert (tale.choice("klar", MANAGER)["allowed"], tale.choice("klar", MANAGER)["on_behalf"]) == (
        True,
        "m1",
    )
    assert tale.choice("chefen", MANAGER)["on_behalf"] is None


def test_a_checklist_is_needed_and_does_not_hide_the_choice(tale: Tale) -> None:
    seen = tale.choice("bockad")
    assert (seen["allowed"], seen["needs_checklist"]) == (True, True)
    assert tale.choice("klar")["needs_checklist"] is False
    assert tale.choice("fler")["needs_checklist"] is False


def test_a_condition_that_holds_needs_no_checklist() -> None:
    met = Tale(compiled(BOTH, "tva"), OTHER, context=Context(settings={"nummer": "112"}), antal=4).choice(
        "fler"
    )
    assert (met["allowed"], met["needs_checklist"]) == (True, False)


def test_asked_facts_say_their_type_limits_and_options(tale: Tale) -> None:
    orsak, antal = tale.choice("klar", language="en")["ask"]
    assert (orsak["fact"], orsak["type"], orsak["title"], orsak["required"]) == (
        "orsak",
        "choice",
        "Cause",
        True,
    )
    assert orsak["options"] == [
        {"value": "av", "title": "Cancelled"},
        {"value": "sjuk", "title": "Hospital"},
    ]
    assert (antal["min"], antal["max"], antal["required"]) == (0, 5, False)


def test_skipping_asks_for_the_reason(tale: Tale) -> None:
    (ask,) = tale.choice("skip", language="en")["ask"]
    assert (ask["fact"], ask["type"], ask["required"], ask["max"]) == ("reason", "text", True, 500)
    assert ask["title"] == "Why does the step not apply?"


def test_choices_of_any_time_stand_last_and_say_what_they_start(tale: Tale) -> None:
    last = step(tale)["choices"][-1]
    assert (last["choice"], last["anytime"], last["starts"]) == ("annat", True, "annat")


def test_a_step_is_mine_if_it_is_mine_to_do(tale: Tale) -> None:
    assert step(tale)["mine"] is True
    assert step(tale, COLLEAGUE)["mine"] is False


def test_what_a_manager_may_do_on_behalf_is_not_the_managers(tale: Tale) -> None:
    assert step(tale, MANAGER)["mine"] is False


def test_a_taken_step_says_by_whom(tale: Tale) -> None:
    tale.asks(Take, WORKER, state="ring")
    assert step(tale)["taken_by"] == "m1"


def test_a_wait_is_listed_with_the_choices_of_any_time_and_is_nobodys(tale: Tale) -> None:
    here = step(tale.takes("klar", orsak="av"))
    assert (here["kind"], here["mine"], here["role"], here["roles"]) == ("wait", False, None, [])
    assert [each["choice"] for each in here["choices"]] == ["annat"]


def test_children_are_listed_with_their_titles(tale: Tale) -> None:
    (child,) = tale.takes("annat").view()["children"]
    assert child == {
        "id": tale.child("annat").id,
        "routine": "annat",
        "title": "Rutinen annat",
        "status": "running",
        "outcome": None,
        "called": False,
    }


def test_a_routine_that_has_ended_offers_nothing(tale: Tale) -> None:
    seen = tale.waits(hours=2).view()
    assert (seen["status"], seen["outcome"], seen["steps"], seen["timers"]) == ("ended", "klart", [], [])
    assert seen["ended_at"] == "2026-01-12T09:00:00Z"


def test_what_the_view_allows_is_what_the_step_accepts(tale: Tale) -> None:
    for person in (WORKER, COLLEAGUE, MANAGER, OFFICE):
        for each in step(tale, person)["choices"]:
            given = {"klar": {"orsak": "av"}, "skip": {"reason": "Bortrest"}}
            facts: dict[str, Any] = given.get(each["choice"], {})
            other = Tale(compiled(BOTH, "tva"), OTHER, antal=2)
            accepted = other.tries(each["choice"], by=person, **facts) is None
            assert accepted == each["allowed"], each


def test_an_ended_instance_tells_the_title_of_the_end_that_it_came_to_also_where_two_have_the_same_outcome() -> (
    None
):
    two_ends = routine(
        """\
        gor:
          title: Gör
          role: medarbetare
          choices: {ett: {label: Ett, to: forsta}, tva: {label: Två, to: andra}}
        forsta: {end: klart, title: På första sättet}
        andra:  {end: klart, title: På andra sättet}
        """
    )
    tale = Tale(two_ends)
    assert tale.view()["outcome_title"] is None
    tale.takes("tva")
    assert tale.view()["outcome_title"] == "På andra sättet"


def test_a_view_tells_which_choice_is_the_usual_one(tale: Tale) -> None:
    assert [each["choice"] for each in step(tale)["choices"] if each["usual"]] == ["klar"]
