"""How a storyboard says what is in a case: texts with their values, titles, roles and places, in one language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from diagrams.storyboard.story import Answer
from diagrams.words import timing
from diagrams.words.phrases import enumerated, inner, lowered
from diagrams.words.speech import Speech
from diagrams.words.storyboard import say
from engine.model.conditions import Constant, Name, Sum
from engine.model.facts import FactValue, shown
from engine.model.numbering import numbers
from engine.model.routine import End, Gateway, Routine, State, Timer
from engine.run.context import Library, words_of
from engine.run.instance import Case, Instance, Person
from engine.values import durations
from engine.values.texts import Text


@dataclass(frozen=True, slots=True)
class Narrator:
    """The language, and the routines that the case may hold."""

    library: Library
    language: str

    def say(self, key: str, /, **values: object) -> str:
        """A storyboard's own words."""
        return say(key, self.language, **values)

    def routine(self, instance: Instance) -> Routine:
        """The routine that the instance follows."""
        return self.library.pinned(instance.digest)

    def speech(self, routine: Routine) -> Speech:
        """A routine's texts as a picture says them, where no instance gives them values."""
        settings = self.library.context.settings
        return Speech(routine=routine, language=self.language, routines=self.routines(), settings=settings)

    def routine_title(self, routine: str) -> str:
        """A routine's title by its id."""
        return self.library.title_of(routine, self.language)

    def routines(self) -> Mapping[str, Routine]:
        """The newest version of every routine, by its id."""
        library = self.library
        return {id: library.pinned(digest) for id, digest in library.newest.items()}

    def text(self, instance: Instance, text: Text) -> str:
        """The text with the instance's facts and the settings filled in."""
        words = words_of(self.routine(instance), instance.facts, self.library.context, self.language)
        return text.fill(words, self.language)

    def set(self, text: Text) -> str:
        """A text of a routine that nobody follows yet, with the settings filled in."""
        settings = self.library.context.settings
        return text.fill({f"settings.{name}": value for name, value in settings.items()}, self.language)

    def title(self, instance: Instance, state: str) -> str:
        """A state's title."""
        return self.text(instance, self.routine(instance).states[state].title)

    def roles(self, routine: Routine, roles: Iterable[str]) -> str:
        """The roles' titles, «Medarbetare, Enhetschef»."""
        return ", ".join(
            routine.roles[role].title.say(self.language) for role in roles if role in routine.roles
        )

    def receivers(self, routine: Routine, roles: Iterable[str]) -> str:
        """The roles' titles inside a sentence: «enhetschef och verksamhetschef»."""
        return self.enumerated(
            routine.roles[role].title.say(self.language) for role in roles if role in routine.roles
        )

    def enumerated(self, titles: Iterable[str]) -> str:
        """Titles inside a sentence, however many there are: «medarbetare, enhetschef och IT-avdelningen»."""
        return enumerated([lowered(title) for title in titles], self.language)

    def person(self, person: Person, case: Case) -> str:
        """Somebody by their role, as the routines of the case call it."""
        held = [role for role, _ in sorted(person.grants)]
        for instance in case.instances.values():
            found = self.roles(self.routine(instance), held)
            if found:
                return found
        return ", ".join(held)

    def answer(self, instance: Instance, fact: str) -> Answer | None:
        """A fact as it is filled in; None where it is not."""
        value: FactValue | None = instance.facts.get(fact)
        known = self.routine(instance).facts.get(fact)
        if value is None or known is None:
            return None
        told = shown(known, value, self.language, self.library.context.zone)
        return Answer(title=known.title.say(self.language), value=told)

    def place(self, instance: Instance, state: State) -> str:
        """«steg 3, Åk dit», «slut: Klart» or the question that is asked there."""
        title = self.text(instance, state.title)
        if isinstance(state, Gateway):
            return self.say("place question", title=title)
        if isinstance(state, End):
            return self.say("place end", title=title)
        return self.say("place step", number=numbers(self.routine(instance)).get(state.id, ""), title=title)

    def time(self, timer: Timer, routine: Routine) -> str:
        """When a timer is due, as a sentence begins: «Efter 30 minuter», «Vid ”Passet slutar”», «1 timme efter ”Passet slutar”»."""
        return durations.again(self._first_time(timer, routine), timer.every, self.language)

    def _first_time(self, timer: Timer, routine: Routine) -> str:
        if timer.after is not None:
            return self.say("after", time=timing.spelled(timer.after, self.language))
        match timer.by.tree if timer.by else None:
            case Name(id):
                return self.say("at point", point=inner(routine.facts[id].title.say(self.language)))
            case Sum(sign, Name(id), Constant(timedelta() as span)):
                key, point = ("after point" if sign == "+" else "before point"), routine.facts[id].title
                time = timing.spelled(span, self.language)
                return self.say(key, time=time, point=inner(point.say(self.language)))
        return self.say("at", time=timing.when(timer, routine, self.language))

    def clock(self, at: datetime, start: datetime) -> str:
        """The time of day; with the day where it is not the first."""
        zone = self.library.context.zone
        here, first = at.astimezone(zone), start.astimezone(zone)
        days = (here.date() - first.date()).days
        clock = f"{here:%H:%M}"
        return self.say("day", day=days + 1, clock=clock) if days else clock
