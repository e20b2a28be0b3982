"""Facts about the project itself: what is pinned, what resolves where, what a newcomer meets."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import diagrams

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ["requirements.txt", "requirements-dev.txt"]


def test_diagrams_is_our_package_and_not_the_one_on_the_registry() -> None:
    assert diagrams.__file__ is not None
    assert Path(diagrams.__file__).resolve() == ROOT / "diagrams" / "__init__.py"


@pytest.mark.parametrize("lock", LOCKS)
def test_pinned_files_hold_no_addresses(lock: str) -> None:
    assert not re.search(r"https?://|file:|--(extra-)?index-url|--find-links", (ROOT / lock).read_text())


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pinned_requirement_has_a_version_and_hashes(lock: str) -> None:
    requirements = re.split(r"\n(?=\S)", (ROOT / lock).read_text().strip())
    assert requirements
    for requirement in requirements:
        assert re.match(r"[A-Za-z0-9._-]+(\[[a-z,]+\])?==\S+", requirement), requirement
        assert "--hash=sha256:" in requirement, requirement


def test_every_declared_dependency_is_pinned_and_says_why() -> None:
    source = (ROOT / "pyproject.toml").read_text()
    project = tomllib.loads(source)
    names = [re.split(r"[\[>=<]", each)[0] for each in project["project"]["dependencies"]]
    pinned = (ROOT / "requirements.txt").read_text().lower()
    for name in names:
        assert re.search(rf"^{re.escape(name.lower())}(\[[a-z]+\])?==", pinned, re.M), name
        assert re.search(rf'"{re.escape(name)}[\[>=].*",\s+# \w', source), f"{name} does not say why it is there"
