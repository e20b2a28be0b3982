"""A bound in the processor's time for what is done to one input, and one in memory for a process that goes through many."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

MOST_SECONDS = 20.0
"""Of the processor, for one input. What is measured in `benchmarks` takes 5 s at most; this tells what hangs, on any machine."""

MOST_MEBIBYTES = 1_500
"""Of address space, for a process with all that it has loaded. A process that has checked all our routines has 400."""

_ROOT = Path(__file__).parents[2]


class TakesTooLong(BaseException):
    """An input is not done with in its time. Nothing that goes on after any Exception goes on after this."""


@contextmanager
def within(what: str, seconds: float = MOST_SECONDS) -> Iterator[None]:
    """Raises TakesTooLong with `what` once so much of the processor's time is used. For the main thread, on systems that can tell."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise TakesTooLong(f"{what} has taken {seconds:g} seconds of the processor, and is not done.")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def with_little_memory(module: str, *arguments: str) -> tuple[bool, str]:
    """Run a module of the tests in a process that may have MOST_MEBIBYTES; whether it ended well, and what it wrote."""
    command = [sys.executable, "-m", "tests.fuzzing.bounded", module, *arguments]
    done = subprocess.run(command, cwd=_ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.returncode == 0, done.stdout


def main() -> None:
    """Take no more memory than that, then run the module that is named."""
    import resource
    import runpy

    most = MOST_MEBIBYTES * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=False)
    print(f"at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB in memory")


if __name__ == "__main__":
    main()
