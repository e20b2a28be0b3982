"""All rules that routine files are held to, by id.

Those without sentences are worded by what reads YAML, durations, conditions and values, and plays scenarios.
"""

from __future__ import annotations

from engine.language.rules.documents import DOCUMENTS
from engine.language.rules.duties import DUTIES
from engine.language.rules.meaning import CHOICES, FACTS, STATES, TOGETHER
from engine.language.rules.proofs import PROOFS
from engine.language.rules.prose import PROSE
from engine.language.rules.rule import WARNING, Rule, error
from engine.language.rules.standing_rules import STANDING_RULES
from engine.language.rules.writing import FILES, KEYS_AND_VALUES, NAMES
from engine.language.yaml import words as yaml_words
from engine.values import retention

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
        "fact-digits",
        "fact-empty",
        "fact-length",
        "fact-option",
        "fact-range",
        "fact-type",
        "scenario-fails",
        retention.RULE,
        *(f"yaml-{kind}" for kind in yaml_words.WORDS),
    )
} | {rule: Rule(WARNING) for rule in ("more-findings", *(f"yaml-{kind}" for kind in yaml_words.WARNINGS))}

RULES: dict[str, Rule] = {
    **FILES,
    **KEYS_AND_VALUES,
    **NAMES,
    **DOCUMENTS,
    **STANDING_RULES,
    **FACTS,
    **STATES,
    **CHOICES,
    **DUTIES,
    **TOGETHER,
    **PROOFS,
    **PROSE,
    **_WORDED_ELSEWHERE,
}
