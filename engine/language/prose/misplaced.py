"""A note and a caution tell, they never ask for an action: «Ring 112» in a caution is an instruction."""

from __future__ import annotations

from engine.language.prose.clauses import action, is_imperative
from engine.language.prose.lexicon import Lexicon
from engine.language.prose.sentences import Sentence

_NEGATIONS = frozenset({"inte", "aldrig", "ej", "inget", "inga", "ingen", "ingenting"})


def is_misplaced(sentence: Sentence, words: Lexicon) -> bool:
    """Whether the sentence asks for an action. What must not be done, and what only draws attention, is no action."""
    said = action(sentence, words)
    if said is None or not is_imperative(said.tokens, 0, words) or said.verb.low in words.pointers:
        return False
    return _NEGATIONS.isdisjoint(token.low for token in said.tokens)
