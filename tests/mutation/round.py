"""The faults of a round, one after the other, and between them, again and again, none at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.mutation.children import GRACE, Tell, asked
from tests.mutation.mutants import Mutant
from tests.mutation.results import Results

CONTROL_EACH = 50


class WrongByItself(Exception):
    """A child in which nothing was changed did not pass."""


class Round:
    """Asks about the faults of the files, one after the other."""

    def __init__(self, results: Results, limit: float, grace: float = GRACE, reading: float = 0.0) -> None:
        self._results = results
        self._limit = limit
        """Seconds that the tests for one fault may take together."""
        self._grace = grace
        """Seconds that each of them may take beside ten times its own."""
        self._reading = reading
        """Seconds before the first of them, or before what they need stands."""
        self._since_control = CONTROL_EACH
        self._noticed: dict[tuple[Path, int | None], str] = {}
        """Which test noticed the last fault of a function: it may notice the next."""

    def ask(
        self,
        file: Path,
        mutant: Mutant,
        tests: Sequence[str],
        seconds: dict[str, float],
        run: Callable[[Sequence[str], Tell], None],
        put_in: Callable[[], None],
    ) -> None:
        """Ask the tests about one fault: `put_in` and then `run` in a child."""
        path = str(file.relative_to(Path.cwd()))
        chosen = list(_within(self._limit, tests, seconds))
        if self._results.is_known(path, mutant, len(chosen)):
            return
        if not chosen:
            self._results.note(path, mutant, "survived", 0, len(tests), None)
            return
        chosen.sort(key=lambda each: each != self._noticed.get((file, mutant.function)))
        times = [self._reading + seconds[each] for each in chosen]
        if self._since_control >= CONTROL_EACH:
            self._control(lambda tell: run(chosen, tell), times, chosen)

        def ask(tell: Tell) -> None:
            put_in()
            run(chosen, tell)

        verdict, passed = asked(ask, times, self._grace)
        by = chosen[passed] if verdict in {"killed", "timeout"} and passed < len(chosen) else None
        if by and verdict == "killed":
            self._noticed[file, mutant.function] = by
        self._results.note(path, mutant, verdict, passed, len(tests), by)
        self._since_control += 1

    def _control(self, ask: Callable[[Tell], None], times: Sequence[float], chosen: Sequence[str]) -> None:
        verdict, passed = asked(ask, times, self._grace)
        if verdict != "survived":
            test = chosen[min(passed, len(chosen) - 1)]
            raise WrongByItself(
                f"With nothing changed: {verdict}, at {test}. What came since the last control is not kept; begin again."
            )
        self._results.keep()
        self._since_control = 0


def _within(limit: float, tests: Sequence[str], seconds: dict[str, float]) -> Iterator[str]:
    total = 0.0
    for each in tests:
        total += seconds[each]
        if total > limit:
            return
        yield each
