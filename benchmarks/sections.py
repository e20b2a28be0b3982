"""What `make bench` measures: for each table its title, what it says, its columns, and what makes its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks import checking, differing, memory, pictures, serving, shift, spiff, stores, tapping, training
from benchmarks.scale import grown, lasting, timers

Cells = Sequence[object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How much is measured: `quick` is a look; `big` takes the large ones too; `postgres` is a server's address, if there is one."""

    quick: bool
    big: bool
    postgres: str | None

    def of(self, usual: int, look: int) -> int:
        """So many as usual, or for a look."""
        return look if self.quick else usual


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One table. `rows` measures, row by row; `is_big`: only where it is asked for, since it takes minutes by itself."""

    title: str
    says: str
    columns: tuple[str, ...]
    rows: Callable[[Run], Iterable[Cells]]
    is_big: bool = False


def _in_memory(run: Run) -> Iterator[Cells]:
    visits = run.of(600, 30)
    yield "in memory", _whole(memory.microseconds_a_step(visits, save_and_restore=False)), ""
    saved = memory.microseconds_a_step(visits, save_and_restore=True)
    yield "in memory, saved and restored", _whole(saved), ""
    other = spiff.microseconds_a_step(max(20, visits // 20))
    yield "SpiffWorkflow, saved and restored", _whole(other), f"{other / saved:.1f}"


def _in_a_shift(run: Run) -> Iterator[Cells]:
    for name, url in (("SQLite", None), ("in memory", "memory://")):
        first, last = shift.first_and_last(url)
        yield name, _whole(first), _whole(last), f"{last / first:.2f}"


def _checked(run: Run) -> Iterator[Cells]:
    yield "our routines, from a cold start", f"{checking.cold():.2f}", "", ""
    many = checking.many(run.of(1_000, 20))
    ratio = many.seconds / many.plain
    yield (
        f"{many.files} files of {checking.STATES} states",
        f"{many.seconds:.2f}",
        f"{many.plain:.2f}",
        f"{ratio:.1f}",
    )
    for shape, seconds in () if run.quick else checking.largest():
        yield f"a file of 256 KiB: {shape}", f"{seconds:.2f}", "", ""


def _differing(run: Run) -> Iterator[Cells]:
    for how, times in differing.seconds((100, 1_000) if run.quick else (100, 1_000, 2_000)):
        yield how, *(f"{each:.3f}" for each in times), *[""] * run.quick


def _pictures(run: Run) -> Iterator[Cells]:
    return ((what, _whole(milliseconds)) for what, milliseconds in pictures.milliseconds(run.of(7, 1)))


def _training(run: Run) -> Iterator[Cells]:
    for kind, files, seconds in training.seconds(everything=not run.quick):
        yield kind, files, f"{seconds:.1f}"


def _served(run: Run) -> Iterator[Cells]:
    bare: dict[int, float] = {}
    for what, results in serving.on_sqlite(run.of(3_000, 150), run.of(serving.KEPT_ANSWERS, 10_000)):
        for each in results:
            ratio = each.requests / bare.setdefault(each.clients, each.requests)
            yield what, each.clients, _whole(each.requests), f"{ratio:.2f}", *_times(each)
    tapped = tapping.on_sqlite(run.of(40, 3))
    yield "a tap and the page after it", tapped.clients, _whole(tapped.requests), "", *_times(tapped)


def _times(each: serving.Served) -> Cells:
    return "–" if each.cpu is None else _whole(each.cpu), f"{each.median:.1f}", f"{each.slowest:.1f}"


def _stored(run: Run) -> Iterator[Cells]:
    results = [("SQLite", stores.on_sqlite(run.of(600, 32)))]
    if run.postgres:
        results.append(("PostgreSQL", stores.on_postgres(run.postgres, run.of(600, 32))))
    for name, found in results:
        for each in found:
            numbers = (
                _whole(each.steps),
                _whole(each.bare),
                f"{each.steps / each.bare:.2f}",
                f"{each.batch:.1f}",
            )
            yield name, each.clients, *numbers


def _fired(run: Run) -> Iterator[Cells]:
    number = run.of(timers.TIMERS, 500)
    yield _fired_row("SQLite", timers.on_sqlite(number))
    if run.postgres:
        url = stores.new_schema(run.postgres, "timers")
        yield _fired_row("PostgreSQL", timers.on_postgres(url, number))


def _fired_row(name: str, found: timers.Fired) -> Cells:
    late = f"{found.median:.0f}", f"{found.slowest:.0f}"
    return name, found.workers, found.killed, found.timers, *late, found.once, found.otherwise, found.findings


def _grown(run: Run) -> Iterator[Cells]:
    few, many = run.of(grown.FEW, 200), run.of(grown.MANY, 2_000)
    found = [("SQLite", grown.on_sqlite(few, many))]
    if run.postgres:
        found.append(("PostgreSQL", grown.on_postgres(run.postgres, few, many)))
    for name, results in found:
        for each in results:
            yield (
                name,
                each.what,
                many,
                many * grown.HISTORY,
                f"{each.few:.1f}",
                f"{each.many:.1f}",
                f"{each.many / each.few:.2f}",
            )


def _lasting(run: Run) -> Iterator[Cells]:
    held = lasting.on_sqlite(run.of(lasting.REQUESTS, 1_000))
    yield held.requests, f"{held.before:.0f}", f"{held.after:.0f}", f"{held.slope:.1f}"


def _whole(number: float) -> str:
    return f"{number:.0f}"


SECTIONS = (
    Section(
        title="A step, without a database",
        says="The pure engine on the same visit, and another engine that is saved and restored at each step.",
        columns=("what", "µs a step", "times ours"),
        rows=_in_memory,
    ),
    Section(
        title="A step in a long shift",
        says="Whether the two hundredth visit of a shift costs as much as the first.",
        columns=("where", "µs a step, visits 1–10", "µs a step, visits 191–200", "ratio"),
        rows=_in_a_shift,
    ),
    Section(
        title="Through the engine, kept",
        says="Steps that are committed before they are answered, beside the bare driver writing the same rows in the same batches.",
        columns=("database", "clients", "steps a second", "bare driver", "ratio", "commands a commit"),
        rows=_stored,
    ),
    Section(
        title="Over HTTP, with keys",
        says="As a phone sends them, to a server in a process of its own, beside a bare endpoint that makes the same transactions.",
        columns=(
            "what",
            "clients",
            "requests a second",
            "ratio",
            "µs CPU each",
            "half within ms",
            "99 % within ms",
        ),
        rows=_served,
    ),
    Section(
        title="Timers that are due at once",
        says="All due within ten seconds; late is until it is committed. On PostgreSQL a worker is killed when half are due.",
        columns=(
            *("database", "workers", "killed", "timers", "half late at most ms", "99 % late at most ms"),
            *("fired once", "not, or oftener", "findings of the audit"),
        ),
        rows=_fired,
    ),
    Section(
        title="Checking",
        says="Seconds for `rutin check`, beside PyYAML alone reading the same files; the last are the largest files that may be.",
        columns=("what", "seconds", "PyYAML alone", "ratio"),
        rows=_checked,
    ),
    Section(
        title="What differs between two versions",
        says="Seconds for a routine of so many states.",
        columns=("what has happened to them", "100", "1000", "2000"),
        rows=_differing,
    ),
    Section(title="Pictures", says="Medians.", columns=("what", "ms"), rows=_pictures),
    Section(
        title="Training material, the first time",
        says="All of it, kind by kind.",
        columns=("kind", "files", "seconds"),
        rows=_training,
    ),
    Section(
        title="Beside very many that run",
        says="What somebody waits for in a database of a thousand running instances, and in one of many, each with its history.",
        columns=(
            "database",
            "what",
            "instances",
            "rows of history",
            "ms beside a thousand",
            "ms beside all",
            "ratio",
        ),
        rows=_grown,
        is_big=True,
    ),
    Section(
        title="A server that goes on and on",
        says="What it holds in memory; the slope is of the second half.",
        columns=("requests", "MiB before", "MiB after", "KiB for each thousand more"),
        rows=_lasting,
        is_big=True,
    ),
)
