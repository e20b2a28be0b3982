"""What each kind of state does by itself when it is entered."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from engine.errors.root import Refusal
from engine.errors.step import Incident, Stale
from engine.model.routine import Gateway
from engine.run.commands import Cancel, Delivered
from engine.run.context import Context
from engine.run.events import scratch
from engine.run.instance import SYSTEM
from engine.run.outcome import Send
from engine.run.standstill import Undelivered
from engine.scenarios.player import ROOT
from tests.engine.run.acting import MANAGER, OFFICE, WORKER, Tale, routine

GATEWAY = """
    fraga: {title: Fråga, role: medarbetare, ask: [{fact: antal, required: no}]}
    hur_manga:
      choose:
        - {when: antal >= 3, to: manga}
        - {when: antal >= 1, to: nagra}
        - {else: inga}
    nagra: {end: nagra}
    manga: {end: manga}
    inga: {end: inga}
"""
COUNT = "facts: {antal: {type: number, title: Antal}}"


@pytest.mark.parametrize(("antal", "outcome"), [(5, "manga"), (1, "nagra"), (0, "inga"), (None, "inga")])
def test_a_gateway_goes_by_the_first_true_branch(antal: int | None, outcome: str) -> None:
    assert Tale(routine(GATEWAY, more=COUNT)).takes("klar", antal=antal).root.outcome == outcome


def test_a_gateway_leaves_by_one_way_only() -> None:
    tale = Tale(routine(GATEWAY, more=COUNT)).takes("klar", antal=5)
    assert [each.state for each in tale.happened if each.kind == "entered"] == ["fraga", "hur_manga", "manga"]


def test_a_gateway_where_no_way_is_open_stops_the_step_and_is_named() -> None:
    whole = routine(GATEWAY, more=COUNT)
    gateway = whole.states["hur_manga"]
    assert isinstance(gateway, Gateway)
    shut = replace(gateway, moves=())
    with pytest.raises(Incident, match="no branch is true at “Hur manga”"):
        Tale(replace(whole, states={**whole.states, gateway.id: shut})).takes("klar", antal=0)


def test_a_loop_of_automatic_states_is_stopped_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scratch, "AUTOMATIC_LIMIT", 1)
    with pytest.raises(Incident, match="goes round without end at “Inga”"):
        Tale(routine(GATEWAY, more=COUNT)).takes("klar")


TOGETHER = """
    borja: {title: Börja, role: medarbetare}
    samtidigt:
      title: Gör detta samtidigt
      together:
        ena:
          states:
            ring:
              title: Ring
              role: medarbetare
              choices: {klar: {label: Klar, to: ringt}, avbryt_allt: {label: Avbryt, to: avbrutet}}
              timers: [{after: 1 h, remind: Ring nu.}]
            ringt: {end: ringt}
        andra:
          states:
            skriv: {title: Skriv, role: medarbetare, timers: [{after: 2 h, to: forsenat}]}
            spara: {title: Spara, role: administrator}
            sparat: {end: sparat}
      timers: [{after: 3 h, notify: chef, say: Det drar ut på tiden.}]
    vidare: {title: Gå vidare, role: medarbetare}
    klart: {end: klart}
    avbrutet: {end: avbrutet}
    forsenat: {title: Gör det sent, role: medarbetare, choices: {klar: {label: Klar, to: klart}}}
