"""Lines that are missing, moved in or out, or written for something else: one mistake is one finding, where it is."""

from __future__ import annotations

import re

import pytest

from tests.engine.language.mistaken import ARRIVAL, TEXT, VISIT, changed, compiled, found

HEADERS = {
    "states:\n": (79, "ak_dit", "states"),
    "scenarios:\n": (0, "- title: Ett vanligt stödpass", "scenarios"),
    "roles:\n": (0, "medarbetare", "roles"),
    "facts:\n": (0, "besok_ref", "facts"),
    "anytime:\n": (0, "telefon_kranglar", "anytime"),
    "    choices:\n": (0, "framme", "choices"),
    "    timers:\n": (0, "- {after: 30 min", "timers"),
}


@pytest.mark.parametrize("header", HEADERS)
def test_a_line_that_is_missing_above_its_group_is_told_once_and_where(header: str) -> None:
    text, line = changed(header, "")
    _, first, name = HEADERS[header]

    ((rule, at, _),) = found(text)

    assert (rule, at) == ("yaml-header", line)
    assert f"Ovanför ”{first}" in compiled(text).findings[0].say("sv")
    assert f"saknas raden ”{name}:”" in compiled(text).findings[0].say("sv")


def test_so_it_is_where_no_blank_line_is_left_above() -> None:
    text, _ = changed("\n\nscenarios:\n", "\n")

    assert [each[0] for each in found(text)] == ["yaml-header"]


def shifted(by: int, begin: str, end: str) -> tuple[str, int]:
    """The routine with the lines from `begin` up to `end` moved sideways, and the line where they begin."""
    first, last = VISIT.index(begin), VISIT.index(end, VISIT.index(begin))
    lines = VISIT[first:last].split("\n")
    moved = [
        " " * max(0, len(each) - len(each.lstrip()) + by) + each.lstrip() if each else each for each in lines
    ]
    return VISIT[:first] + "\n".join(moved) + VISIT[last:], VISIT[:first].count("\n") + 1


BLOCKS = {
    "a step": ("  registrera_ankomst:\n", "  utfor_insatser:\n"),
    "the last step": ("  dokumentera:\n", "  genomfort:"),
    "the choices of a step": ("    choices:\n", "    timers:\n"),
    "a role": ("  enhetschef:\n", "facts:"),
    "a fact": ("  telefon_id:", "  ankomst: "),
    "a scenario": ("  - title: Stödpasset är avbokat", "  - title: Ingen öppnar"),
    "a key": ("    text: Läs", "    source: {kind: seed"),
}


@pytest.mark.parametrize("by", [-2, -1, 1, 2, 3])
@pytest.mark.parametrize("what", BLOCKS)
def test_what_is_moved_in_or_out_is_one_mistake_at_its_first_line(what: str, by: int) -> None:
    text, line = shifted(by, *BLOCKS[what])

    ((rule, at, _),) = found(text)

    assert (rule in ("yaml-indent", "wrong-level"), at) == (True, line)


@pytest.mark.parametrize("by", [-2, -1, 1, 3])
def test_so_are_the_timers_of_a_step(by: int) -> None:
    text, line = shifted(by, "    timers:\n", ARRIVAL)

    assert [each[1] for each in found(text)] == [line]


ONE = {
    "a reminder beside the timers": (
        "    role: medarbetare\n",
        "    role: medarbetare\n    every: 30 min\n",
        "unknown-key",
        "är en timer: every:",
    ),
    "a step that may be left out": (
        "    role: medarbetare\n",
        "    role: medarbetare\n    optional: yes\n",
        "unknown-key",
        "skip: ask",
    ),
    "a key for the role": (
        "    role: medarbetare\n",
        "    utfors_av: medarbetare\n",
        "unknown-key",
        "utfors_av",
    ),
    "a time of day": ("after: 30 min", 'by: "16:00"', "condition-syntax", "”16:00” är ett klockslag"),
    "half a character": (
        "title: Stödpass",
        'title: "Stöd \\ud800 pass"',
        "yaml-escape",
        "Rätt rad: title: 'Stöd \\ud800 pass'",
    ),
    "a number to choose among": (
        "  telefon_id: {type: text, title: Telefonens nummerlapp, max: 20}",
        "  telefon_id: {type: number, title: Telefonens nummer, options: [1, 2]}",
        "not-for-type",
        "options",
    ),
    "a type of yaml": ("after: 30 min", "after: !secret tid", "yaml-tag", "!secret"),
}


