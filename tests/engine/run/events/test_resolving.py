"""What a manager can do about what stands still."""

from __future__ import annotations

from typing import Any

import pytest

from engine.errors.person import NotYours
from engine.errors.root import Refusal
from engine.errors.step import Incident
from engine.errors.value import FactsWrong
from engine.run import who
from engine.run.commands import Cancel, CannotFire, Correct, Resolve
from engine.run.context import Library
from engine.run.instance import SYSTEM
from engine.run.standstill import TimerCannotFire
from engine.said import Said
from engine.scenarios.player import ROOT
from tests.engine.run.acting import MANAGER, WORKER, compiled, routine
from tests.engine.run.events.test_incidents import ALONE, HELPER, IT, MAILING, WHY, Followed

CALLER = """
    borja: {title: Börja, role: medarbetare, to: hjalp}
    hjalp: {title: Få hjälp, call: hjalpen, outcomes: {klart: slut}, to: ring}
    ring: {title: Ring, role: medarbetare, to: slut}
    slut: {end: slut}
"""
WAITING = """
    vanta: {title: Vänta, role: medarbetare, timers: [{after: 1 h, to: rakna}], to: rakna}
    rakna: {title: Räkna, choose: [{when: tal > 5, to: klart}, {else: runt}]}
    runt: {title: Runt, choose: [{else: rakna}]}
    ring: {title: Ring, role: medarbetare, to: klart}
    klart: {end: klart}
"""


def resolves(tale: Followed, way: str, target: str = "", by: Any = MANAGER, **rest: Any) -> Refusal | None:
    state = next(each.state for each in tale.root.tokens.values())
    asked = {"state": state, "reason": "Så får det bli", **rest}
    return tale.asks(Resolve, by, way=way, target=target, **asked)


@pytest.fixture
def calling() -> Followed:
    """A called routine that was cancelled."""
    tale = Followed(routine(CALLER), HELPER).takes("klar")
    tale.asks(Cancel, MANAGER, instance=tale.child("hjalpen").id, reason="Fel")
    return tale


@pytest.fixture
def late() -> Followed:
    """A timer that is due and could not fire."""
    tale = Followed(routine(WAITING, more="facts: {tal: {type: number, title: Tal}}"))
    tale.now = tale.timers()[0].due
    visit = tale.root.tokens["main"].visit
    tale.do(CannotFire(at=tale.now, by=SYSTEM, instance=ROOT, visit=visit, index=0, why=WHY))
    return tale


def test_the_view_says_what_a_manager_can_do_and_offers_it_to_nobody_else(calling: Followed) -> None:
    (step,) = calling.view(by=MANAGER)["steps"]
    assert [(each["way"], each["target"], each["label"]) for each in step["ways_on"]] == [
        ("again", "", "Kör rutinen igen"),
        ("outcome", "klart", "Gå vidare som om det slutade med ”klart”"),
        ("outcome", "", "Gå vidare som efter de andra sluten"),
        ("step", "borja", "Gå vidare från ”Börja”"),
        ("step", "ring", "Gå vidare från ”Ring”"),
    ]
    assert (step["kind"], calling.view(by=WORKER)["steps"][0]["ways_on"]) == ("call", [])


def test_nothing_is_offered_where_nothing_stands_still() -> None:
    tale = Followed(routine(CALLER), HELPER)
    assert tale.view(by=MANAGER)["steps"][0]["ways_on"] == []
    wrong = resolves(tale, "again")
    assert isinstance(wrong, FactsWrong)
    assert wrong.problems == {
        "state": Said(
            "Inget står still där. Hämta läget igen.", "Nothing stands still there. Fetch it again."
        )
    }


def test_a_routine_is_called_again(calling: Followed) -> None:
    first = calling.child("hjalpen").id
    assert resolves(calling, "again") is None
    again = calling.child("hjalpen")
    assert (again.id != first, again.status) == (True, "running")
    assert calling.view(by=MANAGER)["steps"][0]["child"] == again.id
    assert calling.root.tokens["main"].incident is None
    calling.takes("klar", of=again.id)
    assert calling.root.outcome == "slut"


