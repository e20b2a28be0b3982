"""The layout program: which one, what it answers, and what is said when it does not."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cachetools import LRUCache
from graphviz.backend import dot_command

from diagrams.errors import CannotDraw
from diagrams.layout import program
from diagrams.layout.program import layouts, use_dot

TWO = ["digraph { a [width=1 height=.5 fixedsize=true] }", "digraph { b -> c }"]


@pytest.fixture(autouse=True)
def the_program_as_it_was() -> Iterator[None]:
    before = dot_command.DOT_BINARY
    program.forget()
    yield
    dot_command.DOT_BINARY = before
    program.forget()


def fake(folder: Path, code: str) -> str:
    """A program that does what the Python code says; it has read its input as `given`."""
    path = folder / "fake-dot"
    path.write_text(f"#!{sys.executable}\nimport sys, time\ngiven = sys.stdin.read()\n{code}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_there_is_always_a_program() -> None:
    use_dot(None)
    assert Path(dot_command.DOT_BINARY).is_absolute()


def test_a_program_may_be_named_from_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake(tmp_path, "sys.exit('kan inte')")
    monkeypatch.chdir(tmp_path)
    use_dot("./fake-dot")
    with pytest.raises(CannotDraw, match="fake-dot gave up"):
        layouts(TWO)


def test_each_text_has_its_own_layout() -> None:
    use_dot(None)
    assert [set(layout) for layout in layouts(TWO)] == [{"a"}, {"b", "c"}]


def test_a_node_is_as_large_as_was_asked_for() -> None:
    use_dot(None)
    assert layouts(TWO)[0]["a"][2:] == (72, 36)


def test_what_was_answered_is_not_asked_again(tmp_path: Path) -> None:
    log = tmp_path / "log"
    answer = '{"objects": [{"name": "a", "pos": "1,2", "width": "1", "height": "1"}]}'
    use_dot(fake(tmp_path, f"open({str(log)!r}, 'a').write('x'); print({answer!r})"))
    layouts(["digraph { a }"])
    layouts(["digraph { a }"])
    assert log.read_text() == "x"


def test_only_so_many_layouts_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "_known", LRUCache(1))
    use_dot(None)
    layouts(TWO)
    assert len(program._known) == 1


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("sys.exit('kan inte')", "avbröt (kan inte)"),
        ("print('{')", "avbröt ({)"),
        ("print('{}')", "avbröt (?)"),
        ("sys.stdout.buffer.write(b'\\xff')", "avbröt (?)"),
        ("import os; os.abort()", "avbröt (?)"),
    ],
)
def test_a_program_that_fails_becomes_a_sentence(tmp_path: Path, code: str, sentence: str) -> None:
    use_dot(fake(tmp_path, code))
    with pytest.raises(CannotDraw) as refused:
        layouts(TWO)
    assert sentence in refused.value.say("sv")
    assert "RUTIN_DOT" in refused.value.say("sv")


def test_a_program_that_hangs_becomes_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "TIME_LIMIT", 0.2)
    use_dot(fake(tmp_path, "time.sleep(60)"))
    with pytest.raises(CannotDraw) as refused:
        layouts(TWO)
    assert "0.2 sekunder" in refused.value.say("sv")


def test_a_program_that_is_no_program_becomes_a_sentence(tmp_path: Path) -> None:
    use_dot(fake(tmp_path, ""))
    (tmp_path / "fake-dot").write_text("no program")
    with pytest.raises(CannotDraw) as refused:
        layouts(TWO)
    assert "gick inte att starta" in refused.value.say("sv")


def test_a_setting_that_names_nothing_becomes_a_sentence() -> None:
    with pytest.raises(CannotDraw) as refused:
        use_dot("/no/such/dot")
    assert "RUTIN_DOT" in refused.value.say("en")


def test_a_machine_without_any_program_becomes_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "_installed", lambda: None)
    with pytest.raises(CannotDraw) as refused:
        use_dot(None)
    assert "installera Graphviz" in refused.value.say("sv")
