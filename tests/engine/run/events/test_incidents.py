"""What stands still: who is told, in which words, and what is not refused for it."""

from __future__ import annotations

import pytest

from engine.errors.step import Incident, Stale
from engine.run import case
from engine.run.commands import Cancel, CannotFire, Delivered, FireTimer
from engine.run.instance import SYSTEM
from engine.run.outcome import CaseOutcome, Notice, Send
from engine.run.standstill import CallCannotStart, TimerCannotFire
from engine.said import Said
from engine.scenarios.player import ROOT, UNIT
from tests.engine.run.acting import MANAGER, Tale, compiled, routine

CALLER = """
    borja: {title: Börja, role: medarbetare, to: hjalp}
    hjalp: {title: Få hjälp, call: hjalpen, to: klart}
    klart: {end: klart}
"""
HELPER = routine("    prova: {title: Prova, role: medarbetare}\n    klart: {end: klart}\n", id="hjalpen")
BLIND = routine(
    """
    rakna: {title: Räkna, choose: [{when: tal > 5, to: klart}, {else: runt}]}
    runt: {title: Runt, choose: [{else: rakna}]}
    klart: {end: klart}
    """,
    id="hjalpen",
    more="facts: {tal: {type: number, title: Tal}}",
)
WAITING = """
    vanta: {title: Vänta, role: medarbetare, timers: [{after: 1 h, to: rakna}, {after: 2 h, remind: Skynda.}]}
    rakna: {title: Räkna, choose: [{when: tal > 5, to: klart}, {else: runt}]}
    runt: {title: Runt, choose: [{else: rakna}]}
    klart: {end: klart}
"""
MAILING = """
    skicka: {title: Skicka, do: {mail: it, subject: Hej, body: Hej}, to: klart}
    klart: {end: klart}
"""
IT = "contacts: {it: {title: IT, email: it@example.org}}"
ALONE = """\
routine: ensam
version: 1
title: Ensam
language: sv
roles: {medarbetare: Medarbetare}
start: medarbetare
states:
  borja: {title: Börja, role: medarbetare}
  klart: {end: klart}
"""
WHY = Said("det går runt.", "it goes round.")


class Followed(Tale):
    """A case as it is where routines are followed, not rehearsed."""

    def check(self, outcome: CaseOutcome) -> None:
        """What can't start stands."""

    def deliver(self, send: Send) -> None:
        """It waits in the outbox."""

    def gives_up(self) -> None:
        """The outbox could not deliver."""
        visit = self.posted()[-1].visit
        given_up = Delivered(
            at=self.now, by=SYSTEM, instance=ROOT, visit=visit, problem="Servern svarar inte"
        )
        assert self.do(given_up) is None

    def incidents(self) -> list[Notice]:
        """The notices of what stands still."""
        return [each for each in self.sent if isinstance(each, Notice) and each.kind == "incident"]


def waiting() -> Followed:
    return Followed(routine(WAITING, more="facts: {tal: {type: number, title: Tal}}"))


def cannot_fire(tale: Followed) -> object:
    visit = tale.root.tokens["main"].visit
    return tale.do(CannotFire(at=tale.now, by=SYSTEM, instance=ROOT, visit=visit, index=0, why=WHY))


def test_who_sees_to_it_is_told_once_where_a_called_routine_is_cancelled() -> None:
    tale = Followed(routine(CALLER), HELPER).takes("klar")
    tale.asks(Cancel, MANAGER, instance=tale.child("hjalpen").id, reason="Fel")
    (notice,) = tale.incidents()
    assert (notice.instance, notice.state, notice.roles, notice.unit) == (ROOT, "hjalp", ("chef",), UNIT)
    assert notice.text == (
        "Rutinen prov, Få hjälp: ”Rutinen hjalpen” avbröts, och den här rutinen säger inte vad som händer då."
        " Säg till enhetens chef."
    )