@pytest.mark.parametrize("what", ONE)
def test_what_is_written_for_something_else_is_one_finding_that_says_what_to_write(what: str) -> None:
    old, new, rule, words = ONE[what]
    text, line = changed(old, new)

    ((told, at, _),) = found(text)

    assert (told, at) == (rule, line + new.startswith(old))
    assert words in next(each for each in compiled(text).findings if each.rule == rule).say("sv")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    timers:\n", "    time: 30 min\n    timers:\n"),
        ("    choices:\n", "    choice: Klart\n    choices:\n"),
        ("    text: Läs genomförandeplanen innan du går in.", "    texts: [Läs planen, Gå in]"),
    ],
)
def test_a_key_is_not_read_as_its_neighbour_where_what_it_holds_does_not_fit(old: str, new: str) -> None:
    text, line = changed(old, new)

    assert [each[:2] for each in found(text)] == [("unknown-key", line)]


@pytest.mark.parametrize("key", ["times: 3", "timer: 30 min"])
def test_nor_is_it_blamed_under_a_name_that_the_file_does_not_hold(key: str) -> None:
    head = "routine: stodpass\nversion: 1\ntitle: Prov\nroles: {m: {title: M, manager: yes}}\nstart: m\nstates:\n"
    text = f"{head}  b: {{call: inloggning, {key}}}\n  slut: {{end: klart}}\n"

    assert [each[0] for each in found(text)] == ["unknown-key"]


@pytest.mark.parametrize("mark", [">-", "|"])
def test_a_sentence_of_a_long_text_is_told_where_it_begins(mark: str) -> None:
    rows = ["Läs planen. Ring", "chefen.", "", "Gå in. Personalen ringer", "sedan chefen."]
    block = "".join(f"      {each}\n" if each else "\n" for each in rows)
    text, line = changed(TEXT, f"    text: {mark}\n{block}")

    (finding,) = (each for each in compiled(text).findings if each.rule == "writing-verb-first")

    assert (finding.line, finding.column) == (line + 4, 14)


def test_a_role_by_another_name_than_all_of_the_file_uses_is_one_mistake() -> None:
    text, _ = changed("  medarbetare:\n    title:", "  personal:\n    title:")

    assert [each[0] for each in found(text)] == ["unknown-role"]


def test_a_fact_that_is_gone_is_one_mistake_whatever_reads_it() -> None:
    head = "routine: stodpass\nversion: 1\ntitle: Prov\nroles: {m: {title: M, manager: yes}}\nfacts: {annat: number}\n"
    ask = "  a: {title: Räkna telefonerna, role: m, ask: [antal, annat]}\n"
    read = '  g: {choose: [{when: antal > 3, to: b}, {else: slut}]}\n  b: {title: Ring chefen, role: m, text: "Säg {antal}."}\n'
    text = f"{head}states:\n{ask}{read}  slut: {{end: klart, title: Klart}}\n"

    (told,) = (each for each in compiled(text).findings if each.severity == "error")

    assert (told.rule, told.line) == ("unknown-fact", 7)
    assert told.say("sv").endswith("Så är det också på rad 8, 9.")


TWO_KEYS = {
    "role: medarbetare text: Läs planen.": ["role: medarbetare", "text: Läs planen."],
    "role: medarbetare, text: Läs planen.": ["role: medarbetare", "text: Läs planen."],
    "text: Läs planen. role: medarbetare": ["text: Läs planen.", "role: medarbetare"],
    "text: Läs planen role: medarbetare": ["text: Läs planen", "role: medarbetare"],
    "role: [medarbetare] text: Läs planen. note: Den är ny.": [
        "role: [medarbetare]",
        "text: Läs planen.",
        "note: Den är ny.",
    ],
}


@pytest.mark.parametrize("written", TWO_KEYS)
def test_keys_on_one_line_are_one_mistake_that_shows_the_line_of_each(written: str) -> None:
    text, line = changed(f"    role: medarbetare\n{TEXT}", f"    {written}\n")

    assert [each[:2] for each in found(text)] == [("yaml-two-keys", line)]
    told = next(each for each in compiled(text).findings if each.rule == "yaml-two-keys").say("sv")
    assert re.findall("”([^”]+)”", told) == TWO_KEYS[written]


