"""`rutin check --watch`: each test is a little play, whose acts are the moments at which the loop wakes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from api.cli.watching import Terminal, follow, look, wakes, watch, what_changed
from engine.errors.published import CannotCheck
from tests.api.cli.conftest import Run

Act = Callable[[], object]
NOON = datetime(2026, 1, 12, 12, 0, tzinfo=UTC)


class Play:
    """A folder in which something happens before each wake, and a check that only counts."""

    def __init__(self, folder: Path, *, codes: tuple[int, ...] = (), clears: bool = False) -> None:
        self.folder, self.clears = folder, clears
        self.codes = iter(codes)
        self.checks = 0

    def run(self, *acts: Act, language: str = "sv") -> int:
        def moments() -> Iterator[None]:
            for act in acts:
                act()
                yield
            raise KeyboardInterrupt

        terminal = Terminal(language=language, clears=self.clears, now=lambda: NOON)
        return follow(self.check, lambda: look([self.folder]), moments(), terminal)

    def check(self) -> int:
        self.checks += 1
        if not self.folder.is_dir():
            raise CannotCheck(str(self.folder), "missing")
        return next(self.codes, 0)


@pytest.fixture
def routines(folder: Path) -> Path:
    return folder / "routines"


@pytest.fixture
def kaffe(routines: Path) -> Path:
    return routines / "kaffe.yaml"


def test_a_saved_file_is_checked_again_with_the_time_and_its_name(
    routines: Path, kaffe: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    play = Play(routines)

    assert play.run(lambda: kaffe.write_text("routine: kaffe\n# en rad till\n")) == 0

    assert play.checks == 2
    assert f"12:00:00  Ändrad: {kaffe}." in capsys.readouterr().out


def test_an_editor_that_saves_by_renaming_has_only_changed_the_file(
    routines: Path, kaffe: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def save() -> None:
        kaffe.rename(routines / "kaffe.yaml~")
        (routines / ".kaffe.yaml.tmp").write_text("routine: kaffe\n")
        (routines / ".kaffe.yaml.tmp").rename(kaffe)

    play = Play(routines)
    play.run(save)

    out = capsys.readouterr().out
    assert f"Ändrad: {kaffe}." in out
    assert "Ny" not in out
    assert play.checks == 2


def test_files_that_come_and_go_are_told(
    routines: Path, kaffe: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    te = routines / "te.yaml"

    Play(routines).run(lambda: te.write_text("routine: te\n"), kaffe.unlink)

    out = capsys.readouterr().out
    assert f"Ny: {te}." in out
    assert f"Borttagen: {kaffe}." in out


def test_a_file_that_is_emptied_before_it_is_filled_is_checked_when_it_is_filled(
    routines: Path, kaffe: Path
) -> None:
    play = Play(routines)

    play.run(lambda: kaffe.write_text(""), lambda: kaffe.write_text("routine: kaffe\n"))

    assert play.checks == 2


def test_one_that_stays_empty_is_told(routines: Path, kaffe: Path) -> None:
    play = Play(routines)

    play.run(lambda: kaffe.write_text(""), lambda: None)

    assert play.checks == 2


def test_settings_are_part_of_the_set(routines: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Play(routines).run(lambda: (routines / "settings.yaml").write_text("settings: {}\n"))

    assert "settings.yaml" in capsys.readouterr().out


def test_what_has_no_part_in_the_set_wakes_nobody(routines: Path) -> None:
    play = Play(routines)

    play.run(lambda: None, lambda: (routines / "README.md").write_text("Hej\n"), lambda: None)

    assert play.checks == 1


def test_a_folder_that_vanishes_is_told_and_waited_for(
    routines: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    away = routines.with_name("borta")
    play = Play(routines)

    code = play.run(lambda: routines.rename(away), lambda: None)
    assert code == 1
    assert "det finns ingen sådan fil eller mapp" in capsys.readouterr().out

    away.rename(routines)
    assert play.run(lambda: routines.rename(away), lambda: away.rename(routines)) == 0
    assert "Ny: " in capsys.readouterr().out


def test_a_folder_that_is_not_there_to_begin_with_is_a_mistake(folder: Path) -> None:
    with pytest.raises(CannotCheck):
        Play(folder / "rutiner").run()


@pytest.mark.parametrize(("codes", "code"), [((0,), 0), ((1,), 1), ((1, 0), 0), ((0, 1), 1)])
def test_the_exit_code_is_that_of_the_last_check(
    routines: Path, kaffe: Path, codes: tuple[int, ...], code: int
) -> None:
    acts = [lambda: kaffe.write_text("routine: kaffe\n")] * (len(codes) - 1)

    assert Play(routines, codes=codes).run(*acts) == code


def test_ctrl_c_in_the_middle_of_a_check_ends_with_what_was_known(routines: Path, kaffe: Path) -> None:
    play = Play(routines)

    def interrupted() -> int:
        if play.checks:
            raise KeyboardInterrupt
        return play.check() + 1

    def moments() -> Iterator[None]:
        kaffe.write_text("routine: kaffe\n")
        yield

    terminal = Terminal(language="sv", clears=False, now=lambda: NOON)
    assert follow(interrupted, lambda: look([routines]), moments(), terminal) == 1


def test_a_terminal_is_wiped_and_anything_else_gets_a_line(
    routines: Path, kaffe: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Play(routines, clears=True).run(lambda: kaffe.write_text("routine: a\n"))
    assert "\x1b[2J" in capsys.readouterr().out
    Play(routines).run(lambda: kaffe.write_text("routine: abc\n"))
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "────" in out


def test_it_speaks_english_when_asked(
    routines: Path, kaffe: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Play(routines).run(lambda: kaffe.write_text("routine: kaffe\n"), language="en")

    out = capsys.readouterr().out
    assert "Changed: " in out
    assert "Waiting for changes. Stop with Ctrl-C." in out


def test_several_changes_are_one_sentence_each_in_order() -> None:
    a, b, c = Path("a.yaml"), Path("b.yaml"), Path("c.yaml")

    changed = what_changed({a: (1, 1, 1), b: (1, 1, 1)}, {c: (1, 1, 1), b: (2, 1, 1)})

    assert changed is not None
    assert changed.sv == "Ändrad: b.yaml. Ny: c.yaml. Borttagen: a.yaml."
    assert changed.en == "Changed: b.yaml. New: c.yaml. Removed: a.yaml."


def test_the_real_stream_of_changes_wakes(routines: Path) -> None:
    stream = wakes([routines])
    next(stream)  # at the latest after a second without changes
    os.utime(routines / "kaffe.yaml", (1, 1))
    next(stream)
    stream.close()  # type: ignore[attr-defined]


def test_the_whole_command_checks_and_ends_at_ctrl_c(
    routines: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(_: object) -> Iterator[None]:
        raise KeyboardInterrupt
        yield

    monkeypatch.setattr("api.cli.watching.wakes", interrupted)

    assert watch(lambda: 1, [routines / "kaffe.yaml"], "sv") == 1
    assert "Slutar vänta på ändringar." in capsys.readouterr().out


def test_the_option_does_not_go_with_formats_for_programs(
    rutin: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rutin("check", "--watch", "--format", "json") == 2
    assert "går inte ihop med --format" in capsys.readouterr().err
