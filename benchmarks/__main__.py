"""`make bench`: everything that is measured, from one run on one machine, with ratios against something in the same run."""

from __future__ import annotations

import argparse
import logging
import sys
import traceback
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from benchmarks.machine import load, postgres, postgres_version, tells
from benchmarks.page import PAGE, Measured, page
from benchmarks.sections import SECTIONS, Run, Section


def main() -> int:
    """Measure, print, and write the page. `--quick` makes fewer visits, and writes nothing but where it is told to. 1: one failed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer visits: a look, not a measurement")
    parser.add_argument("--big", action="store_true", help="also what takes minutes by itself")
    parser.add_argument("--no-postgres", action="store_true", help="leave PostgreSQL out")
    parser.add_argument(
        "--only",
        metavar="WORDS",
        action="append",
        help="tables whose titles have these words; may be said again",
    )
    parser.add_argument("--output", type=Path, help=f"where the page is written (else {PAGE.name} in docs)")
    options = parser.parse_args()
    logging.getLogger("transitions").setLevel(logging.WARNING)
    with ExitStack() as stack:
        url = None if options.no_postgres else stack.enter_context(postgres())
        machine = tells() + (f", PostgreSQL {postgres_version(url)}" if url else "")
        print(f"{machine}; {load()}", flush=True)
        run = Run(quick=options.quick, big=options.big or bool(options.only), postgres=url)
        measured, failed = [], False
        for section in SECTIONS:
            try:
                measured.append(_measured(section, run, options.only or [""]))
            except Exception:  # The others are measured all the same.
                traceback.print_exc()
                measured.append(Measured(section=section, rows=[], load=""))
                failed = True
    if options.output or not (options.quick or options.only):
        (options.output or PAGE).write_text(page(machine, measured), encoding="utf-8")
    return int(failed)


def _measured(section: Section, run: Run, only: Sequence[str]) -> Measured:
    """The section's rows, each printed when it is there; none where it is not asked for."""
    rows = []
    if any(each.lower() in section.title.lower() for each in only) and (run.big or not section.is_big):
        print(f"\n{section.title}\n  {' · '.join(section.columns)}", flush=True)
        for row in section.rows(run):
            rows.append(row)
            print(f"  {' · '.join(map(str, row))}", flush=True)
    return Measured(section=section, rows=rows, load=load())


if __name__ == "__main__":
    sys.exit(main())
