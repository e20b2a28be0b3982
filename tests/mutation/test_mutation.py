"""The tool itself, on a program of its own: what must be noticed is, and what nobody asks about is told."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutation.mutants import mutants

ROOT = Path(__file__).resolve().parents[2]

PROGRAM = """\
from functools import cache

LIMIT = 3


@cache
def greeting(name):
    return "hello " + name


def is_full(guests, extra=()):
    return len(guests) + len(extra) >= LIMIT


def announce(guests):
    for each in sorted(guests):
        yield f"{each} came"
    print("all")


def pass_through(gate):
    gate.set()
    gate.wait()


SIGN = "open"
"""

TESTS = """\
from threading import Event

from program import SIGN, announce, greeting, is_full, pass_through


def test_guests_are_greeted():
    assert greeting("ada") == "hello ada"


def test_three_are_enough():
    assert is_full("abc")
    assert not is_full("ab")


def test_guests_are_announced():
    assert list(announce(["ada"])) == ["ada came"]


def test_an_open_gate_holds_nobody_up():
    pass_through(Event())


def test_a_sign_says_so():
    assert SIGN == "open"
"""


pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked")


def round_in(folder: Path, tests: str) -> subprocess.CompletedProcess[str]:
    """Ask these tests about the small program."""
    (folder / "program.py").write_text(PROGRAM, encoding="utf-8")
    (folder / "test_program.py").write_text(tests, encoding="utf-8")
    (folder / "pytest.ini").write_text(
        "[pytest]\npythonpath = .\naddopts = --import-mode=importlib", encoding="utf-8"
    )
    command = [sys.executable, "-m", "tests.mutation", "program.py", "--tests", "test_program.py"]
    # Each pytest in it would read every plugin that is installed here.
    environment = os.environ | {"PYTHONPATH": f"{ROOT}", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return subprocess.run(
        [*command, "--grace", "3", "--results", "found.jsonl"],
        cwd=folder,
        env=environment,
        text=True,
        capture_output=True,
    )


BOUND = "len(guests) + len(extra)"

VERDICTS = {
    (f"{BOUND} >= LIMIT", f"{BOUND} > LIMIT"): "killed",
    (f"{BOUND} >= LIMIT", f"{BOUND} < LIMIT"): "killed",
    (BOUND, "len(guests) - len(extra)"): "survived",
    ("'hello '", "''"): "killed",
    ("sorted", "list"): "survived",
    ("' came'", "''"): "killed",
    ("print('all')", ""): "survived",
    ("gate.set()", ""): "timeout",
    ("gate.wait()", ""): "survived",
    ("3", "4"): "killed",
    ("3", "2"): "killed",
    ("'open'", "''"): "killed",
}
"""What comes of some of the faults."""


def test_what_comes_of_a_fault_and_which_test_noticed(tmp_path: Path) -> None:
    """All facts of one round in one test: with a fixture, each process that the tests are spread over would ask anew."""
    ended = round_in(tmp_path, TESTS)
    assert ended.returncode == 0, ended.stderr
    assert "program.py:16 function: sorted → list (1 of 1 tests)" in ended.stdout.splitlines()
    lines = (tmp_path / "found.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    found = [((each["before"], each["after"]), each["verdict"]) for each in rows]
    assert sorted(each for each in found if each[0] in VERDICTS) == sorted(VERDICTS.items())
    # Only what reaches the line is asked.
    (came,) = (each for each in rows if each["before"] == "' came'")
    assert (came["line"], came["of"], came["by"]) == (17, 1, "test_program.py::test_guests_are_announced")


CAPRICIOUS = """\
from pathlib import Path
from program import is_full


def test_it_passes_once():
    times = Path("times")
    times.write_text(times.read_text() + "." if times.exists() else ".")
    assert is_full("abc")
    assert times.read_text() == "."
"""


def test_nothing_is_kept_where_a_test_fails_with_nothing_changed(tmp_path: Path) -> None:
    ended = round_in(tmp_path, CAPRICIOUS)
    assert ended.returncode == 1
    assert "With nothing changed: killed, at test_program.py::test_it_passes_once" in ended.stderr
    assert not (tmp_path / "found.jsonl").exists()


def test_a_fault_lasts_no_longer_than_it_is_put_in() -> None:
    tree = ast.parse(PROGRAM)
    for mutant in mutants(tree):
        with mutant.put_in():
            assert ast.unparse(tree) != ast.unparse(ast.parse(PROGRAM)), mutant
        assert ast.unparse(tree) == ast.unparse(ast.parse(PROGRAM)), mutant


def changes(source: str) -> set[tuple[str, str]]:
    return {(each.before, each.after) for each in mutants(ast.parse(source))}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a and b", {("a and b", "a or b"), ("a", ""), ("b", "")}),
        ("not a", {("not a", "a")}),
        ("a[1:]", {("1", ""), ("1", "2"), ("1", "0")}),
        ("any(a)", {("any", "all"), ("a", "")}),
        ("[a for a in b if c]", {("c", "")}),
        ("{a: b}", {("a", "")}),
        (
            "def f(a: int = 1) -> int:\n    'Says.'\n    return a",
            {("1", "2"), ("1", "0"), ("return a", "return None")},
        ),
        ("class A:\n    'Says.'\n    a: int", set()),
        ("Said('sv', 'en')", set()),
    ],
)
def test_the_faults_of_a_program(source: str, expected: set[tuple[str, str]]) -> None:
    found = changes(source)
    # A line that is an expression can also be dropped as a whole.
    assert found - {(ast.unparse(ast.parse(source)), "")} == expected
