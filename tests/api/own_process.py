"""`rutin serve` as a process of its own, on a database that outlives it: for what happens when it is killed and comes again."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).parents[2]


class OwnProcess:
    """The server. When it begins again it is at the same address, with the same database. `log`: where its log goes, anew each time."""

    def __init__(self, url: str, *options: str, log: Path | None = None, **settings: str) -> None:
        self._options, self._port = options, "0"
        self._log = log or Path(os.devnull)
        self._settings = {"DATABASE_URL": url, "REQUESTS_PER_MINUTE": "10000000", **settings}
        self.address = ""

    def begins(self) -> None:
        """Start it, and wait until it is up."""
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "api.cli",
                    "serve",
                    "--port",
                    self._port,
                    "--no-worker",
                    *self._options,
                ],
                cwd=_ROOT,
                env={**os.environ, **{f"RUTIN_{name}": value for name, value in self._settings.items()}},
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        assert self._process.stdout is not None
        found = (re.search(r"http://[\d.]+:(\d+)", line) for line in self._process.stdout)
        said = next(each for each in found if each)
        self.address, self._port = said[0], said[1]

    def is_told_to_leave(self) -> None:
        """As by systemd or an orchestrator: SIGTERM."""
        self._process.send_signal(signal.SIGTERM)

    def ends(self) -> int:
        """Wait until it has left; its exit code."""
        code = self._process.wait(60)
        assert self._process.stdout is not None
        self._process.stdout.close()
        return code

    def has_ended(self) -> bool:
        """Whether it runs no more."""
        return self._process.poll() is not None

    def is_killed(self) -> None:
        """With no chance to finish anything."""
        self._process.kill()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()
