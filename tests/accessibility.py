"""What axe-core, the accessibility checker, says of HTML documents; started once for each test process."""

from __future__ import annotations

import atexit
import json
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

_NODE = Path(__file__).parent / "node"


def violations(*documents: str) -> list[str]:
    """Everything that is wrong by WCAG 2.2 AA and good practice, contrast left out: «rule: what it asks: the element»."""
    checker = _checker()
    assert checker.stdin is not None
    assert checker.stdout is not None
    checker.stdin.write(json.dumps(documents) + "\n")
    checker.stdin.flush()
    answer = checker.stdout.readline()
    if not answer:
        _checker.cache_clear()
        pytest.fail("the accessibility checker stopped")
    found = json.loads(answer)
    assert len(found) == len(documents)
    return [wrong for each in found for wrong in each]


@cache
def _checker() -> subprocess.Popen[str]:
    """The checker, which goes on until the tests are done."""
    node = shutil.which("node", path=str(Path(__file__).parents[1] / ".venv" / "bin")) or shutil.which("node")
    if node is None or not (_NODE / "node_modules" / "axe-core").is_dir():
        pytest.fail("axe-core is not installed: make tests/node/node_modules/ready")
    started = subprocess.Popen(
        [node, str(_NODE / "accessibility.cjs")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    atexit.register(started.communicate)
    return started
