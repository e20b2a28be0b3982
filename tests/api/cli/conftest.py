"""A folder of its own for each test: a routine, a database, no settings from outside."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from api.cli.main import main

ROUTINE = """\
routine: kaffe
version: 1
title: Koka kaffe
language: sv
roles: {medarbetare: {title: Medarbetare}, enhetschef: {title: Enhetschef, manager: yes}}
facts:
  koppar: {type: number, title: "Hur många koppar?", min: 1, max: 12}
  klockan: {type: moment, title: "När ska det vara klart?"}
start: {by: medarbetare, ask: [koppar]}
states:
  fyll_pa:
    title: Fyll på vatten
    role: medarbetare
    caution: Vattnet är hett.
    text: Fyll på för {koppar} koppar.
    source: practice
    checklist: [Kannan är ren]
    choices:
      fyllt: {label: Jag har fyllt på, when: checklist is done, because: Bocka av punkten först.}
      slut:  {label: Kaffet är slut, confirm: "Är det verkligen slut?", to: inget}
    timers: [{after: 10 min, remind: Glöm inte kaffet.}]
  vanta:
    title: Vänta på kaffet
    role: medarbetare
    source: practice
  gott:  {end: gott, title: Kaffet är klart}
  inget: {end: inget, title: Det blev inget kaffe}
"""

Run = Callable[..., int]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: `routines/kaffe.yaml`, a database that does not exist yet."""
    for name in [each for each in os.environ if each.startswith("RUTIN_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "routines").mkdir()
    (tmp_path / "routines" / "kaffe.yaml").write_text(ROUTINE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def rutin(folder: Path) -> Run:
    """`rutin` in that folder; returns the exit code, also where argparse stops the program."""

    def run(*arguments: str) -> int:
        try:
            return main(list(arguments))
        except SystemExit as stopped:
            return int(stopped.code or 0)

    return run


Walked = Callable[..., str]


@pytest.fixture
def walked(rutin: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Walked:
    """What is on the screen where somebody walks `routines/NAME.yaml` and writes the lines; then the input ends."""

    def walk(*lines: str, routine: str = "kaffe", language: str | None = None) -> str:
        left: Iterator[str] = iter(lines)

        def read(prompt: str = "") -> str:
            print(prompt, end="")
            try:
                return next(left)
            except StopIteration:
                raise EOFError from None

        monkeypatch.setattr("builtins.input", read)
        spoken = ["--language", language] if language else []
        assert rutin("run", f"routines/{routine}.yaml", *spoken) == 0
        return capsys.readouterr().out

    return walk
