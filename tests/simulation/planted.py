"""Faults that are put into the engine on purpose, to show that the simulation finds them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Table

from engine.service.engine import Engine
from engine.service.sending import CLAIM
from engine.store import tables, unit
from engine.store.published import Published
from engine.store.sql import writing
from engine.store.sql.store import SqlStore
from engine.store.sql.troubles import Uncertain
from engine.store.sql.writing import SqlTransaction
from engine.store.staged.changes import Changes
from engine.store.unit import CaseCache, UnitOfWork
from engine.store.writer import Writer

Planting = Callable[[pytest.MonkeyPatch], None]

FAULTS: dict[str, Planting] = {}
"""By what is wrong."""


def _fault(words: str) -> Callable[[Planting], Planting]:
    def kept(planting: Planting) -> Planting:
        FAULTS[words] = planting
        return planting

    return kept


@contextmanager
def planted(words: str) -> Iterator[None]:
    """While the engine has that fault."""
    with pytest.MonkeyPatch.context() as patch:
        FAULTS[words](patch)
        yield


@_fault("a worker is not woken by what another process has written")
def _lost_wake_up(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(SqlStore, "wait", lambda self, seconds, woken: woken.wait(seconds()))


@_fault("a submission in the queue is passed by")
def _passed_by(patch: pytest.MonkeyPatch) -> None:
    honest = Writer._batch

    def batch(self: Any) -> Any:
        found, last = honest(self)
        return (found[:2] if len(found) > 2 else found), last

    patch.setattr(Writer, "_batch", batch)


@_fault("an answer is given whatever becomes of the commit")
def _answered_before(patch: pytest.MonkeyPatch) -> None:
    honest = SqlStore._transact

    def transact(self: SqlStore, work: Any, **rest: Any) -> Any:
        results: list[Any] = []

        def noted(transaction: Any) -> Any:
            results.append(work(transaction))
            return results[0]

        try:
            return honest(self, noted, **rest)
        except Exception:
            if results:
                return results[0]
            raise

    patch.setattr(SqlStore, "_transact", transact)


@_fault("a transaction whose commit nobody answered is done again")
def _done_again(patch: pytest.MonkeyPatch) -> None:
    honest = SqlStore._transact

    def transact(self: SqlStore, work: Any, **rest: Any) -> Any:
        try:
            return honest(self, work, **rest)
        except Uncertain:
            return honest(self, work, **rest)

    patch.setattr(SqlStore, "_transact", transact)


def _rows_left_behind(patch: pytest.MonkeyPatch, forgetful: Table) -> None:
    honest = UnitOfWork._stage_difference

    def stage(self: UnitOfWork, table: Table, before: Mapping[Any, Any], after: Mapping[Any, Any]) -> None:
        if table is forgetful:
            before = {key: row for key, row in before.items() if key in after}
        honest(self, table, before, after)

    patch.setattr(UnitOfWork, "_stage_difference", stage)


@_fault("a timer's row is left behind")
def _timer_left(patch: pytest.MonkeyPatch) -> None:
    _rows_left_behind(patch, tables.timers)


@_fault("a worklist's row is left behind")
def _step_left(patch: pytest.MonkeyPatch) -> None:
    _rows_left_behind(patch, tables.open_steps)


@_fault("a key is forgotten")
def _key_forgotten(patch: pytest.MonkeyPatch) -> None:
    honest = Changes.insert

    def insert(self: Changes, table: Table, row: Any) -> None:
        if table is not tables.answers:
            honest(self, table, row)

    patch.setattr(Changes, "insert", insert)


@_fault("a command is carried out without its key")
def _without_key(patch: pytest.MonkeyPatch) -> None:
    honest = Engine.submit

    def submit(self: Engine, command: Any, *, key: str | None = None, **rest: Any) -> Any:
        return honest(self, command, **rest)

    patch.setattr(Engine, "submit", submit)


@_fault("what is claimed to be sent is not marked")
def _not_marked(patch: pytest.MonkeyPatch) -> None:
    def claim(self: SqlTransaction, now: Any, until: Any, most: int) -> Any:
        return self._rows(writing._OUTBOX_DUE, {"now": now, "most": most})

    patch.setattr(SqlTransaction, "claim_outbox", claim)


@_fault("what another worker has claimed is taken all the same")
def _lease_ignored(patch: pytest.MonkeyPatch) -> None:
    honest = SqlTransaction.claim_outbox

    def claim(self: SqlTransaction, now: Any, until: Any, most: int) -> Any:
        return honest(self, now + CLAIM, until, most)

    patch.setattr(SqlTransaction, "claim_outbox", claim)


@_fault("what is claimed is never given free")
def _never_freed(patch: pytest.MonkeyPatch) -> None:
    honest = SqlTransaction.claim_outbox

    def claim(self: SqlTransaction, now: Any, until: Any, most: int) -> Any:
        return honest(self, now, until + timedelta(days=365), most)

    patch.setattr(SqlTransaction, "claim_outbox", claim)


@_fault("a row of the history is written without its hash")
def _without_hash(patch: pytest.MonkeyPatch) -> None:
    honest = unit.link  # type: ignore[attr-defined]

    def link(*, sequence: int, **rest: Any) -> Any:
        found = honest(sequence=sequence, **rest)
        return replace(found, hash="") if sequence == 5 else found

    patch.setattr(unit, "link", link)


@_fault("a case is remembered although another process has changed it")
def _stale_case(patch: pytest.MonkeyPatch) -> None:
    honest = CaseCache.get

    def get(self: CaseCache, id: str, head: str, wanted: Any, number: Any) -> Any:
        kept = self._cases.get(id)
        return honest(self, id, kept[0] if kept else head, wanted, number)

    patch.setattr(CaseCache, "get", get)


@_fault("whoever publishes goes on with the older version")
def _older_version(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Published, "_look_again", lambda self: None)
