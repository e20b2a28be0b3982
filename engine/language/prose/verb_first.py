"""An instruction begins with a verb: «Telefonen hämtas.» → «Hämta telefonen.»"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from engine.language.prose.clauses import action, is_definite, is_no_imperative
from engine.language.prose.lexicon import Lexicon
from engine.language.prose.sentences import Sentence, Token

_OWN = re.compile(r"\bsi(?=g\b|n\b|tt\b|na\b)")
_NOTHING = Token("", "", "mark", 0, 0)


@dataclass(frozen=True, slots=True)
class NoVerb:
    """`proposal` is the sentence with its verb first, where one can be made."""

    proposal: str | None


def verb_first(sentence: Sentence, words: Lexicon, *, ticked: bool = False) -> NoVerb | None:
    """What a sentence that is to tell an action begins with, if it surely is no verb; else None.

    `ticked`: the sentence is for ticking off. It may then say what is so («Insatserna är utförda»).
    """
    said = action(sentence, words)
    if sentence.listed or said is None or said.after == ",":
        return None
    low = said.verb.low
    if low in words.imperatives or low in words.leads:
        return None
    form = low in words.infinitives or low in words.presents or low in words.passives
    if ticked and low == "att":
        return _without_att(sentence, said.tokens, words)
    if ticked and low not in words.infinitives:
        return None
    if said.after:  # «Vid fel: IT-avdelningen, 08-530 610 10» leaves the verb out, which is good
        return NoVerb(None) if form else None
    if not (form or low in words.beginners or is_no_imperative(low, words)):
        return None
    return NoVerb(_proposal(sentence, said.tokens, words))


def _proposal(sentence: Sentence, tokens: Sequence[Token], words: Lexicon) -> str | None:
    """The sentence with the verb first, if it is one of those forms that can be turned with certainty."""
    if _goes_on(tokens, words):
        return None
    first, second, third = (token.low for token in (*tokens[:3], *[_NOTHING] * (3 - len(tokens))))
    verb = words.infinitives.get(first) or words.presents.get(first)
    if verb:
        return _said(sentence, verb, 1)
    if first == "att" and second in words.infinitives:
        return _said(sentence, words.infinitives[second], 2)
    if _is_somebody(first, words):
        if second in words.modals:
            verb = words.infinitives.get(third)
            return _said(sentence, verb, 3) if verb and verb not in words.no_action else None
        return _said(sentence, words.presents[second], 2) if second in words.presents else None
    if second in words.passives and is_definite(first, words) and "av" not in [token.low for token in tokens]:
        rest = sentence.text[tokens[1].end :]
        return _capital(f"{words.passives[second]} {_small(tokens[0].text)}{rest}")
    return _of_noun(sentence, tokens, words)


def _without_att(sentence: Sentence, tokens: Sequence[Token], words: Lexicon) -> NoVerb | None:
    """A point to tick off that begins with «Att»: «Att nyckeln finns.» says how it is to be, and only «Att» has to go."""
    if len(tokens) > 1 and tokens[1].low in words.infinitives:
        return NoVerb(_said(sentence, words.infinitives[tokens[1].low], 2))
    if any(token.low in words.negations for token in tokens) or len(tokens) < 2:
        return None
    return NoVerb(_capital(sentence.text[tokens[1].start :]))


def _goes_on(tokens: Sequence[Token], words: Lexicon) -> bool:
    """Whether more verbs of the same form follow, which would have to be turned as well."""
    return any(
        one.low in ("och", "eller", ",") and (two.low in words.finite or two.low in words.infinitives)
        for one, two in pairwise(tokens)
    )


def _of_noun(sentence: Sentence, tokens: Sequence[Token], words: Lexicon) -> str | None:
    """«Hämtning av telefonen» → «Hämta telefonen»."""
    first, second = tokens[0].low, tokens[1].low if len(tokens) > 1 else ""
    verb = words.nouns.get(first) or _verb_of_noun(first, words)
    if verb is None or any(token.low in words.finite for token in tokens):
        return None
    if second == "av" or (verb == "kontakta" and second == "med"):
        return _said(sentence, verb, 2)
    return _said(sentence, verb, 1) if second in words.prepositions or len(tokens) == 1 else None


def _said(sentence: Sentence, verb: str, skip: int) -> str:
    """The verb, and the sentence from its word number `skip` on."""
    rest = sentence.text[sentence.tokens[skip].start :] if skip < len(sentence.tokens) else ""
    rest = _OWN.sub(lambda match: f"d{match[0][1:]}", rest)
    return _capital(f"{verb} {rest}".strip()).replace(" .", ".")


def _verb_of_noun(noun: str, words: Lexicon) -> str | None:
    """The imperative that the noun is made of: «hämtning» → «hämta», «inloggning» → «logga in»."""
    for ending in words.noun_endings:
        stem = noun.removesuffix(ending)
        if stem == noun:
            continue
        for verb in (stem, f"{stem}a"):
            if verb in words.imperatives:
                return verb
            for particle in words.joined_particles:
                rest = verb.removeprefix(particle)
                if rest != verb and rest in words.imperatives:
                    return f"{rest} {particle}"
    return None


def _is_somebody(low: str, words: Lexicon) -> bool:
    return low in words.people or low.endswith(words.people_endings)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(word: str) -> str:
    """The word as it stands inside a sentence: an acronym keeps its capitals."""
    return word if word[1:2].isupper() else word[:1].lower() + word[1:]
