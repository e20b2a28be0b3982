"""Which edition of the pages this server has, and the files that they are shown with."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import metadata
from pathlib import Path

_PAGES = Path(__file__).parent


@cache
def files() -> tuple[str, ...]:
    """The addresses of the files that pages for staff are shown with."""
    static = _PAGES / "static"
    # docs.css and docs.js are those of the pages about the API, which no phone keeps.
    shared = sorted(each for each in static.iterdir() if each.is_file() and each.stem != "docs")
    found = (*shared, *sorted((static / "offline").iterdir()))
    return tuple(f"/{each.relative_to(_PAGES).as_posix()}" for each in found)


@cache
def edition() -> str:
    """What tells the pages of this server from those of an older or newer one."""
    digest = hashlib.sha256(metadata.version("rutin").encode())
    templates = sorted((_PAGES / "templates").rglob("*.html"))
    for path in (*(_PAGES / each.lstrip("/") for each in files()), *templates):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
