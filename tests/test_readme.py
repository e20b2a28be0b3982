"""Each command of the README, tried as it stands there: it works in a fresh checkout, and leaves nothing in the repository's root."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
COMMAND = re.compile(r"`\.venv/bin/rutin ([^`]+)`")
COMMANDS = COMMAND.findall((ROOT / "README.md").read_text(encoding="utf-8"))
KEPT_AS_WORK = {"routines/nyckelhantering.yaml"}
"""What an owner asked for with `rutin new`, in the folder where such files are kept."""

UNDECIDED = ("arbetspass", "ej_antraffbar", "forlorad_telefon", "lmo_fungerar_inte")
"""Routines for emergencies with settings that an organisation has to decide first."""

HEAVY = "training"
"""Takes a minute: tried with the heavy tests."""


def rutin(words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The command run in the folder, with nobody at the keyboard and no settings from outside."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("RUTIN_")}
    return subprocess.run(
        [sys.executable, "-m", "api.cli", *words.split()],
        cwd=folder,
        env={**clean, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout with what the README's commands need, where `make run` has published the routines."""
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copy(ROOT / ".gitignore", folder)
    shutil.copytree(ROOT / "routines", folder / "routines")
    for words in (
        ("init",),
        ("add", "."),
        ("-c", "user.name=x", "-c", "user.email=x@x.se", "commit", "-m", "x"),
    ):
        subprocess.run(
            ["git", "-c", "commit.gpgsign=false", *words], cwd=folder, check=True, capture_output=True
        )
    asked_for = " ".join(f"--unfinished {name}" for name in UNDECIDED)
    assert rutin(f"publish {asked_for}", folder).returncode == 0
    return folder


def left_behind(folder: Path) -> set[str]:
    status = subprocess.check_output(
        ["git", "status", "--porcelain", "--untracked-files=all"], cwd=folder, text=True
    )
    return {line[3:] for line in status.splitlines()}


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(words, marks=pytest.mark.soak if words.startswith(HEAVY) else ())
        for words in dict.fromkeys(COMMANDS)
    ],
)
def test_a_command_of_the_readme_works_and_leaves_nothing_in_the_root(
    words: str, published: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "checkout"
    shutil.copytree(published, folder)
    done = rutin(words, folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert left_behind(folder) <= KEPT_AS_WORK


def test_the_readme_has_the_commands_of_owners_and_trainers() -> None:
    assert {words.split()[0] for words in COMMANDS} == {
        "new", "check", "run", "test", "diff", "publish", "draw", "storyboard", "training", "drills",
    }  # fmt: skip


def test_the_readme_says_first_in_swedish_what_it_is_and_what_its_words_mean() -> None:
    first, _, rest = (ROOT / "README.md").read_text(encoding="utf-8").partition("## In English")
    assert rest
    assert first.splitlines()[2].startswith("Rutin gör verksamhetens skrivna rutiner")
    assert re.findall(r"^\| \*\*(.+?)\*\* \|", first, re.MULTILINE) == ["rutin", "roll", "enhet", "LMO"]
    assert {"make run", "make test"} <= set(re.findall(r"make \w+", first))
    assert {"routines/README.md", "docs/spraket.md", "docs/pilot.md", "docs/ovningar.md"} <= set(
        re.findall(r"\]\(([^)]+)\)", first)
    )
    assert "LMO (Lifecare Mobil Omsorg)" in rest
    assert "A unit is" in rest
