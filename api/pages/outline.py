"""A routine as a list of steps in words: what its picture shows, for those who read instead of look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from diagrams.handbook.content.instructions import due
from diagrams.words.speech import Speech
from diagrams.words.standing_rules import ByHeading, by_heading
from engine.model.numbering import numbers
from engine.model.routine import (
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
from engine.said import Said
from engine.values.texts import Text

_SENT = Said("Skickas av sig självt", "Sent by itself")
_MAILED = Said("Skickas av sig självt (mejl)", "Sent by itself (mail)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """A way on: what it is called, and the title and id of where it leads (None: it stays). `id` is its choice's, where it is one."""

    label: str
    leads_to: str | None
    to: str | None = None
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
    transitions: tuple[Transition, ...]
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

    def anytime(self) -> list[Transition]:
        """The choices that every step offers."""
        return [self._chosen(choice) for choice in self._routine.anytime]

    def rules(self) -> ByHeading:
        """What always and never holds."""
        return by_heading(self._routine, self._routine.rules, self._filled, self._language)

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
            transitions=tuple(self._transitions(state)),
            timers=tuple(self._timer(timer) for timer in state.timers),
        )

    def _what(self, state: State) -> str:
        """Who does it, or what kind of state it is."""
        if isinstance(state, Step):
            return self._titles(state.roles)
        if isinstance(state, Call):
            other = self._speech.other(state.routine)
            return Said(f"Följ rutinen ”{other}”", f"Follow the routine “{other}”").say(self._language)
        if isinstance(state, Gateway):
            return Said("Vägval", "Decision").say(self._language)
        if isinstance(state, Together):
            return Said("Görs samtidigt", "Done side by side").say(self._language)
        if isinstance(state, Wait):
            return Said("Väntan", "Waiting").say(self._language)
        if isinstance(state, Do):
            return (_MAILED if isinstance(state.work, Mail) else _SENT).say(self._language)
        return Said("Slut", "End").say(self._language)

    def _transitions(self, state: State) -> Iterator[Transition]:
        if isinstance(state, Step):
            yield from (self._chosen(choice) for choice in state.choices)
        elif isinstance(state, Gateway):
            yield from (
                Transition(label=self._filled(each.label), leads_to=self._title(each.to), to=each.to)
                for each in state.branches
            )
        elif isinstance(state, Call):
            for outcome, move in state.outcomes.items():
                yield self._moved(self._speech.outcome(state.routine, outcome), move)
            if state.otherwise:
                named = self._speech.other_outcomes(state) if state.outcomes else ()
                yield self._moved(
                    " / ".join(named) or Said("sedan", "then").say(self._language), state.otherwise
                )
            if state.cancelled:
                yield self._moved(
                    Said("om den avbryts", "if it is cancelled").say(self._language), state.cancelled
                )
        elif isinstance(state, Together):
            yield self._moved(Said("när alla är klara", "when all are done").say(self._language), state.move)
        elif isinstance(state, Wait) and state.move:
            yield self._moved(Said("när det kommer", "when it comes").say(self._language), state.move)
        elif isinstance(state, Do):
            yield self._moved(Said("när det är skickat", "when it is sent").say(self._language), state.done)
            if state.failed:
                yield self._moved(
                    Said("om det inte går att skicka", "if it can't be sent").say(self._language),
                    state.failed,
                )

    def _chosen(self, choice: Choice) -> Transition:
        if choice.start:
            other = self._speech.other(choice.start.routine)
            started = Said(f"startar ”{other}”", f"starts “{other}”").say(self._language)
            label = f"{self._filled(choice.label)} ({started})"
        else:
            label = self._filled(choice.label)
        to = choice.move.to
        return Transition(label=label, leads_to=self._title(to), to=to, id=choice.id)

    def _moved(self, label: str, move: Move) -> Transition:
        return Transition(label=label, leads_to=self._title(move.to), to=move.to)

    def _timer(self, timer: Timer) -> str:
        words = due(timer, self._speech)
        when = words[:1].upper() + words[1:]
        if timer.move:
            return f"{when} → {self._title(timer.move.to)}"
        if timer.remind:
            return Said(f"{when}, påminnelse: ", f"{when}, reminder: ").say(self._language) + self._filled(
                timer.remind
            )
        told = f"{self._titles(timer.notify)}: {self._fill(timer.say) or ''}"
        return Said(f"{when} meddelas {told}", f"{when}, to {told}").say(self._language)

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
