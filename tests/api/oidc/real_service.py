"""A real sign-in service that the tests start: the npm package oidc-provider, on a loopback port."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

_ROOT = Path(__file__).parents[3]
_NODE = _ROOT / "tests" / "node"


@dataclass
class Service:
    """The running service. `issuer` is its address."""

    issuer: str
    process: subprocess.Popen[str]

    def begins(self, **told: Any) -> None:
        """Tells it who uses it and whom it knows; from now on it answers."""
        self._hears(told)

    def knows(self, people: Mapping[str, Any]) -> None:
        """Tells it what people are from now on, and that there are no others."""
        self._hears({"people": people})

    def _hears(self, told: Mapping[str, Any]) -> None:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(told) + "\n")
        self.process.stdin.flush()
        # The package says things of its own between.
        assert "heard" in map(str.strip, iter(self.process.stdout.readline, ""))


@contextmanager
def sign_in_service() -> Iterator[Service]:
    """The service, until the test is over."""
    node = shutil.which("node", path=str(_ROOT / ".venv" / "bin")) or shutil.which("node")
    if node is None or not (_NODE / "node_modules" / "oidc-provider").is_dir():
        pytest.fail("the sign-in service is not installed: make tests/node/node_modules/ready")
    process = subprocess.Popen(
        [node, str(_NODE / "sign_in_service.mjs")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    )
    try:
        assert process.stdout
        yield Service(process.stdout.readline().strip(), process)
    finally:
        process.kill()
        process.communicate()
