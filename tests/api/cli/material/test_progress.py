"""How far a long command has come, on a terminal and elsewhere."""

from __future__ import annotations

from io import StringIO

from api.cli.material.progress import Progress


class Terminal(StringIO):
    """A stream that people look at."""

    def isatty(self) -> bool:
        return True


class Clock:
    """A clock that goes as fast as it is told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_elsewhere_a_line_tells_of_every_tenth() -> None:
    stream = StringIO()
    with Progress(400, 400.0, "sv", stream, Clock()) as progress:
        for number in range(400):
            progress.made(f"{number}.pdf", 1.0)

    assert stream.getvalue().splitlines() == [f"{40 * tenth} av 400 filer" for tenth in range(1, 11)]


def test_on_a_terminal_there_is_one_line_and_nothing_is_left_of_it() -> None:
    stream = Terminal()
    with Progress(3, 3.0, "sv", stream, Clock()) as progress:
        for name in ("te.svg", "te.pdf", "te.png"):
            progress.made(name, 1.0)

    assert "\n" not in stream.getvalue()
    assert "2 av 3 filer: te.pdf" in stream.getvalue()
    assert stream.getvalue().endswith("\r\033[K")


def test_what_is_left_is_told_by_the_work_and_not_by_the_number_of_files() -> None:
    stream, clock = StringIO(), Clock()
    with Progress(10, 100.0, "en", stream, clock) as progress:
        clock.now = 20.0
        progress.made("slow.pptx", 50.0)
        clock.now = 70.0
        progress.made("slow.pptx", 10.0)

    assert stream.getvalue().splitlines() == [
        "1 of 10 files, about 20 s left",
        "2 of 10 files, about 45 s left",
    ]


def test_minutes_are_told_as_minutes_and_nothing_before_it_is_known() -> None:
    stream, clock = StringIO(), Clock()
    with Progress(10, 100.0, "sv", stream, clock) as progress:
        progress.made("a.pdf", 10.0)
        clock.now = 60.0
        progress.made("b.pdf", 10.0)

    assert stream.getvalue().splitlines() == ["1 av 10 filer", "2 av 10 filer, ungefär 4 min kvar"]