def test_a_call_of_what_is_not_published_stands_and_refuses_nobody() -> None:
    tale = Followed(routine(CALLER)).takes("klar")
    why = Said("rutinen ”hjalpen” är inte publicerad.", "the routine “hjalpen” is not published.")
    assert (tale.here(), tale.root.tokens["main"].incident) == ({"hjalp"}, CallCannotStart(why))
    assert tale.view(by=MANAGER, language="en")["steps"][0]["incident"] == (
        "It can't go on by itself: the routine “hjalpen” is not published. Tell the unit's manager."
    )
    assert [each.roles for each in tale.incidents()] == [("chef",)]
    told = tale.last("not_started")
    assert (told.state, told.visit, told.detail) == ("hjalp", 2, {"why": list(why)})


def test_a_call_of_what_cant_begin_stands_and_has_called_nobody() -> None:
    tale = Followed(routine(CALLER), BLIND).takes("klar")
    assert isinstance(tale.root.tokens["main"].incident, CallCannotStart)
    assert (tale.root.children, list(tale.case.instances)) == ((), [ROOT])
    told = tale.last("not_started").detail
    assert told is not None
    assert told["digest"] == BLIND.digest
    assert "child_started" not in tale.kinds()


def test_what_goes_beside_a_call_that_cant_start_stays() -> None:
    more = "anytime: {bredvid: {label: Bredvid, start: hjalpen}}"
    tale = Followed(routine(CALLER.replace("call: hjalpen", "call: okand"), more=more), HELPER)
    tale.takes("bredvid").takes("klar")
    assert isinstance(tale.root.tokens["main"].incident, CallCannotStart)
    assert [each.routine for each in tale.root.children] == ["hjalpen"]


LED_ON = """
    bada:
      together:
        ena: {states: {forst: {title: Först, call: genast, to: ute}, ena_slut: {end: klart}}}
        andra: {states: {sedan: {title: Sedan, call: hjalpen}, andra_slut: {end: klart}}}
    klart: {end: klart}
    ute: {title: Ute, role: medarbetare, to: klart}
"""


def test_a_call_that_cant_start_where_it_has_gone_on_meanwhile_is_no_incident() -> None:
    tale = Followed(routine(LED_ON), routine("klart: {end: klart}", id="genast"))
    assert (tale.here(), tale.incidents()) == ({"ute"}, [])
    assert "not_started" not in tale.kinds()


