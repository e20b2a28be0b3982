"""The walk: shows where the case is, reads what somebody does, and does it; until it ends or somebody stops."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta, tzinfo
from typing import Any

from api.cli.walk import words
from api.cli.walk.player import WalkedPlayer
from api.cli.walk.questions import BACK, HELP, QUIT, Questions, Stopped
from api.cli.walk.reading import named, picked
from api.cli.walk.scene import Deed, GoTo, Place, Scene, SeeTo, Stage, Take, Tell, View
from api.cli.walk.screen import EndOfInput, Row, Screen
from api.cli.walk.showing import Showing
from engine.errors.root import Refusal
from engine.model.facts import Fact
from engine.model.routine import REASON, Routine
from engine.problems import Problem, clipped, hint
from engine.run.commands import Resolve, TakeBack
from engine.run.context import words_of
from engine.run.events.choosing import LONGEST_REASON
from engine.run.explain import Viewer, asked, view
from engine.run.instance import Instance, Person
from engine.values.durations import parse as duration_of
from engine.values.moments import by_the_wall, moment_said
from engine.values.texts import Text

WAIT = ("vänta", "vanta", "wait")
UNTIL = ("till", "tills", "until")
UNDO = ("ångra", "angra", "undo")
CAST = ("du", "kollega 1", "kollega 2", "kollega 3")
"""Who plays: each has all the roles, and the first does all that they may."""


class Walk:
    """One walk through a routine on a screen. `home` is the organisation's zone."""

    def __init__(self, screen: Screen, player: WalkedPlayer, routine: Routine, home: tzinfo) -> None:
        self.screen, self.player, self.routine = screen, player, routine
        self.language, self.zone = screen.language, player.library.context.zone
        self.showing = Showing(screen, player, self._view)
        self.questions = Questions(screen, self.zone, home)
        self.stage = Stage(self.language)
        self.ticks: dict[Place, frozenset[int]] = {}
        roles = frozenset((role, player.unit) for each in self._routines() for role in each.roles)
        # Where one may not do what one has done something before, a colleague does it.
        self.everybody, *self.colleagues = (Person(name, roles) for name in CAST)

    def all(self) -> Refusal | None:
        """Walk until the case has ended and nobody takes anything back; why it could not start, or None.

        Raises:
            Stopped: somebody wants no more.
            EndOfInput: nobody answers any more, in the middle of the routine.
        """
        refusal = self._start()
        if refusal is not None:
            return refusal
        while self._goes_on():
            self._turn()
        return None

    def _start(self) -> Refusal | None:
        screen, begin = self.screen, self.routine.begin
        screen.line()
        screen.line(self.routine.title.say(self.language), "bold")
        if self.routine.purpose:
            texts = words_of(self.routine, {}, self.player.library.context, self.language)
            screen.line(self.routine.purpose.fill(texts, self.language))
        screen.line()
        screen.line(screen.words(words.BEGINS), "dim")
        who = ", ".join(self.routine.roles[role].title.say(self.language) for role in begin.roles)
        screen.line(screen.words(words.STARTED_BY, who=who), "dim")
        asks = [asked(self.routine.facts[each.fact], each.required, self.language) for each in begin.ask]
        facts = self.questions.answered(asks, self.routine.facts, self.player.now)
        while facts is None:
            screen.line(screen.words(words.FIRST), indent=2)
            facts = self.questions.answered(asks, self.routine.facts, self.player.now)
        return self.player.start(self.routine, self.everybody, facts)

    def _goes_on(self) -> bool:
        """Tell the news; whether something runs, or is brought back by taking back what ended it."""
        self.showing.news(self.player.told())
        if self.player.running():
            return True
        if self._undo() is None:
            return False
        self.screen.line()
        try:
            answer = self.screen.ask(self.screen.words(words.AFTER_END))
        except EndOfInput:
            return False
        if answer.lower() not in UNDO:
            return False
        self._take_back()
        return self._goes_on()

    def _turn(self) -> None:
        """Show where it is, and read until something is done."""
        views = {each.id: self._view(each) for each in self.player.running()}
        scene = self.stage.scene(self.player.case, views, self._routine)
        ticked = self.ticks.get(scene.top.place, frozenset())
        self.showing.scene(scene, ticked, self._undo(), views.values())
        while not self._answered(scene, self.screen.ask(self.screen.words(words.PROMPT))):
            self.screen.line()

    def _answered(self, scene: Scene, answer: str) -> bool:
        """Do what is answered; False where nothing was done and the scene still stands as it is shown."""
        if not answer:
            return True
        numbered = [*scene.deeds, *scene.beside]
        offered = [*numbered, *(take for _, take, _ in scene.anytime)]
        keys = [*map(str, range(1, len(numbered) + 1)), *(key for key, _, _ in scene.anytime)]
        labels = [self.showing.label(each) for each in offered]
        place = named(answer, labels, keys)
        if place is None and (done := self._commanded(answer.lower())) is not None:
            return done
        place = picked(answer, labels, keys)
        if place is None:
            near = hint(answer, labels).say(self.language)
            self._say(self.screen.words(words.NOT_UNDERSTOOD, text=clipped(answer), hint=near))
            return False
        meant = offered[place]
        if isinstance(meant, GoTo):
            self.stage.go_to(meant.place)
            return True
        return self._done(scene, meant)

    def _commanded(self, text: str) -> bool | None:
        """Do the command, as `_answered`; None where it is none. Raises Stopped."""
        word, _, rest = text.partition(" ")
        if word in WAIT:
            return self._wait(rest.strip())
        if text in QUIT:
            raise Stopped
        if text in UNDO:
            return self._take_back()
        if text in BACK:
            self._say(self.screen.words(words.NO_WAY_BACK))
            return False
        if text in HELP:
            self.screen.rows(
                Row(self.screen.words(each), self.screen.words(told)) for each, told in words.COMMANDS
            )
            return False
        return None

    def _done(self, scene: Scene, deed: Deed) -> bool:
        """Ask what the deed asks, and do it. Whether the scene has to be shown anew."""
        if isinstance(deed, Take) and not deed.choice["allowed"]:
            self._say(deed.choice["because"])
            return False
        match deed:
            case Take():
                refusal = self._take(scene, deed)
            case Tell():
                refusal = self._tell(deed)
            case SeeTo():
                refusal = self._see_to(deed)
        if refusal is not None:
            self._say(refusal)
        return True

    def _take(self, scene: Scene, deed: Take) -> str | None:
        """Why it was not done, in words; None where it was."""
        place, choice = scene.top.place, deed.choice
        ticked = self.ticks.get(place, frozenset())
        if _asks_checklist(scene.top.step, choice):
            items = [each["text"] for each in scene.top.step["checklist"]]
            now = ticked if len(ticked) == len(items) else self.questions.ticked(items, ticked)
            if now is None:
                return self.screen.words(words.LEFT)
            self.ticks[place] = ticked = now
            if choice["needs_checklist"] and len(ticked) < len(items):
                return self._chosen(deed, {}, ticked)  # to be told why by who says no to staff
        facts = self._answers(deed.instance, choice["ask"])
        if facts is None:
            return self.screen.words(words.LEFT)
        if choice["confirm"] and not self.questions.confirmed(choice["confirm"]):
            return self.screen.words(words.LEFT)
        return self._chosen(deed, facts, ticked)

    def _chosen(self, deed: Take, facts: Mapping[str, Any], ticked: frozenset[int]) -> str | None:
        refusal = self.player.choose(
            deed.instance, deed.state, deed.choice["choice"], deed.choice["person"], facts, ticked
        )
        return refusal.say(self.language) if refusal else None

    def _tell(self, deed: Tell) -> str | None:
        facts = self._answers(deed.instance, deed.ask)
        if facts is None:
            return self.screen.words(words.LEFT)
        refusal = self.player.receive(deed.message, facts, self.player.case.instances[deed.instance])
        return refusal.say(self.language) if refusal else None

    def _see_to(self, deed: SeeTo) -> str | None:
        reason = self._answers(deed.instance, [_reason_ask(self.screen.words(words.REASON))])
        if reason is None:
            return self.screen.words(words.LEFT)
        refusal = self.player.do(
            Resolve(
                at=self.player.now,
                by=self.everybody,
                instance=deed.instance,
                state=deed.state,
                way=deed.way["way"],
                target=deed.way["target"],
                reason=reason[REASON],
            )
        )
        return refusal.say(self.language) if refusal else None

    def _answers(self, instance: str, asks: Sequence[View]) -> dict[str, Any] | None:
        routine = self._routine(self.player.case.instances[instance])
        reason = Fact(
            id=REASON,
            type="text",
            title=Text((("sv", words.REASON.sv), ("en", words.REASON.en))),
            at_most=LONGEST_REASON,
        )
        return self.questions.answered(asks, {REASON: reason, **routine.facts}, self.player.now)

    def _wait(self, text: str) -> bool:
        """Let time pass for as long as the text says, to when it says, or to what comes next."""
        duration = self._how_long(text)
        if isinstance(duration, str):
            self._say(duration)
            return False
        self.player.wait(duration)
        return True

    def _how_long(self, text: str) -> timedelta | str:
        now, (word, _, rest) = self.player.now, text.partition(" ")
        if not text:
            due = [each.due for instance in self.player.running() for each in instance.timers]
            return max(min(due) - now, timedelta()) if due else self.screen.words(words.NOTHING_DUE)
        if word in UNTIL:
            until = moment_said(by_the_wall(rest, self.questions.home), now.astimezone(self.zone))
            if until is None:
                return self.screen.words(words.HOW_LONG)
            if until < now:
                return self.screen.words(words.HAS_BEEN, now=self.showing.clock(now))
            return until - now
        duration = duration_of(text)
        return duration.say(self.language) if isinstance(duration, Problem) else duration

    def _take_back(self) -> bool:
        undo = self.player.case.undo
        instance = undo.instance if undo else self.player.root.id
        refusal = self.player.do(TakeBack(at=self.player.now, by=self._chooser(), instance=instance))
        if refusal is None:
            return True
        self._say(refusal.say(self.language))
        return False

    def _undo(self) -> View | None:
        """What can be taken back now, as the view of its instance says."""
        undo = self.player.case.undo
        if undo is None:
            return None
        seen: View | None = self._seen(self.player.case.instances[undo.instance], self._chooser())["undo"]
        return seen

    def _chooser(self) -> Person:
        """Who took the choice that can be taken back."""
        undo = self.player.case.undo
        took = (each for each in self.colleagues if undo is not None and each.subject == undo.by)
        return next(took, self.everybody)

    def _view(self, instance: Instance) -> dict[str, Any]:
        """The view of the instance, where each choice is as the one of the cast who takes it (`person`) sees it."""
        seen = self._seen(instance, self.everybody)
        for step in seen["steps"]:
            step["choices"] = [self._cast(instance, step["state"], each) for each in step["choices"]]
        return seen

    def _cast(self, instance: Instance, state: str, choice: View) -> View:
        """The choice as the first sees it who may take it, by what they are and have done."""
        for person in self.colleagues if choice["reason"] == "who" else ():
            steps = self._seen(instance, person)["steps"]
            choices = next(each["choices"] for each in steps if each["state"] == state)
            seen = next(each for each in choices if each["choice"] == choice["choice"])
            if seen["reason"] != "who":
                return {**seen, "person": person}
        return {**choice, "person": self.everybody}

    def _seen(self, instance: Instance, person: Person) -> dict[str, Any]:
        library = self.player.library
        viewer = Viewer(person=person, now=self.player.now, language=self.language, library=library)
        return view(self._routine(instance), instance, self.player.case, viewer)

    def _say(self, text: str) -> None:
        self.screen.line()
        self.screen.line(text, indent=2)

    def _routine(self, instance: Instance) -> Routine:
        return self.player.library.pinned(instance.digest)

    def _routines(self) -> list[Routine]:
        """The routine and all that it may start."""
        found: dict[str, Routine] = {}
        waiting = [self.routine]
        while waiting:
            routine = waiting.pop()
            if routine.id not in found:
                found[routine.id] = routine
                waiting += filter(None, map(self.player.library.latest, routine.begins()))
        return list(found.values())


def _asks_checklist(step: View, choice: View) -> bool:
    """Whether the choice is made with the checklist: it needs that, or none of the step does and it is the usual one."""
    needed = any(each["needs_checklist"] for each in step["choices"])
    return bool(choice["needs_checklist"] or (step["checklist"] and not needed and choice["usual"]))


def _reason_ask(title: str) -> View:
    return {
        "fact": REASON,
        "type": "text",
        "title": title,
        "options": [],
        "required": True,
        "min": None,
        "max": LONGEST_REASON,
        "value": None,
    }
