"""Mermaid text: whole, and a word in it is never more than a word."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest

from diagrams.picture import boxes
from diagrams.telling.routine_picture import picture_of
from diagrams.writing.mermaid import mermaid, written
from engine.model.routine import Routine
from tests.diagrams.samples import load, routine
from tests.diagrams.type.test_ink import HOSTILE
from tests.routines.library import ROUTINES
from tests.routines.library import load as load_real

ALL = [*map(load_real, ROUTINES), load("arbetstelefon"), load("telefonfel")]
every_routine = pytest.mark.parametrize("of", ALL, ids=lambda of: of.id)

_SAFE = r"(?:[\w ,!?…–→·+().-]|#\d+;)*"
_TEXT = rf'"{_SAFE}(?:<br/>{_SAFE})*"'
_ID = r"n\d+"
_LINE = re.compile(
    rf"flowchart TD|    accTitle: {_SAFE}|    subgraph s\d+_\d+\[{_TEXT}\]|    end"
    rf"|        {_ID}(?:\[{_TEXT}\]|\(\[{_TEXT}\]\)|\{{{_TEXT}\}}|\{{\{{{_TEXT}\}}\}}|\[\[{_TEXT}\]\]|\[/{_TEXT}/\])"
    rf"|    {_ID} (?:-->|-\.->)(?:\|{_TEXT}\|)? {_ID}"
    r"|    classDef \w+Box [a-z0-9#:,A-F-]+|    class n\d+(?:,n\d+)* \w+Box"
)

SPECIAL = (
    *HOSTILE, "1. lista", "- punkt", "+ plus", "`kod`", '"`md`"', "end", "%%init%%", "a;b#quot;c", "$$x$$", "*f* _k_", "# r",
    "~~~", "&lt;", "a|b", "[x]", "(x)", "{x}", "rad\nnästa", "\u202eomvänt",
)  # fmt: skip


def wrongs(text: str) -> list[str]:
    """The lines that are none of those that we write."""
    return [line for line in text.rstrip("\n").split("\n") if not _LINE.fullmatch(line)]


@every_routine
def test_every_line_is_of_a_known_form(of: Routine) -> None:
    assert wrongs(mermaid(picture_of(of))) == []


@every_routine
def test_every_state_is_a_node_once(of: Routine) -> None:
    text = mermaid(picture_of(of))
    nodes = re.findall(rf"^        ({_ID})\W", text, re.M)
    drawn = [
        box
        for box in boxes(picture_of(of).panels)
        if box.kind != "origin" and (box.kind != "link" or box.leads_to is None)
    ]
    assert Counter(nodes) == Counter(f"n{number}" for number in range(1, len(drawn) + 1))


@every_routine
def test_every_arrow_joins_two_nodes_that_are_there(of: Routine) -> None:
    text = mermaid(picture_of(of))
    nodes = set(re.findall(rf"^        ({_ID})\W", text, re.M))
    ends = re.findall(rf"^    ({_ID}) -.*?({_ID})$", text, re.M)
    assert ends
    assert {end for pair in ends for end in pair} <= nodes


def test_what_our_picture_links_to_has_an_arrow() -> None:
    of = routine(
        "  a: {title: A, role: personal, choices: {fram: {label: Fram, to: b}}}\n"
        "  b: {title: B, role: personal, choices: {klar: {label: Klar, to: e}, bak: {label: Bakåt, to: a}}}\n  e: {end: slut}"
    )
    assert '    n3 -->|"Bakåt"| n2' in mermaid(picture_of(of)).split("\n")


def test_subgraphs_are_closed() -> None:
    text = mermaid(picture_of(load_real("forlorad_telefon")))
    assert text.count("    subgraph ") == text.count("\n    end\n") > 3


@pytest.mark.parametrize("text", SPECIAL)
def test_any_words_are_only_words(text: str) -> None:
    assert re.fullmatch(_SAFE, written(text)), written(text)
    shown = re.sub(r"#(\d+);", lambda match: chr(int(match[1])), written(text))
    assert shown == " ".join(
        "".join(each for each in re.sub(r"\s+", " ", text) if each.isprintable()).split()
    )


@pytest.mark.parametrize("text", [each for each in SPECIAL if "{" not in each and "\u202e" not in each])
def test_a_routine_of_any_words_has_only_known_lines(text: str) -> None:
    said = json.dumps(text, ensure_ascii=False)
    of = routine(
        f"  a: {{title: {said}, role: personal, section: {said}, choices: {{b: {{label: {said}, to: c}}, d: {{label: Nej, to: c}}}}}}\n"
        "  c: {end: slut}"
    )
    assert wrongs(mermaid(picture_of(of))) == []


@pytest.mark.parametrize("text", ["1. lista", "- punkt", "+ plus"])
def test_no_text_begins_as_a_list(text: str) -> None:
    assert not re.match(r"\d+[.)] |[-+*] ", written(text))
