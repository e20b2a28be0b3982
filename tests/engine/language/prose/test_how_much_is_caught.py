"""How much the writing rules catch: our own good sentences, each spoilt in one way, must mostly be found spoilt.

The rules are silent where a spoilt sentence could still be good Swedish, so not all can be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import pytest

from engine.check import check
from engine.language.prose.lexicon import swedish
from engine.language.prose.misplaced import is_misplaced
from engine.language.prose.proofreading import remarks
from engine.language.prose.sentences import Sentence, sentences
from engine.model.routine import Step

LEXICON = swedish()
PRESENTS = {imperative: present for present, imperative in LEXICON.presents.items()}
INFINITIVES = {imperative: infinitive for infinitive, imperative in LEXICON.infinitives.items()}


@cache
def texts() -> list[list[Sentence]]:
    """The texts and titles of the steps of our routines and examples, as sentences."""
    return [
        sentences(said.say("sv")) if said else []
        for routine in check(["routines", "examples"]).routines
        for state in routine.states.values()
        if isinstance(state, Step)
        for said in (state.title, state.text)
    ]


@cache
def good() -> list[Sentence]:
    """Those that begin with what to do, and that nothing is remarked on."""
    return [
        each
        for text in texts()
        for each in text
        if each.tokens[0].low in LEXICON.imperatives and not list(remarks(each, "sv"))
    ]


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def turned(form: dict[str, str], before: str = "") -> Iterator[str]:
    """The sentences with their verb in another form, where that is another word."""
    for each in good():
        verb = each.tokens[0]
        if form[verb.low] != verb.low:
            yield capital(before + form[verb.low] + each.text[verb.end :])


def joined() -> Iterator[str]:
    for text in texts():
        for one, two in pairwise(text):
            if one in good() and two in good() and one.text.endswith("."):
                yield f"{one.text[:-1]} och {two.text[:1].lower()}{two.text[1:]}"


def turned_round() -> Iterator[str]:
    for text in texts():
        for each in text:
            found = re.fullmatch(r"Om ([^:,]+): ([^:,]+)\.", each.text)
            if found:
                yield capital(f"{found[2]} om {found[1]}.")


def share(rule: str, spoilt: Iterator[str]) -> float:
    every = list(spoilt)
    assert len(every) >= 10
    return sum(rule in [remark.rule for remark in remarks(Sentence(each), "sv")] for each in every) / len(
        every
    )


def test_there_is_enough_to_spoil() -> None:
    assert len(good()) >= 100


@pytest.mark.parametrize(
    ("rule", "spoilt", "at_least"),
    [
        pytest.param("writing-verb-first", turned(INFINITIVES), 0.95, id="infinitive"),
        pytest.param("writing-verb-first", turned(PRESENTS), 0.9, id="present"),
        pytest.param("writing-verb-first", turned(PRESENTS, "du "), 0.95, id="somebody does it"),
        pytest.param("writing-one-action", joined(), 0.8, id="two sentences joined"),
        pytest.param("writing-condition-first", turned_round(), 0.5, id="condition last"),
    ],
)
def test_most_spoilt_sentences_are_caught(rule: str, spoilt: Iterator[str], at_least: float) -> None:
    assert share(rule, spoilt) >= at_least


def test_most_actions_are_caught_in_a_note() -> None:
    assert (
        sum(is_misplaced(each, LEXICON) for each in good() if "inte" not in each.text) / len(good()) >= 0.85
    )