"""


@pytest.fixture
def both() -> Tale:
    return Tale(routine(TOGETHER)).takes("klar")


def test_together_enters_every_branch_at_once(both: Tale) -> None:
    assert both.here() == {"ring", "skriv"}


def test_a_choice_is_taken_in_its_own_branch_only(both: Tale) -> None:
    assert both.takes("klar", state="skriv").here() == {"ring", "spara"}


@pytest.mark.parametrize("first", ["ring", "skriv"])
def test_together_goes_on_when_all_branches_have_ended(both: Tale, first: str) -> None:
    orders = {"ring": ["ring", "skriv", "spara"], "skriv": ["skriv", "spara", "ring"]}
    for state in orders[first]:
        assert both.root.tokens.get("main") is not None
        assert "vidare" not in both.here()
        both.takes("klar", state=state, by=OFFICE if state == "spara" else WORKER)
    assert both.here() == {"vidare"}
    assert list(both.root.tokens) == ["main"]


def test_a_branch_that_has_ended_takes_no_choice(both: Tale) -> None:
    both.takes("klar", state="ring")
    assert both.here() == {"skriv"}
    assert both.tries("klar", state="ring") is not None


def test_leaving_for_the_enclosing_flow_withdraws_all_branches_and_timers(both: Tale) -> None:
    assert len(both.timers()) == 3
    both.takes("avbryt_allt")
    assert (both.root.outcome, list(both.root.tokens), both.timers()) == ("avbrutet", ["main"], ())


def test_a_timer_of_one_branch_may_leave_the_whole(both: Tale) -> None:
    both.waits(hours=2)
    assert both.here() == {"forsenat"}
    assert both.timers() == ()


def test_a_timer_of_the_whole_fires_while_branches_are_active(both: Tale) -> None:
    both.takes("klar", state="skriv").waits(hours=3)
    assert both.told() == ["Ring nu.", "Det drar ut på tiden."]


INNER = """
    yttre:
      title: Gör detta
      together:
        ena:
          states:
            inre:
              title: Gör också detta
              together:
                hoger: {states: {h: {title: Gör höger, role: medarbetare}, h_klar: {end: klar}}}
                vanster:
                  states:
                    v:
                      title: Gör vänster
                      role: medarbetare
                      choices:
                        klar: {label: Klar, to: v_klar}
                        ut_ett: {label: Ut ur det inre, to: mellan}
                        ut_tva: {label: Ut ur allt, to: klart}
                    v_klar: {end: klar}
              to: mellan
            mellan: {title: Gör det som är mellan, role: medarbetare}
            ena_klar: {end: klar}
        andra: {states: {a: {title: Gör det andra, role: medarbetare}, a_klar: {end: klar}}}
    klart: {end: klart}
"""


def test_nested_branches_are_all_entered() -> None:
    assert Tale(routine(INNER)).here() == {"h", "v", "a"}


def test_leaving_the_inner_whole_leaves_the_outer_branches_alone() -> None:
    tale = Tale(routine(INNER)).takes("ut_ett")
    assert tale.here() == {"mellan", "a"}
    assert set(tale.root.tokens) == {"main", "yttre.ena", "yttre.andra"}


def test_leaving_the_outer_whole_from_within_the_inner_withdraws_everything() -> None:
    tale = Tale(routine(INNER)).takes("ut_tva")
    assert (tale.root.outcome, list(tale.root.tokens)) == ("klart", ["main"])


def test_the_inner_whole_joins_into_the_outer_branch_which_joins_into_the_end() -> None:
    tale = Tale(routine(INNER))
    for state in ("h", "v", "a", "mellan"):
        assert tale.root.status == "running"
        tale.takes("klar", state=state)
    assert tale.root.outcome == "klart"


BOTH_AT_ONCE = """
    samtidigt:
      title: Gör detta
      together:
        ena: {states: {val: {choose: [{when: antal == 1, to: ut}, {else: e}]}, e: {end: e}}}
        andra: {states: {a: {title: Gör det andra, role: medarbetare}, a_klar: {end: klar}}}
    klart: {end: klart}
    ut: {end: ute}
"""


WEBHOOK_IN_A_BRANCH = "a: {title: Säg till, do: {webhook: 'https://example.org/hook', facts: [antal]}}"


def test_a_branch_that_leaves_by_itself_at_once_takes_the_others_along() -> None:
    asked = routine(BOTH_AT_ONCE, start="{by: medarbetare, ask: [antal]}", more=COUNT)
    assert Tale(asked, antal=1).root.outcome == "ute"
    assert Tale(asked, antal=2).here() == {"a"}


def test_work_of_a_branch_that_was_left_before_it_began_is_not_done() -> None:
    states = BOTH_AT_ONCE.replace("a: {title: Gör det andra, role: medarbetare}", WEBHOOK_IN_A_BRANCH)
    asked = routine(states, start="{by: medarbetare, ask: [antal]}", more=COUNT)
    assert Tale(asked, antal=1).posted() == []
    assert [each.state for each in Tale(asked, antal=2).posted()] == ["a"]


MAIL = """
    skicka:
      title: Skicka felanmälan
      do: {mail: [it, vaktmastare], subject: "Telefon {telefon}", body: "Fel: {fel}. Ring {settings.nummer}. {okant}"}
    klart: {end: klart}
"""
MAIL_MORE = """
contacts:
  it: {title: IT, email: it@example.org}
  vaktmastare: {title: Vaktmästaren, email: vakt@example.org}
facts:
  telefon: {type: text, title: Telefon}
  fel: {type: choice, title: Fel, options: {trasig: Trasig skärm, borta: Borta}}
  okant: {type: text, title: Okänt}
