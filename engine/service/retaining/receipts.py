"""Receipts: what went, by whom and by which rule; written in the transaction that erases, told run by run."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from engine.store import tables
from engine.store.chain import START, link
from engine.store.people import StoredPeople
from engine.store.port import Transaction
from engine.store.staged.changes import Changes, Row
from engine.stored.formats import read
from engine.stored.receipt import CHAIN, FORMAT, Erased, Receipt, receipt_from_stored, receipt_to_stored


@dataclass(frozen=True, slots=True)
class Gone:
    """One case or suggestion that goes: what stands of it in the receipt, and the line that its digest is made of."""

    erased: Erased
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one run erased, when it began to and by whom; `went`: the digests of what its transactions erased, in their order."""

    id: str
    at: datetime
    by: str
    erased: tuple[Erased, ...]
    went: tuple[str, ...]


def write_receipt(transaction: Transaction, run: str, by: int, gone: Iterable[Gone], at: datetime) -> Receipt:
    """Write down what goes, after what went before it. `by`: a person's number."""
    every = list(gone)
    lines = "\n".join(sorted(each.line for each in every))
    receipt = Receipt(run=run, by=by, erased=summed(every), went=hashlib.sha256(lines.encode()).hexdigest())
    last = transaction.reader.last_receipt()
    new = link(
        case=CHAIN,
        sequence=1 if last is None else last["sequence"] + 1,
        at=at,
        format=FORMAT.number,
        content=json.dumps(receipt_to_stored(receipt), ensure_ascii=False),
        salt=secrets.token_hex(16),
        previous=START if last is None else last["hash"],
    )
    changes = Changes()
    changes.insert(
        tables.receipts, {column.name: getattr(new, column.name) for column in tables.receipts.columns}
    )
    transaction.flush(changes)
    return receipt


def runs_of(rows: Iterable[Row], people: StoredPeople) -> list[Run]:
    """The runs that the receipts are of, in their order. Raises Unreadable."""
    by_run: dict[str, tuple[datetime, list[Receipt]]] = {}
    for row in rows:
        found = read("receipt", str(row["sequence"]), row["content"], partial(_receipt, row["format"]))
        by_run.setdefault(found.run, (row["at"], []))[1].append(found)
    return [run_of(at, done, people) for at, done in by_run.values()]


def run_of(at: datetime, done: Sequence[Receipt], people: StoredPeople) -> Run:
    """What the receipts of one run tell together."""
    return Run(
        id=done[0].run,
        at=at,
        by=people.subject(done[0].by),
        erased=_added(each for receipt in done for each in receipt.erased),
        went=tuple(receipt.went for receipt in done),
    )


def summed(gone: Iterable[Gone]) -> tuple[Erased, ...]:
    """How many go of each kind, routine, unit and rule, in the order of those."""
    return _added(each.erased for each in gone)


def _added(erased: Iterable[Erased]) -> tuple[Erased, ...]:
    by_what: dict[tuple[str, str, str, str], Erased] = {}
    for each in erased:
        what = each.kind, each.routine, each.unit or "", each.rule
        before = by_what.get(what, each)
        number = each.number if before is each else before.number + each.number
        by_what[what] = replace(
            each,
            number=number,
            oldest=min(before.oldest, each.oldest),
            newest=max(before.newest, each.newest),
        )
    return tuple(by_what[what] for what in sorted(by_what))


def _receipt(form: int, stored: Any) -> Receipt:
    return receipt_from_stored(stored, form)
