"""Checking again whenever a file of the set changes, until told to stop.

What wakes the loop says nothing of what happened: the folders are looked at, and compared with what was seen before. So an
editor that saves by renaming, a file that comes or goes, and a folder that vanishes are all the same to it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from api.cli.parser import FOUND
from engine.said import Said

Stamp = tuple[int, int, int]
"""When a file was last written, its size, and which file it is: another one after each save."""

Seen = Mapping[Path, Stamp]

_QUIET_MS, _AT_MOST_MS, _LOOK_EVERY_MS = 50, 400, 1_000
"""Changes are gathered until it has been quiet for so long, and at most so long. Where the system tells nothing (some
network drives), the folders are looked at every second all the same."""

_CLEAR = "\x1b[2J\x1b[H"
_LINE = "\n" + "─" * 60
_WAITING = Said("Väntar på ändringar. Avsluta med Ctrl-C.", "Waiting for changes. Stop with Ctrl-C.")
_STOPPED = Said("Slutar vänta på ändringar.", "No longer waiting for changes.")


def watch(check_again: Callable[[], int], paths: Sequence[Path], language: str) -> int:
    """Check now and after each change in the folders of `paths`. Returns the last check's exit code when stopped by Ctrl-C."""
    folders = list(dict.fromkeys(path if path.is_dir() else path.parent for path in paths))
    terminal = Terminal(
        language=language, clears=sys.stdout.isatty(), now=lambda: datetime.now().astimezone()
    )
    return follow(check_again, lambda: look(folders), wakes(folders), terminal)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terminal:
    """Where it is told what happens. `clears`: it can be wiped; else a line parts one check from the next."""

    language: str
    clears: bool
    now: Callable[[], datetime]

    def say(self, words: Said) -> None:
        """One sentence."""
        print(words.say(self.language), flush=True)

    def begin(self, changed: Said) -> None:
        """What a new check is about, and when it was made."""
        print(_CLEAR if self.clears else _LINE)
        print(f"{self.now():%H:%M:%S}  {changed.say(self.language)}\n", flush=True)


def follow(
    check_again: Callable[[], int], look: Callable[[], Seen], wakes: Iterable[object], terminal: Terminal
) -> int:
    """The loop itself: `wakes` is the stream of moments at which something may have changed."""
    from engine.errors.root import RutinError

    seen = look()
    code = check_again()
    terminal.say(_WAITING)
    waited = False
    try:
        for _ in wakes:
            now = look()
            if not waited and _has_become_empty(seen, now):
                waited = True
                continue
            waited = False
            changed = what_changed(seen, now)
            seen = now
            if changed is None:
                continue
            terminal.begin(changed)
            try:
                code = check_again()
            except RutinError as trouble:  # the folder is gone, or empty: it may well come back
                terminal.say(trouble.said())
                code = FOUND
            terminal.say(_WAITING)
    except KeyboardInterrupt:
        pass
    print()
    terminal.say(_STOPPED)
    return code


def _has_become_empty(before: Seen, now: Seen) -> bool:
    """Whether a file that held something is empty: a program that saves it may be about to fill it."""
    return any(stamp[1] == 0 and before.get(file, stamp)[1] for file, stamp in now.items())


def look(folders: Iterable[Path]) -> Seen:
    """The files of the set that are there now: routines and settings."""
    from engine.language.file.names import holds_text

    return {file: stamp for folder in folders for file, stamp in _files(folder) if holds_text(file)}


def what_changed(before: Seen, now: Seen) -> Said | None:
    """What happened in words: «Ändrad: routines/stodpass.yaml. Ny: …»; None where nothing did."""
    parts = [
        (Said("Ändrad", "Changed"), [file for file in now if file in before and before[file] != now[file]]),
        (Said("Ny", "New"), [file for file in now if file not in before]),
        (Said("Borttagen", "Removed"), [file for file in before if file not in now]),
    ]
    told = [(words, ", ".join(map(str, sorted(files)))) for words, files in parts if files]
    if not told:
        return None
    return Said(
        " ".join(f"{words.sv}: {files}." for words, files in told),
        " ".join(f"{words.en}: {files}." for words, files in told),
    )


def wakes(folders: Sequence[Path]) -> Iterator[None]:
    """A moment after each change in the folders, and at least every second. Survives that folders come and go."""
    from watchfiles import watch as heard

    while True:
        there = [folder for folder in folders if folder.is_dir()]
        if not there:
            time.sleep(_LOOK_EVERY_MS / 1_000)
            yield
            continue
        try:
            for _ in heard(
                *there,
                watch_filter=None,
                step=_QUIET_MS,
                debounce=_AT_MOST_MS,
                rust_timeout=_LOOK_EVERY_MS,
                yield_on_timeout=True,
                recursive=False,
            ):
                yield
                if [folder for folder in folders if folder.is_dir()] != there:
                    break
        except OSError:  # a folder vanished before it could be listened to
            time.sleep(_LOOK_EVERY_MS / 1_000)


def _files(folder: Path) -> Iterator[tuple[Path, Stamp]]:
    try:
        for file in folder.iterdir():
            status = file.stat()
            yield file, (status.st_mtime_ns, status.st_size, status.st_ino)
    except OSError:
        return
