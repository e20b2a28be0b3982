from __future__ import annotations

import pytest

from engine.language.rules.findings import Position
from engine.model.kinds import KINDS, Kind
from engine.model.routine import Call, Do, Gateway, Mail, State, Step, Wait, Webhook
from tests.engine.language.files import END, HEAD, STEP, compiled, one_step, routine_of, rules_in


def state(keys: str, *, more: str = "") -> State:
    """The state `vanta` with the keys, after a step and before two ends; the second one is `sent`."""
    ways = "    choices: {vantar: {to: vanta}, slutar: {to: slut}}\n"
    text = f"{HEAD}{more}\nstates:{STEP}{ways}  vanta: {{{keys}}}{END}  sent: {{end: sent}}\n"
    return routine_of(text).states["vanta"]


def of_step(keys: str, *, more: str = "") -> Step:
    step = routine_of(one_step(keys, more=more)).states["ring"]
    assert isinstance(step, Step)
    return step


def test_a_step_s_texts_are_kept_apart() -> None:
    step = of_step("caution: Se upp.\ntext: Ring.\nnote: Bra att veta.\nhelp: Så gör du.")

    texts = (step.caution, step.text, step.note, step.help)
    assert [text and text.say() for text in texts] == ["Se upp.", "Ring.", "Bra att veta.", "Så gör du."]


def test_a_call_goes_on_by_the_outcome_and_by_the_next_state_for_the_others() -> None:
    call = state("call: hjalp, outcomes: {sent: sent}, with: {antal: 3}")

    assert isinstance(call, Call)
    assert call.outcomes["sent"].to == "sent"
    assert call.otherwise is not None
    assert call.otherwise.to == "slut"
    assert [(fact, value.text) for fact, value in call.hand_down] == [("antal", "3")]


def test_a_call_that_stands_last_needs_no_other_way_when_it_names_outcomes() -> None:
    text = f"{HEAD}states:{STEP}    to: vanta{END}  vanta: {{call: hjalp, outcomes: {{klart: slut}}}}\n"
    call = routine_of(text).states["vanta"]

    assert isinstance(call, Call)
    assert call.otherwise is None


def test_a_called_routine_s_facts_are_taken_up() -> None:
    call = state(
        "call: hjalp, take: {svar: deras, tid: klockan}, to: sent", more="facts: {svar: text, tid: moment}"
    )

    assert isinstance(call, Call)
    assert call.take == (("svar", "deras"), ("tid", "klockan"))


def test_a_wait_for_a_message_goes_on_when_it_comes() -> None:
    wait = state("wait: svar, to: sent, timers: [{after: 1 h, remind: Ring.}]")

    assert isinstance(wait, Wait)
    assert wait.message == "svar"
    assert wait.move is not None
    assert wait.move.to == "sent"


def test_a_wait_for_nothing_but_time_goes_on_by_its_timer() -> None:
    wait = state("wait: yes, timers: [{after: 1 h, to: sent}]")

    assert isinstance(wait, Wait)
    assert (wait.message, wait.move) == (None, None)
    assert wait.timers[0].move is not None


def test_a_wait_for_nothing_but_time_has_no_to() -> None:
    text = f"{HEAD}states:{STEP}  vanta: {{title: Vila, wait: yes, to: slut, timers: [{{after: 1 h, to: slut}}]}}{END}"

    assert rules_in(text) == ["key-not-here"]


def test_work_may_be_a_mail_or_a_webhook() -> None:
    contacts = "contacts: {it: {title: IT, email: it@example.org}}\nfacts: {antal: number}"
    mail = state(
        "do: {mail: it, subject: Fel, body: Antal {antal}.}, to: sent".replace(
            "Antal {antal}.", '"Antal {antal}."'
        ),
        more=contacts,
    )
    hook = state(
        "do: {webhook: 'https://example.org/in', facts: [antal]}, to: sent, failed: slut", more=contacts
    )

    assert isinstance(mail, Do)
    assert isinstance(mail.work, Mail)
    assert mail.work.to == ("it",)
    assert isinstance(hook, Do)
    assert hook.work == Webhook(url="https://example.org/in", facts=("antal",))
    assert hook.failed is not None
    assert hook.failed.to == "slut"