"""


class Slow(Tale):
    """A case whose mail and webhooks lie in the outbox."""

    def deliver(self, send: Send) -> None:
        """Not yet."""

    def hears(self, problem: str | None = None) -> Refusal | None:
        """The outbox tells what became of the latest."""
        visit = self.posted()[-1].visit
        return self.do(Delivered(at=self.now, by=SYSTEM, instance=ROOT, visit=visit, problem=problem))


def mailing(states: str = MAIL) -> Slow:
    asked = routine(states, start="{by: medarbetare, ask: [telefon, fel]}", more=MAIL_MORE)
    context = Context(settings={"nummer": "010-10"})
    return Slow(asked, context=context, telefon="T-7\nBcc: alla", fel="trasig")


def test_mail_goes_to_its_contacts_with_its_names_filled_in() -> None:
    (sent,) = mailing().posted()
    assert (sent.kind, sent.to) == ("mail", ("it@example.org", "vakt@example.org"))
    assert sent.body == "Fel: Trasig skärm. Ring 010-10. …"


def test_a_subject_is_one_line_whatever_a_fact_holds() -> None:
    (sent,) = mailing().posted()
    assert sent.subject == "Telefon T-7 Bcc: alla"


def test_work_rests_until_it_is_delivered_and_then_leads_on() -> None:
    tale = mailing()
    assert tale.here() == {"skicka"}
    assert tale.hears() is None
    assert tale.root.outcome == "klart"


def test_work_that_failed_keeps_the_trouble_and_leads_on_when_it_is_delivered_later() -> None:
    tale = mailing()
    tale.hears(problem="Servern svarar inte")
    assert tale.root.tokens["main"].incident == Undelivered("Servern svarar inte")
    assert tale.view()["steps"][0]["incident"] == "Servern svarar inte"
    assert tale.last("failed").detail == {"problem": "Servern svarar inte"}
    tale.hears()
    assert tale.root.outcome == "klart"


FAILING = (
    MAIL
    + "    ring: {title: Ring i stället, role: medarbetare, choices: {ringt: {label: Ringt, to: klart}}}\n"
)


def test_work_that_failed_goes_where_failed_says() -> None:
    tale = mailing(FAILING.replace('{okant}"}', '{okant}"}\n      failed: ring\n      to: klart'))
    tale.hears(problem="Servern svarar inte")
    assert tale.here() == {"ring"}


def test_a_second_delivery_is_stale() -> None:
    states = MAIL.replace("    klart:", "    ring: {title: Ring, role: medarbetare}\n    klart:")
    tale = mailing(states)
    visit = tale.posted()[0].visit
    tale.hears()
    again = Delivered(at=tale.now, by=SYSTEM, instance=ROOT, visit=visit)
    assert isinstance(tale.do(again), Stale)
    later = Delivered(at=tale.now, by=SYSTEM, instance=ROOT, visit=tale.root.tokens["main"].visit)
    assert isinstance(tale.do(later), Stale)


HOOK = """
    meddela:
      title: Meddela systemet
      do: {webhook: "https://example.org/hook", facts: [antal, nar]}
    klart: {end: klart}
"""


def test_a_webhook_carries_the_named_facts_that_are_set() -> None:
    more = "facts: {antal: {type: number, title: Antal}, nar: {type: moment, title: När}}"
    tale = Tale(routine(HOOK, start="{by: medarbetare, ask: [antal]}", more=more), antal=2)
    (sent,) = tale.posted()
    assert (sent.kind, sent.to) == ("webhook", ("https://example.org/hook",))
    assert json.loads(sent.body) == {"instance": ROOT, "state": "meddela", "facts": {"antal": 2}}


def test_a_webhooks_body_is_the_same_for_the_same_facts_with_swedish_letters_as_they_are() -> None:
    more = "facts: {vad: {type: text, title: Vad}, antal: {type: number, title: Antal}}"
    states = HOOK.replace("[antal, nar]", "[vad, antal]")
    tale = Tale(
        routine(states, start="{by: medarbetare, ask: [vad, antal]}", more=more),
        vad="Dörren är låst",
        antal=2,
    )
    (sent,) = tale.posted()
    assert sent.body == (
        f'{{"facts": {{"antal": 2, "vad": "Dörren är låst"}}, "instance": "{ROOT}", "state": "meddela"}}'
    )


def test_a_cancelled_routine_leaves_everything_and_tells_why(both: Tale) -> None:
    assert both.asks(Cancel, MANAGER, reason="Dubbelt") is None
    assert (both.root.status, both.root.tokens, both.timers()) == ("cancelled", {}, ())
    assert both.history[-1]["command"]["reason"] == "Dubbelt"
