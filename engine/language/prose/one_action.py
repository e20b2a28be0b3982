"""A sentence says one thing to do: «Ring chefen och mejla IT.» → «Ring chefen. Mejla IT.»"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from engine.language.prose.clauses import action, is_imperative
from engine.language.prose.lexicon import Lexicon
from engine.language.prose.sentences import Sentence, Token


@dataclass(frozen=True, slots=True)
class TwoActions:
    """`parts` are the two, each said by itself, where they can be parted."""

    parts: tuple[str, str] | None


def two_actions(sentence: Sentence, words: Lexicon) -> TwoActions | None:
    """The second thing that a sentence tells to do, or None.

    «Ring eller mejla IT» is a choice, «Läs och signera rutinen» one action on one thing, «Gå in och hälsa» one action said
    with two verbs: none of them is two.
    """
    said = action(sentence, words)
    if said is None or said.verb.low not in words.imperatives:
        return None
    tokens = said.tokens
    if any(token.low == "eller" for token in tokens):
        return None
    first = 0
    for at in range(1, len(tokens)):
        joined = _joined(tokens, at, words)
        if joined is None or not _is_second(tokens, first, at, words):
            continue
        if _is_whole(tokens, first, at - joined, words):
            parts = None if said.after else _parts(sentence, tokens[at - joined], tokens[at])
            if parts and two_actions(Sentence(parts[1]), words):
                parts = None
            return TwoActions(parts)
        first = at
    return None


def _joined(tokens: Sequence[Token], at: int, words: Lexicon) -> int | None:
    """How many words back what joins the word to those before it begins, or None where nothing does."""
    before = at - 1
    if tokens[before].low in words.adverbs and before > 0:
        before -= 1
    if tokens[before].low in ("och", "samt"):
        return at - (before - 1 if tokens[before - 1].text == "," else before)
    return at - before if tokens[before].text == "," or tokens[before].low == "sedan" else None


def _is_second(tokens: Sequence[Token], first: int, at: int, words: Lexicon) -> bool:
    """Whether the joined word is an imperative, and not an infinitive or a present of a clause that began before it."""
    low = tokens[at].low
    if low in words.never_second or low in words.goes_along or not is_imperative(tokens, at, words):
        return False
    if not any(token.kind != "mark" for token in tokens[at + 1 :]):
        return False  # «Läs journalen och signera.» is one action on one thing
    by_comma = tokens[at - 1].text == ","
    if by_comma and (low,) in words.pointing:
        return False
    between = [token.low for token in tokens[first + 1 : at]]
    if words.is_also_infinitive(low):
        return tokens[first].low not in words.infinitive_takers and not _brings_infinitives(between, words)
    return low not in words.looks_finite or words.subordinators.isdisjoint(between)


def _brings_infinitives(between: Sequence[str], words: Lexicon) -> bool:
    """Whether a word before asks for infinitives: «ska», «att» (but not in «att telefonen är laddad»)."""
    if any(word in words.modals for word in between):
        return True
    after_att = [two for one, two in pairwise(between) if one == "att"]
    return any(
        word.endswith("a") or word in words.infinitives or word in words.particles for word in after_att
    )


def _is_whole(tokens: Sequence[Token], first: int, end: int, words: Lexicon) -> bool:
    """Whether the verb has what it acts on, so that the one after it is an action of its own."""
    own = [token.low for token in tokens[first + 1 : end] if token.kind != "mark"]
    if (tokens[first].low, *own) in words.whole:
        return True
    if tokens[first].low == "var":
        return False
    return any(word not in words.particles and word not in words.imperatives for word in own)


def _parts(sentence: Sentence, joint: Token, second: Token) -> tuple[str, str]:
    first = sentence.text[: joint.start].rstrip(" ,")
    rest = sentence.text[second.start :]
    return first, f"{rest[:1].upper()}{rest[1:]}"
