"""Practice questions made from a routine: each has exactly one right answer, and its wrong ones come from the same routine.

The routine decides what is right and what is wrong; chance, from a seed, only chooses among what there is to ask.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from diagrams.handbook.content.drafts import Asker, Draft
from diagrams.words.speech import Speech

MOST, MOST_OF_A_KIND = 12, 2
OPTIONS, FEWEST_OPTIONS = 4, 3
_SHORTEST_STEM, _LONGEST_ENDING = 4, 2
_WORD = re.compile(rf"[^\W\d_]{{{_SHORTEST_STEM},}}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked, with the options in the order that they are shown; `answer` is the index of the right one."""

    draft: Draft
    options: tuple[str, ...]
    answer: int


def questions(speech: Speech, seed: int = 0) -> tuple[Question, ...]:
    """At most twelve questions and at most two of a kind. The same routine and seed give the same questions."""
    chance = Random(f"{speech.routine.id} {seed}")
    drafts: list[Draft] = []
    for kind in Asker(speech).kinds():
        possible = [draft for draft in kind if len(_wrong(draft)) >= FEWEST_OPTIONS - 1 and _alike(draft)]
        drafts += _chosen(chance.sample(possible, len(possible)), drafts)
    chosen = sorted(chance.sample(range(len(drafts)), min(MOST, len(drafts))))
    return tuple(_asked(drafts[place], chance) for place in chosen)


def _chosen(possible: Sequence[Draft], before: Sequence[Draft]) -> list[Draft]:
    """At most two of a kind, those first that are about something that no question before is about; none that tells what another asks."""
    met = {each.entry for each in before}
    chosen: list[Draft] = []
    for draft in sorted(possible, key=lambda each: each.entry in met):
        if len(chosen) < MOST_OF_A_KIND and not any(_tells(draft, other) for other in (*before, *chosen)):
            chosen.append(draft)
    return chosen


def _tells(one: Draft, other: Draft) -> bool:
    """Whether one question with its answer gives the other away: the same answer, or a notice's time and receiver."""
    if one.right == other.right:
        return True
    return one.entry == other.entry and {one.kind, other.kind} <= {"told when", "told who"}


def _asked(draft: Draft, chance: Random) -> Question:
    alike = chance.choice(_alike(draft))
    others = [each for each in _wrong(draft) if each != alike]
    options = [draft.right, alike, *chance.sample(others, min(OPTIONS - 2, len(others)))]
    chance.shuffle(options)
    return Question(draft=draft, options=tuple(options), answer=options.index(draft.right))


def _alike(draft: Draft) -> list[str]:
    """The wrong answers in which all of the question's own words come again that do so in the right one: where there is none, the
    right one is found without knowing the routine, as «Ring polisen» for «Kontakta polisen»."""
    return [each for each in _wrong(draft) if _echo(draft.right, draft) <= _echo(each, draft)]


def _echo(answer: str, draft: Draft) -> set[str]:
    """The stems of the question's words that come again in the answer, in whatever form and compound."""
    words = {found.casefold() for found in _WORD.findall(draft.cue)}
    stems = {word[: max(_SHORTEST_STEM, len(word) - _LONGEST_ENDING)] for word in words}
    return {stem for stem in stems if stem in answer.casefold()}


def _wrong(draft: Draft) -> list[str]:
    """The wrong answers, each once; what reads like the right one is no wrong answer."""
    by_reading = {each.casefold(): each for each in draft.wrong}
    by_reading.pop(draft.right.casefold(), None)
    return list(by_reading.values())