def test_what_is_asked_beside_who_may_start_is_told_in_braces() -> None:
    text, line = changed(
        "start: {by: medarbetare, ask: [pass_slut]}", "start: medarbetare, ask: [pass_slut]", "arbetspass"
    )

    right = "start: {by: medarbetare, ask: [pass_slut]}"
    assert found(text, "arbetspass") == [("yaml-missing-braces", line, right)]


@pytest.mark.parametrize("word", ["yes", "ja", "No"])
def test_an_emergency_that_is_only_yes_or_no_is_told_to_be_a_sentence(word: str) -> None:
    text, line = changed('emergency: "Vid fara för liv: ring 112."', f"emergency: {word}", "arbetspass")

    assert [each[:2] for each in found(text, "arbetspass")] == [("wrong-value", line)]
    (told,) = (each for each in compiled(text, "arbetspass").findings if each.rule == "wrong-value")
    assert told.say("sv").endswith(
        "Skriv en mening som står överst i varje steg, till exempel ”Vid fara för liv: ring 112”."
    )


@pytest.mark.parametrize(
    "sentence", ["If you can't wait: call 112.", "Skriv ordet text: där.", "Säg till: nu."]
)
def test_a_word_with_a_colon_in_a_sentence_is_no_key(sentence: str) -> None:
    text, line = changed(TEXT, f"    text: {sentence}\n")

    assert found(text) == [("yaml-colon", line, f'text: "{sentence}"')]


WATER = """routine: stodpass
version: 1
title: Prov
roles: {jour: Jour, chef: {title: Chef, manager: yes}}
facts: {svar: {type: choice, title: Vad är svaret, options: [bra, daligt]}}
states:
  vila:
    title: Vänta på svaret
    wait: svaret_kom
    ask: svar
    timers:
      - after: 30 min
        notify: chef
        say: Inget svar har kommit.
  beslut:
    choose:
      - {when: svar == daligt, to: atgarda}
      - {else: avsluta}
  atgarda:
    title: Spola ledningarna
    role: jour
    to: vila
  avsluta:
    title: Häv rekommendationen
    role: chef
    checklist:
      - Webbplatsen
      - Radion
  slut: {end: klart}
scenarios:
  - title: Ett bra svar
    play:
      - {message: svaret_kom, facts: {svar: bra}}
      - {chef: klar}
    ends: klart
"""
OF_WATER = {
    "the last way is missing": ("      - {else: avsluta}\n", "", "gateway-without-else", 16),
    "the end is missing": ("  slut: {end: klart}\n", "", "flow-without-end", 6),
    "a name with a blank": ("wait: svaret_kom", "wait: svaret kom", "bad-id", 9),
    "the name of a state with dots": ("  atgarda:", "  åtgärda:", "bad-id", 19),
    "the text of a notice under another key": (
        "        say: Inget",
        "        text: Inget",
        "unknown-key",
        14,
    ),
    "a list begun on the line of its key": (
        "    checklist:\n      - Webbplatsen\n",
        "    checklist: Webbplatsen\n",
        "yaml-list-line",
        26,
    ),
    "a step without a title": ("    title: Spola ledningarna\n", "", "step-without-title", 19),
}


@pytest.mark.parametrize("what", OF_WATER)
def test_what_follows_from_a_mistake_is_not_told_beside_it(what: str) -> None:
    old, new, rule, line = OF_WATER[what]
    assert found(WATER) == []
    assert old in WATER

    assert [each[:2] for each in found(WATER.replace(old, new, 1))] == [(rule, line)]


def test_a_name_that_stands_twice_is_told_where_it_stood_first() -> None:
    head, _, _ = WATER.partition("  vila:")
    branches = (
        "  s: {together: {a: {states: {i: {title: Ring in, role: jour}, nu: {end: klart}}}, "
        "b: {states: {j: {title: Mejla in, role: jour}, sen: {end: klart}}}}}\n"
    )
    text = f"{head}{branches}  avsluta: {{title: Häv rekommendationen, role: chef}}\n  nu: {{end: klart}}\n"

    (told,) = (each for each in compiled(text).findings if each.severity == "error")

    assert (told.rule, told.line) == ("duplicate-id", 9)
    assert "används redan på rad 7" in told.say("sv")