def test_the_last_that_one_command_may_start_stands_where_it_cant_begin(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(case, "NESTING_LIMIT", 1)
    tale = Followed(routine(CALLER), BLIND).takes("klar")
    assert isinstance(tale.root.tokens["main"].incident, CallCannotStart)


BRINGS = """\
routine: prov
version: 1
title: {sv: Prov, en: Trial}
language: LANGUAGES
roles: {medarbetare: {title: {sv: Medarbetare, en: Employee}}, chef: {title: {sv: Chefen, en: The manager}, manager: yes}}
facts: {ett: {type: number, title: {sv: Ett, en: One}, max: 9}, tva: {type: number, title: {sv: Två, en: Two}, max: 9}}
start: medarbetare
states:
  hjalp: {title: {sv: Få hjälp, en: Get help}, call: hjalpen, take: {ett: a, tva: b}, to: klart}
  klart: {title: {sv: Klart, en: Done}, end: klart}
"""


@pytest.mark.parametrize("languages", ["[sv, en]", "[en, sv]"])
def test_what_does_not_fit_is_named_in_both_languages_and_told_in_the_routines_first(languages: str) -> None:
    states = "svara: {title: Svara, role: medarbetare, ask: [a, b]}\nklart: {end: klart}\n"
    facts = "facts: {a: {type: number, title: A}, b: {type: number, title: B}}"
    tale = Followed(
        compiled(BRINGS.replace("LANGUAGES", languages), "prov"), routine(states, id="hjalpen", more=facts)
    )
    tale.takes("klar", of=tale.child("hjalpen").id, a=10, b=11)
    said = [tale.view(language=each)["steps"][0]["incident"] for each in ("sv", "en")]
    assert said == [
        "”Rutinen hjalpen” slutade med värden som inte passar här: Ett och Två. Säg till enhetens chef.",
        "“Rutinen hjalpen” ended with values that do not fit here: One and Two. Tell the unit's manager.",
    ]
    first = f"Prov, Få hjälp: {said[0]}" if languages == "[sv, en]" else f"Trial, Get help: {said[1]}"
    assert [each.text for each in tale.incidents()] == [first]


def test_where_it_is_rehearsed_a_call_that_cant_start_is_a_fault() -> None:
    with pytest.raises(Incident, match="“hjalpen” is not published"):
        Tale(routine(CALLER)).takes("klar")


DOES = "gor: {title: Gör, role: medarbetare, choices: {klar: {label: Klar, undo: 1 h}}}\n"
CALLS = "gor: {title: Gör, call: hjalpen}\n"
THEN_MAILS = "skicka: {title: Skicka, do: {mail: it, subject: Hej, body: Hej}}\nklart: {end: klart}"


@pytest.mark.parametrize("called", [False, True], ids=["its own", "of what it calls"])
def test_a_choice_that_led_to_work_that_was_given_up_can_not_be_taken_back(called: bool) -> None:
    helper = routine(DOES + "klart: {end: klart}", id="hjalpen")
    tale = Followed(routine((CALLS if called else DOES) + THEN_MAILS, more=IT), helper)
    tale.takes("klar", of=tale.child("hjalpen").id if called else ROOT)
    assert tale.case.undo is not None
    tale.gives_up()
    assert tale.case.undo is None


def test_work_that_is_given_up_is_told_once_however_often_it_is_tried() -> None:
    tale = Followed(routine(MAILING, more=IT))
    tale.gives_up()
    tale.gives_up()
    assert [(each.roles, each.text) for each in tale.incidents()] == [
        (("chef",), "Rutinen prov, Skicka: Servern svarar inte")
    ]


def test_a_timer_that_cant_fire_is_an_incident_where_it_waits_and_is_told_once() -> None:
    tale = waiting()
    assert cannot_fire(tale) is None
    told = tale.last("cannot_fire")
    assert (told.state, told.visit, told.detail) == ("vanta", 1, {"index": 0, "why": list(WHY)})
    assert isinstance(cannot_fire(tale), Stale)
    assert tale.view()["steps"][0]["incident"] == (
        "En tid har gått ut, men det som skulle hända då gick inte: det går runt. Det prövas igen varje timme."
        " Säg till enhetens chef."
    )
    assert [each.text for each in tale.incidents()] == [
        "Rutinen prov, Vänta: " + tale.view()["steps"][0]["incident"]
    ]
    assert [each.index for each in tale.timers()] == [0, 1]


def test_another_timer_that_fires_leaves_the_incident() -> None:
    tale = waiting()
    cannot_fire(tale)
    tale.now = tale.timers()[1].due
    visit = tale.root.tokens["main"].visit
    assert tale.do(FireTimer(at=tale.now, by=SYSTEM, instance=ROOT, visit=visit, index=1)) is None
    assert tale.root.tokens["main"].incident == TimerCannotFire(0, WHY)


def test_a_reminder_that_fires_in_the_end_is_no_incident_any_more() -> None:
    tale = waiting()
    visit = tale.root.tokens["main"].visit
    tale.do(CannotFire(at=tale.now, by=SYSTEM, instance=ROOT, visit=visit, index=1, why=WHY))
    tale.now = tale.timers()[1].due
    assert tale.do(FireTimer(at=tale.now, by=SYSTEM, instance=ROOT, visit=visit, index=1)) is None
    assert tale.root.tokens["main"].incident is None


def test_a_timer_that_waits_no_more_is_no_incident() -> None:
    tale = waiting()
    stale = CannotFire(at=tale.now, by=SYSTEM, instance=ROOT, visit=99, index=0, why=WHY)
    assert isinstance(tale.do(stale), Stale)
    unknown = CannotFire(
        at=tale.now, by=SYSTEM, instance=ROOT, visit=tale.root.tokens["main"].visit, index=7, why=WHY
    )
    assert isinstance(tale.do(unknown), Stale)


def test_calls_without_end_do_not_stand_but_are_refused() -> None:
    circle = routine("runt: {title: Gå runt, call: cirkel}\nklart: {end: klart}", id="cirkel")
    with pytest.raises(Incident, match="start each other without end"):
        Followed(circle)
