"""Where a file lies as seen from the root of the sources, which is how code hosts name it."""

from __future__ import annotations

from pathlib import Path


def root_of(folder: Path) -> Path:
    """The nearest folder above that holds a repository, or the folder itself where none does."""
    whole = folder.resolve()
    return next((each for each in (whole, *whole.parents) if (each / ".git").exists()), whole)


def within(file: str, root: Path) -> str | None:
    """The file's path from the root, with slashes; None where it lies outside."""
    whole = Path(file).resolve()
    return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else None
