"""Files written to make the check stumble are answered with findings, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.check import check
from tests.engine.language.attacks import ATTACKS


def checked(folder: Path, content: str | bytes) -> list[str]:
    """What the check says of it, in both languages."""
    file = folder / "anfall.yaml"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return [
        finding.message for language in ("sv", "en") for finding in check([file], language=language).findings
    ]


@pytest.mark.soak
@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_answered(tmp_path: Path, name: str) -> None:
    assert checked(tmp_path, ATTACKS[name]())
