"""A read file → what the writing rules have to say about its standing rules and its steps: titles, instructions, checklists, notes and
cautions.

Swedish texts are held to all rules, texts in other languages to those that need no words of the language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from engine.language.file import document as doc
from engine.language.file.reading import Words
from engine.language.prose.condition_first import late_condition
from engine.language.prose.lexicon import swedish
from engine.language.prose.misplaced import is_misplaced
from engine.language.prose.one_action import two_actions
from engine.language.prose.prohibitions import is_prohibition, says_no
from engine.language.prose.sentences import Sentence, sentences
from engine.language.prose.verb_first import verb_first
from engine.language.rules.findings import Findings, Part
from engine.problems import clipped
from engine.said import Said

MOST_WORDS = 20
_MOST_TO_JUDGE = 60
"""Of a sentence longer than this only the length is told."""
_LONGEST_SHOWN = 160

_TITLE = Said("Rubriken", "The title")
_SENTENCE = Said("Meningen", "The sentence")
_POINT = Said("Punkten", "The point")
_MEANINGS = {
    "note": Said("en upplysning", "information"),
    "caution": Said("det som kan gå fel", "what can go wrong"),
}
_VERB_FIRST = Said("Skriv vad som ska göras, med verbet först.", "Write what is to be done, verb first.")
_OR_NOTE = Said(
    "Skriv vad som ska göras, med verbet först. En upplysning hör hemma i note:",
    "Write what is to be done, verb first. Information belongs in note:",
)
_UNDER_NEVER = Said(
    "Ett förbud hör hemma under never: högst upp i filen.",
    "A prohibition belongs under never: at the top of the file.",
)
_ONE_EACH = Said("Skriv en mening för varje.", "Write a sentence for each.")
_STEP_EACH = Said("Skriv ett steg för varje.", "Write a step for each.")
_POINT_EACH = Said("Skriv en punkt för varje.", "Write a point for each.")
_TWO_STEPS = Said(
    "Gör två steg av det: ”{first}” och ”{second}”", "Make two steps of it: “{first}” and “{second}”"
)
_TWO_POINTS = Said(
    "Gör två punkter av det: ”{first}” och ”{second}”", "Make two points of it: “{first}” and “{second}”"
)
_CONDITION = Said("Skriv villkoret först: ”Om …: …”", "Write the condition first: “Om …: …”")


@dataclass(frozen=True, slots=True)
class Remark:
    """A rule that a sentence breaks, with what its words are filled with."""

    rule: str
    parts: Mapping[str, Part]


def proofread(document: doc.Document, findings: Findings) -> None:
    """Notes where the standing rules and the steps of the file are not written as the writing rules say."""
    for key, rules in (("always", document.always), ("never", document.never)):
        for words in (each.rule for each in rules if each.rule):
            for language, text in words.text.by_language:
                for sentence in sentences(text):
                    _note(findings, words, sentence, _of_rule(sentence, language, key))
    for step in _steps(document.states.values()):
        for words, what in _instructions(step):
            for language, text in words.text.by_language:
                for sentence in sentences(text):
                    _note(findings, words, sentence, remarks(sentence, language, what))
        for key, told in (("caution", step.caution), ("note", step.note)):
            if told is None:
                continue
            for language, text in told.text.by_language:
                if language == "sv":
                    for sentence in sentences(text):
                        _note(findings, told, sentence, _misplaced(sentence, key))


def remarks(sentence: Sentence, language: str, what: Said = _SENTENCE) -> Iterator[Remark]:
    """What the rules say about a sentence of an instruction. `what` it is: a title, a sentence, a point to tick off."""
    shown = clipped(sentence.text, _LONGEST_SHOWN)
    yield from _too_long(sentence)
    if language != "sv" or sentence.words > _MOST_TO_JUDGE:
        return
    lexicon = swedish()
    no_verb = verb_first(sentence, lexicon, ticked=what is _POINT)
    if no_verb:
        advice = _proposed(no_verb.proposal) or (_OR_NOTE if what is _SENTENCE else _VERB_FIRST)
        if what is _SENTENCE and is_prohibition(sentence, lexicon):
            advice = _UNDER_NEVER
        yield Remark("writing-verb-first", {"what": what, "sentence": shown, "advice": advice})
    two = two_actions(sentence, lexicon)
    if two:
        yield Remark("writing-one-action", {"sentence": shown, "advice": _apart(two.parts, what)})
    late = late_condition(sentence, lexicon)
    if late:
        yield Remark(
            "writing-condition-first", {"sentence": shown, "advice": _proposed(late.proposal) or _CONDITION}
        )


def _too_long(sentence: Sentence) -> Iterator[Remark]:
    if sentence.words > MOST_WORDS:
        shown = clipped(sentence.text, _LONGEST_SHOWN)
        parts = {"words": str(sentence.words), "most": str(MOST_WORDS), "sentence": shown}
        yield Remark("writing-too-long", parts)


def _of_rule(sentence: Sentence, language: str, key: str) -> Iterator[Remark]:
    """What the rules say about a sentence of `always` or `never`. Both say how it is, and need no verb first."""
    yield from _too_long(sentence)
    if language != "sv" or sentence.words > _MOST_TO_JUDGE:
        return
    lexicon, shown = swedish(), {"sentence": clipped(sentence.text, _LONGEST_SHOWN)}
    if key == "never" and not says_no(sentence, lexicon):
        yield Remark("writing-no-prohibition", shown)
    if key == "always" and is_prohibition(sentence, lexicon):
        yield Remark("writing-prohibition", shown)


def _misplaced(sentence: Sentence, key: str) -> Iterator[Remark]:
    if is_misplaced(sentence, swedish()):
        shown = clipped(sentence.text, _LONGEST_SHOWN)
        yield Remark("writing-misplaced-action", {"sentence": shown, "key": key, "meaning": _MEANINGS[key]})


def _apart(parts: tuple[str, str] | None, what: Said) -> Said:
    """How two actions are parted: a text into sentences, but a title is of one step, and a point is ticked once."""
    if what is _SENTENCE:
        return _proposed(parts and ". ".join(parts)) or _ONE_EACH
    if parts is None:
        return _STEP_EACH if what is _TITLE else _POINT_EACH
    return (_TWO_STEPS if what is _TITLE else _TWO_POINTS).fill(first=parts[0], second=parts[1])


def _proposed(proposal: str | None) -> Said | None:
    return Said(f"Skriv hellre: ”{proposal}”", f"Better: “{proposal}”") if proposal else None


def _note(findings: Findings, words: Words, sentence: Sentence, found: Iterable[Remark]) -> None:
    for remark in found:
        place = words.place_of(sentence.text) if findings.has_room(remark.rule) else words.place
        findings.add(remark.rule, place, **remark.parts)


def _steps(states: Iterable[doc.State]) -> Iterator[doc.State]:
    """The steps among the states, those of branches too."""
    for state in states:
        if state.given() and not state.kinds:
            yield state
        for branch in state.together.values():
            yield from _steps(branch.states.values())


def _instructions(step: doc.State) -> Iterator[tuple[Words, Said]]:
    if step.title is not None:
        yield step.title, _TITLE
    if step.text is not None:
        yield step.text, _SENTENCE
    for point in step.checklist:
        yield point, _POINT
