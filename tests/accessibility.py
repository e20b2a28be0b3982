"""What axe-core, the accessibility checker, says of HTML documents; one start of the checker serves several."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

_NODE = Path(__file__).parent / "node"


def violations(*documents: str) -> list[str]:
    """Everything that is wrong by WCAG 2.2 AA and good practice, contrast left out: «rule: what it asks: the element»."""
    node = shutil.which("node", path=str(Path(__file__).parents[1] / ".venv" / "bin")) or shutil.which("node")
    if node is None or not (_NODE / "node_modules" / "axe-core").is_dir():
        pytest.fail("axe-core is not installed: make tests/node/node_modules/ready")
    ran = subprocess.run(
        [node, str(_NODE / "accessibility.cjs")],
        input=json.dumps(documents),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    found = json.loads(ran.stdout)
    assert len(found) == len(documents)
    return [wrong for each in found for wrong in each]
