"""Training material made: one thing after the other here, or several at once in processes of their own.

What can't be made, for whatever reason, is told in the place of its files, and the rest is made.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from engine.said import Said

if TYPE_CHECKING:
    from diagrams.material.plan import Course, Material
    from engine.check import Report

SECONDS: Mapping[str, float] = {"docx": 0.8, "pptx": 0.4, "pdf": 0.3, "png": 0.2}
"""About how long a file of that form takes to make, on a machine of two cores; others take next to nothing."""

WORTH_IT = 10.0
"""Seconds of work that are worth starting processes for; each needs one until it has read the routines."""

MOST_PROCESSES = 8
"""Each holds up to 300 MB while it draws."""

Made: TypeAlias = tuple[str, "bytes | Said"]
"""The path of a file, and its content, or why it could not be made."""

Files: TypeAlias = Generator[Made, None, None]
"""Files as they become ready."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is wanted of the material with that stem and mark: these forms of it."""

    stem: str
    mark: str
    forms: tuple[str, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """Where the files will lie."""
        return tuple(f"{self.stem}.{form}" for form in self.forms)

    @property
    def seconds(self) -> float:
        """About how long it takes."""
        return sum(map(seconds, self.forms))


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What a process needs to read the routines by itself, since a compiled routine can't be sent to it."""

    paths: tuple[Path, ...]
    said_in: str | None
    dot: str | None


def seconds(form: str) -> float:
    """About how long a file of that form takes to make."""
    return SECONDS.get(form, 0.03)


def course_of(report: Report, said_in: str | None) -> Course:
    """What is taught of the routines that were read."""
    from api.cli.sound import decided
    from diagrams.material.plan import Course

    return Course(routines=report.routines, known=report.playable, settings=decided(report), language=said_in)


def made(orders: Sequence[Order], materials: Collection[Material], recipe: Recipe) -> Files:
    """Every file of the orders as it becomes ready, in processes of their own where there is enough to do.

    Close it to stop what is under way.
    """
    count = min(_cores(), MOST_PROCESSES, len(orders))
    if count < 2 or sum(order.seconds for order in orders) < WORTH_IT or not _can_have_processes():
        return made_here(orders, materials)
    return made_in_processes(orders, recipe, count)


def made_here(orders: Iterable[Order], materials: Collection[Material]) -> Files:
    """Every file of the orders, one after the other."""
    by_stem = {material.stem: material for material in materials}
    for order in orders:
        yield from _files(by_stem, order)


def made_in_processes(orders: Iterable[Order], recipe: Recipe, count: int) -> Files:
    """Every file of the orders, by `count` processes. Where one of them ends untimely the rest is made by one at a time."""
    waiting, running = deque(orders), dict[Future[Sequence[Made]], Order]()
    while waiting:
        with _processes(recipe, count) as pool:
            try:
                while waiting or running:
                    while waiting and len(running) < count:
                        running[pool.submit(_in_process, waiting[0])] = waiting[0]
                        waiting.popleft()
                    for done in wait(running, return_when=FIRST_COMPLETED).done:
                        yield from done.result()
                        del running[done]
            except BrokenProcessPool:
                waiting.extendleft(reversed(running.values()))
                running.clear()
                if count == 1:
                    yield from _all_failed(waiting.popleft(), _ENDED)
                count = 1


@contextmanager
def _processes(recipe: Recipe, count: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that have read the routines; whatever ends the work ends them too."""
    others = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(
        count, multiprocessing.get_context("spawn"), initializer=_begin, initargs=(recipe,)
    )
    try:
        yield pool
    except BaseException:
        for process in set(multiprocessing.active_children()) - others:
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


# In a process of their own

_materials: dict[str, Material] = {}


def _begin(recipe: Recipe) -> None:
    """Read the routines, and leave it to the system to end this process by Ctrl-C, without a word."""
    from api.cli.sound import checked
    from diagrams.layout.program import use_dot
    from diagrams.material.plan import all_material

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    use_dot(recipe.dot)
    course = course_of(checked(recipe.paths, recipe.said_in), recipe.said_in)
    _materials.update({material.stem: material for material in all_material(course)})


def _in_process(order: Order) -> Sequence[Made]:
    return tuple(_files(_materials, order))


# Faults in words

_ENDED = Said(
    "programmet som gjorde den tog slut i förtid; kanske räckte minnet inte. Kör kommandot igen.",
    "the program that made it ended untimely; perhaps there was too little memory. Run the command again.",
)
_CHANGED = Said(
    "rutinen ändrades medan materialet gjordes. Kör kommandot igen.",
    "the routine was changed while the material was made. Run the command again.",
)


def _files(materials: Mapping[str, Material], order: Order) -> Iterator[Made]:
    """The files of one order: built once, and each form for itself, so that a fault in one does not lose the others."""
    material = materials.get(order.stem)
    if material is None or material.mark != order.mark:
        yield from _all_failed(order, _CHANGED)
        return
    try:
        built = material.build()
    except Exception as fault:
        yield from _all_failed(order, _told(fault))
        return
    for form, path in zip(order.forms, order.paths, strict=True):
        try:
            yield path, material.write(form, built)
        except Exception as fault:
            yield path, _told(fault)


def _all_failed(order: Order, why: Said) -> Iterator[Made]:
    return ((path, why) for path in order.paths)


def _told(fault: Exception) -> Said:
    """A fault as a sentence; one that nobody foresaw with the place in the code, for those who will mend it."""
    from engine.errors.root import RutinError

    if isinstance(fault, RutinError):
        return fault.said()
    said = f"{type(fault).__name__}: {fault}".strip(": ").splitlines()[0][:200]
    place = _place(fault)
    return Said(
        f"ett fel i programmet ({said}{place}). Säg till den som sköter Rutin.",
        f"a fault in the program ({said}{place}). Tell the one who looks after Rutin.",
    )


def _place(fault: Exception) -> str:
    trace = fault.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f", {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""


def _can_have_processes() -> bool:
    """Whether the system lets processes wait for each other; some containers do not."""
    try:
        multiprocessing.get_context("spawn").Lock()
    except (ImportError, OSError):
        return False
    return True


def _cores() -> int:
    """How many cores this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1
