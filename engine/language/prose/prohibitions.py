"""What always holds and what never may: a prohibition says no itself, since it may be read without its heading."""

from __future__ import annotations

from engine.language.prose.clauses import action, is_imperative
from engine.language.prose.lexicon import Lexicon
from engine.language.prose.sentences import Sentence

_NOBODY = frozenset({"ingen", "inget", "inga", "ingenting"})
_SOON = 4
"""A word for no that stands later is about something else: «Fråga chefen om något inte stämmer»."""


def says_no(sentence: Sentence, words: Lexicon) -> bool:
    """Whether the sentence keeps somebody from something, in whatever way: «aldrig», «utan», «förbjudet», «undvik»."""
    return any(
        token.low in words.negations or token.low in words.refusals or token.low.startswith("förbj")
        for token in sentence.tokens
    )


def is_prohibition(sentence: Sentence, words: Lexicon) -> bool:
    """Whether the sentence surely forbids: «Gå aldrig in ensam», «Ingen går in»; «Lås även om ingen är där» does not."""
    said = action(sentence, words)
    if said is None:
        return False
    lows = [token.low for token in said.tokens]
    if lows[0] in _NOBODY:
        return True
    end = next((at for at, low in enumerate(lows) if low in words.subordinators), len(lows))
    return is_imperative(said.tokens, 0, words) and bool(
        {"aldrig", "inte", "ej"} & set(lows[1 : min(end, _SOON)])
    )
