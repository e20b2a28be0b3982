"""The Swedish words that the writing rules know, and the forms of its verbs."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from engine.said import Said

_VOWELS = "aeiouyåäö"
_IN_ORDER = ("_endings", "joined_particles")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Words by what they do; `swedish.toml` says it of each list.

    The keys of `infinitives`, `presents` and `passives` are those forms, their values imperatives.
    """

    imperatives: frozenset[str]
    nouns_too: frozenset[str]
    infinitives: Mapping[str, str]
    presents: Mapping[str, str]
    passives: Mapping[str, str]
    nouns: Mapping[str, str]
    finite: frozenset[str]
    looks_finite: frozenset[str]
    never_second: frozenset[str]
    goes_along: frozenset[str]
    no_action: frozenset[str]
    subjects: frozenset[str]
    infinitive_takers: frozenset[str]
    modals: frozenset[str]
    whether: frozenset[str]
    whether_nouns: frozenset[str]
    not_a_condition: frozenset[str]
    pointers: frozenset[str]
    as_names: frozenset[str]
    leads: frozenset[str]
    beginners: frozenset[str]
    determiners: frozenset[str]
    times: frozenset[str]
    subordinators: frozenset[str]
    conditions: frozenset[str]
    negations: frozenset[str]
    refusals: frozenset[str]
    adverbs: frozenset[str]
    particles: frozenset[str]
    free_particles: frozenset[str]
    prepositions: frozenset[str]
    people: frozenset[str]
    joined_particles: tuple[str, ...]
    people_endings: tuple[str, ...]
    definite_endings: tuple[str, ...]
    other_endings: tuple[str, ...]
    noun_endings: tuple[str, ...]
    whole: frozenset[tuple[str, ...]]
    pointing: frozenset[tuple[str, ...]]
    no_pointing: frozenset[tuple[str, ...]]

    def is_no_noun(self, low: str) -> bool:
        """Whether the word is known to be something else than a noun: «innan», «öppna», «igen»."""
        return low in self.leads or low in self.particles or low in self.imperatives

    def is_also_infinitive(self, imperative: str) -> bool:
        """Whether the imperative looks like its infinitive: «lämna», not «ring»."""
        return imperative in self.infinitives


@cache
def swedish() -> Lexicon:
    """The words of `swedish.toml`, with the forms of its verbs."""
    data: dict[str, Any] = tomllib.loads(
        files("engine.language.prose").joinpath("swedish.toml").read_text("utf-8")
    )
    verbs = [_verb(entry) for entry in data.pop("imperatives").split()]
    imperatives = frozenset(word for word, _, _ in verbs)
    presents = {_present(word, infinitive): word for word, infinitive, _ in verbs}
    passives = {form: word for word, infinitive, _ in verbs for form in _passive(infinitive)}
    words: dict[str, Any] = {key: _read(key, value) for key, value in data.items()}
    words["finite"] |= presents.keys() | passives.keys()
    words["looks_finite"] |= imperatives & presents.keys()
    words["whether"] |= {infinitive for word, infinitive, _ in verbs if word in words["whether"]}
    return Lexicon(
        imperatives=imperatives,
        nouns_too=frozenset(word for word, _, noun in verbs if noun),
        infinitives={infinitive: word for word, infinitive, _ in verbs},
        presents=presents,
        passives=passives,
        **words,
    )


def _read(key: str, value: Any) -> Any:
    """A text is words, of which endings and the like are tried in order; a list is phrases; a table stays one."""
    if isinstance(value, str):
        return tuple(value.split()) if key.endswith(_IN_ORDER) else frozenset(value.split())
    return frozenset(tuple(each.split()) for each in value) if isinstance(value, list) else value


def _verb(entry: str) -> tuple[str, str, bool]:
    """The imperative, its infinitive, and whether it is also a noun."""
    written, _, infinitive = entry.partition("/")
    word = written.rstrip("*")
    return word, infinitive or (word if word[-1] in _VOWELS else word + "a"), written.endswith("*")


def _present(word: str, infinitive: str) -> str:
    if word == infinitive:
        return word + "r"
    if word[-1] == "r":
        return {"var": "är"}.get(word, word)
    return (infinitive[:-1] if infinitive[-3:-1] == "mm" else word) + "er"


def _passive(infinitive: str) -> tuple[str, ...]:
    """«hämtas»; «rings» and «ringas»."""
    return Said(f"{infinitive}s", f"{infinitive[:-1]}s") if infinitive[-1] == "a" else (f"{infinitive}s",)
