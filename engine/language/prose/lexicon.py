"""The Swedish words that the writing rules know, and the forms of its verbs."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_VOWELS = "aeiouyåäö"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Words by what they do. The keys of `infinitives`, `presents` and `passives` are those forms, their values imperatives."""

    imperatives: frozenset[str]
    nouns_too: frozenset[str]
    infinitives: Mapping[str, str]
    presents: Mapping[str, str]
    passives: Mapping[str, str]
    finite: frozenset[str]
    never_second: frozenset[str]
    looks_finite: frozenset[str]
    whole: frozenset[tuple[str, ...]]
    particles: frozenset[str]
    infinitive_takers: frozenset[str]
    modals: frozenset[str]
    whether: frozenset[str]
    whether_nouns: frozenset[str]
    not_a_condition: frozenset[str]
    pointers: frozenset[str]
    pointing: frozenset[tuple[str, ...]]
    no_pointing: frozenset[tuple[str, ...]]
    leads: frozenset[str]
    beginners: frozenset[str]
    determiners: frozenset[str]
    times: frozenset[str]
    nouns: Mapping[str, str]

    def is_no_noun(self, low: str) -> bool:
        """Whether the word is known to be something else than a noun: «innan», «öppna», «igen»."""
        return low in self.leads or low in self.particles or low in self.imperatives

    def is_also_infinitive(self, imperative: str) -> bool:
        """Whether the imperative looks like its infinitive: «lämna», not «ring»."""
        return imperative in self.infinitives


@cache
def swedish() -> Lexicon:
    """The words of `swedish.toml`."""
    data = tomllib.loads(files("engine.language.prose").joinpath("swedish.toml").read_text("utf-8"))
    verbs = [_verb(entry) for entry in data["imperatives"].split()]
    presents = {_present(word, infinitive): word for word, infinitive, _ in verbs}
    passives = {form: word for word, infinitive, _ in verbs for form in _passive(infinitive)}
    whether = set(data["whether"].split())
    whether |= {infinitive for word, infinitive, _ in verbs if word in whether}
    imperatives = frozenset(word for word, _, _ in verbs)
    return Lexicon(
        imperatives=imperatives,
        nouns_too=frozenset(word for word, _, noun in verbs if noun),
        infinitives={infinitive: word for word, infinitive, _ in verbs},
        presents=presents,
        passives=passives,
        finite=frozenset([*data["finite"].split(), *presents, *passives]),
        looks_finite=frozenset(presents) & imperatives | frozenset(data["also_finite"].split()),
        whole=_phrases(data["whole"]),
        pointing=_phrases(data["pointing"]),
        no_pointing=_phrases(data["no_pointing"]),
        whether=frozenset(whether),
        nouns=data["nouns"],
        **{key: frozenset(data[key].split()) for key in _PLAIN},
    )


_PLAIN = (
    "never_second",
    "particles",
    "infinitive_takers",
    "modals",
    "whether_nouns",
    "not_a_condition",
    "pointers",
    "leads",
    "beginners",
    "determiners",
    "times",
)


def _phrases(written: Iterable[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(each.split()) for each in written)


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
    return (f"{infinitive}s", f"{infinitive[:-1]}s") if infinitive[-1] == "a" else (f"{infinitive}s",)
