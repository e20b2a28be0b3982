"""`rutin run` as a program: with a terminal and without, at any width, in both languages, and left in every way."""

from __future__ import annotations

import io
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Callable, Mapping
from contextlib import suppress
from fcntl import ioctl
from pathlib import Path

import pytest

from tests.api.cli.conftest import ROUTINE, Run, Walked

ROOT = Path(__file__).parents[4]
KAFFE = "routines/kaffe.yaml"

A_SHIFT = (
    "16:00",
    "Jag har telefonen",
    "T-07",
    "1",
    "1",
    "Starta ett stödpass",
    "S-101",
    "1",
    "1",
    "vänta 45 min",
    "1",
    "1",
    "1, 4",
    "ångra",
    "1",
    "Städning, Matlagning",
    "1",
    "vänta till 15:55",
    "Avsluta passet",
    "1",
    "",
    "1",
    "alla",
    "2",
    "Nästa pass är inställt",
    "1",
    "1",
)
"""A shift with one visit, answered by numbers and by words: a checklist, a choice taken back, a step skipped."""


def _program(
    *arguments: str, lines: tuple[str, ...], where: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[str]:
    """The program without a terminal: lines come from a pipe, and what it says goes to one."""
    return subprocess.run(
        [sys.executable, "-m", "api.cli", "run", *arguments],
        input="".join(f"{line}\n" for line in lines),
        cwd=where,
        env={**_clean(), **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def _clean() -> dict[str, str]:
    unset = ("RUTIN_", "COLUMNS", "NO_COLOR", "FORCE_COLOR", "TERM")
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(unset)},
        "PYTHONPATH": str(ROOT),
        "PYTHONIOENCODING": "utf-8",
    }


def _in_terminal(
    where: Path, acts: Callable[[int, subprocess.Popen[bytes]], None], environment: Mapping[str, str] = {}
) -> tuple[int, str]:
    """The exit code and what stood on a terminal of 60 columns, where `acts` writes on it when it asks what one does."""
    ours, theirs = pty.openpty()
    ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 60, 0, 0))
    with subprocess.Popen(
        [sys.executable, "-m", "api.cli", "run", KAFFE],
        cwd=where,
        env={**_clean(), "TERM": "xterm-256color", **environment},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    ) as program:
        os.close(theirs)
        seen = b""
        while b"> " not in seen:
            seen += os.read(ours, 4096)
        acts(ours, program)
        try:
            while more := os.read(ours, 4096):
                seen += more
        except OSError:  # the other end is closed
            pass
        code = program.wait()
    os.close(ours)
    return code, seen.decode()


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("sv", ("Slut: Arbetspasset är slut", "När som helst", "Steg 5 av 8")),
        ("en", ("The end: Arbetspasset är slut", "At any time", "Step 5 of 8")),
    ],
)
def test_a_whole_shift_is_walked_by_lines_and_no_word_is_parted_at_any_width(
    language: str,
    told: tuple[str, ...],
    rutin: Run,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    words = []
    for columns in (60, 80, 120):
        monkeypatch.setenv("COLUMNS", str(columns))
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in A_SHIFT)))
        assert rutin("run", str(ROOT / "routines" / "arbetspass.yaml"), "--language", language) == 0
        said = capsys.readouterr()
        assert said.err == ""
        for each in told:
            assert each in said.out
        shown = said.out.splitlines()
        assert min(columns, 100) - 10 <= max(map(len, shown)) <= min(columns, 100)
        words.append(said.out.split())
    assert words[0] == words[1] == words[2]


def test_a_routine_of_two_languages_is_english_throughout_when_asked() -> None:
    done = _program("examples/saker_kirurgi.yaml", "--language", "en", lines=("OP-1", "help", "quit"))
    assert "You stopped here" in done.stdout
    assert not re.search("[åäöÅÄÖ«»]", done.stdout)


def test_an_english_routine_is_walked_in_english(folder: Path) -> None:
    english = ROUTINE.replace("language: sv", "language: en")
    (folder / KAFFE).write_text(english, encoding="utf-8")
    done = _program(KAFFE, lines=("4", "quit"), where=folder)
    assert "What do you do?" in done.stdout


def test_without_a_terminal_there_are_no_colours_and_answers_are_shown(folder: Path) -> None:
    done = _program(KAFFE, lines=("4", "1", "alla", "1"), where=folder)
    assert "\x1b" not in done.stdout
    assert "Vad gör du? 1\n" in done.stdout
    assert "  > alla\n" in done.stdout


