"""A routine's words as a picture needs them: titles, who, when, where to; and each box in one sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from diagrams.sketch import Box, Status
from diagrams.words import say
from engine.conditions import Constant, Name, Sum
from engine.durations import words as duration_words
from engine.numbering import numbers, ways
from engine.routine import SKIP, Call, Do, End, Gateway, Mail, Routine, State, Step, Timer, Together, Wait
from engine.texts import Text

MOST_TIMERS = 3


class Teller:
    """Says things about one routine in one language."""

    def __init__(self, routine: Routine, language: str, routines: Mapping[str, Routine]) -> None:
        self.routine, self.language, self.routines = routine, language, routines
        facts = {id: fact.title.say(language).lower() for id, fact in routine.facts.items()}
        self._values = {name: f"[{title}]" for name, title in facts.items()}

    def say(self, name: str, **parts: object) -> str:
        """Words of the picture itself."""
        return say(name, self.language, **parts)

    def text(self, text: Text) -> str:
        """A text of the routine; facts in braces by their titles, settings by their names."""
        settings = {name: f"[{self.words(name.removeprefix('settings.'))}]" for name in text.names()}
        return text.fill({**settings, **self._values}, self.language)

    def words(self, id: str) -> str:
        """An id as words."""
        return id.replace("_", " ")

    def role(self, role: str) -> str:
        """A role's title."""
        known = self.routine.roles.get(role)
        return self.text(known.title) if known else self.words(role)

    def routine_title(self, id: str) -> str:
        """Another routine's title, where the routine is at hand."""
        known = self.routines.get(id)
        title = known.title.say(self.language) if known else self.words(id)
        return title[:1].upper() + title[1:]

    def acting_roles(self) -> tuple[str, ...]:
        """The roles that do steps, in the order in which the routine names them; those who start it first."""
        doing = {
            role
            for state in self.routine.states.values()
            if isinstance(state, Step)
            for role in state.roles[:1]
        }
        ordered = dict.fromkeys((*self.routine.begin.roles, *self.routine.roles, *sorted(doing)))
        return tuple(role for role in ordered if role in doing)

    def sub_title(self) -> str:
        """Purpose in its first sentence is too long for a sheet: version, who decided, when."""
        head = self.routine.head
        parts = [self.say("version", version=self.routine.version)]
        if head.approved_by and head.approved_on:
            parts.append(
                self.say("decided", day=head.approved_on.isoformat(), who=self.text(head.approved_by))
            )
        elif head.approved_by:
            parts.append(self.say("decided_by", who=self.text(head.approved_by)))
        if head.applies_to:
            parts.insert(0, self.text(head.applies_to))
        return " · ".join(parts)

    def title_of(self, state: State) -> str:
        """A state's title; a question gets its mark."""
        title = self.text(state.title)
        if isinstance(state, Gateway) and not title.endswith("?"):
            return f"{title}?"
        return title

    def sub_lines(self, state: State) -> tuple[str, ...]:
        """The small lines of a box: what kind of thing it is, its times, whether it may be skipped."""
        found: list[str] = []
        match state:
            case Call():
                found.append(self.say("own_routine"))
            case Together():
                known = numbers(self.routine)[state.id]
                letters = [f"{known}{chr(ord('A') + index)}" for index in range(len(state.flows))]
                found.append(self.say("all_at_once", numbers=", ".join(letters)))
            case Wait():
                found.append(self.say("waits_for" if state.message else "waits"))
            case Do():
                found.append(self.say("mail" if isinstance(state.work, Mail) else "webhook"))
            case Step() if any(choice.id == SKIP for choice in state.choices):
                found.append(self.say("skip"))
        quiet = [timer for timer in state.timers if not timer.move]
        found += [self._timer(timer) for timer in quiet[:MOST_TIMERS]]
        if len(quiet) > MOST_TIMERS:
            found.append(self.say("more", count=len(quiet) - MOST_TIMERS))
        return tuple(found)

    def when(self, timer: Timer) -> str:
        """When a timer is due, in words."""
        if timer.after is not None:
            return self.say("after", time=duration_words(timer.after, self.language))
        assert timer.by is not None
        tree = timer.by.tree
        if isinstance(tree, Name):
            return self.say("at_fact", fact=self._fact(tree.id))
        if (
            isinstance(tree, Sum)
            and tree.sign == "+"
            and isinstance(tree.left, Name)
            and isinstance(tree.right, Constant)
        ):
            time = duration_words(tree.right.value, self.language)  # type: ignore[arg-type]
            return self.say("after_fact", time=time, fact=self._fact(tree.left.id))
        return timer.by.text

    def outcome(self, call: Call, outcome: str) -> str:
        """A called routine's outcome by the title of its end, where that routine is at hand."""
        called = self.routines.get(call.routine)
        ends = called.states.values() if called else ()
        end = next((each for each in ends if isinstance(each, End) and each.outcome == outcome), None)
        return end.title.say(self.language) if end else self.words(outcome)

    def go_to(self, state: str) -> str:
        """What a link says."""
        number = numbers(self.routine).get(state)
        if number:
            return self.say("go_to", number=number)
        target = self.routine.states[state]
        title = self.text(target.title)
        return self.say("ends" if isinstance(target, End) else "go_on", title=title)

    def told(self, state: State, status: Status) -> str:
        """The state in one or two sentences."""
        number = numbers(self.routine).get(state.id)
        title = self.title_of(state)
        if isinstance(state, Gateway):
            parts = [self.say("question", title=title)]
        elif isinstance(state, End):
            parts = [f"{self.say('ends', title=title)}."]
        else:
            parts = [self.say("step", number=number, title=title)]
        if isinstance(state, Step):
            parts.append(self.say("responsible", role=", ".join(map(self.role, state.roles))))
        targets = dict.fromkeys(self._named(move.to) for move in ways(state) if move.to)
        if targets:
            parts.append(self.say("leads", targets=", ".join(targets)))
        if status != "plain":
            parts.append(self.say(status))
        return " ".join(parts)

    def shared_role(self, boxes: Sequence[Box], roles: Sequence[str]) -> str:
        """The role that all steps of a group share, or nothing."""
        acting = {box.role for box in boxes if box.role is not None}
        return self.role(roles[acting.pop()]) if len(acting) == 1 else ""

    def with_roles(self, boxes: list[Box], roles: Sequence[str]) -> list[Box]:
        """The boxes with their role in words, where the group has more than one."""
        if len({box.role for box in boxes if box.role is not None}) < 2:
            return boxes
        return [
            box if box.role is None else replace(box, sub_lines=(self.role(roles[box.role]), *box.sub_lines))
            for box in boxes
        ]

    def _timer(self, timer: Timer) -> str:
        when = self.when(timer)
        if timer.remind:
            return self.say("reminder", when=when)
        return self.say("tells", when=when, role=", ".join(map(self.role, timer.notify)))

    def _fact(self, id: str) -> str:
        title = self.routine.facts[id].title.say(self.language)
        return f"”{title}”" if self.language == "sv" else f"“{title}”"

    def _named(self, state: str) -> str:
        number = numbers(self.routine).get(state)
        title = self.title_of(self.routine.states[state])
        return f"{number} {title}" if number else title
