from __future__ import annotations

import pytest

from engine.language.file.settings import Setting
from tests.engine.language.files import BRANCHES, HEAD, compiled, one_step, rules_in

SETTINGS = {
    "skap": Setting(id="skap", title="Plats för telefonerna", value="Skåpet"),
    "nummer": Setting(id="nummer", title="Spärrnummer", value=None),
}


def test_a_branch_may_go_to_its_own_states_and_to_those_around_it() -> None:
    assert rules_in(BRANCHES) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("to: hittad}\n            timers", "to: polis}\n            timers"),
        ("- {else: anmalt}", "- {else: sparrat}"),
        ("    to: klart\n  forsenat", "    to: polis\n  forsenat"),
    ],
)
def test_a_way_into_a_branch_from_outside_or_from_a_sibling_is_refused(old: str, new: str) -> None:
    assert old in BRANCHES

    assert "state-out-of-reach" in rules_in(BRANCHES.replace(old, new))


def test_state_ids_are_unique_in_the_whole_file_and_branch_ids_in_their_together() -> None:
    text = f"""{HEAD}states:
  forst:
    together:
      ena: {{states: {{a: {{title: Ring, role: chef}}, b: {{end: klart}}}}}}
      andra: {{states: {{c: {{title: Ring, role: chef}}, d: {{end: klart}}}}}}
  sedan:
    together:
      ena: {{states: {{e: {{title: Ring, role: chef}}, f: {{end: klart}}}}}}
      andra: {{states: {{g: {{title: Ring, role: chef}}, h: {{end: klart}}}}}}
  slut: {{end: klart}}
start: chef
"""
    assert rules_in(text) == []
    assert rules_in(text.replace("{e:", "{a:")) == ["duplicate-id"]


def test_a_branch_within_a_branch_may_leave_to_every_flow_around_it() -> None:
    text = f"""{HEAD}states:
  yttre:
    together:
      ena:
        states:
          inre:
            together:
              djup: {{states: {{a: {{title: Ring, role: chef, to: x}}, x: {{end: klart}}}}}}
              annan: {{states: {{b: {{title: Ring, role: chef, choices: {{ut: {{to: slut}}, mitten: {{to: c}}}}}}}}}}
          c: {{end: klart}}
      andra: {{states: {{d: {{title: Ring, role: chef}}, e: {{end: klart}}}}}}
  slut: {{end: klart}}
start: chef
"""
    assert rules_in(text) == []


def test_a_branch_without_an_end_is_told_by_its_title() -> None:
    text = (
        BRANCHES.replace("          sparrat: {end: sparrat}\n", "")
        .replace("Den är spärrad", "{to: ring_it}")
        .replace("              hittad: {label: Telefonen är hittad, to: hittad}\n", "")
        .replace(
            "              - {after: 1 h, to: forsenat}\n", "              - {after: 1 h, remind: Ring.}\n"
        )
    )
    findings = compiled(text).findings

    assert [finding.rule for finding in findings] == ["flow-without-end"]
    assert "”Spärra telefonen”" in findings[0].message


def test_texts_may_name_facts_and_settings() -> None:
    keys = 'text: "Ställ {ref} i {settings.skap}."\nask: ref'

    assert compiled(one_step(keys, more="facts: {ref: text}"), settings=SETTINGS).findings == ()


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("{reff}", "unknown-name-in-text"),
        ("{Ärende}", "unknown-name-in-text"),
        ("{settings.skapet}", "unknown-setting"),
        ("{settings.nummer}", "setting-unset"),
    ],
)
def test_other_names_in_texts_are_told(words: str, rule: str) -> None:
    found = compiled(
        one_step(f'text: "Ring {words}."\nask: ref', more="facts: {ref: text}"), settings=SETTINGS
    ).findings

    assert [finding.rule for finding in found] == [rule]


def test_an_unset_setting_is_told_with_the_state_that_needs_it() -> None:
    (finding,) = compiled(one_step('text: "Ring {settings.nummer}."'), settings=SETTINGS).findings

    assert "”Ring chefen”" in finding.message
    assert "Spärrnummer" in finding.message


def test_settings_are_no_part_of_what_a_file_alone_is_judged_by() -> None:
    assert rules_in(one_step('text: "Ring {settings.vad_som_helst}."')) == []


def test_every_mention_of_the_repealed_act_is_told() -> None:
    text = one_step("source: {kind: law, ref: SoL 2001:453}", more="purpose: Enligt SoL (2001:453).")

    assert rules_in(text) == ["repealed-act", "repealed-act"]
    assert rules_in(text.replace("2001:453", "2025:400")) == []
