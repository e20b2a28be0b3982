"""The decided document that the routines come from: each sentence lives in a routine, none is left out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.routines.library import ROUTINES, canonical, load

SEED: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "seed.yaml").read_text("utf-8"))

WORD_FOR_WORD = [
    (routine, path, sentence)
    for routine, paths in SEED["word_for_word"].items()
    for path, sentences in paths.items()
    for sentence in sentences
]
INSTRUCTIONS = [
    (routine, path, each["document"], each["step"])
    for routine, paths in SEED["instructions"].items()
    for path, steps in paths.items()
    for each in steps
]
HEAD = [(each["line"], each["path"], each["value"]) for each in SEED["head"]]
DECIDED: list[str] = SEED["decided"]
QUOTES = [
    (routine, state.id, state.source.ref.say("sv"))
    for routine in ROUTINES
    for state in load(routine).states.values()
    if state.source and state.source.kind == "seed" and state.source.ref
]


def one_line(text: str) -> str:
    """Line breaks and runs of spaces are how a page is set, not what it says."""
    return re.sub(r"\s+", " ", text).strip()


def at(routine: str, path: str) -> str:
    """What stands at a dotted path in a routine's canonical form, as one line."""
    here: Any = canonical(routine)
    for key in path.split("."):
        assert key in here, f"{routine}: {path}: there is no ”{key}” among {', '.join(here)}"
        here = here[key]
    return one_line(" ".join(map(swedish, here)) if isinstance(here, list) else swedish(here))


def swedish(value: Any) -> str:
    """The Swedish words of a text by language; any other value as it is written."""
    return str(value["sv"] if isinstance(value, dict) else value)


@pytest.mark.parametrize(("routine", "path", "sentence"), WORD_FOR_WORD)
def test_the_documents_sentence_stands_word_for_word_in_a_routine(
    routine: str, path: str, sentence: str
) -> None:
    assert sentence in at(routine, path)


@pytest.mark.parametrize("routine", DECIDED)
@pytest.mark.parametrize(("line", "path", "value"), HEAD)
def test_the_documents_head_is_the_head_of_every_routine_that_carries_it_out(
    routine: str, line: str, path: str, value: str
) -> None:
    assert line.casefold().endswith(value.casefold())
    assert at(routine, path) == value


@pytest.mark.parametrize("routine", [each for each in ROUTINES if each not in DECIDED])
def test_a_routine_that_nobody_has_decided_does_not_say_that_somebody_has(routine: str) -> None:
    head = canonical(routine)["document"]

    assert not {"approved_by", "approved_on"} & set(head)
    assert swedish(head["type"]) == "Förslag till rutin"
    assert "väntar på dokumentansvarigs beslut" in one_line(swedish(head["changes"]))


@pytest.mark.parametrize(("routine", "state", "ref"), QUOTES)
def test_what_a_step_says_that_the_document_says_stands_in_it(routine: str, state: str, ref: str) -> None:
    assert ref.startswith("”")
    assert ref.endswith("”")
    assert one_line(ref[1:-1]) in one_line(SEED["document"])


@pytest.mark.parametrize(("routine", "path", "words", "instruction"), INSTRUCTIONS)
def test_what_the_document_says_is_done_a_step_tells_the_person_to_do(
    routine: str, path: str, words: str, instruction: str
) -> None:
    assert words in one_line(SEED["document"])
    assert instruction in at(routine, path)


def test_no_sentence_of_the_document_is_left_out() -> None:
    document = left = one_line(SEED["document"])
    known = [sentence for _, _, sentence in WORD_FOR_WORD] + [line for line, _, _ in HEAD] + SEED["headings"]
    for sentence in sorted(known, key=len, reverse=True):
        assert sentence in document, f"not in the document: {sentence}"
        left = left.replace(sentence, " ")
    assert re.sub(r"[\s-]", "", left) == "", f"lives nowhere: {one_line(left)}"
