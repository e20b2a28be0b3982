"""A condition stands before its action: «Ring chefen om ingen öppnar.» → «Om ingen öppnar: ring chefen.»"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.language.prose.lexicon import Lexicon
from engine.language.prose.sentences import Sentence, Token

_LONGEST_SUBJECT = 6


@dataclass(frozen=True, slots=True)
class LateCondition:
    """`proposal` is the sentence with the condition first, where it can be made."""

    proposal: str | None


def late_condition(sentence: Sentence, words: Lexicon) -> LateCondition | None:
    """The condition that follows its action, or None.

    «Berätta om felet», «Läs om rutinen» and «Kontrollera om dörren är låst» hold no condition.
    """
    tokens = sentence.tokens
    if sentence.is_question or not tokens or tokens[0].low not in words.imperatives:
        return None
    for at, token in enumerate(tokens):
        if at and token.low in words.conditions and _is_condition(tokens, at, words):
            return LateCondition(_proposal(sentence, tokens, at))
        if _asks_whether(tokens, at, words):
            return None
    return None


def _asks_whether(tokens: Sequence[Token], at: int, words: Lexicon) -> bool:
    """Whether the clauses that follow are what the word asks or tells. «Säg till» is none of those."""
    says_when = tokens[at].low == "säg" and [each.low for each in tokens[at + 1 : at + 2]] == ["till"]
    return tokens[at].low in words.whether and not says_when


def _is_condition(tokens: Sequence[Token], at: int, words: Lexicon) -> bool:
    """Whether the word begins a clause that is no part of what stands before it: «även om», «beslut om», «ställning till om»."""
    before = tokens[at - 1].low
    if before in words.not_a_condition or before in words.whether_nouns:
        return False
    if before == "till" and tokens[0].low != "säg":
        return False
    return _begins_clause(tokens, at, words)


def _begins_clause(tokens: Sequence[Token], at: int, words: Lexicon) -> bool:
    """Whether a subject and its verb follow the word at `at`."""
    for index in range(at + 1, min(len(tokens), at + 2 + _LONGEST_SUBJECT)):
        token = tokens[index]
        if token.low in words.finite:
            return index > at + 1
        if token.kind == "mark" or token.low in words.subordinators or token.low == "och":
            return False
    return False


def _proposal(sentence: Sentence, tokens: Sequence[Token], at: int) -> str | None:
    if any(token.text in (":", ",", ";", "–") for token in tokens):
        return None
    end = sentence.text[len(sentence.text.rstrip(".!")) :]
    condition = sentence.text[tokens[at].end : len(sentence.text) - len(end)].strip()
    done = sentence.text[: tokens[at].start].strip()
    return f"Om {condition}: {done[:1].lower()}{done[1:]}{end}"
