"""What a store for practice keeps beside what any store does; and the mark by which it is told from one that people work in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from engine.store import tables
from engine.store.port import Store, Transaction
from engine.store.staged.changes import Changes

MARK = "store"


class Practised:
    """The engine's part for practice. It holds no rules: what is kept by which id is for those who keep it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def is_marked(self) -> bool:
        """Whether the store is for practice."""
        return bool(self.of(MARK))

    def mark(self) -> None:
        """Make the store one for practice, for good."""
        self.keep(MARK, "", {})

    def of(self, kind: str) -> Mapping[str, Any]:
        """What is kept of a kind, by id, in the order of the ids."""
        kept = self._store.read(lambda reader: reader.practice(kind))
        return {id: json.loads(content) for id, content in kept.items()}

    def keep(self, kind: str, id: str, content: Any) -> None:
        """Keep it (JSON), in place of what was kept by that id."""
        row = {"kind": kind, "id": id, "content": json.dumps(content, ensure_ascii=False)}

        def work(transaction: Transaction) -> None:
            changes = Changes()
            there = id in transaction.reader.practice(kind)
            (changes.update if there else changes.insert)(tables.practice, row)
            transaction.flush(changes)

        self._store.transact(work)
