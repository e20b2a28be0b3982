"""A process that has the whole program in memory, and becomes `rutin` with the arguments of each line that it is told, in a moment.

Started by its path, so that the program is the one that PYTHONPATH leads to. Says the number of each process that it has begun.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from importlib import import_module

_LATER = (
    "api.app",
    "api.cli.commands.serve",
    "api.cli.commands.worker",
    "api.cli.running.working",
    "uvicorn",
    "psycopg",
)
"""What the commands load when they are run."""


def main() -> None:
    """Begin processes until there are no more lines."""
    for name in _LATER:
        import_module(name)
    command = import_module("api.cli.main").main
    # Nobody asks how they ended.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        number = os.fork()
        if not number:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for stream in (0, 1, 2):
                os.dup2(os.open(os.devnull, os.O_RDWR), stream)
            os._exit(command(json.loads(line)))
        print(number, flush=True)


if __name__ == "__main__":
    # What lies beside this file is no part of the program.
    sys.path.remove(os.path.dirname(os.path.abspath(__file__)))
    main()
