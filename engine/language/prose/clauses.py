"""Where in a Swedish sentence its action begins, and what can be said of a word by its form and its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.language.prose.lexicon import Lexicon
from engine.language.prose.sentences import Sentence, Token

_SHORTEST = 5
_SHORTEST_PHONE = 3
_LONGEST_LABEL = 3


@dataclass(frozen=True, slots=True)
class Action:
    """The part of a sentence that says what to do. `after` tells what it follows: nothing, a colon, or a lead-in."""

    tokens: Sequence[Token]
    after: str

    @property
    def verb(self) -> Token:
        """The word that ought to be a verb."""
        return self.tokens[0]


def action(sentence: Sentence, words: Lexicon) -> Action | None:
    """The action of a sentence: all of it, or what follows a condition, a place or a time that stands before it.

    None where nothing sure can be said: a question, a quote, a label, «Här bekräftar du bara …».
    """
    tokens = sentence.tokens
    if not tokens or sentence.is_question or tokens[0].kind != "word":
        return None
    is_lead = _is_lead(tokens, words)
    colon = next((at for at, token in enumerate(tokens) if token.text == ":"), None)
    if colon is not None and (is_lead or _is_label(tokens, colon, words)):
        rest = tokens[colon + 1 :]
        return Action(rest, ":") if rest and rest[0].kind == "word" else None
    if not is_lead:
        return Action(tokens, "")
    for at, token in enumerate(tokens[:-1]):
        if (at == 0 or token.text == ",") and is_imperative(tokens, at + 1, words):
            return Action(tokens[at + 1 :], token.text)
    return None


def _is_lead(tokens: Sequence[Token], words: Lexicon) -> bool:
    """Whether the sentence begins with something that stands before its action: «Om …», «Svarar ingen inom en timme, …».

    What is or comes about needs no mark to be a condition («Är kunden inte hemma ring anhörig.»): nobody is told to be it.
    """
    first = tokens[0].low
    if first in words.leads or first.endswith("ligen"):
        return True
    if first in words.imperatives or first not in words.finite:
        return False
    if len(tokens) < 2 or tokens[1].kind != "word":
        return False
    is_told = first in words.presents and words.presents[first] not in words.no_action
    if not is_told:
        return True
    second = tokens[1].low
    if second in words.subjects:
        return True
    is_subject = second in words.determiners or second in words.people or is_definite(second, words)
    return is_subject and any(token.text in (",", ":") for token in tokens)


def _is_label(tokens: Sequence[Token], colon: int, words: Lexicon) -> bool:
    """Whether what stands before the colon only says what or whom the rest is about: «Viktigt: …», «Du som är ny: läs …»."""
    if is_imperative(tokens, 0, words):
        return False
    tells = colon + 1 < len(tokens) and is_imperative(tokens, colon + 1, words)
    return tells or colon <= _LONGEST_LABEL


def is_imperative(tokens: Sequence[Token], at: int, words: Lexicon) -> bool:
    """Whether the word is an imperative. One that is a noun as well must act on something."""
    low = tokens[at].low
    if low not in words.imperatives or low not in words.nouns_too:
        return low in words.imperatives
    return acts_on_something(tokens, at, words) or _goes_with_a_verb(tokens, at, words)


def _goes_with_a_verb(tokens: Sequence[Token], at: int, words: Lexicon) -> bool:
    """Whether the word stands beside one that is nothing but a verb: «Ring eller mejla»."""
    beside = tokens[at + 1 : at + 3]
    if len(beside) < 2 or beside[0].low not in ("och", "eller"):
        return False
    return beside[1].low in words.imperatives and beside[1].low not in words.nouns_too


def acts_on_something(tokens: Sequence[Token], at: int, words: Lexicon) -> bool:
    """Whether something follows that a verb acts on: the IT department, 112, a colleague, it."""
    at += 1
    while at < len(tokens) and tokens[at].low in words.free_particles:
        at += 1
    if at == len(tokens):
        return False
    token = tokens[at]
    if token.kind == "number":
        return len(token.text) >= _SHORTEST_PHONE
    if token.low in words.times or any(after.low in words.times for after in tokens[at + 1 : at + 2]):
        return False
    if token.kind == "opaque" or token.low in words.determiners:
        return True
    return token.kind == "word" and (token.text[:1].isupper() or is_definite(token.low, words))


def is_definite(low: str, words: Lexicon) -> bool:
    """Whether the word has the form of a noun in the definite: «chefen», «larmet», «nycklarna»."""
    return len(low) >= _SHORTEST and low.endswith(words.definite_endings) and not words.is_no_noun(low)


def is_no_imperative(low: str, words: Lexicon) -> bool:
    """Whether no imperative has this form: «telefonen», «hämtning», «medarbetare», «uppgifter»."""
    return len(low) >= _SHORTEST and low.rpartition("-")[2].endswith(words.other_endings)
