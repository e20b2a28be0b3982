"""Routines not to be worked by yet, though their files have no errors: starters as they came, what is undecided in emergencies."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from engine.language.compile import compile_text
from engine.model.routine import Routine, Step
from engine.problems import listed
from engine.said import CODE, Said
from engine.values.texts import SETTING, Text

STARTERS = Path(__file__).parent / "starters"
"""What `rutin new` begins from, in each language."""


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
    left = [each for each in _steps(routine) if _words(each) in _of_starters()]
    if left:
        sv, en = (
            listed([f"”{each.title.say('sv')}”" for each in left], "och"),
            listed([f"“{each.title.say('en')}”" for each in left], "and"),
        )
        yield Said(
            f"  {{id}}: texten från mallen står kvar i {sv}.",
            f"  {{id}}: the text of the starter is still in {en}.",
        )


def settings_shown(routine: Routine) -> frozenset[str]:
    """The settings that its steps show."""
    return frozenset().union(*map(_settings_of, _steps(routine)))


def _undecided(routine: Routine, decided: Collection[str]) -> Iterator[Said]:
    """Steps of a routine with `emergency` that show a setting without a value."""
    for step in _steps(routine) if routine.emergency else ():
        unset = sorted(_settings_of(step) - set(decided))
        if unset:
            names = ", ".join(unset)
            yield Said(
                f"  {{id}}: steget ”{step.title.say('sv')}” visar {names}, som saknar värde i settings.yaml. Det kan vara bråttom.",
                f"  {{id}}: the step “{step.title.say('en')}” shows {names}, unset in settings.yaml. It may be urgent.",
            )


def _steps(routine: Routine) -> Iterator[Step]:
    return (state for state in routine.states.values() if isinstance(state, Step))


def _settings_of(step: Step) -> frozenset[str]:
    names = (name for text in _shown(step) for name in text.names())
    return frozenset(name.removeprefix(SETTING) for name in names if name.startswith(SETTING))


def _shown(step: Step) -> Iterator[Text]:
    """All that whoever has the step reads."""
    yield step.title
    yield from filter(None, (step.caution, step.text, step.note, step.help))
    yield from step.checklist
    for choice in step.choices:
        yield from filter(None, (choice.label, choice.confirm, choice.because))
    for timer in step.timers:
        yield from filter(None, (timer.remind, timer.say))


def _words(step: Step) -> tuple[Text | None, ...]:
    return step.title, step.text, *step.checklist, *(choice.label for choice in step.choices)


@cache
def _of_starters() -> frozenset[tuple[Text | None, ...]]:
    """The words of each step of each starter."""
    texts = ((STARTERS / f"{language}.yaml").read_text(encoding="utf-8") for language in CODE)
    routines = (compile_text(text, "ny_rutin.yaml").routine for text in texts)
    return frozenset(_words(step) for routine in routines if routine for step in _steps(routine))
