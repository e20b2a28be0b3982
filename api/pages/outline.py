"""A routine as a list of steps in words: what its picture shows, for those who read instead of look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from diagrams.handbook.content.instructions import due
from diagrams.words.speech import Speech
from engine.numbering import numbers
from engine.routine import (
    MAIN,
    Call,
    Choice,
    Do,
    Gateway,
    Mail,
    Move,
    State,
    Step,
    Timer,
    Together,
    Wait,
)
from engine.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way on: what it is called, and the title of where it leads (None: it stays). `id` is its choice's, where it is one."""

    label: str
    leads_to: str | None
    id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One state in words. `depth` counts the branches around it; `heading` begins a section or a branch."""

    state: str
    number: str | None
    depth: int
    heading: str | None
    title: str
    what: str
    texts: tuple[tuple[str, str], ...]
    checklist: tuple[str, ...]
    ways: tuple[Way, ...]
    timers: tuple[str, ...]


class Outline:
    """Puts the states of the speech's routine into words of its language. `values` fills the names in braces."""

    def __init__(self, speech: Speech, values: Mapping[str, str]) -> None:
        self._speech = speech
        self._routine = speech.routine
        self._language = speech.language
        self._values = values
        self._numbers = numbers(speech.routine)

    def lines(self) -> list[Line]:
        """The states in the file's order, the branches of a `together` after the state that opens them."""
        return list(self._flow(MAIN, 0, None))

    def anytime(self) -> list[Way]:
        """The choices that every step offers."""
        return [self._way(choice) for choice in self._routine.anytime]

    def _flow(self, flow: str, depth: int, branch: str | None) -> Iterator[Line]:
        heading, section = branch, None
        for state in (self._routine.states[each] for each in self._routine.flows[flow].states):
            own = self._fill(state.section)
            yield self._line(state, depth, heading or (own if own != section else None))
            heading, section = None, own
            if isinstance(state, Together):
                for each in state.flows:
                    yield from self._flow(each, depth + 1, self._fill(self._routine.flows[each].title))

    def _line(self, state: State, depth: int, heading: str | None) -> Line:
        step = state if isinstance(state, Step) else None
        texts = (
            {kind: self._fill(getattr(step, kind)) for kind in ("caution", "text", "note", "help")}
            if step
            else {}
        )
        return Line(
            state=state.id,
            number=self._numbers.get(state.id),
            depth=depth,
            heading=heading,
            title=self._filled(state.title),
            what=self._what(state),
            texts=tuple((kind, text) for kind, text in texts.items() if text),
            checklist=tuple(self._filled(item) for item in step.checklist) if step else (),
            ways=tuple(self._ways(state)),
            timers=tuple(self._timer(timer) for timer in state.timers),
        )

    def _what(self, state: State) -> str:
        """Who does it, or what kind of state it is."""
        if isinstance(state, Step):
            return self._titles(state.roles)
        if isinstance(state, Call):
            other = self._speech.other(state.routine)
            return self._say(f"Följ rutinen «{other}»", f"Follow the routine “{other}”")
        if isinstance(state, Gateway):
            return self._say("Vägval", "Decision")
        if isinstance(state, Together):
            return self._say("Görs samtidigt", "Done side by side")
        if isinstance(state, Wait):
            return self._say("Väntan", "Waiting")
        if isinstance(state, Do):
            mail = isinstance(state.work, Mail)
            return self._say("Skickas av sig självt", "Sent by itself") + (" (mejl)" if mail else "")
        return self._say("Slut", "End")

    def _ways(self, state: State) -> Iterator[Way]:
        if isinstance(state, Step):
            yield from (self._way(choice) for choice in state.choices)
        elif isinstance(state, Gateway):
            yield from (
                Way(label=self._filled(each.label), leads_to=self._title(each.to)) for each in state.branches
            )
        elif isinstance(state, Call):
            for outcome, move in state.outcomes.items():
                yield self._moved(self._speech.outcome(state.routine, outcome), move)
            if state.otherwise:
                named = self._speech.other_outcomes(state) if state.outcomes else ()
                yield self._moved(" / ".join(named) or self._say("sedan", "then"), state.otherwise)
        elif isinstance(state, Together):
            yield self._moved(self._say("när alla är klara", "when all are done"), state.move)
        elif isinstance(state, Wait) and state.move:
            yield self._moved(self._say("när det kommer", "when it comes"), state.move)
        elif isinstance(state, Do):
            yield self._moved(self._say("när det är skickat", "when it is sent"), state.done)
            if state.failed:
                yield self._moved(
                    self._say("om det inte går att skicka", "if it can't be sent"), state.failed
                )

    def _way(self, choice: Choice) -> Way:
        if choice.start:
            other = self._speech.other(choice.start.routine)
            started = self._say(f"startar «{other}»", f"starts “{other}”")
            label = f"{self._filled(choice.label)} ({started})"
            return Way(label=label, leads_to=self._title(choice.move.to), id=choice.id)
        return Way(label=self._filled(choice.label), leads_to=self._title(choice.move.to), id=choice.id)

    def _moved(self, label: str, move: Move) -> Way:
        return Way(label=label, leads_to=self._title(move.to))

    def _timer(self, timer: Timer) -> str:
        words = due(timer, self._speech)
        when = words[:1].upper() + words[1:]
        if timer.move:
            return f"{when} → {self._title(timer.move.to)}"
        if timer.remind:
            return self._say(f"{when}, påminnelse: ", f"{when}, reminder: ") + self._filled(timer.remind)
        told = f"{self._titles(timer.notify)}: {self._fill(timer.say) or ''}"
        return self._say(f"{when} meddelas {told}", f"{when}, to {told}")

    def _title(self, state: str | None) -> str | None:
        if state is None:
            return None
        number = self._numbers.get(state)
        title = self._filled(self._routine.states[state].title)
        return f"{number} {title}" if number else title

    def _titles(self, roles: tuple[str, ...]) -> str:
        return ", ".join(self._routine.roles[role].title.say(self._language) for role in roles)

    def _fill(self, text: Text | None) -> str | None:
        return self._filled(text) if text else None

    def _filled(self, text: Text) -> str:
        return text.fill(self._values, self._language)

    def _say(self, sv: str, en: str) -> str:
        return en if self._language == "en" else sv
