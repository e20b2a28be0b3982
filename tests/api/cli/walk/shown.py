"""What a walk shows, and the files that it is walked by."""

from __future__ import annotations

from pathlib import Path


def write(folder: Path, name: str, text: str) -> None:
    """A routine file of that name."""
    (folder / "routines" / f"{name}.yaml").write_text(text, encoding="utf-8")


def screens(out: str) -> list[str]:
    """What was shown before each answer at a step, the beginning first."""
    return out.split("Vad gör du? ")
