"""The tests' part: which of them reach which line, and whether they pass; as a plugin of pytest, which has imported and collected."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

import pytest
from _pytest.nodes import Node
from _pytest.runner import runtestprotocol
from coverage import Coverage

from tests.mutation.children import Tell


class Asking:
    """Runs all tests once, unchanged, noting the lines that each reaches; then does `then(self)` instead of ending.

    What lives for the whole session (a database server) goes on living, and each child finds it.
    """

    def __init__(self, files: Sequence[Path], then: Callable[[Asking], None]) -> None:
        self._files = files
        self._then = then
        self._items: dict[str, pytest.Item] = {}
        self._reached: dict[Path, dict[int, list[str]]] = {}
        self.seconds: dict[str, float] = {}
        """How long each test took; those that fail unchanged are not here."""
        self.failing: list[str] = []
        self.reading = perf_counter()
        """How long it took to import and collect."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of pytest's own."""
        self.reading = perf_counter() - self.reading
        self._items = {each.nodeid: each for each in session.items}
        self._measure(session)
        self._then(self)
        return True

    def _measure(self, session: pytest.Session) -> None:
        os.environ["COVERAGE_CORE"] = "ctrace"  # the only one that can tell tests apart
        coverage = Coverage(data_file=None, config_file=False, include=[str(each) for each in self._files])
        coverage.start()
        for item, following in zip(session.items, [*session.items[1:], session], strict=True):
            coverage.switch_context(item.nodeid)
            begun = perf_counter()
            if _passes(item, following):
                self.seconds[item.nodeid] = perf_counter() - begun
            else:
                self.failing.append(item.nodeid)
        coverage.stop()
        data = coverage.get_data()
        self._reached = {file: data.contexts_by_lineno(str(file)) for file in self._files}

    def reaching(self, file: Path, lines: range | None = None) -> list[str]:
        """The tests that run any of the lines, or any line of the file: the fastest first."""
        by_line = self._reached[file]
        found = {test for line in lines or by_line for test in by_line.get(line, ())}
        return sorted(found & self.seconds.keys(), key=self.seconds.__getitem__)

    def needing(self, marker: str) -> set[str]:
        """The tests that bear a marker."""
        return {name for name, item in self._items.items() if item.get_closest_marker(marker)}

    def run(self, tests: Sequence[str], tell: Tell) -> None:
        """Run them one after the other, until one does not pass."""
        items = [self._items[each] for each in tests]
        for item, following in zip(items, [*items[1:], items[0].session], strict=True):
            passed = _passes(item, following)
            tell(passed)
            if not passed:
                return


class Anew:
    """Tells how each test goes in a pytest of its own, where the program is yet to be read."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._order: dict[str, int] = {}

    def run(self, tests: Sequence[str], arguments: Sequence[str]) -> None:
        """Run them in this order, until one does not pass; what can't be read has not passed."""
        self._order = {each: number for number, each in enumerate(tests)}
        if pytest.main([*arguments, "--exitfirst", *tests], plugins=[self]) not in (0, 1):
            self._tell(False)

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """pytest goes by file."""
        items.sort(key=lambda each: self._order[each.nodeid])

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item, nextitem: pytest.Item | None) -> bool:
        """Instead of pytest's own."""
        passed = _passes(item, nextitem or item.session)
        item.session.testsfailed += not passed
        item.session.shouldfail = not passed and "noticed"
        self._tell(passed)
        return True


def _passes(item: pytest.Item, following: Node) -> bool:
    """Where the session itself follows, everything narrower is put away, and what lives as long as that goes on."""
    reports = runtestprotocol(item, log=False, nextitem=following)  # type: ignore[arg-type]
    return not any(each.failed for each in reports)
