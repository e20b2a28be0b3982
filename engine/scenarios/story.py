"""A scenario as it is told to those who practise it: who does what in which step, what time does, how it ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.model.facts import from_text, parse, shown
from engine.model.routine import Routine, State
from engine.model.scenario import Scenario, ScenarioLine
from engine.problems import Problem, listed
from engine.run.context import Context
from engine.run.events import choosing
from engine.run.instance import Case
from engine.run.outcome import Happened
from engine.said import Said
from engine.scenarios.play import Played, PlayedLine, play
from engine.values import durations


def story(
    routine: Routine,
    scenario: Scenario,
    routines: Mapping[str, Routine],
    language: str = "sv",
    context: Context | None = None,
) -> list[str]:
    """One sentence for each line that does something, and the end; nothing for a scenario that does not play."""
    played = play(routine, scenario, routines, context)
    if not isinstance(played, Played):
        return []
    told = [sentence for _, sentence in told_lines(routine, played, routines, language, context)]
    root = played.lines[-1].case.instances[played.lines[-1].case.id]
    if root.outcome is not None:
        end = routine.states[next(iter(root.tokens.values())).state].title.say(language)
        told.append(Said(f"Slut: {end}.", f"The end: {end}.").say(language))
    return told


def told_lines(
    routine: Routine,
    played: Played,
    routines: Mapping[str, Routine],
    language: str = "sv",
    context: Context | None = None,
) -> list[tuple[PlayedLine, str]]:
    """Each played line that does something, with its sentence."""
    return [
        (
            each,
            _Told({**routines, routine.id: routine}, each, language, context or Context()).sentence(
                each.line
            ),
        )
        for each in played.lines
        if each.line is not None and not each.line.refused
    ]


class _Told:
    """One played line in one language."""

    def __init__(
        self, routines: Mapping[str, Routine], played: PlayedLine, language: str, context: Context
    ) -> None:
        self.routines, self.played, self.language, self.context = routines, played, language, context

    def say(self, sv: str, en: str) -> str:
        return Said(sv, en).say(self.language)

    def sentence(self, line: ScenarioLine) -> str:
        lost = (
            ""
            if line.delivered
            else self.say(" Det som skickas kommer inte fram.", " What is sent does not arrive.")
        )
        if line.wait is not None:
            passed = durations.words(line.wait, self.language)
            told = " ".join([self.say(f"{passed} går.", f"{passed} pass."), *self._timers()])
        elif line.message is not None:
            told = self.say(f"Meddelandet ”{line.message}” kommer.", f"The message “{line.message}” arrives.")
        elif line.cancel is not None:
            title = self.routines[line.cancel].title.say(self.language)
            told = self.say(f"Rutinen ”{title}” avbryts.", f"The routine “{title}” is cancelled.")
        else:
            told = self._choice(line)
        return told + lost

    def _choice(self, line: ScenarioLine) -> str:
        chosen = next(each for each in self.played.happened if each.kind in ("chosen", "skipped"))
        routine = self._routine(chosen, self.played.case)
        state = routine.states[chosen.state or ""]
        role = routine.roles[line.actor or ""].title.say(self.language)
        label = _label(routine, state, line.choice or "", self.language)
        where = state.title.say(self.language)
        what = self.say(
            f"{role} väljer ”{label}” i steget ”{where}”", f"{role} takes “{label}” in the step “{where}”"
        )
        facts = ", ".join(self._facts(routine, line))
        return f"{what} ({facts})." if facts else f"{what}."

    def _facts(self, routine: Routine, line: ScenarioLine) -> Iterator[str]:
        for name, value in line.facts.items():
            fact = routine.facts.get(name)
            if fact is None:
                continue
            read = (
                from_text(fact, value, now=self.played.at)
                if line.routine and isinstance(value, str)
                else parse(fact, value)
            )
            if not isinstance(read, Problem):
                title = fact.title.say(self.language).rstrip("?: ")
                yield f"{title}: {shown(fact, read, self.language, self.context.zone, self.played.at)}"

    def _timers(self) -> Iterator[str]:
        for each in self.played.happened:
            if each.kind == "timer" and each.detail is not None:
                state = self._routine(each, self.played.case).states[each.state or ""]
                timer = next(one for one in state.timers if one.index == each.detail["index"])
                text = timer.remind or timer.say
                if text is not None:
                    roles = self._routine(each, self.played.case).roles
                    titles = [roles[role].title.say(self.language) for role in timer.notify]
                    to = listed(titles, self.say("och", "and"))
                    yield f"{to or self.say('Påminnelse', 'Reminder')}: {text.say(self.language)}"
                else:
                    title = state.title.say(self.language)
                    yield self.say(f"Tiden i ”{title}” har gått ut.", f"The time in “{title}” has run out.")

    def _routine(self, happened: Happened, case: Case) -> Routine:
        return self.routines[case.instances[happened.instance].routine]


def _label(routine: Routine, state: State, choice: str, language: str) -> str:
    offered = choosing.choices_of(routine, state)
    return next(each.label.say(language) for each in offered if each.id == choice)
