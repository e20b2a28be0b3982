"""One fault, one process: a child that asks the tests, and a parent that waits no longer than they ought to take."""

from __future__ import annotations

import os
import select
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress

PASSED, FAILED, IMPOSSIBLE = b"p", b"f", b"i"

GRACE = 6.0
"""Seconds that a test may take beside ten times its own where nothing else is said: machines are busy."""

Tell = Callable[[bool], None]


def asked(ask: Callable[[Tell], None], seconds: Sequence[float], grace: float = GRACE) -> tuple[str, int]:
    """What became of it (`survived`, `killed`, `timeout` or `impossible`), and how many tests had passed.

    `ask` runs in the child, and tells of each test whether it passed; it stops at the first that did not. What it raises before it has told
    anything is a fault that can't be put in; a child that just ends has noticed. `seconds`: how long each test takes without a fault;
    `grace`: how many more it may take beside ten times that.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _answer(ask, writing)
    os.close(writing)
    passed, verdict = 0, None
    try:
        # A child that has told what there is to tell may have something to put away: it is over when it closes its end.
        while True:
            limit = grace + 10 * seconds[min(passed, len(seconds) - 1)]
            if not select.select([reading], [], [], limit)[0]:
                return verdict or "timeout", passed
            said = os.read(reading, 1)
            if not said:
                return verdict or ("survived" if passed == len(seconds) else "killed"), passed
            passed += said == PASSED
            verdict = {PASSED: verdict, FAILED: verdict or "killed", IMPOSSIBLE: "impossible"}[said]
    finally:
        os.close(reading)
        # With whatever it has started.
        for end in (os.killpg, os.kill):
            with suppress(ProcessLookupError):
                end(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _answer(ask: Callable[[Tell], None], writing: int) -> None:
    os.setpgid(0, 0)
    begun = False

    def tell(passed: bool) -> None:
        nonlocal begun
        begun = True
        os.write(writing, PASSED if passed else FAILED)

    try:
        ask(tell)
    except BaseException as wrong:
        print(repr(wrong), file=sys.stderr)
        os.write(writing, FAILED if begun else IMPOSSIBLE)
    finally:
        os._exit(0)