def test_what_could_not_start_is_called_again_when_it_can() -> None:
    tale = Followed(routine(CALLER)).takes("klar")
    tale.library = Library.of([routine(CALLER), HELPER])
    assert resolves(tale, "again") is None
    assert [each.routine for each in tale.running()] == ["prov", "hjalpen"]


def test_what_still_cant_start_stands_still_again_and_is_told_again() -> None:
    tale = Followed(routine(CALLER)).takes("klar")
    assert resolves(tale, "again") is None
    assert (tale.here(), len(tale.incidents())) == ({"hjalp"}, 2)


def test_it_goes_on_as_after_an_outcome(calling: Followed) -> None:
    assert resolves(calling, "outcome", "klart") is None
    assert calling.root.outcome == "slut"


def test_it_goes_on_as_after_the_other_outcomes(calling: Followed) -> None:
    assert resolves(calling, "outcome") is None
    assert calling.here() == {"ring"}


def test_it_goes_on_as_when_the_called_routine_is_cancelled() -> None:
    text = CALLER.replace("outcomes: {", "outcomes: {cancelled: ring, ")
    tale = Followed(routine(text)).takes("klar")
    ways = {each["target"]: each["label"] for each in tale.view(by=MANAGER)["steps"][0]["ways_on"]}
    assert ways["cancelled"] == "Gå vidare som när den avbryts"
    assert resolves(tale, "outcome", "cancelled") is None
    assert tale.here() == {"ring"}


def test_it_goes_on_from_a_step(calling: Followed) -> None:
    assert resolves(calling, "step", "ring") is None
    assert calling.here() == {"ring"}
    assert (calling.last("resolved").state, calling.last("resolved").visit) == ("hjalp", 2)
    assert calling.last("resolved").detail == {"way": "step", "target": "ring", "reason": "Så får det bli"}


@pytest.mark.parametrize(
    ("way", "target"), [("outcome", "annat"), ("step", "hjalp"), ("step", "rakna"), ("hopp", "")]
)
def test_what_is_not_offered_is_refused_and_moves_nothing(calling: Followed, way: str, target: str) -> None:
    assert isinstance(resolves(calling, way, target), FactsWrong)
    assert calling.here() == {"hjalp"}


@pytest.mark.parametrize(
    ("way", "told"),
    [
        ("outcome", {"target": "Det går inte att gå vidare så. Välj klart eller –."}),
        ("hopp", {"way": "Det går inte att göra så här."}),
    ],
)
def test_what_is_not_offered_is_told_with_what_is(calling: Followed, way: str, told: dict[str, str]) -> None:
    wrong = resolves(calling, way, "annat")
    assert isinstance(wrong, FactsWrong)
    assert {name: each.sv for name, each in wrong.problems.items()} == told


def test_it_takes_a_reason_and_a_manager(calling: Followed) -> None:
    wrong = resolves(calling, "again", reason=" ")
    assert isinstance(wrong, FactsWrong)
    assert list(wrong.problems) == ["reason"]
    assert isinstance(resolves(calling, "again", by=WORKER), NotYours)


def test_a_mail_is_sent_again_as_a_message_of_its_own() -> None:
    tale = Followed(routine(MAILING, more=IT))
    tale.gives_up()
    assert resolves(tale, "again") is None
    first, again = tale.posted()
    assert (again.subject, again.visit > first.visit) == (first.subject, True)
    assert tale.root.tokens["main"].incident is None


def test_it_goes_on_as_if_a_mail_had_been_delivered() -> None:
    tale = Followed(routine(MAILING, more=IT))
    tale.gives_up()
    (step,) = tale.view(by=MANAGER)["steps"]
    ways = {each["way"]: each["label"] for each in step["ways_on"]}
    assert step["kind"] == "do"
    assert ways == {"again": "Skicka igen", "outcome": "Gå vidare som om det hade kommit fram"}
    assert resolves(tale, "outcome") is None
    assert tale.root.outcome == "klart"


def test_a_timer_fires_when_the_cause_is_gone(late: Followed) -> None:
    late.asks(Correct, MANAGER, facts={"tal": 9}, reason="Fel")
    assert resolves(late, "again") is None
    assert late.root.outcome == "klart"


