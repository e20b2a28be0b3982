"""A condition stands before its action: «Ring chefen om ingen öppnar.» → «Om ingen öppnar: ring chefen.»"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.language.prose.lexicon import Lexicon
from engine.language.prose.sentences import Sentence, Token

_CONDITION = ("om", "ifall", "såvida")
_LONGEST_SUBJECT = 6
_NO_SUBJECT = frozenset(
    {"som", "att", "hur", "vad", "vem", "om", "när", "där", "vilka", "vilken", "vilket", "varför", "och"}
)


@dataclass(frozen=True, slots=True)
class LateCondition:
    """`proposal` is the sentence with the condition first, where it can be made."""

    proposal: str | None


def late_condition(sentence: Sentence, words: Lexicon) -> LateCondition | None:
    """The condition that follows its action, or None. «Berätta om felet», «Läs om rutinen», «Kontrollera om dörren är låst»
    hold no condition.
    """
    tokens = sentence.tokens
    if sentence.is_question or not tokens or tokens[0].low not in words.imperatives:
        return None
    tells_whether = False
    for at, token in enumerate(tokens):
        before = tokens[at - 1].low if at else ""
        if (
            token.low in _CONDITION
            and at
            and not tells_whether
            and not _is_other(tokens[0].low, before, words)
        ):
            finite = _finite(tokens, at, words)
            if finite is not None:
                return LateCondition(_proposal(sentence, tokens, at))
        if token.low in words.whether and not (token.low == "säg" and _word(tokens, at + 1) == "till"):
            tells_whether = True
    return None


def _word(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if at < len(tokens) else ""


def _is_other(verb: str, before: str, words: Lexicon) -> bool:
    """Whether the word before makes «om» something else than a condition: «även om», «beslut om», «ställning till om»."""
    if before == "till":
        return verb != "säg"
    return before in words.not_a_condition or before in words.whether_nouns


def _finite(tokens: Sequence[Token], at: int, words: Lexicon) -> int | None:
    """Where the clause that the word at `at` begins has its verb, or None if it is no clause."""
    for index in range(at + 1, min(len(tokens), at + 2 + _LONGEST_SUBJECT)):
        token = tokens[index]
        if token.low in words.finite:
            return index if index > at + 1 else None
        if token.kind == "mark" or token.low in _NO_SUBJECT:
            return None
    return None


def _proposal(sentence: Sentence, tokens: Sequence[Token], at: int) -> str | None:
    if any(token.text in (":", ",", ";", "–") for token in tokens):
        return None
    end = sentence.text[len(sentence.text.rstrip(".!")) :]
    condition = sentence.text[tokens[at].end : len(sentence.text) - len(end)].strip()
    done = sentence.text[: tokens[at].start].strip()
    return f"Om {condition}: {done[:1].lower()}{done[1:]}{end}"
