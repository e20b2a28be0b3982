"""How far a long command has come: one line that is written over on a terminal, else a line for every tenth of the work."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from time import monotonic
from typing import TextIO

from engine.said import Said

_DONE = Said("{done} av {of} filer", "{done} of {of} files")
_SECONDS_LEFT = Said("{done}, ungefär {left} s kvar", "{done}, about {left} s left")
_MINUTES_LEFT = Said("{done}, ungefär {left} min kvar", "{done}, about {left} min left")

SURE_AFTER = 3.0
"""Seconds until it is told how long the rest may take."""


class Progress:
    """What is done of `of` files, which together take about `seconds` on some machine. Used as a context: its line is then closed."""

    def __init__(
        self,
        of: int,
        seconds: float,
        language: str,
        stream: TextIO,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._of, self._all, self._language, self._stream, self._clock = of, seconds, language, stream, clock
        self._is_terminal = stream.isatty()
        self._began = clock()
        self._done, self._worked, self._tenths = 0, 0.0, 0

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_terminal:
            self._stream.write("\r\033[K")
            self._stream.flush()

    def made(self, path: str, seconds: float) -> None:
        """One file is done that takes about so long."""
        self._done += 1
        self._worked += seconds
        if self._is_terminal:
            wide = shutil.get_terminal_size().columns - 1
            self._stream.write(f"\r\033[K{f'{self._told()}: {path}'[:wide]}")
            self._stream.flush()
        elif (tenths := 10 * self._done // self._of) > self._tenths:
            self._tenths = tenths
            print(self._told(), file=self._stream, flush=True)

    def _told(self) -> str:
        done = _DONE.say(self._language).format(done=self._done, of=self._of)
        passed, rest = self._clock() - self._began, self._all - self._worked
        if passed < SURE_AFTER or self._done == self._of:
            return done
        left = passed * rest / self._worked
        if left < 60:
            return _SECONDS_LEFT.say(self._language).format(done=done, left=max(5, 5 * round(left / 5)))
        return _MINUTES_LEFT.say(self._language).format(done=done, left=round(left / 60))
