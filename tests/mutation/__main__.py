"""`python -m tests.mutation FILE…`: which small faults in these files do the tests not notice?

A process that has imported the program and its tests, and run them once, makes a child of itself for each fault. A fault in what runs as a
module is read (a constant, a default, a table) needs the program read anew: those are asked about last, by a process that has imported only
what others have made.
"""

from __future__ import annotations

import argparse
import ast
import gc
import importlib
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType, ModuleType
from typing import Any

import pytest

from tests.mutation import swapping
from tests.mutation.asking import Anew, Asking
from tests.mutation.children import GRACE, Tell
from tests.mutation.mutants import Mutant, mutants
from tests.mutation.results import Results
from tests.mutation.round import Round, WrongByItself

QUIET = (
    "-p",
    "no:cacheprovider",
    "-q",
    "-o",
    "tmp_path_retention_policy=none",
    "-W",
    "ignore::pytest.PytestAssertRewriteWarning",
)


def of_functions(asking: Asking, files: Sequence[Path], a_round: Round) -> None:
    """Asks about the faults in functions, in children of the process that has run everything once."""
    living = {file: (swapping.functions(file), swapping.caches(file)) for file in files}
    # What is here is shared with every child until one of them touches it.
    gc.collect()
    gc.freeze()
    for file in files:
        for mutant, code in _compiled(file):
            if mutant.function is not None:
                swap = partial(swapping.swap, file, code, *living[file], mutant.function)
                a_round.ask(
                    file, mutant, asking.reaching(file, mutant.lines), asking.seconds, asking.run, swap
                )


def of_modules(plan: dict[str, Any], files: Sequence[Path], a_round: Round, arguments: Sequence[str]) -> None:
    """Asks about the others, in children that read the program anew."""
    for name in plan["modules"]:
        # Not every module can be read by itself, and it is only a matter of time.
        with suppress(Exception):
            importlib.import_module(name)

    def run(tests: Sequence[str], tell: Tell) -> None:
        Anew(tell).run(tests, arguments)

    for file in files:
        for mutant, code in _compiled(file):
            if mutant.function is None:
                tests = plan["tests"][str(file)]
                a_round.ask(file, mutant, tests, plan["seconds"], run, partial(swapping.read_as, file, code))


def plan(asking: Asking, files: Sequence[Path]) -> dict[str, Any]:
    """What has been learnt of the tests and is needed where nothing has been imported.

    A test that runs no line of a file may use what stands in it: those come after the ones that do. What needs a server started comes last.
    """
    everything = sorted(asking.seconds, key=asking.seconds.__getitem__)
    servers = asking.needing("postgres")
    return {
        "reading": asking.reading,
        "seconds": asking.seconds,
        "tests": {
            str(each): sorted(dict.fromkeys((*asking.reaching(each), *everything)), key=servers.__contains__)
            for each in files
        },
        "modules": [name for name, module in sys.modules.items() if not _is_ours(module)],
    }


def main() -> int:
    """Ask, and print what no test noticed."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, help="the program's files, or folders")
    parser.add_argument(
        "--tests",
        nargs="+",
        default=["tests/engine"],
        help="the tests that are asked (default: tests/engine)",
    )
    parser.add_argument(
        "--seconds", type=float, default=60.0, help="how long the tests for one fault may take together"
    )
    parser.add_argument(
        "--grace",
        type=float,
        default=GRACE,
        help=f"seconds that a test may take beside ten times its own (default: {GRACE:g})",
    )
    parser.add_argument(
        "--results",
        type=Path,
        default=Path("output/mutants.jsonl"),
        help="kept here; what is there is not asked again",
    )
    options = parser.parse_args()
    files = [
        file.resolve()
        for each in options.files
        for file in (sorted(each.rglob("*.py")) if each.is_dir() else [each])
    ]
    options.results.parent.mkdir(parents=True, exist_ok=True)
    results = Results(options.results)
    said = os.fdopen(os.dup(2), "w")  # pytest takes what is printed

    def first(asking: Asking) -> None:
        for test in asking.failing:
            print(f"left out, it fails with nothing changed: {test}", file=said, flush=True)
        learnt.write_text(json.dumps(plan(asking, files)), encoding="utf-8")
        try:
            of_functions(asking, files, Round(results, options.seconds, options.grace))
        except WrongByItself as wrong:
            print(wrong, file=said, flush=True)
            os._exit(1)
        results.keep()

    with TemporaryDirectory() as folder:
        learnt = Path(folder) / "learnt.json"
        # Of its own: other runs of pytest clear away what they take for old.
        arguments = [*QUIET, f"--basetemp={folder}/tests"]
        child = os.fork()
        if not child:
            os._exit(int(pytest.main([*arguments, *options.tests], plugins=[Asking(files, first)])))
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
            return 1
        results = Results(options.results)
        learnt_there = json.loads(learnt.read_text(encoding="utf-8"))
        a_round = Round(results, options.seconds, options.grace, learnt_there["reading"])
        of_modules(learnt_there, files, a_round, arguments)
        results.keep()
    for row in Results(options.results).survivors():
        place, change = f"{row['file']}:{row['line']}", f"{row['before']} → {row['after'] or 'nothing'}"
        print(f"{place} {row['operator']}: {change} ({row['asked']} of {row['of']} tests)")
    return 0


def _is_ours(module: ModuleType) -> bool:
    file = Path(getattr(module, "__file__", None) or "/")
    return file.is_relative_to(Path.cwd()) and "site-packages" not in file.parts


def _compiled(file: Path) -> Iterator[tuple[Mutant, CodeType]]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for mutant in mutants(tree):
        with mutant.put_in():
            try:
                code = compile(tree, str(file), "exec")
            except (SyntaxError, ValueError):  # no program: nothing to notice
                continue
        yield mutant, code


if __name__ == "__main__":
    sys.exit(main())