@pytest.mark.parametrize(
    "work",
    ["{}", "{mail: it, webhook: 'https://example.org'}", "{subject: Fel}"],
)
def test_work_is_one_thing(work: str) -> None:
    text = f"{HEAD}contacts: {{it: {{email: it@example.org}}}}\nstates:{STEP}  skicka: {{do: {work}}}{END}"

    assert set(rules_in(text)) & {"exactly-one", "missing-key", "empty-value"}


def test_a_mail_needs_its_texts() -> None:
    text = (
        f"{HEAD}contacts: {{it: {{email: it@example.org}}}}\nstates:{STEP}  skicka: {{do: {{mail: it}}}}{END}"
    )

    assert rules_in(text) == ["missing-key", "missing-key"]


@pytest.mark.parametrize("url", ["http://example.org", "https://", "javascript:alert(1)", "https://a b"])
def test_a_webhook_goes_to_https_only(url: str) -> None:
    text = f"{HEAD}states:{STEP}  skicka: {{do: {{webhook: '{url}'}}}}{END}"

    assert rules_in(text) == ["wrong-value"]


def test_a_gateway_s_ways_have_labels_of_their_own_or_of_their_conditions() -> None:
    ways = "choose: [{when: svar == ja_visst, to: sent}, {when: antal > 3, to: sent, label: Många}, {else: slut}]"
    gateway = state(ways, more="facts: {svar: {type: choice, options: [ja_visst]}, antal: number}")

    assert isinstance(gateway, Gateway)
    assert [branch.label.say() for branch in gateway.branches] == ["Ja visst", "Många", "Annars"]


def test_a_way_of_a_gateway_needs_its_target() -> None:
    text = f"{HEAD}facts: {{antal: number}}\nstates:{STEP}  vilket: {{choose: [{{when: antal > 3}}, {{else: slut}}]}}{END}"

    assert rules_in(text) == ["missing-key"]


def test_keys_of_another_kind_are_named_with_those_that_may_stand_there() -> None:
    finding = compiled(f"{HEAD}states:{STEP}  slut: {{end: klart, note: Bra.}}\n").findings[0]

    assert finding.rule == "key-not-here"
    assert "title, section, source, end" in finding.message


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_key_of_another_kind_is_told_with_what_this_kind_is_called_in_the_file(kind: Kind) -> None:
    what, foreign = ("title: Gör", "failed") if kind.key == "step" else (f"{kind.key}: slut", "skip")
    findings = compiled(f"{HEAD}states:{STEP}  prov: {{{what}, {foreign}: slut}}{END}").findings

    told = [each.said for each in findings if each.rule == "key-not-here"]
    assert [each.sv.partition(". ")[0] for each in told] == [f"”{foreign}” hör inte till {kind.in_file.sv}"]
    assert [each.en.partition(". ")[0] for each in told] == [
        f"“{foreign}” does not belong to {kind.in_file.en}"
    ]


@pytest.mark.parametrize("keys", ["timers: [{after: 1 h, to: slut}]"])
def test_a_state_where_nothing_can_rest_has_no_timers(keys: str) -> None:
    text = f"{HEAD}facts: {{antal: number}}\nstates:{STEP}  vilket: {{choose: [{{else: slut}}], {keys}}}{END}"

    assert rules_in(text) == ["key-not-here"]


def test_a_step_with_choices_says_to_and_ask_in_them() -> None:
    assert rules_in(one_step("choices: {svar: Svar}\nto: slut")) == ["key-not-here"]


def test_a_state_with_nothing_in_it_is_one_finding() -> None:
    text = f"{HEAD}states:{STEP}  tom:\n{END}"

    assert rules_in(text) == ["empty-value"]


def test_a_finding_about_a_state_stands_at_its_name() -> None:
    finding = compiled(f"{HEAD}states:\n  ring:\n    title: Ring chefen\n{END}").findings[0]

    assert Position(finding.line, finding.column) == Position(6, 3)


def test_sections_sources_and_contacts_are_kept() -> None:
    step = of_step(
        "section: Start\nsource: {kind: law, ref: 4 kap.}\ncontacts: [it, chef]",
        more="contacts: {it: IT, chef: Chef}",
    )

    assert step.section is not None
    assert step.section.say() == "Start"
    assert step.source is not None
    assert (step.source.kind, step.source.ref and step.source.ref.say()) == ("law", "4 kap.")
    assert step.contacts == ("it", "chef")