def test_in_a_terminal_there_is_colour_unless_one_does_not_want_it(folder: Path) -> None:
    def quits(terminal: int, _: subprocess.Popen[bytes]) -> None:
        os.write(terminal, b"4\nsluta\n")

    _, coloured = _in_terminal(folder, quits)
    _, plain = _in_terminal(folder, quits, {"NO_COLOR": "1"})
    red = "\x1b[1;31m"
    assert red + "Varning" in coloured
    assert red not in plain
    assert "Varning: Vattnet är hett." in plain


def test_ctrl_c_leaves_with_a_sentence(folder: Path) -> None:
    def interrupts(_: int, program: subprocess.Popen[bytes]) -> None:
        # Between its question and the reading of the answer a program does not hear of it: people press again.
        while program.poll() is None:
            program.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                program.wait(5)

    code, seen = _in_terminal(folder, interrupts)
    assert code == 130
    assert "Här slutade du, mitt i rutinen. Inget har sparats eller" in seen
    assert "Traceback" not in seen


def test_the_end_of_the_input_leaves_with_a_sentence(folder: Path) -> None:
    in_a_question = _program(KAFFE, lines=(), where=folder)
    in_a_step = _program(KAFFE, lines=("4",), where=folder)
    for done in (in_a_question, in_a_step):
        assert done.returncode == 0
        assert "Det kom inga fler svar, så genomgången slutar mitt i rutinen." in done.stdout
        assert done.stderr == ""


def test_no_input_at_all_is_the_end_of_it(folder: Path) -> None:
    done = subprocess.run(
        f'"{sys.executable}" -m api.cli run {KAFFE} <&-',
        shell=True,
        cwd=folder,
        env=_clean(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0
    assert "Det kom inga fler svar" in done.stdout


def test_letters_in_another_encoding_are_a_wrong_answer_and_no_fault(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "api.cli", "run", KAFFE],
        input="4\nv\xe4nta\nsluta\n".encode("latin-1"),
        cwd=folder,
        env={**_clean(), "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert "Det går inte att svara" in done.stdout.decode()


def test_what_is_not_decided_yet_reads_as_in_the_handbook(walked: Walked, folder: Path) -> None:
    (folder / "routines" / "settings.yaml").write_text(
        "settings:\n  skap:\n    title: Skåpet\n    value:\n", encoding="utf-8"
    )
    told = ROUTINE.replace("Fyll på för {koppar} koppar.", "Hämta kannan i {settings.skap}.")
    (folder / KAFFE).write_text(told, encoding="utf-8")
    assert "Hämta kannan i (inte bestämt än: fråga din chef)." in walked("4")


@pytest.mark.parametrize("zone", ["Europe/Stockholm", "Asia/Tokyo", "America/New_York"])
def test_it_begins_at_seven_in_the_morning_wherever_the_organisation_is(
    walked: Walked, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    monkeypatch.setenv("RUTIN_TIME_ZONE", zone)
    assert "mån 12 jan 2026 07:00" in walked("4")


PASS = """routine: kaffe
version: 1
title: Kaffe
roles: {m: {title: Medarbetare, manager: yes}}
facts: {nar: {type: moment, title: När slutar passet}}
start: {by: m, ask: nar}
states:
  a: {title: Vänta på kaffet, role: m, note: "Passet slutar {nar}."}
  slut: {end: klart, title: Klart}
"""


@pytest.mark.parametrize(
    ("zone", "hour"), [("Europe/Stockholm", "16:30"), ("UTC", "15:30"), ("America/New_York", "10:30")]
)
def test_a_moment_with_a_zone_is_the_organisation_s_time(
    walked: Walked, folder: Path, monkeypatch: pytest.MonkeyPatch, zone: str, hour: str
) -> None:
    (folder / KAFFE).write_text(PASS, encoding="utf-8")
    monkeypatch.setenv("RUTIN_TIME_ZONE", zone)
    for typed in ("2026-01-12T16:30:00+01:00", "2026-01-12 15:30Z"):
        out = walked(typed, f"vänta till {typed}", "1")
        assert f"Läst som mån 12 jan 2026 {hour}" in out
        assert f"Passet slutar i dag {hour}." in out
        assert f"{hour}  Slut: Klart" in out


def test_a_routine_with_errors_is_not_walked(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / KAFFE).write_text(ROUTINE.replace("to: inget}", "to: ingett}"), encoding="utf-8")
    assert rutin("run", KAFFE) == 1
    assert "Menade du ”inget”?" in capsys.readouterr().err


def test_no_other_command_loads_the_terminals_library() -> None:
    program = "\n".join(
        (
            "import sys",
            "from api.cli.main import COMMANDS, main",
            "from importlib import import_module",
            "for name in COMMANDS: import_module(f'api.cli.commands.{name}')",
            "main(['check', 'routines/stodpass.yaml'])",
            "sys.exit('rich' in sys.modules)",
        )
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=_clean(), capture_output=True, check=False
    )
    assert done.returncode == 0
