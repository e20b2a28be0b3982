"""Routines not to be worked by yet, though their files have no errors: starters as they came, what is undecided in emergencies."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from engine.language.compile import compile_text
from engine.model.routine import Routine, Step
from engine.model.standing_rules import rules_of
from engine.problems import listed
from engine.said import CODE, Said
from engine.values.texts import SETTING, Text

STARTERS = Path(__file__).parent / "starters"
"""What `rutin new` begins from, in each language."""

MOST_SHOWN = 5
"""So many of the texts that are left are told by their words, the others by how many they are."""


def why_unfinished(routine: Routine, decided: Collection[str]) -> tuple[Said, ...]:
    """What is left to do before anybody works by the routine; nothing for most. `decided`: the settings that have a value."""
    return (*_as_it_came(routine), *_undecided(routine, decided))


def not_asked_for(
    routines: Iterable[Routine], decided: Collection[str], named: Collection[str]
) -> Mapping[str, tuple[Said, ...]]:
    """Of the routines those that are unfinished and not among the `named` ids, with why."""
    why = {each.id: why_unfinished(each, decided) for each in routines if each.id not in named}
    return {id: told for id, told in why.items() if told}


def refusal(unfinished: Mapping[str, Sequence[Said]]) -> Said:
    """That nothing was published because of these, and how they are published in spite of it."""
    lines = [each.fill(id=id) for id, whys in unfinished.items() for each in whys]
    options = " ".join(f"--unfinished {id}" for id in unfinished)
    return Said(
        "Inget har publicerats, för det här är inte klart att arbeta efter:\n"
        + "\n".join(each.sv for each in lines)
        + f"\nGör klart det. Ska det publiceras ändå, säg till om det med namn: {options}",
        "Nothing was published, because this is not ready to work by:\n"
        + "\n".join(each.en for each in lines)
        + f"\nFinish it. To publish it in spite of that, ask for it by name: {options}",
    )


def _as_it_came(routine: Routine) -> Iterator[Said]:
    left = [words for words, part in _parts(routine) if part in _of_starters()]
    if left:
        more = len(left) - MOST_SHOWN
        sv = [f"”{each.say('sv')}”" for each in left[:MOST_SHOWN]] + [f"{more} till"] * (more > 0)
        en = [f"“{each.say('en')}”" for each in left[:MOST_SHOWN]] + [f"{more} more"] * (more > 0)
        yield Said(
            f"  {{id}}: texten från mallen står kvar i {listed(sv, 'och')}.",
            f"  {{id}}: the text of the starter is still in {listed(en, 'and')}.",
        )


def settings_shown(routine: Routine) -> frozenset[str]:
    """The settings that its steps show."""
    return frozenset().union(*(_settings_of(routine, step) for step in _steps(routine)))


def _undecided(routine: Routine, decided: Collection[str]) -> Iterator[Said]:
    """Steps of a routine with `emergency` that show a setting without a value."""
    for step in _steps(routine) if routine.emergency else ():
        unset = sorted(_settings_of(routine, step) - set(decided))
        if unset:
            names = ", ".join(unset)
            yield Said(
                f"  {{id}}: steget ”{step.title.say('sv')}” visar {names}, som saknar värde i settings.yaml. Det kan vara bråttom.",
                f"  {{id}}: the step “{step.title.say('en')}” shows {names}, unset in settings.yaml. It may be urgent.",
            )


def _steps(routine: Routine) -> Iterator[Step]:
    return (state for state in routine.states.values() if isinstance(state, Step))


def _settings_of(routine: Routine, step: Step) -> frozenset[str]:
    names = (name for text in _shown(routine, step) for name in text.names())
    return frozenset(name.removeprefix(SETTING) for name in names if name.startswith(SETTING))


def _shown(routine: Routine, step: Step) -> Iterator[Text]:
    """All that whoever has the step reads."""
    yield step.title
    yield from filter(None, (step.caution, step.text, step.note, step.help))
    yield from step.checklist
    yield from (rule.text for rule in rules_of(routine, step))
    for choice in step.choices:
        yield from filter(None, (choice.label, choice.confirm, choice.because))
    for timer in step.timers:
        yield from filter(None, (timer.remind, timer.say))


def _parts(routine: Routine) -> Iterator[tuple[Text, tuple[Text | None, ...]]]:
    """What is the organisation's own to say, each part with words to name it by. A step is one: its title alone may well be anybody's."""
    alone = [
        routine.purpose,
        *(rule.text for rule in routine.rules),
        *(fact.title for fact in routine.facts.values()),
    ]
    for state in routine.states.values():
        if isinstance(state, Step):
            labels = (choice.label for choice in state.choices)
            yield state.title, (state.title, state.text, *state.checklist, *labels)
        else:
            alone.append(state.title)
        alone += (words for timer in state.timers for words in (timer.remind, timer.say))
    alone += (words for choice in routine.anytime for words in (choice.label, choice.confirm))
    alone += (scenario.title for scenario in routine.scenarios)
    yield from ((words, (words,)) for words in alone if words is not None)


@cache
def _of_starters() -> frozenset[tuple[Text | None, ...]]:
    """The parts of each starter."""
    texts = ((STARTERS / f"{language}.yaml").read_text(encoding="utf-8") for language in CODE)
    routines = (compile_text(text, "ny_rutin.yaml").routine for text in texts)
    return frozenset(part for routine in routines if routine for _, part in _parts(routine))
