"""What the ways of a gateway are called: as their owner wrote, or else «Ja» and «Nej» where it is a question about one fact."""

from __future__ import annotations

from diagrams.words.speech import Speech
from engine.model.condition_words import words
from engine.model.conditions import Compare, Constant, Name
from engine.model.routine import Gateway
from engine.said import Said

_ANSWERS = {True: Said("Ja", "Yes"), False: Said("Nej", "No")}
_OTHERWISE = Said("Annars", "Otherwise")


def answers(gateway: Gateway, speech: Speech) -> tuple[str, ...]:
    """The words of each way, in order. A title that is no question can't be answered, and its ways keep the condition's words."""
    said = tuple(speech.text(branch.label) for branch in gateway.branches)
    condition = gateway.branches[0].when if gateway.branches else None
    if condition is None or not speech.title(gateway.id).endswith("?"):
        return said
    own = words(condition.tree, speech.routine.facts, speech.language)
    match condition.tree:
        case Compare("==" | "!=" as sign, Name(), Constant(bool() as value)) if said == (
            own,
            _OTHERWISE.say(speech.language),
        ):
            first = value is (sign == "==")
            return _ANSWERS[first].say(speech.language), _ANSWERS[not first].say(speech.language)
    return said
