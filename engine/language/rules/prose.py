"""Rules of the trade: how a title, an instruction, a note and a caution are written. All are warnings."""

from __future__ import annotations

from engine.language.rules.rule import Rule, warning

PROSE: dict[str, Rule] = {
    "writing-verb-first": warning(
        "{what} ”{sentence}” börjar inte med ett verb. {advice}",
        "{what} “{sentence}” does not begin with a verb. {advice}",
    ),
    "writing-one-action": warning(
        "”{sentence}” säger två saker att göra. {advice}",
        "“{sentence}” says two things to do. {advice}",
    ),
    "writing-condition-first": warning(
        "I ”{sentence}” står villkoret efter det som ska göras. {advice}",
        "In “{sentence}” the condition stands after the action. {advice}",
    ),
    "writing-too-long": warning(
        "Meningen har {words} ord, och en instruktion får ha högst {most}. Dela den: ”{sentence}”",
        "The sentence has {words} words, and an instruction may have {most} at most. Split it: “{sentence}”",
    ),
    "writing-misplaced-action": warning(
        "”{sentence}” är något att göra, men {key} är {meaning}. Skriv det under text: eller som ett eget steg.",
        "“{sentence}” is something to do, but {key} is {meaning}. Write it under text: or as a step of its own.",
    ),
}
