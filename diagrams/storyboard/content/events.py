"""What a step led to, in sentences: questions answered, routines started, notices, mail, and where it goes on."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from diagrams.storyboard.content.narrator import Narrator
from diagrams.storyboard.content.recording import Moment
from diagrams.storyboard.story import Event
from diagrams.words.phrases import inner
from engine.model.routine import MAIN, Gateway, State, Step
from engine.model.routine import End as EndState
from engine.run.events import choosing
from engine.run.instance import Case, Instance
from engine.run.outcome import Happened, Send


def events(
    narrator: Narrator, moment: Moment, focus: str, *, given: Collection[str] = ()
) -> tuple[Event, ...]:
    """What came of the moment in the order it happened; `given` are the facts that a person filled in, which is no event.

    `focus` is the instance that the card is about.
    """
    told = _Told(narrator, moment, focus, given)
    return tuple(dict.fromkeys([*told.happened(), *told.effects(), *told.onward()]))


def still_running(narrator: Narrator, case: Case) -> tuple[Event, ...]:
    """What was started beside and goes on when the story is over."""
    going = [each for each in case.instances.values() if each.status == "running" and each.parent]
    return tuple(
        Event(icon="document", text=narrator.say("goes on", title=narrator.routine_title(each.routine)))
        for each in going
    )


def led_to(narrator: Narrator, moment: Moment, instance: Instance) -> tuple[State, ...]:
    """The states that the moment led the instance to, where somebody has something to do or it is over; none where it stays."""
    happened = [each for outcome in moment.outcomes for each in outcome.happened]
    entered = {each.visit for each in happened if each.kind == "entered" and each.instance == instance.id}
    routine, end = narrator.routine(instance), instance.tokens.get(MAIN)
    if instance.status != "running":
        return (routine.states[end.state],) if end and end.visit in entered else ()
    return tuple(state for token, state in choosing.resting(routine, instance) if token.visit in entered)


class _Told:
    def __init__(self, narrator: Narrator, moment: Moment, focus: str, given: Collection[str]) -> None:
        self.narrator, self.moment, self.focus, self.given = narrator, moment, focus, given
        self.case: Case = moment.case
        self.all = [each for outcome in moment.outcomes for each in outcome.happened]

    def happened(self) -> Iterator[Event]:
        for index, each in enumerate(self.all):
            instance = self.case.instances[each.instance]
            match each.kind:
                case "entered":
                    yield from self._question(instance, each, self.all[index + 1 :])
                    yield from self._branch(instance, each)
                case "asked":
                    yield from self._saved(instance, each)
                case "child_started":
                    yield from self._started(instance, each)
                case "child_ended":
                    yield from self._ended(each)

    def effects(self) -> Iterator[Event]:
        for effect in (each for outcome in self.moment.outcomes for each in outcome.effects):
            if isinstance(effect, Send):  # what a notice says is the card's own caption
                yield self._sent(effect)

    def onward(self) -> Iterator[Event]:
        """Where the instance that the card is about is now; else where the one that called or started it is."""
        instance = self.case.instances[self.focus]
        if instance.status != "running":
            end = instance.tokens.get(MAIN)
            if instance.parent is None and end:
                yield Event(
                    icon="check",
                    text=self.narrator.say("end", title=self.narrator.title(instance, end.state)),
                )
            parent = self.case.instances.get(instance.parent or "")
            if parent and parent.status == "running":
                yield from self._now(parent)
            return
        yield from self._now(instance)

    def _now(self, instance: Instance, key: str = "next") -> Iterator[Event]:
        moved = led_to(self.narrator, self.moment, instance)
        resting = [state for _, state in choosing.resting(self.narrator.routine(instance), instance)]
        for state in moved or resting:
            yield Event(icon="forward", text=self._next(instance, state, key if moved else "still"))

    def _next(self, instance: Instance, state: State, key: str) -> str:
        narrator, routine = self.narrator, self.narrator.routine(instance)
        place = narrator.place(instance, state)
        said = narrator.say(key, place=place)
        if isinstance(state, Step):
            return narrator.say("next who", said=said, who=narrator.roles(routine, state.roles))
        return said

    def _question(self, instance: Instance, entered: Happened, rest: list[Happened]) -> Iterator[Event]:
        state = self.narrator.routine(instance).states[entered.state or ""]
        if not isinstance(state, Gateway):
            return
        entered_then = [
            each.state for each in rest if each.kind == "entered" and each.instance == instance.id
        ]
        branches = {branch.to: branch for branch in state.branches}
        # What is done side by side has other states entered in between.
        branch = next((branches[each] for each in entered_then if each in branches), None)
        if branch:
            title = inner(self.narrator.text(instance, state.title))
            label = self.narrator.text(instance, branch.label)
            yield Event(icon="fork", text=self.narrator.say("question", title=title, label=label))

    def _branch(self, instance: Instance, entered: Happened) -> Iterator[Event]:
        """A branch of what is done side by side that has come to its end, while others go on, or that had nothing to do."""
        routine = self.narrator.routine(instance)
        state = routine.states[entered.state or ""]
        if isinstance(state, EndState) and state.flow in instance.tokens and state.flow != MAIN:
            title = self.narrator.text(instance, routine.flows[state.flow].title)
            before = self.moment.before.instances.get(instance.id)
            if before and state.flow in before.tokens:
                yield Event(icon="check", text=self.narrator.say("branch done", title=title))
            else:
                yield Event(icon="fork", text=self.narrator.say("branch empty", title=title))

    def _saved(self, instance: Instance, asked: Happened) -> Iterator[Event]:
        for fact in asked.detail or {}:
            answer = self.narrator.answer(instance, fact)
            if answer and fact not in self.given and instance.id == self.focus:
                yield Event(icon="check", text=self.narrator.say("saved", said=answer.said))

    def _started(self, parent: Instance, started: Happened) -> Iterator[Event]:
        detail = started.detail or {}
        child = self.case.instances[detail["child"]]
        key = "starts beside" if child.parent_visit is None else "calls"
        title = self.narrator.routine_title(detail["routine"])
        yield Event(icon="document", text=self.narrator.say(key, title=title))
        yield from self._now(child, "there")

    def _ended(self, over: Happened) -> Iterator[Event]:
        detail = over.detail or {}
        child = self.case.instances[detail["child"]]
        title, end = self.narrator.routine_title(child.routine), child.tokens.get(MAIN)
        if detail["status"] == "ended" and end:
            said = self.narrator.say("child ended", title=title, end=self.narrator.title(child, end.state))
        else:
            said = self.narrator.say("child cancelled", title=title)
        yield Event(icon="document", text=said)

    def _sent(self, sent: Send) -> Event:
        failed = any(
            each.kind == "failed" and (each.instance, each.visit) == (sent.instance, sent.visit)
            for each in self.all
        )
        to = ", ".join(sent.to)
        if sent.kind == "mail":
            key = "not mailed" if failed else "mails"
            return Event(icon="mail", text=self.narrator.say(key, to=to, subject=sent.subject))
        return Event(icon="send", text=self.narrator.say("not posted" if failed else "posts", to=to))
