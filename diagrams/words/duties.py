"""Who is to do a step by what has been done before, in few words: «Inte den som gjorde steg 2»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diagrams.words.phrases import enumerated
from diagrams.words.pictures import say
from diagrams.words.speech import Speech
from engine.model.numbering import numbers
from engine.model.routine import STARTER, Step


def told(step: Step, speech: Speech) -> Iterator[str]:
    """Who is not to do the step, and who is."""
    if step.not_by:
        yield say("not by", speech.language, who=_whoever(step.not_by, speech, last=False))
    if step.same_as:
        who = _whoever(step.same_as, speech, last=len(step.same_as) > 1)
        yield who[:1].upper() + who[1:]


def _whoever(names: Sequence[str], speech: Speech, *, last: bool) -> str:
    language, number = speech.language, numbers(speech.routine)
    steps = enumerated([number[name] for name in names if name != STARTER], language, "or")
    ways = [say("did last" if last else "did", language, steps=steps)] if steps else []
    ways += [say("started", language)] if STARTER in names else []
    return say("whoever", language, did=enumerated(ways, language, "or"))
