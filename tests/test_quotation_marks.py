"""What people read has the quotation marks of its language, wherever it is said: ”Klart”, “Done”."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted(file for room in ("engine", "api", "diagrams") for file in (ROOT / room).rglob("*.py"))

SWEDISH = re.compile("[«»“„]")
"""None of these belongs in Swedish."""

ENGLISH = re.compile("[«»„]|”[^“”]*“[^”]*$|^[^“]*”")
"""In English a quotation begins with one mark and ends with the other."""


def strings(node: ast.AST) -> Iterator[str]:
    """The texts of an expression as they are written, those of an f-string too."""
    for each in ast.walk(node):
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            yield each.value


def said(file: Path) -> Iterator[tuple[int, ast.AST, ast.AST]]:
    """Every text in two languages that the file says, with its line."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Said"):
            continue
        if len(node.args) == 2 and not isinstance(node.args[0], ast.Starred):
            swedish, english = node.args
            yield node.lineno, swedish, english


def said_somehow(file: Path) -> Iterator[str]:
    """Every text of the code but what stands by itself, as a docstring does."""
    tree = ast.parse(file.read_text("utf-8"))
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node.value


MARKS_ARE_CHARACTERS = {"lexing.py", "metrics.py", "phrases.py", "questions.py", "sentences.py", "webfont.py"}
"""Here the marks are not said: somebody else's text is read, or letters are measured."""


def wrong_in(source: Path) -> Iterator[str]:
    for line, swedish, english in said(source):
        yield from (f"{source.name}:{line} {text}" for text in strings(swedish) if SWEDISH.search(text))
        whole = "".join(strings(english))
        if ENGLISH.search(whole) or whole.count("“") != whole.count("”"):
            yield f"{source.name}:{line} {whole}"


def test_every_text_has_the_quotation_marks_of_its_language() -> None:
    assert [wrong for file in FILES for wrong in wrong_in(file)] == []


def test_nothing_else_that_is_said_has_marks_of_another_kind() -> None:
    """Words that become a text in two languages further on, as those of a rule."""
    others = [file for file in FILES if file.name not in MARKS_ARE_CHARACTERS]
    assert [
        f"{file.name}: {text}" for file in others for text in said_somehow(file) if set(text) & set("«»")
    ] == []


@pytest.mark.parametrize(
    "text", ['Said("«Klart»", "“Done”")', 'Said("”Klart”", "”Done”")', 'Said(f"“{it}”", f"“{it}”")']
)
def test_a_text_with_those_of_another_is_found(tmp_path: Path, text: str) -> None:
    (tmp_path / "words.py").write_text(text, encoding="utf-8")
    assert len(list(wrong_in(tmp_path / "words.py"))) == 1
