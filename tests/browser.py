"""A headless browser that does what a person does on pages, and says what is wrong with what it sees."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

_NODE = Path(__file__).parent / "node"
_INSTALLED = ("chromium", "chromium-browser", "google-chrome", "chrome", "microsoft-edge", "msedge")


def _browser() -> str | None:
    """The program of an installed browser; None where the packed one runs: that is for Linux on x86-64."""
    if platform.system() == "Linux" and platform.machine() == "x86_64":
        return None
    found = next(filter(None, map(shutil.which, _INSTALLED)), None)
    if found is None:
        said = "no browser to test pages in: install Chromium, Chrome or Edge and see that it is found by its name"
        pytest.fail(said) if os.environ.get("CI") else pytest.skip(said)
    return found


def wrong_in(
    address: str,
    steps: Sequence[Mapping[str, Any]],
    *,
    widths: Sequence[int] = (320, 390, 1280),
    checked: Sequence[int] = (320, 390, 1280),
    schemes: Sequence[str] = ("light", "dark"),
    shots: Path | None = None,
) -> list[str]:
    """What is wrong with the pages that are looked at on the way: by axe-core, without room, too small for a thumb, refused by policy.

    `checked`: at which of the widths axe-core looks too, which takes most of the time.

    A step is `go` to a path, `press` what has that text, `type` texts into named fields, `choose` controls by their ids, `tick` the
    checklist, wait for a `heading` or for what the page `says`, go round by `keys`, or `look` at the page under a name, at
    `widths` of its own perhaps. `shots`: a folder for pictures of them.
    """
    node = shutil.which("node", path=str(_NODE.parents[1] / ".venv" / "bin")) or shutil.which("node")
    if node is None or not (_NODE / "node_modules" / "playwright-core").is_dir():
        pytest.fail("the browser's driver is not installed: make tests/node/node_modules/ready")
    asked = {
        "address": address,
        "browser": _browser(),
        "steps": steps,
        "widths": widths,
        "checked": checked,
        "schemes": schemes,
        "shots": str(shots) if shots else None,
    }
    ran = subprocess.run(
        [node, str(_NODE / "browser.mjs")],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=280,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    found: list[str] = json.loads(ran.stdout)
    return found