def test_a_timer_that_still_cant_fire_changes_nothing(late: Followed) -> None:
    with pytest.raises(Incident):
        resolves(late, "again")
    assert late.root.tokens["main"].incident == TimerCannotFire(0, WHY)


def test_what_waits_for_a_timer_can_only_be_tried_again_or_left_for_a_step(late: Followed) -> None:
    (step,) = late.view(by=MANAGER)["steps"]
    assert [(each["way"], each["target"]) for each in step["ways_on"]] == [("again", ""), ("step", "ring")]
    assert step["ways_on"][0]["label"] == "Försök igen nu"
    assert resolves(late, "step", "ring") is None
    assert (late.here(), late.timers()) == ({"ring"}, ())


def test_without_managers_it_is_for_those_who_may_start_the_routine() -> None:
    assert who.sees_to(compiled(ALONE, "ensam")) == ("medarbetare",)
    assert who.sees_to(routine(CALLER)) == ("chef",)


BRANCHES = """
    bada:
      title: Gör båda
      together:
        ena: {states: {a: {title: A, role: medarbetare}, a_klar: {end: klar}}}
        andra: {states: {b: {title: B, role: medarbetare}, b_klar: {end: klar}}}
      timers: [{after: 1 h, to: rakna}]
      to: klart
    rakna: {title: Räkna, choose: [{when: tal > 5, to: klart}, {else: runt}]}
    runt: {title: Runt, choose: [{else: rakna}]}
    klart: {end: klart}
"""


@pytest.fixture
def beside() -> Followed:
    """Branches whose common limit was due and could not be carried out."""
    tale = Followed(
        routine(
            BRANCHES,
            more="facts: {tal: {type: number, title: Tal}}\nanytime: {hem: {label: Hem, to: klart}}",
        )
    )
    tale.now = tale.timers()[0].due
    visit = tale.root.tokens["main"].visit
    tale.do(CannotFire(at=tale.now, by=SYSTEM, instance=ROOT, visit=visit, index=0, why=WHY))
    return tale


def test_branches_whose_limit_could_not_be_carried_out_are_seen_beside_their_steps(beside: Followed) -> None:
    together, *steps = beside.view(by=MANAGER)["steps"]
    assert [(each["state"], bool(each["incident"])) for each in steps] == [("a", False), ("b", False)]
    assert (together["state"], together["kind"], together["choices"]) == ("bada", "together", [])
    assert "det går runt" in together["incident"]
    assert [each["way"] for each in together["ways_on"]] == ["again"]
    assert beside.view(by=WORKER)["steps"][0]["ways_on"] == []


def test_where_one_of_many_stands_still_nothing_can_be_done_about_the_others(beside: Followed) -> None:
    wrong = resolves(beside, "again", state="a")
    assert isinstance(wrong, FactsWrong)
    assert list(wrong.problems) == ["state"]


def test_branches_whose_limit_can_be_carried_out_again_are_seen_no_more(beside: Followed) -> None:
    beside.asks(Correct, MANAGER, facts={"tal": 9}, reason="Fel")
    assert resolves(beside, "again", state="bada") is None
    assert beside.root.outcome == "klart"


def test_branches_that_go_on_are_no_place_of_their_own() -> None:
    tale = Followed(routine(BRANCHES, more="facts: {tal: {type: number, title: Tal}}"))
    assert [each["state"] for each in tale.view(by=MANAGER)["steps"]] == ["a", "b"]


NO_WAY = """
    borja: {title: Börja, role: medarbetare, to: hjalp}
    ring: {title: Ring, role: medarbetare, to: slut}
    slut: {end: slut}
    hjalp: {title: Få hjälp, call: hjalpen, outcomes: {annat: slut}}
"""


def test_what_had_ended_when_its_caller_was_led_on_has_ended_all_the_same() -> None:
    tale = Followed(routine(NO_WAY), HELPER).takes("klar")
    tale.takes("klar", of=tale.child("hjalpen").id)
    assert resolves(tale, "step", "ring") is None
    assert [(each.status, each.outcome) for each in tale.root.children] == [("ended", "klart")]
