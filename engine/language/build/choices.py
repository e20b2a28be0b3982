"""Choices: what people may do in a state, what is asked, and what is started beside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from itertools import islice

from engine.language.build.duties import duties
from engine.language.build.formulas import condition, expression, sets
from engine.language.build.scope import THE_ROUTINE, Reference, Scope, in_languages, made_title
from engine.language.build.ways import Ways
from engine.language.file import document as doc
from engine.language.file.reading import Word
from engine.model.conditions import Condition, Expression
from engine.model.routine import SKIP, Ask, Choice, Move, Start, Step
from engine.model.usual import Usual
from engine.said import Said
from engine.values.texts import Text

DONE = "klar"
MOST_ANYTIME = 30
"""Choices of any time that are read: each is offered in every state, and nobody finds their way among more."""

_TO_THEIR_STEPS = Said(
    "Alla visas i varje steg: flytta resten till de steg där de behövs.",
    "All are shown in every step: move the rest to the steps where they are needed.",
)
_DONE_LABEL = Said("Klar", "Done")
_SKIP_LABEL = Said("Ej tillämpligt", "Not applicable")


def asks(scope: Scope, parts: Iterable[doc.Ask]) -> tuple[Ask, ...]:
    """The facts asked for, each once. One that is only guessed to be meant is not told to be asked twice."""
    found: dict[str, Ask] = {}
    written: set[str] = set()
    for part in parts:
        fact = scope.fact(part.fact) if part.fact else None
        if fact is None:
            continue
        if part.fact in written:
            scope.findings.add("asked-twice", part.at("fact"), fact=fact)
        scope.given.add(fact)
        written.add(str(part.fact))
        found.setdefault(fact, Ask(fact=fact, required=part.required is not False))
    return tuple(found.values())


def handed_down(scope: Scope, words: Mapping[Word, Word | None]) -> dict[Word, Expression | None]:
    """The other routine's facts with expressions over ours."""
    return {name: expression(scope, word, None) for name, word in sorted(words.items())}


def sound(handed: Mapping[Word, Expression | None]) -> tuple[tuple[str, Expression], ...]:
    """Those of the handed-down facts whose expressions could be read."""
    return tuple((str(name), value) for name, value in handed.items() if value is not None)


