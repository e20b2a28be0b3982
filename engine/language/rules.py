"""All rules that routine files are held to, by id.

Those without sentences are worded by what reads YAML, durations, conditions and values, and plays scenarios.
"""

from __future__ import annotations

from engine.language import yaml_words
from engine.language.rule import Rule, error
from engine.language.rules_of_meaning import CHOICES, FACTS, STATES, TOGETHER
from engine.language.rules_of_proofs import PROOFS
from engine.language.rules_of_prose import PROSE
from engine.language.rules_of_writing import FILES, KEYS_AND_VALUES, NAMES

_WORDED_ELSEWHERE = {
    rule: error()
    for rule in (
        "condition-always",
        "condition-name",
        "condition-never",
        "condition-option",
        "condition-syntax",
        "condition-too-long",
        "condition-type",
        "duration",
        "fact-characters",
        "fact-empty",
        "fact-length",
        "fact-option",
        "fact-range",
        "fact-type",
        "scenario-fails",
        *(f"yaml-{kind}" for kind in yaml_words.WORDS),
    )
}

RULES: dict[str, Rule] = {
    **FILES,
    **KEYS_AND_VALUES,
    **NAMES,
    **FACTS,
    **STATES,
    **CHOICES,
    **TOGETHER,
    **PROOFS,
    **PROSE,
    **_WORDED_ELSEWHERE,
}
