"""Who follows what others do: told of each case that moves on, here or in another process; and how a case that is followed is now."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from cachetools import LRUCache

from engine.model.routine import Routine, Step
from engine.run import who
from engine.run.instance import Person
from engine.run.outcome import Happened
from engine.service.records import Records
from engine.store.moved import Moved as Moved
from engine.store.port import Store
from engine.store.runner import Runner

REMEMBERED = 10_000
"""Of how many cases it is remembered how far they have come: what is heard twice is told once."""

AGAIN_SECONDS = 1.0
"""How long it is waited before a database that was lost is listened to again."""

_log = logging.getLogger(__name__)

Take = Callable[[Iterable[Moved] | None], None]
"""Given what has moved on; None: anything may have, until now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What was chosen last by somebody else: the choice's label, and the titles of the roles in which they did it."""

    label: str
    roles: tuple[str, ...]


class Following:
    """The engine's part that pages follow cases by. It listens to other processes from the first that follows."""

    def __init__(self, store: Store, records: Records, runner: Runner) -> None:
        self._store, self._records, self._runner = store, records, runner
        self._takers: list[Take] = []
        self._known: LRUCache[str, int] = LRUCache(REMEMBERED)
        self._lock = threading.Lock()
        self._untold: deque[Moved] = deque()
        self._stop = runner.event()
        self._thread: threading.Thread | None = None

    def follow(self, take: Take) -> None:
        """Calls `take`, in whatever thread, for as long as the engine is open."""
        with self._lock:
            self._takers.append(take)
            if self._thread is None and not self._stop.is_set():
                self._thread = self._runner.thread(self._hear, "following")

    def moved(self, moved: Iterable[Moved]) -> None:
        """It is committed: whoever follows here is told at once, others by `tell_others`."""
        moved = list(moved)
        self._untold.extend(moved)
        self._take(moved)

    def tell_others(self) -> None:
        """Let other processes know what has been committed here since the last time. What can't be told is only told later: see there."""
        moved: list[Moved] = []
        while self._untold:
            moved.append(self._untold.popleft())
        if moved:
            try:
                self._store.tell(moved)
            except Exception:
                _log.exception("other processes could not be told what has moved on")

    def close(self) -> None:
        """Listen no more."""
        with self._lock:
            self._stop.set()
        if self._thread is not None:
            self._thread.join()

    def now(self, instance: str, person: Person) -> tuple[str, int]:
        """The instance's case, and its revision. It is no reading of the instance. Raises NotFound, NotYours."""
        _, found = self._records.instance(instance, person)
        return found.case, found.revision

    def answered(self, instance: str, person: Person, since: int, language: str) -> Answered | None:
        """What somebody else has chosen last in the instance after revision `since`; None where that is nothing.

        It is told with the view, which is written down as read. Raises NotFound, NotYours.
        """
        routine, found = self._records.instance(instance, person)
        entries = self._records.happened(found)
        for entry in entries[max(0, len(entries) - (found.revision - since)) :][::-1]:
            for each in entry.happened:
                if (
                    each.instance == instance
                    and each.kind == "chosen"
                    and entry.command.by.subject != person.subject
                ):
                    return _answered(routine, found.unit, entry.command.by, each, language)
        return None

    def _take(self, moved: Iterable[Moved] | None) -> None:
        fresh = None if moved is None else self._fresh(moved)
        if fresh is None or fresh:
            for take in list(self._takers):
                take(fresh)

    def _fresh(self, moved: Iterable[Moved]) -> list[Moved]:
        fresh = []
        with self._lock:
            for each in moved:
                if each.sequence > self._known.get(each.case, 0):
                    self._known[each.case] = each.sequence
                    fresh.append(each)
        return fresh

    def _hear(self) -> None:
        while not self._stop.is_set():
            try:
                self._store.hear(self._take, self._stop)
            except Exception as wrong:
                _log.warning("what other processes do is not heard just now: %s", wrong)
                self._stop.wait(AGAIN_SECONDS)


def _answered(routine: Routine, unit: str, by: Person, happened: Happened, language: str) -> Answered | None:
    state = routine.states.get(happened.state or "")
    if not isinstance(state, Step):
        return None
    offered = (*state.choices, *routine.anytime)
    choice = next((each for each in offered if each.id == happened.choice), None)
    if choice is None:
        return None
    held = [role for role in routine.roles if (role, unit) in by.grants]
    # Where that is none of them: by a manager, for whoever has the step.
    acting = [role for role in who.roles_of(routine, state, choice) if role in held] or held
    titles = tuple(each.say(language) for each in who.titles(routine, acting))
    return Answered(label=choice.label.say(language), roles=titles) if titles else None
