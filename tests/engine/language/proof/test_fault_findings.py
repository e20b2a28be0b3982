"""Faults in words: the place, the sentence in both languages, and the path in titles."""

from __future__ import annotations

from engine.language.compile import compile_text
from engine.language.rules.findings import Finding
from tests.engine.language.proof.routines import findings

HEAD = """routine: prov
version: 1
title: {sv: Prov, en: Trial}
language: [LANGUAGES]
roles: {medarbetare: {title: {sv: Medarbetare, en: Staff}}}
facts: {antal: {type: number, title: {sv: Antal, en: Number}}, tid: {type: moment, title: {sv: Tid, en: Time}}}
states:
  borja:
    title: {sv: Börja, en: Begin}
    role: medarbetare
    choices:
      raknat: {label: {sv: Räknat, en: Counted}, ask: [antal, tid], to: fraga}
      inte: {label: {sv: Inte, en: Not}, to: fraga}
"""
END = "  slut: {end: klart, title: {sv: Slut, en: End}}\n"


def told(states: str, languages: str = "sv, en") -> Finding:
    """The one finding of a routine that begins with a step where facts may be filled in or not."""
    text = HEAD.replace("LANGUAGES", languages) + states + END
    (finding,) = findings(compile_text(text, "prov.yaml"))
    return finding


MANY = """  fraga:
    title: {sv: Är det många, en: Are there many}
    choose: [{when: antal > 3, to: slut, label: {sv: Ja, en: Yes}}, {else: ring, label: {sv: Nej, en: No}}]
  ring: {title: {sv: Ring, en: Call}, role: medarbetare}
"""


def test_the_path_is_in_the_titles_of_the_routine_s_own_language() -> None:
    assert told(MANY).path == ("Börja", "Är det många")
    assert told(MANY, "en, sv").path == ("Begin", "Are there many")


def test_the_sentence_is_in_both_languages_and_the_place_that_of_the_part() -> None:
    finding = told(MANY)

    assert finding.said.sv.startswith(
        "Uppgiften ”antal” kan sakna värde när vägvalet ”Är det många” läser den."
    )
    assert finding.said.en.startswith(
        "The fact “antal” may have no value when the gateway “Are there many” reads it."
    )
    assert (finding.line, finding.column) == (16, 14)


def test_who_reads_an_unset_fact_is_named_by_what_it_is() -> None:
    step = "  fraga:\n    title: {sv: Fråga, en: Ask}\n    role: medarbetare\n"
    timer = step + "    timers: [{by: tid + 1 h, remind: {sv: Nu., en: Now.}}]\n"
    choice = (
        step
        + "    choices: {a: {label: {sv: A, en: A}, when: not antal > 3, because: {sv: Nej., en: No.}}, b: {label: {sv: B, en: B}}}\n"
    )

    assert "the timer in “Ask”" in told(timer).said.en
    assert "the choice “A”" in told(choice).said.en
    assert "valet ”A”" in told(choice).said.sv


def test_several_states_are_listed_with_an_and() -> None:
    ring = "  fraga: {title: {sv: Fråga, en: Ask}, role: medarbetare}\n"
    ring += "  igen: {title: {sv: Igen, en: Again}, role: medarbetare, to: fraga}\n"
    text = (
        HEAD.replace("LANGUAGES", "sv, en").replace("en: Not}, to: fraga", "en: Not}, to: slut") + ring + END
    )

    (finding,) = findings(compile_text(text, "prov.yaml"))

    assert finding.said.sv.startswith("”Fråga” och ”Igen” leder bara till varandra")
    assert finding.said.en.startswith("“Ask” and “Again” lead only to each other")
