"""What has come of each fault, a JSON object on a line: a round that is broken off goes on where it was."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.mutation.mutants import Mutant

Row = dict[str, Any]


class Results:
    """What is noted is kept when `keep` is called: what came after a child that went wrong by itself is not to be trusted."""

    def __init__(self, file: Path) -> None:
        self._file = file
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        self._known = {_key(row): row for row in map(json.loads, lines)}
        self._noted: list[Row] = []

    def is_known(self, path: str, mutant: Mutant, tests: int) -> bool:
        """Whether the answer is there, or would come from no more tests than were asked."""
        row = self._known.get(_key(_row(path, mutant)))
        return bool(row and (row["verdict"] != "survived" or row["asked"] >= tests))

    def survivors(self) -> list[Row]:
        """What no test noticed, as far as is kept."""
        return [row for row in self._known.values() if row["verdict"] == "survived"]

    def note(self, path: str, mutant: Mutant, verdict: str, asked: int, of: int, by: str | None) -> None:
        """What came of a fault, after how many tests of those that reach it, and which test noticed."""
        self._noted.append(_row(path, mutant) | {"verdict": verdict, "asked": asked, "of": of, "by": by})

    def keep(self) -> None:
        """Write what has been noted."""
        with self._file.open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in self._noted)
        self._noted.clear()


def _row(path: str, mutant: Mutant) -> Row:
    return {"file": path} | {each: getattr(mutant, each) for each in ("line", "operator", "before", "after")}


def _key(row: Row) -> tuple[Any, ...]:
    return tuple(row[each] for each in ("file", "line", "operator", "before", "after"))