class Choices:
    """Builds the choices of one file."""

    def __init__(self, scope: Scope, ways: Ways) -> None:
        self.scope = scope
        self.ways = ways

    def of_step(
        self, state: Word, step: doc.State, roles: tuple[str, ...], where: Said
    ) -> tuple[Choice, ...]:
        """The step's choices, the built-in ones among them."""
        choices = [self._choice(id, part, state, step, roles, where) for id, part in step.choices.items()]
        if not choices:
            choices = [self._done(state, step, roles)]
        marked = [id for id, part in step.choices.items() if part.main]
        for id in marked[1:]:
            self.scope.findings.add("two-main-choices", step.choices[id].at("main"), state=state)
        self._labels(state, step, choices)
        return tuple(choices)

    def with_skip(self, state: Word, step: doc.State, built: Step, usual: Usual) -> Step:
        """The step with the built-in choice that goes where its usual choice goes, where it has one."""
        if not step.skip:
            return built
        first = usual.choice(built)
        if first is None or first.move.to is None:
            if not self.ways.nowhere and not self.scope.findings.any_of(
                "unknown-state", "state-out-of-reach"
            ):
                self.scope.findings.add("skip-nowhere", step.at("skip"), state=state)
            return built
        label = in_languages(self.scope.languages, _SKIP_LABEL)
        move = self.ways.move(f"{state}.{SKIP}", state, first.move.to)
        skip = Choice(id=SKIP, label=label, move=move, roles=built.roles)
        return replace(built, choices=(*built.choices, skip))

    def anytime(self, parts: Mapping[Word, doc.Choice]) -> tuple[Choice, ...]:
        """The choices that are offered in every state."""
        for id in islice(parts, MOST_ANYTIME, MOST_ANYTIME + 1):
            self.scope.findings.add(
                "too-many",
                id.place,
                what="anytime",
                found=str(len(parts)),
                things=Said("val", "choices"),
                most=str(MOST_ANYTIME),
                advice=_TO_THEIR_STEPS,
            )
        return tuple(self._anytime(id, part) for id, part in islice(parts.items(), MOST_ANYTIME))

    def _choice(
        self,
        id: Word,
        part: doc.Choice,
        state: Word,
        step: doc.State,
        roles: tuple[str, ...],
        where: Said,
    ) -> Choice:
        self._check_id(id)
        when = condition(self.scope, part.when, checklist=bool(step.checklist))
        trigger = f"{state}.{id}"
        if part.start and not part.to:
            move = self.ways.move(trigger, state, None, when)
        else:
            place = part.at("to") if part.to else id.place
            move = self.ways.go(trigger, state, part.to, place, when)
        return self._built(id, part, move, when, self.scope.roles(part.role) or roles, where)

    def _anytime(self, id: Word, part: doc.Choice) -> Choice:
        self._check_id(id)
        same = self._in_steps.get(id)
        if same is not None:
            what = Said("val", "choices")
            self.scope.findings.add("duplicate-id", id.place, id=id, line=str(same.line), what=what)
        if not part.to and not part.start and part.given():
            self.scope.findings.add("anytime-goes-nowhere", id.place, choice=id)
        when = condition(self.scope, part.when)
        move = self.ways.from_anywhere(f"*.{id}", part.to, when)
        roles = self.scope.roles(part.role)
        return replace(self._built(id, part, move, when, roles, THE_ROUTINE), anytime=True)

    def _built(
        self,
        id: Word,
        part: doc.Choice,
        move: Move,
        when: Condition | None,
        roles: tuple[str, ...],
        where: Said,
    ) -> Choice:
        scope = self.scope
        if part.when and not part.because:
            scope.findings.add("because-missing", part.at("when"), choice=id)
        if part.because and not part.when:
            scope.findings.add("because-without-when", part.at("because"), choice=id)
        label = scope.text(part.label, where) or made_title(id, scope.languages)
        not_by, same_as = duties(scope, part)
        return Choice(
            id=str(id),
            label=label,
            move=move,
            roles=roles,
            not_by=not_by,
            same_as=same_as,
            ask=asks(scope, part.ask),
            set=sets(scope, part.set),
            start=self._start(id, part, label),
            when=when,
            because=scope.text(part.because, where),
            confirm=scope.text(part.confirm, where),
            undo=part.undo,
            main=bool(part.main),
        )

    def _start(self, id: Word, part: doc.Choice, label: Text) -> Start | None:
        if part.start is None:
            if part.with_:
                self.scope.findings.add("with-without-start", part.at("with"))
            return None
        handed = handed_down(self.scope, part.with_)
        hand_down = tuple(handed.items())
        self.scope.references.append(
            Reference(routine=part.start, state=label.say(), call=False, hand_down=hand_down)
        )
        return Start(routine=self.scope.routine(part.start), hand_down=sound(handed))

    def _done(self, state: Word, step: doc.State, roles: tuple[str, ...]) -> Choice:
        place = step.at("to") if step.to else state.place
        move = self.ways.go(f"{state}.{DONE}", state, step.to, place)
        label = in_languages(self.scope.languages, _DONE_LABEL)
        return Choice(id=DONE, label=label, move=move, roles=roles, ask=asks(self.scope, step.ask))

    def _check_id(self, id: Word) -> None:
        if id == SKIP:
            self.scope.findings.add("reserved-id", id.place, id=id, what=Said("valet", "the choice"))

    def _labels(self, state: Word, step: doc.State, choices: list[Choice]) -> None:
        """Two choices that a person can't tell apart, those of every state among them."""
        language = self.scope.languages[0]
        seen = set(self._anytime_labels)
        labels = {choice.id: choice.label.say(language) for choice in choices}
        if step.skip:
            labels[SKIP] = _SKIP_LABEL.say(language)
        places = {str(id): id.place for id in step.choices}
        for id, label in labels.items():
            if label.casefold() in seen:
                place = places.get(id, state.place)
                self.scope.findings.add("same-label", place, state=state, label=label)
            seen.add(label.casefold())

    @cached_property
    def _anytime_labels(self) -> frozenset[str]:
        languages, anytime = self.scope.languages, self.scope.document.anytime
        labels = (
            part.label.text if part.label else made_title(id, languages) for id, part in anytime.items()
        )
        return frozenset(label.say(languages[0]).casefold() for label in labels)

    @cached_property
    def _in_steps(self) -> Mapping[Word, Word]:
        """The choices of all steps by their names, the first of each."""
        found: dict[Word, Word] = {}
        for plan in self.scope.plans.values():
            for state in plan.states.values():
                for id in state.choices:
                    found.setdefault(id, id)
        return found
