"""What is filled in of a step that is half done: kept as one goes, without a judgement, for whoever goes on with the step."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.errors.draft import NewerDraft
from engine.errors.person import NotYours
from engine.errors.step import NotRunning
from engine.errors.value import FactsWrong
from engine.model.routine import Routine, Step, Wait
from engine.run import who
from engine.run.context import Context
from engine.run.events import choosing
from engine.run.instance import Instance, Person, Token
from engine.said import Said
from engine.service.records import Records
from engine.store import tables
from engine.store.cases import CaseRow
from engine.store.people import StoredPeople
from engine.store.port import Store, Transaction
from engine.store.published import Published
from engine.store.staged.changes import Changes, Row

LARGEST = 32 * 1024
"""How long what is kept of one step may be, in characters of JSON: more than the longest form."""

_TOO_MUCH = Said(
    "Det är för mycket att spara på en gång. Ta bort lite text och försök igen.",
    "That is too much to save at once. Take away some text and try again.",
)

Typed = Mapping[str, tuple[str, ...]]
"""What was typed, by the fact; a moment has two parts, `<fact>-day` and `<fact>-clock`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is kept of the open step `state`. `number` grows by one each time that it is saved; `by`: who saved it last.

    `checked`: the ticked items of its checklist; `typed`: texts as they were typed, right or wrong.
    """

    state: str
    number: int
    by: str
    at: datetime
    checked: frozenset[int]
    typed: Typed


class Drafts:
    """The engine's part that keeps drafts. They are outside the history, and no step reads them.

    `note` writes down who has read.
    """

    def __init__(
        self,
        store: Store,
        records: Records,
        published: Published,
        people: StoredPeople,
        clock: Callable[[], datetime],
        note: Callable[[str, str, str], None],
    ) -> None:
        self._store, self._records, self._published, self._people = store, records, published, people
        self._clock, self._note = clock, note

    def of(self, instance: str, person: Person) -> list[Draft]:
        """The drafts of the open steps that the person has. Raises NotFound, NotYours."""
        drafts, _, _ = self._read(instance, person)
        return drafts

    def with_view(
        self, instance: str, person: Person, language: str = "sv"
    ) -> tuple[Mapping[str, Any], list[Draft]]:
        """What `records.view` tells, and the drafts, as they are at one moment. Raises NotFound, NotYours."""
        drafts, found, row = self._read(instance, person)
        return self._records.viewed(found, row, person, language), drafts

    def _read(self, instance: str, person: Person) -> tuple[list[Draft], Instance, CaseRow]:
        stored, rows = self._store.read(lambda reader: (reader.instance(instance), reader.drafts(instance)))
        routine, found, row = self._records.opened(instance, stored, person)
        self._note(person.subject, instance, "view")
        return self._of(routine, found, rows, person), found, row

    def _of(self, routine: Routine, found: Instance, rows: Iterable[Row], person: Person) -> list[Draft]:
        tokens = {token.visit: token for token in found.tokens.values()}
        return [
            self._told(tokens[row["visit"]].state, row)
            for row in rows
            if row["visit"] in tokens
            and isinstance(_leave(routine, found, tokens[row["visit"]], person), who.Leave)
        ]

    def save(
        self,
        instance: str,
        state: str,
        person: Person,
        *,
        checked: Iterable[int] = (),
        typed: Mapping[str, Iterable[str]],
        seen: int | None = None,
    ) -> Draft:
        """Keeps what is filled in of an open step, in place of what was. `seen`: the number of the draft that one began from, 0 for none;
        without it, whatever is there is replaced.

        Raises:
            NotFound: there is no such instance.
            NotYours: the person does not have the step.
            NotRunning: the instance is over.
            NotPossibleHere: the step is not open (any more).
            NewerDraft: somebody has saved something else since; it is kept.
            FactsWrong: it is more than any form holds.
        """
        kept: Typed = {name: tuple(texts) for name, texts in typed.items()}
        content = json.dumps({"checked": sorted(set(checked)), "typed": kept}, ensure_ascii=False)
        if len(content) > LARGEST:
            raise FactsWrong({"typed": _TOO_MUCH})
        self._people.know([person.subject], self._clock())
        context = self._published.library().context

        def work(transaction: Transaction) -> Draft:
            # Locked, so that the step is not left meanwhile.
            transaction.lock_cases([instance])
            reader = transaction.reader
            routine, found, _ = self._records.opened(instance, reader.instance(instance), person)
            token = _token(routine, found, state, person, context)
            there = next((row for row in reader.drafts(instance) if row["visit"] == token.visit), None)
            if there is not None and there["content"] == content:
                return self._told(state, there)
            number = there["number"] if there else 0
            if seen is not None and seen != number and there is not None:
                newer = self._told(state, there)
                raise NewerDraft(newer.number, newer.by, newer.at)
            row: Row = {
                "instance_id": instance,
                "visit": token.visit,
                "number": number + 1,
                "person": self._people.number(person.subject),
                "at": self._clock(),
                "content": content,
            }
            changes = Changes()
            (changes.update if there else changes.insert)(tables.drafts, row)
            transaction.flush(changes)
            return self._told(state, row)

        return self._store.transact(work)

    def _told(self, state: str, row: Row) -> Draft:
        content: Mapping[str, Any] = json.loads(row["content"])
        return Draft(
            state=state,
            number=row["number"],
            by=self._people.subject(row["person"]),
            at=row["at"],
            checked=frozenset(content["checked"]),
            typed={name: tuple(texts) for name, texts in content["typed"].items()},
        )


def _token(routine: Routine, instance: Instance, state: str, person: Person, context: Context) -> Token:
    """The place of an open step that the person has. Raises NotRunning, NotPossibleHere, NotYours."""
    if instance.status != "running":
        raise NotRunning(instance.status, instance.outcome)
    token = next((each for each in instance.tokens.values() if each.state == state), None)
    if token is None or not isinstance(routine.states[state], Step | Wait):
        raise choosing.not_possible(routine, instance, context, state)
    leave = _leave(routine, instance, token, person)
    if isinstance(leave, NotYours):
        raise leave
    return token


def _leave(routine: Routine, instance: Instance, token: Token, person: Person) -> who.Leave | NotYours:
    """Whether the person could go on with what stands there: do the step, take one of its choices, tell what it waits for."""
    state = routine.states[token.state]
    if isinstance(state, Wait):
        return who.may_tell(routine, instance, state, person)
    own = who.may(routine, instance, token, person)
    choices = state.choices if isinstance(state, Step) else ()
    one_by_one = (who.may(routine, instance, token, person, each) for each in choices)
    return next((each for each in (own, *one_by_one) if isinstance(each, who.Leave)), own)
