"""A note and a caution tell, they never ask for an action: «Ring 112» in a caution is an instruction."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from engine.language.prose.clauses import action, is_imperative
from engine.language.prose.lexicon import Lexicon
from engine.language.prose.sentences import Sentence


def is_misplaced(sentence: Sentence, words: Lexicon) -> bool:
    """Whether the sentence asks for an action. What must not be done, and what only draws attention, is no action;
    «Betala med kort går bra» is none either.
    """
    said = action(sentence, words)
    if said is None or not is_imperative(said.tokens, 0, words):
        return False
    lows = [token.low for token in said.tokens]
    if lows[0] in words.pointers or (_begins(lows, words.pointing) and not _begins(lows, words.no_pointing)):
        return False
    end = next((at for at, low in enumerate(lows) if low in words.subordinators), len(lows))
    main = lows[1:end]
    is_statement = any(low in words.finite and low not in words.imperatives for low in main)
    return not is_statement and words.negations.isdisjoint(main)


def _begins(lows: Sequence[str], phrases: Collection[tuple[str, ...]]) -> bool:
    return tuple(lows[:1]) in phrases or tuple(lows[:2]) in phrases
